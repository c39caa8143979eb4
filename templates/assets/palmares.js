// What a page gains where scripts run: search in place of the link to all names, files, and buttons that copy tables.
"use strict";
(function () {
  const script = document.currentScript;
  const words = JSON.parse(script.dataset.words);
  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  // Search: the index comes when it is first needed. The combobox of the ARIA practices: the keys stay in the field.
  const link = document.querySelector("a.find");
  if (link) {
    const list = make("div", { id: "found", role: "listbox", "aria-label": words.found, hidden: "" });
    const input = make("input", { type: "search", role: "combobox", "aria-label": words.find, placeholder: words.find,
      autocomplete: "off", spellcheck: "false", "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list" });
    const told = make("p", { class: "vh", role: "status" });
    const none = make("p", { class: "none quiet", hidden: "" }, words.none);
    const box = make("div", { class: "find", role: "search" }, input, list, none, told);
    const home = new URL(".", document.querySelector(".brand").href);
    let loading = false;
    const options = () => [...list.children];
    const chosen = () => list.querySelector('[aria-selected="true"]');
    const choose = (option) => {
      chosen()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const open = (any) => {
      list.hidden = !any;
      input.setAttribute("aria-expanded", String(any));
      choose(null);
    };
    const show = () => {
      const text = input.value.trim();
      const found = window.palmares && text ? window.palmares.find(text) : [];
      const said = (other) => (other ? (other.former ? words.formerly : other.spelt ? words.also : "[name]").replace("[name]", other.name) + " · " : "");
      list.replaceChildren(...found.map(({ name, path, kind, other }, at) => make("a",
        { role: "option", id: `found-${at}`, "aria-selected": "false", tabindex: "-1", href: new URL(path, home).href },
        name, make("small", {}, " " + said(other) + kind))));
      none.hidden = !window.palmares || !text || found.length > 0;
      told.textContent = none.hidden ? (found.length === 1 ? words.found_one : words.found_all.replace("[n]", found.length)) : words.none;
      open(found.length > 0);
    };
    const load = () => {
      if (loading) return;
      loading = true;
      const index = make("script", { src: script.dataset.index });
      index.onload = show;
      document.head.append(index);
    };
    input.addEventListener("focus", load);
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const all = options();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { open(false); none.hidden = true; }
      else if (event.key === "Enter" && all.length && !list.hidden) (chosen() || all[0]).click();
      else if (step && all.length) {
        const at = all.indexOf(chosen()) + step;
        if (list.hidden) open(true);
        choose(all[at < -1 ? all.length - 1 : at]);
      } else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) { open(false); none.hidden = true; } });
    link.replaceWith(box);
  }

  // A figure tells its id when it is pointed at: by it the figure is cited, and checked later.
  document.addEventListener("pointerover", ({ target }) => {
    const figure = target.closest?.("[data-figure]");
    const id = `fig-${figure?.dataset.figure}`;
    if (figure && !figure.title.includes(id)) figure.title = figure.title ? `${figure.title} · ${id}` : id;
  });

  // Files that the browser makes; the script that can comes when it is first asked. From disk no page reads another.
  const take = (act) => () => {
    if (window.palmaresTake) return act(window.palmaresTake);
    const maker = make("script", { src: script.dataset.take });
    maker.onload = () => act(window.palmaresTake);
    document.head.append(maker);
  };
  const maker = (label, act) => {
    const element = make("button", { type: "button" }, label);
    element.addEventListener("click", take(act));
    return element;
  };
  if (location.protocol !== "file:") document.querySelectorAll(':is(.take, .files) a[href$=".json"]:only-of-type').forEach((json) => {
    json.after(...["csv", "xlsx"].flatMap((ending) => [" · ", maker(ending.toUpperCase(), (made) => made.file(json.href, ending))]));
  });
  document.querySelectorAll("[data-picture]").forEach((place) => {
    const { picture, address } = place.dataset;
    place.append(maker(words.picture, (made) => made.picture(place.closest("figure"), picture, address)));
  });

  // The rest of a long leaderboard.
  document.querySelectorAll("a[data-rest]").forEach((rest) => rest.addEventListener("click", async (event) => {
    if (location.protocol === "file:") return;
    event.preventDefault();
    const { standings } = await (await fetch(rest.href)).json();
    const rows = standings.slice(+rest.dataset.rest).map(({ rank, tied, company, name, score }) => make("tr", {},
      make("td", { class: "rank" }, String(rank), ...(tied ? [make("small", {}, rest.dataset.tied)] : [])),
      make("th", { scope: "row", class: "name" }, make("a", { href: rest.dataset.companies.replace("index.html", `${company}.html`) }, name)),
      make("td", { class: "score" }, String(score))));
    const table = make("table", { class: "board narrow" }, make("tbody", {}, ...rows));
    rest.parentElement.replaceWith(table);
  }));

  // A cell as it is read: the sign of a mark, the words of a link, a tie on every row; nothing that a spreadsheet would run.
  const text = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".vh:not(small), .said, details").forEach((hidden) => hidden.remove());
    copy.querySelectorAll("small").forEach((small) => small.prepend(" "));
    const said = copy.textContent.replace(/[\s\u00a0]+/g, " ").trim() || (cell.querySelector(".mark") ? "●" : "");
    return /^[=+\-@]./.test(said) && !/^[+-][\d.,\s%]+$/.test(said) ? "'" + said : said;
  };
  const escaped = (said) => said.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
  const rows = (table) => [...table.rows].map((row) => [...row.cells]);
  // What a table is called, and where it stands: both travel with it.
  const title = (table) => text(table.caption || table.closest("section")?.querySelector("h2") || document.querySelector("h1"));
  const address = document.querySelector('link[rel="canonical"]')?.href || location.href;
  const plain = (table) => [title(table), ...rows(table).map((cells) => cells.map(text).join("\t")), `${words.source}, ${address}`].join("\n");
  const rich = (table) => `<p>${escaped(title(table))}</p><table>` + rows(table).map((cells) => "<tr>" + cells.map((cell) => {
    const name = cell.tagName.toLowerCase(), to = cell.querySelector("a[href]"), said = escaped(text(cell));
    return `<${name}>${to && said ? `<a href="${escaped(to.href)}">${said}</a>` : said}</${name}>`;
  }).join("") + "</tr>").join("") + `</table><p>${escaped(words.source)}, <a href="${escaped(address)}">${escaped(address)}</a></p>`;
  const markdown = (table) => {
    const lines = rows(table).map((cells) => "| " + cells.map((cell) => text(cell).replace(/\|/g, "\\|")).join(" | ") + " |");
    const rule = "|" + rows(table)[0].map((cell) => cell.matches(".num, .score, .rank") ? " ---: |" : " --- |").join("");
    return [`**${title(table)}**`, "", lines[0], rule, ...lines.slice(1), "", `${words.source}, <${address}>`].join("\n");
  };
  const copy = (said, markup) => {
    const give = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", said);
      if (markup) event.clipboardData.setData("text/html", markup);
    };
    document.addEventListener("copy", give, { once: true });
    document.execCommand("copy"); // The one way that also works from disk, and with two forms at once.
    document.removeEventListener("copy", give);
  };
  const button = (label, act) => {
    const element = make("button", { type: "button" }, label);
    element.addEventListener("click", () => {
      act();
      element.textContent = words.done;
      setTimeout(() => { element.textContent = label; }, 1500);
    });
    return element;
  };
  document.querySelectorAll("main table").forEach((table) => {
    const bar = make("p", { class: "copy" }, words.copy + " ",
      button(words.rich, () => copy(plain(table), rich(table))),
      button("Markdown", () => copy(markdown(table))),
      button(words.plain, () => copy(plain(table))));
    (table.closest(".scroll") || table).after(bar);
  });
  document.querySelectorAll("pre[data-file]").forEach((pre) => {
    const save = () => {
      const address = URL.createObjectURL(new Blob([pre.textContent + "\n"], { type: "text/plain" }));
      make("a", { href: address, download: pre.dataset.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    };
    pre.after(make("p", { class: "copy" }, button(words.copy_it, () => copy(pre.textContent)), button(words.save, save)));
  });

  // Charts were once addressed by their position, which any new measure moved: such an address leads to the list of them.
  if (/^#series\d+$/.test(location.hash)) document.getElementById("benchmarks")?.scrollIntoView();

  // Filters: rows of the years and countries asked for; without scripts all of them are read.
  const filter = document.querySelector("form[data-filter]");
  const dated = [...document.querySelectorAll("tr[data-first]")];
  if (filter && dated.length) {
    const years = [...new Set(dated.flatMap((row) => [row.dataset.first, row.dataset.last]))].sort();
    const { from, to, country } = filter.elements;
    for (const year of years) {
      from.append(new Option(year, year));
      to.append(new Option(year, year));
    }
    to.selectedIndex = years.length - 1;
    filter.addEventListener("input", () => {
      for (const row of dated) row.hidden = row.dataset.last < from.value || row.dataset.first > to.value;
      for (const part of document.querySelectorAll("tbody[data-country]")) {
        part.hidden = Boolean(country?.value) && part.dataset.country !== country.value;
      }
    });
    filter.hidden = false;
  }
})();
