// Shows any two companies of the page's data. The address holds the choice: #nespresso+orange.
(() => {
  const data = JSON.parse(document.getElementById("companies").textContent);
  const table = document.getElementById("pair");
  const pickers = ["one", "other"].map((id) => document.getElementById(id));
  const byId = new Map(data.companies.map((company) => [company.id, company]));
  const byName = [...data.companies].sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const link = ({ name, href }) => (href ? element("a", name, { href }) : document.createTextNode(name));
  const head = (scope, named, attributes) => {
    const th = element("th", "", { scope, ...attributes });
    th.append(link(named));
    if (named.known) th.append(" ", element("small", named.known));
    return th;
  };
  const row = (...cells) => {
    const tr = element("tr");
    tr.append(...cells);
    return tr;
  };

  const show = (pair) => {
    table.tHead.replaceChildren(row(element("td"), ...pair.map((company) => head("col", company))));
    const rows = [];
    let part = "ever";
    data.rows.forEach((one, position) => {
      const cells = pair.map((company) => company.cells[position]);
      if (cells.every((cell) => cell === undefined)) return;
      if (one.kind !== part) {
        part = one.kind;
        const title = row(head("rowgroup", { name: table.dataset[part] }, { colspan: "3" }));
        title.className = "part";
        rows.push(title);
      }
      // Markup of our own making: names in it are escaped.
      rows.push(row(head("row", one), ...cells.map((cell) => Object.assign(element("td"), { innerHTML: cell ?? table.dataset.none }))));
    });
    table.tBodies[0].replaceChildren(...rows);
    pickers.forEach((picker, position) => { picker.value = pair[position].id; });
  };

  const chosen = () => {
    const named = decodeURIComponent(location.hash.slice(1)).split("+").map((id) => byId.get(id));
    return named.length === 2 && named.every(Boolean) ? named : data.companies.slice(0, 2);
  };

  for (const picker of pickers) {
    picker.append(...byName.map((company) => element("option", company.name, { value: company.id })));
    picker.addEventListener("change", () => { location.hash = pickers.map((p) => p.value).join("+"); });
  }
  addEventListener("hashchange", () => show(chosen()));
  show(chosen());
  document.getElementById("pickers").hidden = false;
})();
