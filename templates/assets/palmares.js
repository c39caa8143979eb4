// What a page gains where scripts run: search in place of the link to all names, and buttons that copy tables.
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

  // Search: the index comes when it is first needed.
  const link = document.querySelector("a.find");
  if (link) {
    const input = make("input", { type: "search", "aria-label": words.find, placeholder: words.find,
      autocomplete: "off", spellcheck: "false", "aria-controls": "found" });
    const list = make("ul", { id: "found", hidden: "" });
    const told = make("p", { class: "vh", role: "status" });
    const box = make("div", { class: "find", role: "search" }, input, list, told);
    const home = new URL(".", document.querySelector(".brand").href);
    let loading = false;
    const show = () => {
      const text = input.value.trim();
      if (!window.palmares || !text) return (list.hidden = true);
      const found = window.palmares.find(text);
      const item = ({ name, path, kind, also }) => make("li", {},
        make("a", { href: new URL(path, home).href }, name,
          make("small", {}, " " + (also ? words.formerly.replace("[name]", also) + " · " : "") + kind)));
      list.replaceChildren(...(found.length ? found.map(item) : [make("li", { class: "quiet" }, words.none)]));
      told.textContent = found.length ? words.found.replace("[n]", found.length) : words.none;
      list.hidden = false;
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
    box.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { list.hidden = true; input.focus(); }
      else if (event.key === "Enter" && at < 0 && links[0] && !list.hidden) links[0].click();
      else if (step && links.length) (links[at + step] || input).focus();
      else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) list.hidden = true; });
    link.replaceWith(box);
  }

  // A cell as it is read: the sign of a mark, the words of a link; nothing that a spreadsheet would run.
  const text = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".vh, .said, details").forEach((hidden) => hidden.remove());
    const said = copy.textContent.replace(/[\s\u00a0]+/g, " ").trim() || (cell.querySelector(".mark") ? "●" : "");
    return /^[=+\-@]/.test(said) && !/^[+-][\d.,\s%]+$/.test(said) ? "'" + said : said;
  };
  const escaped = (said) => said.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
  const rows = (table) => [...table.rows].filter((row) => !row.matches(".proof")).map((row) => [...row.cells]);
  const plain = (table) => rows(table).map((cells) => cells.map(text).join("\t")).join("\n");
  const rich = (table) => "<table>" + rows(table).map((cells) => "<tr>" + cells.map((cell) => {
    const name = cell.tagName.toLowerCase(), to = cell.querySelector("a[href]"), said = escaped(text(cell));
    return `<${name}>${to && said ? `<a href="${escaped(to.href)}">${said}</a>` : said}</${name}>`;
  }).join("") + "</tr>").join("") + "</table>";
  const markdown = (table) => {
    const lines = rows(table).map((cells) => "| " + cells.map((cell) => text(cell).replace(/\|/g, "\\|")).join(" | ") + " |");
    const rule = "|" + rows(table)[0].map((cell) => cell.matches(".num, .score, .rank") ? " ---: |" : " --- |").join("");
    return [lines[0], rule, ...lines.slice(1)].join("\n");
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
})();
