// Looks up a title that a company shows. The address holds the choice: #maif+escda+2024.
(() => {
  const { companies, sources } = palmaresTitles;
  const sentences = JSON.parse(document.getElementById("sentences").textContent);
  const at = (id) => document.getElementById(id);
  const [company, source, edition, category, streak] = ["company", "source", "edition", "category", "streak"].map(at);
  const lang = document.documentElement.lang;

  const options = (picker, pairs) => {
    const before = picker.value;
    picker.replaceChildren(...pairs.map(([value, text]) => new Option(text, value)));
    if (pairs.some(([value]) => String(value) === before)) picker.value = before;
  };
  const said = (word, blanks = {}) => sentences[word].replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? "");
  const chosen = () => sources[source.value].editions.find(({ label }) => label === edition.value);
  const won = () => sources[source.value].won[company.value] ?? {};
  const categories = () => {
    const all = Object.values(sources[source.value].won).flatMap((of) => of[edition.value]?.titles ?? []);
    return [...new Set(all.map(([name]) => name).filter(Boolean))].sort((a, b) => a.localeCompare(b, lang));
  };
  const names = (list) => [...new Set(list)].join(", ");

  // The order in which faults weigh is that of the program: the gravest is the answer.
  const verdict = () => {
    const own = won()[edition.value]?.titles ?? [];
    const standing = own.filter(([, , state]) => state !== "annulled");
    if (own.length && !standing.length) return ["annulled"];
    if (!own.length) {
      if (!chosen().complete) return ["unknown"];
      const others = Object.entries(won()).filter(([, { titles }]) => titles.some(([, , state]) => state !== "annulled"));
      return others.length ? ["other-edition", { won: names(others.map(([label]) => label)) }] : ["not-won"];
    }
    const fitting = standing.filter(([name]) => !category.value || name === category.value);
    if (!fitting.length) {
      const named = standing.every(([name]) => name);
      return named ? ["other-category", { won: names(standing.map(([name]) => name)) }] : ["unknown"];
    }
    if (fitting.every(([, , state]) => state === "derived")) return ["unproven"];
    const row = won()[edition.value].streak, wanted = Number(streak.value);
    if (row.broken && row.broken[0] < wanted) return ["streak-broken", { year: row.broken[1] }];
    if (row.proven < wanted) return ["streak-unproven", { year: row.open_at }];
    return ["true"];
  };

  const item = (text, href) => {
    const li = document.createElement("li");
    const a = href ? Object.assign(document.createElement("a"), { href, textContent: text }) : text;
    li.append(a);
    return li;
  };
  const show = () => {
    at("verdict").textContent = said(...verdict());
    const own = won()[edition.value]?.titles ?? [];
    const { until, wording, url } = chosen();
    const today = new Date().toISOString().slice(0, until?.length);
    const notes = own.map(([name, page]) => item(name || new URL(page).hostname, page));
    if (own.length && until) notes.push(item(said(today > until ? "expired" : "valid", { until }), url));
    if (own.length && wording) notes.push(item(said("wording", { words: wording }), url));
    if (own.length && !until && !wording) notes.push(item(said("no-terms")));
    at("notes").replaceChildren(...notes);
  };

  const refresh = () => {
    options(edition, sources[source.value].editions.map(({ label }) => [label, label]));
    options(category, [["", category.dataset.any], ...categories().map((name) => [name, name])]);
    show();
  };
  const read = () => {
    const [one, prize, year] = decodeURIComponent(location.hash.slice(1)).split("+");
    if (!sources[prize]) {
      source.value = prizes.find(([id]) => sources[id].won[company.value])[0];
      return refresh();
    }
    [company.value, source.value] = [one, prize];
    refresh();
    edition.value = year;
    refresh();
  };

  options(company, companies.map(([name, id]) => [id, name]));
  const prizes = Object.entries(sources).map(([id, { name }]) => [id, name]);
  options(source, prizes.sort((a, b) => a[1].localeCompare(b[1], lang)));
  options(streak, Array.from({ length: 20 }, (_, n) => [n + 1, n + 1]));
  if (!prizes.length) return;
  at("claim").addEventListener("change", refresh);
  addEventListener("hashchange", read);
  read();
  at("claim").hidden = false;
})();
