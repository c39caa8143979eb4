// What a reader looks for, among names that fold alike: accents, former names, a slip of the keys.
"use strict";
var palmares = (function () {
  let entries = [], kinds = [];

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss")
    .replace(/['’.]/g, "").replace(/[^\p{L}\p{N}&+]+/gu, " ").trim();

  // How many slips lead from the query to the best beginning of a text: a sign more, less, other, or two exchanged.
  function slips(query, text, most) {
    const wide = Math.min(text.length, query.length + most);
    let before = [], last = Array.from({ length: wide + 1 }, (_, j) => j);
    for (let i = 1; i <= query.length; i++) {
      const row = [i];
      for (let j = 1; j <= wide; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (query[i - 1] !== text[j - 1]));
        if (i > 1 && j > 1 && query[i - 1] === text[j - 2] && query[i - 2] === text[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return Math.min(...last);
  }

  // How far a folded name is from a query: 0 is the name itself; none when it is something else.
  function far(query, name) {
    const joined = name.replace(/ /g, ""), bare = query.replace(/ /g, "");
    if (name === query || joined === bare) return 0;
    if (name.startsWith(query) || joined.startsWith(bare)) return 1;
    const words = name.split(" ");
    if (query.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 2;
    // Letters are sought from the beginning of a word, or inside one: "sfr" is no part of "Express France".
    const starts = words.map((_, i) => words.slice(i).join(""));
    if (starts.some((start) => start.startsWith(bare))) return 3;
    if (bare.length > 3 && words.some((word) => word.includes(bare))) return 3;
    // A slip in a short name makes another name of it.
    const most = bare.length > 8 ? 2 : bare.length > 4 ? 1 : 0;
    if (!most) return null;
    // What begins so is meant before what only holds such a word.
    const best = Math.min(...starts.map((start, i) => slips(bare, start, most) + (i ? 0.5 : 0)));
    return best <= most + 0.5 ? 3 + best : null;
  }

  return {
    index(data) {
      kinds = data.kinds;
      entries = data.entries ? data.entries.split("\n").map((line) => {
        const [name, path, kind, former, ...others] = line.split("\t");
        const names = [name, ...others].map((text, i) => ({ name: text, folded: fold(text), former: i > 0 && i <= +former, spelt: kind === "0" }));
        return { name, path, kind: +kind, names };
      }) : [];
    },
    // The best finds: { name, path, kind, other }, where `other` is the name that was meant, if not the first.
    find(text, most = 8) {
      const query = fold(text);
      if (!query) return [];
      const found = [];
      for (const entry of entries) {
        let best = null;
        entry.names.forEach((other, i) => {
          const distance = far(query, other.folded);
          if (distance !== null && (!best || distance < best.distance)) best = { distance, other: i ? other : null };
        });
        if (best) found.push({ ...best, entry });
      }
      const order = (a, b) => a.distance - b.distance || a.entry.kind - b.entry.kind ||
        a.entry.name.length - b.entry.name.length || (a.entry.path < b.entry.path ? -1 : 1);
      return found.sort(order).slice(0, most)
        .map(({ other, entry }) => ({ name: entry.name, path: entry.path, kind: kinds[entry.kind], other }));
    },
  };
})();
