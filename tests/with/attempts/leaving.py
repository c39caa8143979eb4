"""Texts made to break out, put into every column and text, and read back from every format that leaves, by its own reader."""

import collections
import csv
import html.parser
import io
import json
import re
import sqlite3
import tomllib
import xml.etree.ElementTree as ElementTree
import zipfile

from table import Row, Workspace, model
from typed import HEAD

# Each is a name of a company as well as a text of other columns. `evil` marks what must never be more than words.
PAYLOADS = {
    "an element": "<evil-a onload=evil()>A</evil-a>", "an attribute": "\"' onmouseover=evil() x='", "the end of a script": "</script><evil-b>B", "the end of a style": "</style><evil-c>C", "the end of a title": "</title><evil-d>D", "the end of a comment": "--><evil-e>E", "the end of CDATA": "]]><evil-f>F", "an entity": "&lt;evil-g&gt;G &amp; &#60;evil-h&#62;",
    "a formula": "=HYPERLINK(\"http://evil\")", "a sum": "+1+1 evil", "a subtraction": "-1+1 evil", "a function": "@SUM(1) evil", "a full-width formula": "＝1+1 evil", "DDE": "=cmd|'/C evil'!A0", "a template": "{{ 7*7 }}{% evil %}", "LaTeX": "\\input{evil}$^_#~", "BibTeX": "evil}, note = {owned", "RIS": "TY  - EVIL", "ICS": "evil;VALUE=x:BEGIN:VEVENT\\nX", "Markdown": "[evil](javascript:evil) | `x` **y** <b>",
    "JSON": "\",\"evil\":\"x", "JavaScript": "'+evil()+'\\u0022`${evil()}`", "SQL": "'); DROP TABLE award;--evil", "a path": "../../evil/../x", "a URL": "javascript:evil()", "CSV": "evil\",\"x;y", "XML": "<!DOCTYPE x [<!ENTITY evil \"x\">]>", "a shell": "$(evil) `evil` ; evil", "percents": "%3Cevil-i%3E %00 %s %n", "a carriage": "evil\\r\\nX-Evil: 1", "SVG": "<svg onload=evil()><evil-j/>", "a base": "<base href=//evil><evil-k>",
}


def workspace():
    """A company a payload, and the same payloads in every other text of the workspace."""
    w = Workspace(model("typed"))
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    for nth, text in enumerate(PAYLOADS.values()):
        for edition in ("2025", "2026"):
            writer.writerow([edition, "", f"{text}", "Bank", "category", str(nth % 3 + 1), "placed", text, "", "7.5", "10", f"https://example.org/w?{nth}&a=<b>".replace("<", "%3C").replace(">", "%3E"), text, "stated (remark " + text.replace("(", "").replace(")", "") + ")"])
    w.write("data/example_award.csv", HEAD + rows.getvalue())
    quote = lambda text: json.dumps(text, ensure_ascii=False)
    most = "".join(text for name, text in PAYLOADS.items() if name not in ("a carriage",))[:300]
    sources = (w.root / "sources.toml").read_text()
    for key in ("title     = \"The prize of prizes\"", "name          = \"Example Service Award\"", "organiser     = \"Example Institute\""):
        sources = sources.replace(key, key.split("=")[0] + "= " + quote(most), 1)
    sources = sources.replace('languages = ["en"]', 'languages = ["en", "fr"]').replace("claimed = 3", "").replace("[source.example_award.edition.2026]", "[source.example_award.edition.2025]\nawarded = 2025-03-12\n[source.example_award.edition.2026]")
    w.write("sources.toml", sources)
    w.write("companies.toml", "")
    w.write("sectors.toml", f'[sector.banking]\nen = {quote(most)}\nfr = {quote(most[::-1])}\nlabels = ["Bank"]\n')
    return w


def attempts():
    yield everything


class Page(html.parser.HTMLParser):
    """Collects what a browser would take for more than words."""
    RAW = ("script", "style")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.words, self.inside, self.data = [], [], None, []

    def handle_starttag(self, tag, attributes):
        handlers = [name for name, value in attributes if name.startswith("on") or (name in ("href", "src", "action", "formaction", "xlink:href") and re.match(r"\s*(javascript:|data:text|vbscript:)", value or "", re.I))]
        if tag.startswith("evil") or tag == "base" or handlers:
            self.found.append(f"<{tag} {handlers}>")
        if tag in self.RAW:
            self.inside = (tag, dict(attributes).get("type"))

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[0]:
            self.inside = None

    def handle_data(self, data):
        if self.inside and self.inside[0] == "script":
            self.data.append((self.inside[1], data))
        else:
            self.words.append(data)

    def handle_comment(self, data):
        if "evil" in data:
            self.found.append("a comment")


def read_html(raw, name):
    parser = Page()
    parser.feed(raw.decode())
    parser.close()
    for kind, text in parser.data:
        if kind and "json" in kind:
            json.loads(text)
        elif "evil" in text:
            parser.found.append("a script that holds it")
    return parser.found, " ".join(parser.words)


def read_xml(raw, name):
    assert b"<!ENTITY" not in raw.replace(b"&lt;!ENTITY", b"")
    root = ElementTree.fromstring(raw)
    found = [element.tag for element in root.iter() if isinstance(element.tag, str) and ("evil" in element.tag or element.tag.endswith("}script"))]
    for element in root.iter():
        found += [f"{element.tag} {key}" for key, value in element.attrib.items() if key.startswith("on") or re.match(r"\s*javascript:", value)]
    return found, " ".join(root.itertext())


def read_json(raw, name):
    value = json.loads(raw)
    keys = set()

    def walk(node):
        if isinstance(node, dict):
            keys.update(node)
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from walk(child)
        if isinstance(node, str):
            yield node
    words = " ".join(walk(value))
    return [key for key in keys if key == "evil"], words


def read_csv(raw, name):
    table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    widths = {len(row) for row in table}
    cells = [cell for row in table for cell in row]
    found = [cell for cell in cells if re.match(r"[=+@\t\r＝＋＠－]|-(?![\d.]+$)", cell)]
    return found + ([f"rows of {widths} cells"] if len(widths) > 1 else []), " ".join(cells)


def read_xlsx(raw, name):
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        found = [file for file in files.namelist() if ".." in file or "external" in file.lower()]
        for file in files.namelist():
            if file.endswith((".xml", ".rels")):
                found += [element.tag for element in ElementTree.fromstring(files.read(file)).iter() if "evil" in element.tag]
    return found + [cell.value for cell in cells if cell.data_type == "f"], " ".join(str(cell.value) for cell in cells)


def read_ics(raw, name):
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    names = {line.split(":", 1)[0].split(";", 1)[0] for line in lines if line}
    known = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "STATUS", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SEQUENCE", "LAST-MODIFIED", "SOURCE", "CLASS", "COLOR"}
    return sorted(names - known), " ".join(lines)


def read_bibtex(raw, name):
    import bibtexparser
    library = bibtexparser.parse_string(raw.decode())
    found = [f"block {block}" for block in library.failed_blocks]
    return found + [field.key for entry in library.entries for field in entry.fields if field.key in ("evil", "note") and "owned" in field.value], " ".join(field.value for entry in library.entries for field in entry.fields)


def read_ris(raw, name):
    import rispy
    entries = rispy.loads(raw.decode())
    return [entry["type_of_reference"] for entry in entries if entry["type_of_reference"] == "EVIL"], json.dumps(entries, ensure_ascii=False)


def read_zip(raw, name):
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        assert files.testzip() is None
        found, words = [file for file in files.namelist() if ".." in file or file.startswith("/")], ""
        for file in files.namelist():
            if file.endswith(".csv"):
                more, text = read_csv(files.read(file), file)
                found, words = found + more, words + text
        return found, words


def read_sqlite(raw, name):
    with sqlite3.connect(":memory:") as db:
        db.deserialize(raw)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [], " ".join(name for (name,) in db.execute("SELECT printed FROM award"))


READERS = {".html": read_html, ".svg": read_xml, ".xml": read_xml, ".json": read_json, ".csv": read_csv, ".xlsx": read_xlsx, ".ics": read_ics, ".bib": read_bibtex, ".ris": read_ris, ".zip": read_zip, ".sqlite": read_sqlite}
FORMATS = {".html": "HTML", ".svg": "SVG", ".xml": "Atom and sitemap", ".json": "JSON", ".csv": "CSV", ".xlsx": "XLSX", ".ics": "ICS", ".bib": "BibTeX", ".ris": "RIS", ".zip": "ZIP of CSV", ".sqlite": "SQLite"}


def everything():
    with workspace() as w:
        build = w.run("build")
        fault = build.fault()
        rows = [Row("leaving", "the build of all payloads", "done", build.line(), fault or ("ok" if build.code in (0, 2) else "wrong"))]
        if fault or build.code == 1:
            return rows
        published = set(w.names())
        found, words, files = collections.defaultdict(list), collections.defaultdict(str), collections.Counter()
        texts = {str(path.relative_to(w.root)): path.read_bytes() for path in (w.root / "public").rglob("*") if path.suffix in READERS}
        citations = [raw.decode() for name, raw in texts.items() if name.endswith(".html")]
        for nth, (kind, pattern) in enumerate([(".bib", r"@\w+\{"), (".ris", r"TY  - ")]):
            for page, text in enumerate(citations):
                for data in re.findall(r"<(?:pre|code|textarea)[^>]*>(.*?)</(?:pre|code|textarea)>", text, re.S):
                    data = html.unescape(re.sub(r"<[^>]+>", "", data))
                    if re.match(pattern, data.strip()):
                        texts[f"{page}-{nth}-{len(texts)}{kind}"] = data.encode()
        for words_, kind in ((["show", "ranking", "--format", "csv"], ".csv"), (["show", "ranking", "--format", "json"], ".json")):
            texts["terminal" + kind] = w.run(*words_).out.encode()
        for name, raw in texts.items():
            kind = name[name.rindex("."):]
            files[kind] += 1
            try:
                more, text = READERS[kind](raw, name)
            except Exception as error:
                more, text = [f"{name} cannot be read: {error}"[:100]], ""
            found[kind] += [f"{name}: {thing}" for thing in more]
            words[kind] += text
        for kind, reader in READERS.items():
            if not files[kind]:
                rows.append(Row("leaving", f"{FORMATS[kind]}: no file", "read back", "none was written", "-"))
                continue
            rows.append(Row("leaving", f"{FORMATS[kind]}: {files[kind]} files, by their own reader", "words only", "; ".join(found[kind])[:130] or "words only", "let in" if found[kind] else "ok"))
            if kind in (".html", ".csv", ".json", ".sqlite", ".xlsx"):
                for what, text in PAYLOADS.items():
                    if text in published:
                        squeezed = re.sub(r"\s+", " ", words[kind])
                        there = text in words[kind] or text in squeezed or re.sub(r"'", "’", text) in squeezed
                        rows.append(Row("leaving", f"{FORMATS[kind]}: {what} comes back as it was printed", "the same words", "there" if there else "not there", "ok" if there else "wrong"))
        for what, text in PAYLOADS.items():
            rows.append(markdown(w, what, text))
            rows.append(written_toml(w, what, text))
        return rows


def markdown(w, what, text):
    told = w.run("show", "company", text, "--format", "md")
    raw = re.search(r"(?<!\\)<(evil|svg|base|script)|(?<!\\)\]\(javascript", told.out)
    return Row("leaving", f"Markdown: {what}", "escaped", told.line(), told.fault() or ("let in" if raw else "ok"))


def written_toml(w, what, text):
    ended = w.run("decide", "different", text, "Example Nobody", "--who", text, "--why", text)
    path = w.root / "decisions.toml"
    fault = ended.fault()
    if path.exists() and not fault:
        try:
            decisions = tomllib.loads(path.read_text())
            fault = "let in" if "evil" in json.dumps(list(decisions)) else None
        except tomllib.TOMLDecodeError:
            fault = "let in"
    return Row("leaving", f"TOML written by decide: {what}", "a text, or refused", ended.line(), fault or "ok")
