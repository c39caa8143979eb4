"""Stored state that was damaged, foreign evidence, and output folders that belong to others."""

import gzip
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import zipfile
import io
import zlib

from table import RULES, Row, Workspace, gz, model, page, source


def attempts():
    yield from (lambda case=case: evidence(*case) for case in EVIDENCE)
    yield from (lambda case=case: pages(*case) for case in list(PAGES()))
    yield from (lambda case=case: records(*case) for case in list(RECORDS()))
    yield from (lambda case=case: output(*case) for case in OUTPUT)


# Evidence and other state that a build relies on.

WARC = "archive/palmares-00001.warc.gz"
INDEX = "archive/index.cdxj"


def flip(name, at):
    def change(w):
        raw = bytearray((w.root / name).read_bytes())
        raw[at if at >= 0 else len(raw) + at] ^= 0x55
        w.write(name, bytes(raw))
    return change


def cut(name, share):
    return lambda w: w.write(name, (w.root / name).read_bytes()[: int((w.root / name).stat().st_size * share)])


def gone(name):
    return lambda w: shutil.rmtree(w.root / name) if (w.root / name).is_dir() else (w.root / name).unlink()


def both(*changes):
    return lambda w: [change(w) for change in changes]


def put(name, content):
    return lambda w: w.write(name, content)


# What is expected: "kept" the site stays and somebody is told, "same" nothing is noticed because nothing is lost.
EVIDENCE = [
    ("the last record: a byte changed near its end", "kept", flip(WARC, -120)), ("the last record: its checksum changed", "kept", flip(WARC, -5)), ("the first byte of the archive changed", "same", flip(WARC, 0)),
    ("the archive cut in half", "kept", cut(WARC, 0.5)), ("the archive cut before its last bytes", "kept", cut(WARC, 0.99)), ("the archive emptied", "kept", put(WARC, b"")), ("the archive deleted, its index left", "kept", gone(WARC)),
    ("the folder of the archive deleted", "kept", gone("archive")), ("the archive full of zeros", "kept", put(WARC, b"\0" * 5000)), ("the archive of another program", "kept", put(WARC, b"PK\x03\x04" * 500)), ("zeros behind the archive", "same", lambda w: w.write(WARC, (w.root / WARC).read_bytes() + b"\0" * 5000)),
    ("the index deleted", "same", gone(INDEX)), ("the index emptied", "same", put(INDEX, b"")), ("the index of zeros", "same", put(INDEX, b"\0" * 100)), ("the index cut", "same", cut(INDEX, 0.5)), ("the index with a digest changed", "same", lambda w: w.write(INDEX, (w.root / INDEX).read_text().replace("sha256:", "sha256:0", 1))),
    ("the index that leads elsewhere", "same", lambda w: w.write(INDEX, (w.root / INDEX).read_text().replace('"offset":"', '"offset":"9'))), ("the index that names a file outside", "same", lambda w: w.write(INDEX, (w.root / INDEX).read_text().replace("palmares-00001", "../../palmares-00001"))),
    ("the index and the last record damaged", "kept", both(gone(INDEX), flip(WARC, -120))), ("the lock of a process that died", "same", put("archive/lock", "process 1\nsince 2026-11-20T10:00:00Z\nbegun 2026-11-20T10:00:00Z\n")), ("a lock that is no text", "same", put("archive/lock", b"\xff\0")),
    ("the database emptied", "same", put("palmares.db", b"")), ("the database of zeros", "same", put("palmares.db", b"\0" * 9000)), ("a byte of the database changed", "same", flip("palmares.db", 5000)), ("the database is text", "same", put("palmares.db", b"hello")), ("the database is gone", "same", gone("palmares.db")),
    ("a page of the site changed by hand", "same", put("public/index.html", "x")), ("a picture of the site damaged", "same", flip("public/index-card.png", 500)), ("a picture of the site emptied", "same", put("public/index-card.png", b"")), ("a font of the site gone", "same", lambda w: next((w.root / "public/assets").glob("*.woff2")).unlink()),
    ("the site deleted", "same", gone("public")), ("the list of the site's files emptied of what it lists", "same", put("public/.palmares-site", "[]\n")), ("the list of the site's files damaged", "refused", put("public/.palmares-site", "{")), ("the list of the site's files leads out", "refused", put("public/.palmares-site", '["../sources.toml"]')),
]


def evidence(what, expected, change):
    """Damages a workspace, builds, and looks whether the winner is still published and somebody told."""
    with Workspace(model("read")) as w:
        sources = (w.root / "sources.toml").read_bytes()
        change(w)
        held = {path.name: path.read_bytes() for path in (w.root / "archive").glob("*")} if (w.root / "archive").exists() else {}
        build = w.run("build")
        check = w.run("archive", "check")
        fault = build.fault() or check.fault()
        published = (w.root / "public/index.html").exists() and b"Good" in b"".join(path.read_bytes() for path in (w.root / "public").rglob("*.html"))
        if fault is None:
            told = build.code != 0 or check.code != 0
            fault = {"kept": "lost" if not published else None if build.code == 2 else "silent",
                     "same": "lost" if not published or build.code != 0 else None,
                     "refused": None if build.code == 1 else "let in"}[expected]
            now = {path.name: path.read_bytes() for path in (w.root / "archive").glob("*")} if (w.root / "archive").exists() else {}
            if any(now.get(name) != raw for name, raw in held.items() if name.endswith(".gz")) or (w.root / "sources.toml").read_bytes() != sources:
                fault = "lost"
            # What is brought next is written behind, and costs nothing that is there.
            again = w.bring(page("Other"), "https://example.org/q")
            if not fault and expected != "refused" and (again.code != 0 or again.fault()):
                fault = "wrong"
            kept = [raw for name, raw in held.items() if name.endswith(".gz")]
            later = b"".join(path.read_bytes() for path in sorted((w.root / "archive").glob("*.gz")))
            lost_bytes = [raw for raw in kept if raw not in later and raw.rstrip(b"\0") not in later]
            if not fault and lost_bytes and not (w.root / "archive/lock").exists():
                fault = "lost"
        return Row("damage", what, {"kept": "site stays, told", "same": "same site", "refused": "refused"}[expected], build.line(), fault or "ok")


# Pages that a rule reads: the name Evil must not be published, or only Fine is.

def xlsx(sheet, **more):
    files = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
             "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
             "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
             "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
             "xl/worksheets/sheet1.xml": sheet} | {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in more.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


NUMBERED = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def cells(*rows, before=""):
    text = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
    return f'{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{text}</sheetData></worksheet>'


def pdf(stream, length=None, more=""):
    packed = zlib.compress(stream)
    return (f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{more}>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            f"/Resources<</Font<</F 5 0 R>>>>>>endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Filter/FlateDecode/Length {length or len(packed)}>>stream\n").encode() + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def PAGES():
    """What lies at an address: its bytes, how the file is called, the rule that reads it, and what may be published."""
    evil, fine = page("Evil"), page("Fine")
    html = {
        "nothing but blanks": " \n", "no winner": "<!doctype html><p>soon", "an empty winner": page("Fine", "").replace("<b></b>", "<b> </b>"), "an invisible winner": page("Fine", "\u200b\u200d"), "a winner written backwards": page("Fine", "\u202elive"), "a winner in Cyrillic letters": page("Fine", "Асmе Ваnk"),
        "1,200 winners": page(*(f"Evil {n}" for n in range(1200))), "20,000 winners": page(*(f"Evil {n}" for n in range(20_000))), "600,000 items": "<!doctype html><ul>" + "<li><b>Evil</b>" * 600_000, "100,000 levels": "<!doctype html>" + "<div>" * 100_000 + "<li><b>Evil</b>", "a winner in a comment": fine.replace("</ul>", "<!-- <li><b>Evil</b></li> --></ul>"),
        "a winner in a script": fine.replace("</ul>", "</ul><script>'<li><b>Evil</b></li>'</script>"), "a winner in a template": fine.replace("</ul>", "</ul><template><li><b>Evil</b></li></template>"), "a winner in a textarea": fine.replace("</ul>", "</ul><textarea><li><b>Evil</b></li></textarea>"), "a winner in noscript": fine.replace("</ul>", "</ul><noscript><li><b>Evil</b></li></noscript>"),
        "a winner that is hidden": fine.replace("</ul>", "<li hidden><b>Evil</b></li></ul>"), "a winner struck out": fine.replace("</ul>", "<li><b><s>Evil</s></b></li></ul>"), "a winner of display none": fine.replace("</ul>", '<li style="display:none"><b>Evil</b></li></ul>'), "no end": evil[:-25] + "<li><b>Ev", "a page that says 404": "<!doctype html><title>404 Not Found</title><h1>404</h1>" + evil,
        "a page for a robot": "<!doctype html><title>Just a moment...</title><h1>Checking your browser</h1>" + evil, "a wall of cookies": "<!doctype html><title>Before you continue</title><h1>Before you continue</h1>" + evil, "a domain for sale": "<!doctype html><title>evil.example is for sale</title><h1>Buy this domain</h1>" + evil, "entities of entities": page("&amp;" * 20_000), "an entity that is none": page("Fine", "&j;"), "a winner of 100,000 letters": page("E" * 100_000),
        "a winner of many accents": page("Fine", "E" + "\u0301" * 3000), "markup for a name": page("Fine", "&lt;script&gt;evil()&lt;/script&gt;"), "a formula for a name": page("Fine", "=HYPERLINK(&quot;http://evil&quot;)"), "mojibake for a name": page("Fine", "CrÃ©dit Ãvil"), "lost letters": page("Fine", "Cr\ufffddit"), "nobody for a name": page("Fine", "N/A"), "a number for a name": page("Fine", "12345"), "a sentence for a name": page("Fine", "The winner will be announced next week, we are told by the jury."),
        "5,000 columns by 5,000 rows": "<!doctype html><table>" + "<tr><td colspan=5000 rowspan=5000>Evil" * 50, "50,000 formatting tags left open": "<!doctype html>" + "<b><i><a>" * 50_000 + evil, "5,000 nested tables": "<!doctype html>" + "<table><tr><td>" * 5000 + evil, "100,000 selects": "<!doctype html>" + "<select><option>" * 100_000, "100,000 processing instructions": "<!doctype html>" + "<?x >" * 100_000,
    }
    # What the author struck or hid is told, and not published.
    for what, body in html.items():
        yield "page: " + what, body, "page.html", "li", None
    # Large or odd, and yet read as a browser and other readers read them.
    for what, body in {"NUL bytes": evil.replace("Evil", "E\0v\0il"), "20,000 attributes": "<!doctype html><ul " + " ".join(f"a{n}=1" for n in range(20_000)) + ">" + evil, "a tag of 5 MB": "<!doctype html><ul class='" + "x" * 5_000_000 + "'>" + evil}.items():
        yield "page: " + what, body, "page.html", "li", "Evil"
    yield "CSV page: 100,000 empty columns", "Company" + ",x" * 100_000 + "\nEvil\n", "page.csv", "table", "Evil"
    text = b"BT /F 12 Tf 72 700 Td (Winner: Evil) Tj ET"
    yield "PDF: a stream of 200 MB", pdf(b" " * 200_000_000 + text), "page.pdf", "lines", "Evil"
    yield "PDF: a wrong length", pdf(text, 999_999), "page.pdf", "lines", "Evil"
    for charset, raw in {"UTF-16 without a mark": evil.encode("utf-16-le"), "UTF-7": evil.replace("<", "+ADw-").encode(), "UTF-32": evil.encode("utf-32"), "EBCDIC": evil.encode("cp500"), "bytes of chance": hashlib.shake_256(b"x").digest(100_000), "a program": b"\x7fELF" + b"\0" * 500 + evil.encode(), "a picture": b"\x89PNG\r\n\x1a\n" + evil.encode(), "a film": b"\0\0\0\x18ftypmp42" + evil.encode(), "a mail": b"From: a\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"PGxpPjxiPkV2aWw8L2I+PC9saT4="}.items():
        yield "page: " + charset, raw, "page.html", "li", None
    json = {"cut": '{"winners":[{"name":"Evil"', "two documents": '{"winners":[{"name":"Evil"}]}{"x":1}', "100,000 levels": "[" * 100_000, "a key twice": '{"winners":[{"name":"Evil","name":"Evil2"}]}', "NaN": '{"winners":[{"name":NaN}]}', "a half of a surrogate": '{"winners":[{"name":"Evil\\ud800"}]}', "a number of 100,000 digits": '{"winners":[{"name":' + "9" * 100_000 + "}]}", "500,000 winners": '{"winners":[' + ",".join(['{"name":"Evil"}'] * 500_000) + "]}", "a comment": '{"winners":[/**/{"name":"Evil"}]}', "a name that is a table": '{"winners":[{"name":{"Evil":1}}]}', "no winners": '{"losers":[{"name":"Evil"}]}', "null": '{"winners":[{"name":null}]}'}
    for what, body in json.items():
        yield "JSON: " + what, body, "page.json", "json", None
    csv = {"a quote that never closes": 'Company\n"Evil\n', "a row too long": "Company,Place\nEvil,1,Evil\n", "no such column": "Firm\nEvil\n", "a column twice": "Company,Company\nEvil,Evil\n", "NUL bytes": "Company\nE\0vil\n", "a formula": "Company\n=Evil()\n", "a line of 5 MB": "Company\n" + "Evil" * 1_250_000, "100,000 rows": "Company\n" + "Evil\n" * 100_000}
    for what, body in csv.items():
        yield "CSV page: " + what, body, "page.csv", "table", None
    laughs = '<!DOCTYPE x [<!ENTITY a "Evil">' + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)) + "]>"
    sheets = {"a billion laughs": xlsx(cells(["Company"], ["&j;"], before=laughs)), "an external entity": xlsx(cells(["Company"], ["&x;"], before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), "a bomb": xlsx(cells(["Company"], ["Evil" * 20_000_000])), "17 thousand million cells": xlsx('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>Evil</t></is></c></row></sheetData></worksheet>'),
              "cut in half": xlsx(cells(["Company"], ["Evil"]))[:500], "no workbook inside": xlsx("")[:0] or b"PK\x05\x06" + b"\0" * 18, "a sheet that is no XML": xlsx("Evil"), "a sheet that is missing": xlsx(cells(["Company"]), xl___rels__workbook="x").replace(b"sheet1.xml", b"sheet9.xml"), "a path that climbs": xlsx(cells(["Company"], ["Evil"])).replace(b"worksheets/sheet1.xml", b"../../../etc/passwdxx"), "shared text that is not there": xlsx('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>Company</t></is></c></row><row><c t="s"><v>99</v></c></row></sheetData></worksheet>'),
              "an error for a name": xlsx('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>Company</t></is></c></row><row><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>'), "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000}
    sheets["a shared text of 1 MB in 100,000 cells"] = xlsx(NUMBERED.format('<row><c t="s"><v>0</v></c></row>' + '<row><c t="s"><v>1</v></c></row>' * 99_000), xl__sharedStrings_xml=f"<sst><si><t>Company</t></si><si><t>{'Evil' * 250_000}</t></si></sst>")
    sheets["a cell far to the right, and 100,000 rows"] = xlsx(NUMBERED.format('<row><c t="inlineStr"><is><t>Company</t></is></c><c r="ZZZZ1"><v>1</v></c></row>' + '<row><c t="inlineStr"><is><t>Evil</t></is></c></row>' * 99_000))
    for what, body in sheets.items():
        yield "workbook: " + what, body, "page.xlsx", "table", None
    pdfs = {"cut": pdf(text)[:200], "no text": pdf(b""), "a page that holds itself": pdf(text).replace(b"[3 0 R]", b"[2 0 R]"), "encrypted": pdf(text).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)/U(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)/P -4>>"), "an action of JavaScript": pdf(b"", more="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "only its name": b"%PDF-1.7\n", "a million objects": b"%PDF-1.4\n" + b"1 0 obj<<>>endobj\n" * 300_000}
    for what, body in pdfs.items():
        yield "PDF: " + what, body, "page.pdf", "lines", None


def pages(what, body, name, rule, right):
    with Workspace(model("read")) as w:
        w.write("sources.toml", (w.root / "sources.toml").read_text() + source(rule, "https://example.org/e", "e"))
        imported = w.bring(body, "https://example.org/e", name=name)
        build = w.run("build")
        check = w.run("check")
        fault = imported.fault() or build.fault() or check.fault()
        if not fault:
            names = w.names()
            more = [n for n in names if n not in ("Good", "Fine", "Example Bank", "Sample Savings", "Example Stores", right)]
            fault = "lost" if "Good" not in names else "let in" if more else None
            told = right in names or imported.code == 1 or build.code == 2 or check.code == 2 or "Fine" in names
            fault = fault or (None if told else "silent")
        return Row("hostile page", what, "read as others read it" if right else "not published, told", check.line() if not imported.code else imported.line(), fault or "ok")


# Records of other programs.

def warc(http, *lines, kind="response", uri="https://example.org/e", date="2024-02-01T00:00:00Z", length=None):
    block = http if isinstance(http, bytes) else http.encode()
    head = "".join(line + "\r\n" for line in ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", f"WARC-Date: {date}", "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>", "Content-Type: application/http;msgtype=response", *lines, f"Content-Length: {len(block) if length is None else length}"])
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body, *lines, status="200 OK"):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n".encode() + b"".join(line.encode() + b"\r\n" for line in lines) + b"\r\n" + body


def RECORDS():
    evil = page("Evil")
    good = warc(response(page("Fine"), f"Content-Length: {len(page('Fine'))}"))
    yield "a sound record", gz(good), True
    yield "a sound record, not packed", good, True
    bad = {
        "shorter than its Content-Length": warc(response(evil, "Content-Length: 9999")), "WARC-Truncated": warc(response(evil), "WARC-Truncated: length"), "status 206": warc(response(evil, status="206 Partial Content")), "status 404": warc(response(evil, status="404 Not Found")), "status 302": warc(response(evil, "Location: /x", status="302 Found")), "status 999": warc(response(evil, status="999 ?")),
        "Content-Range called 200": warc(response(evil, "Content-Range: bytes 0-9/99")), "a wrong payload digest": warc(response(evil), "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "a wrong block digest": warc(response(evil), "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "the year 9999": warc(response(evil), date="9999-01-01T00:00:00Z"), "the year 1": warc(response(evil), date="0001-01-01T00:00:00Z"), "no date": warc(response(evil), date=""), "a date that is none": warc(response(evil), date="2024-02-31T99:00:00Z"),
        "a segment of several": warc(response(evil), "WARC-Segment-Number: 1"), "the address of a file": warc(response(evil), uri="file:///etc/passwd"), "the address of a script": warc(response(evil), uri="javascript:alert(1)"), "no address": warc(response(evil), uri=""), "an address with a password": warc(response(evil), uri="https://a:b@example.org/e"), "longer than the file": warc(response(evil), length=99_999), "a length that is no number": warc(response(evil), length="many"), "a negative length": warc(response(evil), length=-5), "a length of 10^30": warc(response(evil), length="9" * 30),
        "an unknown coding": warc(response(evil, "Content-Encoding: zaphod")), "gzip cut short": warc(response(gzip.compress(evil.encode())[:-12], "Content-Encoding: gzip")), "a bomb inside": warc(response(gzip.compress(b"\0" * 300_000_000), "Content-Encoding: gzip")), "chunks cut short": warc(response("ffff\r\n" + evil, "Transfer-Encoding: chunked")), "no HTTP inside": warc(evil), "a head that never ends": warc(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000), "a repeat of what is not there": warc(b"", "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", kind="revisit"), "a request only": warc("GET / HTTP/1.1\r\n\r\n", kind="request"), "a kind of the future": warc(response(evil), kind="hologram"), "WARC/9.0 without fields": b"WARC/9.0\r\n\r\n\r\n\r\n", "fields without an end": b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000,
    }
    for what, record in bad.items():
        yield what, gz(record), False
    for what in ("shorter than its Content-Length", "the year 9999", "longer than the file"):
        yield what + ", not packed", bad[what], False
    three = gz(warc(response(page("Other")), uri="https://example.org/o")), bytearray(gz(warc(response(evil), uri="https://example.org/m"))), gz(good)
    three[1][40] ^= 0x55
    yield "the second of three damaged", b"".join(map(bytes, three)), True
    yield "a bomb of gzip", gzip.compress(b"WARC/1.0\r\n" + b"\0" * 400_000_000), False
    yield "gzip of chance", b"\x1f\x8b\x08\0" + hashlib.shake_256(b"y").digest(50_000), False
    yield "nothing", b"", False


def records(what, raw, right):
    with Workspace(model("read")) as w:
        w.write("sources.toml", (w.root / "sources.toml").read_text() + source("li", "https://example.org/e", "e"))
        (w.folder / "theirs.warc.gz").write_bytes(raw)
        imported = w.run("archive", "import", w.folder / "theirs.warc.gz")
        build, check = w.run("build"), w.run("check")
        fault = imported.fault() or build.fault() or check.fault()
        if not fault:
            names = w.names()
            fault = "lost" if "Good" not in names or (right and "Fine" not in names) else "let in" if "Evil" in names else None
            fault = fault or (None if right or imported.code == 1 or check.code == 2 else "silent")
        return Row("foreign WARC", what, "read" if right else "evidence at most, told", imported.line(), fault or "ok")


# Places to write to. Each says where, what lies there first, and whether a site may come there.

def folder_with(**files):
    def make(out):
        out.mkdir()
        for name, text in files.items():
            (out / name.replace("_", ".")).write_text(text)
    return make


def site_with(*extra):
    def make(out, w=None):
        subprocess.run(w.command("-q", "build", "--out", out), check=True)
        for name in extra:
            path = out / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("mine")
    make.needs = True
    return make


def odd(kind):
    def make(out):
        out.mkdir()
        (out / "a.txt").write_text("mine")
        if kind == "pipe":
            os.mkfifo(out / "x.png")
        else:
            (out / "one").symlink_to(".")
            (out / "other").symlink_to(".")
    return make


OUTPUT = [
    ("a file", lambda out: out.write_text("years of work"), False), ("a pipe", lambda out: os.mkfifo(out), False), ("a folder of somebody else's", folder_with(thesis_docx="years of work"), False), ("an empty folder", lambda out: out.mkdir(), True), ("nothing yet", lambda out: None, True), ("a folder with a pipe called x.png", odd("pipe"), False), ("a folder with two links to itself", odd("links"), False),
    ("a link to an empty folder", lambda out: (out.with_name("www").mkdir(), out.symlink_to(out.with_name("www"))), True), ("a link that leads nowhere", lambda out: out.symlink_to("nowhere"), False), ("a site with CNAME, .nojekyll and notes", site_with("CNAME", ".nojekyll", ".htaccess", "notes/a.md"), True), ("a site within a git repository", site_with(".git/HEAD", ".git/config"), True),
    ("the workspace itself", "w", False), ("the folder above it", ".", False), ("the root of the disk", "/", False), ("archive/", "w/archive", False), ("pages/", "w/pages", False), ("templates/", "w/templates", False), ("frozen/", "w/frozen", False), ("data/", "w/data", False), ("a folder inside data/", "w/data/site", False), ("sources.toml", "w/sources.toml", False), ("palmares.db", "w/palmares.db", False), ("/dev/null", "/dev/null", False), ("/proc/self", "/proc/self", False),
]


def output(what, make, right):
    with Workspace(model("read")) as w:
        if isinstance(make, str):
            out = w.folder / make
        else:
            out = w.folder / "out"
            make(out, w) if getattr(make, "needs", False) else make(out)

        def mine():
            found = {}
            for path in sorted(w.folder.rglob("*")):
                if path.is_symlink():
                    found[path] = os.readlink(path)
                elif path.is_file() and (path.is_relative_to(w.root) and "public" not in path.parts or path.read_bytes() in (b"mine", b"years of work")):
                    found[path] = path.read_bytes()
            return {path: raw for path, raw in found.items() if path.name != "palmares.db" and path.parent.name != ".palmares"}
        before = mine()
        ended = w.run("build", "--out", out, seconds=30)
        fault = ended.fault()
        kept = all(mine().get(path) == raw for path, raw in before.items())
        there = (out / "index.html").exists()
        if not fault:
            fault = "lost" if not kept else "let in" if not right and ended.code == 0 else "wrong" if right and not (ended.code == 0 and there) else None
        return Row("output folder", what, "a site, others' files stay" if right else "refused, nothing touched", ended.line(), fault or "ok")
