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
    if (bare.length > 2 && joined.includes(bare)) return 3;
    const most = bare.length > 7 ? 2 : bare.length > 3 ? 1 : 0;
    if (!most) return null;
    const starts = words.map((_, i) => words.slice(i).join(""));
    const best = Math.min(...starts.map((start) => slips(bare, start, most)));
    return best <= most ? 3 + best : null;
  }

  return {
    index(data) {
      kinds = data.kinds;
      entries = data.entries ? data.entries.split("\n").map((line) => {
        const [name, path, kind, ...others] = line.split("\t");
        return { name, path, kind: +kind, names: [name, ...others].map((text) => [text, fold(text)]) };
      }) : [];
    },
    // The best finds: { name, path, kind, also }, where `also` is the other name that was meant.
    find(text, most = 8) {
      const query = fold(text);
      if (!query) return [];
      const found = [];
      for (const entry of entries) {
        let best = null;
        entry.names.forEach(([name, folded], i) => {
          const distance = far(query, folded);
          if (distance !== null && (!best || distance < best.distance)) best = { distance, also: i ? name : "" };
        });
        if (best) found.push({ ...best, entry });
      }
      const order = (a, b) => a.distance - b.distance || a.entry.kind - b.entry.kind ||
        a.entry.name.length - b.entry.name.length || (a.entry.path < b.entry.path ? -1 : 1);
      return found.sort(order).slice(0, most)
        .map(({ also, entry }) => ({ name: entry.name, path: entry.path, kind: kinds[entry.kind], also }));
    },
  };
})();
