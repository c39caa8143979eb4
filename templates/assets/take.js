// Makes files of what a page shows: CSV and a workbook of the JSON that lies beside it, a picture of a chart.
// Loaded when a reader first asks for one.
"use strict";
var palmaresTake = (() => {
  // What a spreadsheet would run is made a text, as in our own CSV.
  const safe = (value) => (typeof value === "string" && /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : plain(value));
  const plain = (value) => (value === null || value === undefined ? "" : Array.isArray(value) ? value.map(plain).join(" ") : String(value));

  /** Rows of the JSON beside a page: a list of objects, or a leaderboard's `standings`. Lists of objects are left out. */
  function table(data) {
    const won = (row) => ({ ...row, sources: [...new Set(row.won.map((one) => one.source))].sort() });
    const rows = Array.isArray(data) ? data : data.standings.map(won);
    const nested = (value) => value !== null && typeof value === "object" && !(Array.isArray(value) && value.every((one) => typeof one !== "object"));
    const names = Object.keys(rows[0] || {}).filter((name) => !rows.some((row) => nested(row[name])));
    return [names, ...rows.map((row) => names.map((name) => row[name]))];
  }

  function csv(rows) {
    const field = (value) => {
      const text = safe(value);
      return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    };
    return rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  const crc = (bytes) => ~bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0;

  /** An archive of files as they are, without compression (APPNOTE 4.3). */
  function zip(files) {
    const [parts, directory] = [[], []];
    const numbers = (...pairs) => new Uint8Array(pairs.flatMap(([n, size]) => Array.from({ length: size }, (_, i) => (n / 256 ** i) & 255)));
    let at = 0;
    for (const [name, text] of files) {
      const [path, bytes] = [name, text].map((one) => new TextEncoder().encode(one));
      // Version 2.0, names in UTF-8, stored, at midnight of 1 January 1980: the same data give the same bytes.
      const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], [crc(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]];
      const head = numbers([0x04034b50, 4], ...about);
      directory.push(numbers([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), path);
      parts.push(head, path, bytes);
      at += head.length + path.length + bytes.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    return [...parts, ...directory, numbers([0x06054b50, 4], [0, 4], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2])];
  }

  function workbook(rows) {
    const xml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "");
    const cell = (value) => (typeof value === "number" ? `<c><v>${value}</v></c>`
      : value === null || value === undefined ? "<c/>" : `<c t="inlineStr"><is><t xml:space="preserve">${xml(plain(value))}</t></is></c>`);
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    const of = "http://schemas.openxmlformats.org/";
    return zip([
      ["[Content_Types].xml", `${head}<Types xmlns="${of}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`],
      ["_rels/.rels", `${head}<Relationships xmlns="${of}package/2006/relationships"><Relationship Id="r1" Type="${of}officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
      ["xl/workbook.xml", `${head}<workbook xmlns="${of}spreadsheetml/2006/main" xmlns:r="${of}officeDocument/2006/relationships"><sheets><sheet name="data" sheetId="1" r:id="r1"/></sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="${of}package/2006/relationships"><Relationship Id="r1" Type="${of}officeDocument/2006/relationships/worksheet" Target="sheet.xml"/></Relationships>`],
      ["xl/sheet.xml", `${head}<worksheet xmlns="${of}spreadsheetml/2006/main"><sheetData>${rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`],
    ]);
  }

  const save = (parts, type, name) => {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  async function file(address, ending) {
    const rows = table(await (await fetch(address)).json());
    const name = address.split("/").pop().replace(/json$/, ending);
    if (ending === "csv") save([csv(rows)], "text/csv", name);
    else save(workbook(rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
  }

  // What decides how a drawing looks on the page, where its style sheet is; a picture has none.
  const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];

  /** The faces of the page's letters, to lie inside a picture, which may load none; from disk there are none. */
  async function faces() {
    const rules = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
    const ours = rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("src").includes("url("));
    return (await Promise.all(ours.map(async (rule) => {
      const [, from] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src")) || [];
      const blob = await (await fetch(new URL(from, rule.parentStyleSheet.href))).blob();
      const data = await new Promise((done) => {
        const reader = Object.assign(new FileReader(), { onload: () => done(reader.result) });
        reader.readAsDataURL(blob);
      });
      return rule.cssText.replace(from, data);
    }))).join("");
  }

  /** A chart with its finding above, and who says so and where below, 1200 px wide. */
  async function picture(figure, source, address) {
    const drawing = figure.querySelector(".chart-wide") || figure.querySelector(".chart svg");
    const copy = drawing.cloneNode(true);
    const [from, to] = [drawing, copy].map((svg) => svg.querySelectorAll("*"));
    from.forEach((shape, at) => {
      const style = getComputedStyle(shape);
      to[at].setAttribute("style", LOOKS.map((look) => `${look}:${style.getPropertyValue(look)}`).join(";"));
    });
    const { width, height } = drawing.viewBox.baseVal;
    const style = getComputedStyle(document.body);
    const margin = 28;
    // What stands a little outside the drawing is seen on the page.
    const around = { viewBox: `${-margin} 0 ${width + 2 * margin} ${height}`, width: width + 2 * margin, height };
    for (const [key, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", ...around, style: `font-family:${style.fontFamily};fill:${style.color}` })) copy.setAttribute(key, value);
    copy.removeAttribute("class");
    copy.prepend(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "style"), { textContent: await faces() }));
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();

    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const lines = (text, font) => {
      pen.font = font;
      return text.split(" ").reduce((all, word) => {
        const longer = all.length ? `${all[all.length - 1]} ${word}` : word;
        if (all.length && pen.measureText(longer).width <= width) all[all.length - 1] = longer;
        else all.push(word);
        return all;
      }, []);
    };
    const caption = figure.querySelector("figcaption");
    const [finding, note] = ["b", ".n"].map((part) => caption.querySelector(part)?.textContent || "");
    const heading = getComputedStyle(caption.querySelector("b")).fontFamily;
    const said = [[finding, `600 23px ${heading}`, 29], [note, `15px ${style.fontFamily}`, 20], [null], [`${source} · ${address}`, `13px ${style.fontFamily}`, 18]];
    const blocks = said.map(([text, font, step]) => (text === null ? { drawing: height + 14 } : { font, step, lines: text ? lines(text, font) : [] }));
    const down = blocks.reduce((sum, block) => sum + (block.drawing || block.lines.length * block.step), 0);
    const scale = 1200 / (width + 2 * margin);
    Object.assign(canvas, { width: 1200, height: Math.round((down + 2 * margin) * scale) });
    pen.scale(scale, scale);
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(0, 0, width + 2 * margin, down + 2 * margin);
    pen.fillStyle = style.color;
    let y = margin;
    for (const block of blocks) {
      if (block.drawing) {
        pen.drawImage(image, 0, y, width + 2 * margin, height);
        y += block.drawing;
      } else {
        pen.font = block.font;
        for (const line of block.lines) pen.fillText(line, margin, (y += block.step) - 6);
      }
    }
    canvas.toBlob((blob) => save([blob], "image/png", `${address.split("/").pop().replace(".html#", "-")}.png`));
  }

  return { csv, file, picture, table, workbook };
})();
