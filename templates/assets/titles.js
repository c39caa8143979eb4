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
  // An edition is its label, whether all its names are known, and how its title may be used, where that is declared.
  const chosen = () => sources[source.value].editions.find(([label]) => label === edition.value);
  // What a company won: by label, its titles, how many in a row are proven, where that ends, and what breaks it.
  const won = () => sources[source.value].won[company.value] ?? {};
  const own = () => won()[edition.value]?.[0] ?? [];
  const categories = () => {
    const all = Object.values(sources[source.value].won).flatMap((of) => of[edition.value]?.[0] ?? []);
    return [...new Set(all.map(([name]) => name).filter(Boolean))].sort((a, b) => a.localeCompare(b, lang));
  };
  const names = (list) => [...new Set(list)].join(", ");

  // The order in which faults weigh is that of the program: the gravest is the answer.
  const verdict = () => {
    const standing = own().filter(([, , state]) => state !== "annulled");
    if (own().length && !standing.length) return ["annulled"];
    if (!own().length) {
      if (!chosen()[1]) return ["unknown"];
      const others = Object.entries(won()).filter(([, [titles]]) => titles.some(([, , state]) => state !== "annulled"));
      return others.length ? ["other-edition", { won: names(others.map(([label]) => label)) }] : ["not-won"];
    }
    const fitting = standing.filter(([name]) => !category.value || name === category.value);
    if (!fitting.length) {
      const named = standing.every(([name]) => name);
      return named ? ["other-category", { won: names(standing.map(([name]) => name)) }] : ["unknown"];
    }
    if (fitting.every(([, , state]) => state === "derived")) return ["unproven"];
    const [, proven, openAt, broken] = won()[edition.value], wanted = Number(streak.value);
    if (broken && broken[0] < wanted) return ["streak-broken", { year: broken[1] }];
    if (proven < wanted) return ["streak-unproven", { year: openAt }];
    return ["true"];
  };

  const item = (text, href) => {
    const li = document.createElement("li");
    // What a row calls its page may be anything.
    const a = /^https?:/.test(href) ? Object.assign(document.createElement("a"), { href, textContent: text }) : text;
    li.append(a);
    return li;
  };
  const show = () => {
    at("verdict").textContent = said(...verdict());
    const { until, wording, url } = chosen()[2] ?? {};
    const pages = sources[source.value].pages;
    const today = new Date().toISOString().slice(0, until?.length);
    const notes = own().map(([name, page]) => item(name || pages[page], pages[page]));
    if (own().length && until) notes.push(item(said(today > until ? "expired" : "valid", { until }), url));
    if (own().length && wording) notes.push(item(said("wording", { words: wording }), url));
    if (own().length && !until && !wording) notes.push(item(said("no-terms")));
    at("notes").replaceChildren(...notes);
  };

  const refresh = () => {
    options(edition, sources[source.value].editions.map(([label]) => [label, label]));
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
