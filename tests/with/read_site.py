"""Reads a built site with the programs of others, and fails on the first thing that one of them refuses.

read_site.py PUBLIC: citations (bibtexparser, pybtex, rispy, citeproc-py), JSON-LD (extruct, PyLD), the data
(frictionless, openpyxl, sqlite3), the feeds (feedparser).
"""
import functools
import html
import json
import re
import sys
import warnings
from collections import Counter
from pathlib import Path

warnings.filterwarnings("ignore")
root = Path(sys.argv[1])
counts = Counter()

PRE = re.compile(r'<pre data-file="([^"]+\.(?:bib|ris|csl\.json))">(.*?)</pre>', re.S)
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
# schema.org's own context is on the web; every name of ours stands in its vocabulary.
CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}


def bibtex(text):
    import bibtexparser
    from pybtex.database import parse_string

    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks and len(library.entries) == 1, text
    entry = library.entries[0]
    fields = {field.key for field in entry.fields}
    assert {"author", "title", "year", "url", "urldate"} <= fields, fields
    read = parse_string(text, "bibtex")
    (key,) = read.entries
    assert key == entry.key and read.entries[key].persons["author"][0].last_names, text


def ris(text):
    import rispy

    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "ELEC" and entry["title"] and entry["urls"], entry


@functools.cache
def style():
    from citeproc import CitationStylesStyle

    return CitationStylesStyle("harvard-cite-them-right", validate=False)


def csl(text):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    entries = json.loads(text)
    source = CiteProcJSON(entries)
    bibliography = CitationStylesBibliography(style(), source, formatter.plain)
    bibliography.register(Citation([CitationItem(entries[0]["id"])]))
    (printed,) = bibliography.bibliography()
    assert entries[0]["title"] in str(printed), str(printed)


def linked(page, text):
    import extruct
    from pyld import jsonld

    (data,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    data["@context"] = CONTEXT
    (graph,) = [jsonld.expand(data)]
    types = {kind for thing in graph for kind in thing["@type"]}
    for thing in graph:
        counts[thing["@type"][0].rsplit("/", 1)[-1]] += 1
        if thing["@type"] == ["https://schema.org/Dataset"]:
            description = thing["https://schema.org/description"][0]["@value"]
            assert 50 <= len(description) <= 5000, description
    assert types <= {f"https://schema.org/{name}" for name in ["Dataset", "ItemList", "Organization", "WebSite"]}


for page in sorted(root.rglob("*.html")):
    text = page.read_text("utf-8")
    for name, pre in PRE.findall(text):
        kind = name.rsplit(".", 1)[-1]
        {"bib": bibtex, "ris": ris, "json": csl}[kind](html.unescape(pre))
        counts[kind] += 1
    if LD.search(text):
        linked(page, text)
        counts["pages with JSON-LD"] += 1

def tables(folder):
    import csv
    import sqlite3
    import zipfile

    import frictionless
    import openpyxl

    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])[:9]
    packed = frictionless.validate(str(folder / "palmares-csv.zip"), type="package")
    assert packed.valid, packed.flatten(["type", "message"])[:9]
    assert zipfile.ZipFile(folder / "palmares-csv.zip").testzip() is None
    for path in sorted(folder.rglob("*.csv")):
        rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
        book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
        (sheet,) = book.worksheets
        cells = list(sheet.iter_rows())
        assert all(cell.data_type != "f" for row in cells for cell in row), path
        assert len(cells) == len(rows), path
        for printed, row in zip(rows, cells):
            for text, cell in zip(printed, row):
                value = cell.value
                if text.startswith("'") and text[1:2] in "=+-@":
                    assert value == text[1:] and cell.quotePrefix, (path, text, value)
                elif isinstance(value, bool):
                    assert text == str(value).lower(), (path, text, value)
                elif isinstance(value, (int, float)):
                    assert float(text) == value, (path, text, value)
                else:
                    assert text == (value or ""), (path, text, value)
        counts["tables read as CSV and XLSX alike"] += 1
        counts["rows"] += len(rows) - 1
    whole = openpyxl.load_workbook(folder / "palmares.xlsx")
    db = sqlite3.connect(f"file:{folder / 'palmares.sqlite'}?mode=ro", uri=True)
    for name, table in [("companies", "company"), ("awards", "award"), ("measures", "measure"), ("sources", "source")]:
        (held,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert held == len(json.loads((folder / f"{name}.json").read_text())) == whole[name].max_row - 1, name
    counts["resources valid by frictionless"] = len(report.tasks)


def feeds():
    import feedparser

    ids = Counter()
    for path in sorted(root.rglob("*.xml")):
        if path.name == "sitemap.xml":
            continue
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo and feed.version == "atom10", (path, feed.get("bozo_exception"))
        assert feed.feed.id and feed.feed.title and feed.feed.updated_parsed and feed.feed.author, path
        for entry in feed.entries:
            assert entry.id and entry.title and entry.updated_parsed and entry.link, (path, entry)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries), path
        counts["feeds"] += 1
        counts["entries of feeds"] += len(feed.entries)


tables(root / "donnees")
feeds()

for name, count in sorted(counts.items()):
    print(f"{count:6} {name}")
