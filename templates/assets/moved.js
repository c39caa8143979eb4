// On the page for what is not there: where it may have gone, by former names and by what pages were once called.
"use strict";
const moved = {
  /** The addresses that a former one may mean, all from the root of the site; `table` is moved.json. */
  found(path, table) {
    const folder = Object.keys(table.languages).sort((a, b) => b.length - a.length).find((start) => path.startsWith(start));
    const word = (french) => table.languages[folder][french] || french;
    // Every language once had the French words, with years behind them: `depuis-2008`.
    const today = (part) => word(part).replace(/^[a-z]+(?=-\d)/, word);
    const page = (stem) => `${stem.split("/").map(today).join("/")}.html`;

    // A figure for other sites, and the picture of one: both are on the page itself.
    const figure = (stem) => /^(.*?)(?:-([a-z][a-z0-9-]*))?$/.exec(stem).slice(1);
    const embedded = /^integrer\/([^/]+)\.html$/.exec(path.slice(folder.length));
    if (embedded) {
      const [stem, id] = figure(embedded[1].replace(/^(classement-monde|classement|secteurs|prix)-/, (start) => start.replace(/-/g, "/")));
      return [`${folder}${word("integrer")}.html?${page(stem)}${id ? `#${id}` : ""}`];
    }
    const drawn = /^(.*)\.png$/.exec(path.slice(folder.length));
    if (drawn) {
      const [stem, id] = figure(drawn[1]);
      return [`${folder}${page(stem)}${id ? `#${id}` : ""}`];
    }

    // The tables stood under French words on every site.
    const data = word("donnees") !== "donnees" && /^donnees\/(.+?)(-mesures)?(\.\w+)$/.exec(path);
    if (data) return [["donnees", ...data[1].split("/")].map(word).join("/") + (data[2] ? "-measures" : "") + data[3]];

    const stem = path.slice(folder.length).replace(/\.(html|csv|xlsx|json|xml)$/, "").replace(/^donnees\//, "").replace(/-mesures$/, "");
    const parts = stem.split("/").map(today);
    if (parts[0] === word("entreprises") && parts.length === 2) {
      const companies = table.companies[parts[1].replace(/_/g, "")];
      if (companies) return companies.map((company) => `${folder}${parts[0]}/${company}`);
    }
    // A year in review is its leaderboard; where all countries say the same as one, that one stands for both.
    if (parts[0] === word("annees")) parts[0] = word("classement");
    else if (parts[1] === word("monde") && parts.join("/") === stem) parts.splice(1, 1);
    return [`${folder}${parts.join("/")}.html`].filter((to) => to !== path);
  },
};

// From disk no page may read another file.
if (typeof document !== "undefined" && location.protocol !== "file:") {
  const base = document.currentScript.dataset.base;
  // Where its maker looks at it, a site stands at the root.
  const root = location.href.startsWith(base) ? base : new URL("/", location.href).href;
  const path = decodeURIComponent(location.href.slice(root.length).split(/[?#]/)[0]);
  fetch(root + "moved.json").then((answer) => answer.json()).then((table) => {
    const found = moved.found(path, table).map((to) => root + to);
    if (found.length === 1) location.replace(found[0]);
    document.getElementById("moved").append(...found.map((href) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href, textContent: href }));
      return item;
    }));
  });
}
