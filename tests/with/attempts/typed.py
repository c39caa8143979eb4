"""What a person types, or somebody gives them to paste: TOML, CSV, templates, pages, options of the command line."""

import os

from table import Row, Workspace, model, source

HEAD = "edition,awarded,category,sector,level,rank,outcome,company,person,score,scale,url,title,evidence\n"
ROW = dict(edition="2026", awarded="", category="Banks", sector="Bank", level="category", rank="1", outcome="placed",
           company="Acme", person="", score="", scale="", url="https://example.org/w", title="T", evidence="stated")


def csv(**cells):
    """One row with these cells instead of sound ones, quoted."""
    return HEAD + ",".join('"' + value.replace('"', '""') + '"' for value in (ROW | cells).values()) + "\n"


def judged(group, attempt, expected, change, words=("build",)):
    """Changes a sound workspace, runs a command, and holds what came of it against what was expected.

    refused: told with a remedy, and the published site stays as it was. held: nothing of it is published. told: done, with an issue for a person.
    read: done, and nothing to say. either: refused or read, as long as nothing is lost."""
    with Workspace(model("typed")) as w:
        before = w.site()
        change(w)
        ended = w.run(*words)
        fault = ended.fault()
        if not fault and ended.code == 1:
            fault = "lost" if w.site() != before else None if expected in ("refused", "either") else "wrong"
            if not fault and len(ended.err.strip().splitlines()) == 0:
                fault = "silent"
        elif not fault:
            needs = ended.code == 2 or "issues    none" not in ended.err or w.run("check").code == 2
            needs = needs or "may be one company" in w.run("check").out.replace("NAMES  0 pairs", "").replace("1 pair may", "")
            fault = {"refused": "let in", "told": None if needs else "silent", "held": None if "Acme" not in w.names() and len(w.names()) == 0 and ended.code == 2 else "let in", "read": None, "either": None}[expected]
        return Row(group, attempt, expected, ended.line(), fault or "ok")


HELD = ["\u200b", "\u200b\u200d", "\u202e", "\u00ad", "\u3164", "\u2800", "\U000e0041\U000e0042", "Bank\u202elive", "Bank\u2066x", "a\nb", "\x9b31m"]


def toml():
    """sources.toml, each time with one thing wrong."""
    name = "sources.toml"
    sound = (model("typed").root / name).read_text()

    def whole(content):
        return lambda w: w.write(name, content)

    def instead(old, new):
        return lambda w: w.edit(name, old, new)

    broken = {
        "cut in the middle of a key": sound[: sound.index("country")+3], "cut in the middle of a text": sound[: sound.index("prize of")],
        "not TOML at all": "hello\nworld\n", "a NUL byte": sound.replace("prize", "pr\0ize", 1), "a terminal escape": sound.replace("prize of", "pri\x1b[31mze", 1),
        "Latin-1": sound.replace("prize", "prizé", 1).encode("latin-1"), "UTF-16": sound.encode("utf-16"), "gzip": b"\x1f\x8b\x08\0\0\0\0\0",
        "a bracket that never closes": sound + '\nheld = [1, 2\n', "a quote that never closes": sound + '\nx = "abc\n', "a key twice": sound + '\n[site]\ntitle = "2"\n',
        "a thousand nested arrays": sound + "\n[more]\nx = " + "[" * 1000 + "]" * 1000, "a hundred thousand nested arrays": sound + "\n[more]\nx = " + "[" * 100_000,
        "a thousand nested tables": sound + "\n[" + ".".join("a" * 1000) + "]\n", "a table of a future version": sound + "\n[quantum]\nx = 1\n",
        "20 MB of comment": sound + "#" + "x" * 20_000_000 + "\n", "a line of 5 MB": sound + '\n[source.y]\nname = "' + "y" * 5_000_000 + '"\n',
        "20,000 broken sources": sound + "".join(f"[source.s{n}]\n" for n in range(20_000)), "an identifier that climbs": sound + source("li", name='"../../x"'),
        "an identifier with a slash": sound + source("li", name='"a/b"'), "an identifier with a NUL": sound + source("li", name='"a\\u0000b"'),
        "an identifier in Cyrillic": sound + source("li", name='"аward"'), "a right-to-left override": sound.replace("prize of", "pri\u202eze of", 1),
        "an identifier of 10,000 letters": sound + source("li", name="x" * 10_000), "a rule that is not there": sound + source("nothing"),
    }
    expected = dict.fromkeys(broken, "refused")
    for what in ("20 MB of comment",):
        expected[what] = "either"
    for what, content in broken.items():
        yield "sources.toml: " + what, expected[what], whole(content)
    for what, content in {"a byte order mark": "\ufeff" + sound, "Windows line ends": sound.replace("\n", "\r\n"), "tabs": sound.replace("    ", "\t")}.items():
        yield "sources.toml: " + what, "read", whole(content)
    values = {
        'base-url  = "https://example.org/"': ['base-url = "javascript:alert(1)"', 'base-url = "ftp://example.org/"', 'base-url = "//example.org"', 'base-url = "https://u:p@example.org/"', "base-url = 7", 'base-url = ""', 'base-url = "https://exa mple.org/"', 'base-url = "https://example.org/\\"><script>"'],
        'languages = ["en"]': ['languages = ["xx"]', "languages = []", 'languages = ["en", "en"]', 'languages = "en"', 'languages = ["../../etc"]', "languages = [1]"],
        'method  = "competitions"': ['method = "magic"', "method = 1", "method = []", 'method = ""'],
        'country = "GB"                        # the': ['country = "ZZ" #', 'country = "gb" #', 'country = "GBR" #', "country = 44 #"],
        'contact = "mailto:you@example.org"': ['contact = "javascript:1"', 'contact = "a\\r\\nX-Injected: 1"', "contact = 1"],
        "[crawl]": ['[crawl]\npause = "-1s"', '[crawl]\npause = "1 fortnight"', "[crawl]\nretries = -1", "[crawl]\nretries = 1e400", "[crawl]\nconcurrency = 0", "[crawl]\nconcurrency = 99999999999999999999", '[crawl]\nallow-private = ["0.0.0.0/0"]', '[crawl]\nallow-private = "*"', '[crawl]\nrequest-bytes = "9 yottabytes"', '[crawl]\nuser-agent = "x\\ny"'],
        'name          = "Example Service Award"': ["name = 1", 'name = ""', 'name = "\\u200b"', 'name = "a\\nb"', 'name = "a\\u0000b"'],
        'kind          = "award"': ['kind = "bribe"', "kind = []", 'kind = "Award"'],
        'judged-by     = "survey"': ['judged-by = "nobody"', "judged-by = 1.5"],
        'pays-to-enter = "unknown"': ["pays-to-enter = true", 'pays-to-enter = "maybe"'],
        "wins          = { places = 3 }": ["wins = { places = -1 }", "wins = { places = 0 }", "wins = { places = 1e9 }", 'wins = { places = "3" }', "wins = 3"],
        'file          = "data/example_award.csv"': ['file = "../../../etc/passwd"', 'file = "/etc/passwd"', 'file = "data"', 'file = "/dev/zero"', 'file = "data/none.csv"', 'file = "C:\\\\x.csv"', "file = 1", 'file = "sources.toml"', 'file = "data/\\u0000.csv"', 'file = ""'],
        "awarded = 2026-03-12": ["awarded = 2026-02-30", "awarded = 0000-00-00", 'awarded = "yesterday"', "awarded = 12026-01-01", "awarded = 1e5", "awarded = nan"],
        "claimed = 3": ["claimed = -3", "claimed = 3.5", 'claimed = "three"', "claimed = 99999999999999999999", "claimed = inf"],
        "[source.example_award.edition.2026]": ['[source.example_award.edition.""]', '[source.example_award.edition."\\u202e2026"]',
            '[source.example_award.edition.2026]\nurl = "file:///etc/passwd"', '[source.example_award.edition.2026]\nurl = "https://a@b.example/"', '[source.example_award.edition.2026]\nurl = "http://[::1"', '[source.example_award.edition.2026]\nurl = "gopher://x/"', '[source.example_award.edition.2026]\nurl = ""', '[source.example_award.edition.2026]\nread = "nothing"'],
    }
    for old, news in values.items():
        for new in news:
            yield "sources.toml: " + new.replace("\n", " ")[:70], "refused", instead(old, new)
    for label in ("20/26", "../../2026", "a b", "2026?x=<b>"):
        yield f"sources.toml: the edition {label}", "read", instead("[source.example_award.edition.2026]", f'[source.example_award.edition."{label}"]')
    for key in ("name", "organiser", "country", "kind", "judged-by", "pays-to-enter"):
        line = next(line for line in sound.splitlines() if line.startswith(key.ljust(13) + " ="))
        yield f"sources.toml: no {key}", "refused", instead(line + "\n", "")
    # What a rule says of pages is told when it reads one.
    later = ["[rule.r]\n", '[rule.r]\nlines = ["no field at all"]', '[rule.r]\njson = "$..["\nfields = { company = "n" }']
    for rule in later:
        yield "a rule: " + rule.replace("\n", " ")[:60], "read", whole(sound + "\n" + rule + "\n")
    rules = ['[rule.r]\nitems = "li["', '[rule.r]\nitems = ":has("', '[rule.r]\nitems = "li"\nfields = { compny = "b" }', '[rule.r]\nlines = ["{company}{company}"]',
             '[rule.r]\ncolumns = { company = -1 }', '[rule.r]\nlines = ["{company"]', '[rule.r]\nlines = ["{secret}"]', '[rule.r]\nitems = "' + "div " * 20_000 + '"',
             '[rule.r]\nlines = ["' + "[a" * 5000 + '{company}"]', '[rule.r]\ncolumns = { company = 99999999999999999999 }']
    for rule in rules:
        yield "a rule: " + rule.replace("\n", " ")[:60], "refused", whole(sound + "\n" + rule + "\n")


def rows():
    """The CSV of a source."""
    name = "data/example_award.csv"

    def whole(content):
        return lambda w: w.write(name, content)

    bad = {
        "edition": ["", "../2026", "20 26/..", "\u202e2026", "9" * 500], "awarded": ["2026-02-30", "yesterday", "0", "-1", "2026-13", "９９９９"], "level": ["galaxy", "OVERALL ", "1"],
        "rank": ["0", "-1", "1.5", "1e3", "9" * 40, "first", "１", "1=2", "NaN"], "outcome": ["maybe", "<b>"], "company": ["", " ", "\u200b\u200d", "\u202e", "\u00ad", "\u3164", "\u2800", "\U000e0041\U000e0042", "Bank\u202elive", "Bank\u2066x", "a\nb", "a\tb", "a\0b", "a\x1b[31mb", "\x9b31m", "x" * 100_000],
        "score": ["NaN", "inf", "1e999", "-0x1", "1,2,3", "9" * 400, "--1"], "scale": ["NaN", "0-0", "10-0", "a"],
        "url": ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://www.lemonde.fr@evil.example/", "https://exa mple.org/", "https://[::1", "", "x" * 5000, "https://example.org/\u202egnp.exe"],
        "title": ["a\nb", "a\x1b]0;x\x07", "a\x9b1m", "a\0"], "evidence": ["because", "<i>"], "person": ["\u200b", "a\x1bb"],
    }
    for column, values in bad.items():
        for value in values:
            # Blanks of every kind become one; a name that only part of the readers would see waits for a person.
            expected = "read" if value in ("a\tb", "a\nb") and column == "title" or value == "a\tb" else "held" if value in HELD and column in ("company", "person") else "refused"
            yield f"CSV {column}: {ascii(value)[:50]}", expected, whole(csv(**{column: value}))
    structure = {
        "a quote that never closes": HEAD + '2026,,"Banks\n', "a row too short": HEAD + "2026,,Banks\n", "a row too long": csv().replace("stated", "stated,1,2"), "a column twice": csv().replace("person,", "company,", 1),
        "a column missing": csv().replace("company,", "compny,", 1), "a column more": csv().replace("evidence\n", "evidence,secret\n", 1), "no header": csv().split("\n", 1)[1], "nothing": "",
        "a NUL in the middle": csv().replace("Acme", "Ac\0me"), "UTF-16": csv().encode("utf-16"), "bytes of no charset": csv().encode().replace(b"Acme", b"Ac\x81\x8d\xffme"),
        "gzip": b"\x1f\x8b\x08\0\0\0\0\0", "a workbook": b"PK\x03\x04" + b"\0" * 100, "an SQL dump": "DROP TABLE award;\n", "HTML": "<!doctype html><table><tr><td>x</table>",
        "100,000 broken rows": HEAD + "x\n" * 100_000, "a cell of 10 MB": csv(title="x" * 10_000_000), "a header of 100,000 columns": "a," * 100_000 + "\n", "only quotes": '"' * 10_001,
    }
    for what, content in structure.items():
        yield "CSV: " + what, "refused", whole(content)
    sound = {"a byte order mark": "\ufeff" + csv(), "Windows line ends": csv().replace("\n", "\r\n"), "old Mac line ends": csv().replace("\n", "\r"), "100,000 blank lines": csv() + "\n" * 100_000, "semicolons": csv().replace('","', '";"').replace(",", ";")}
    for what, content in sound.items():
        yield "CSV: " + what, "either", whole(content)
    for what, other in {"Cyrillic А": "Аmazon", "Greek ο": "Amazοn", "full-width": "Ａｍａｚｏｎ", "mathematical bold": "𝐀𝐦𝐚𝐳𝐨𝐧", "a zero-width space inside": "Ama\u200bzon", "a soft hyphen inside": "Ama\u00adzon", "a combining dot below": "Amaz\u0323on", "Armenian օ": "Amazօn", "a no-break space": "Ama\u00a0zon", "Latin dotless ı for i": "Amazon Prıme"}.items():
        first = "Amazon Prime" if "Prıme" in other else "Amazon"
        yield f"CSV: {first} beside one with {what}", "told", whole(csv(company=first) + csv(company=other, rank="2").split("\n", 1)[1])


def beside():
    """The other files of a workspace."""
    texts = {
        "companies.toml": ["x", '[company."../x"]\nname = "X"\n', '[company.x]\n', '[company.x]\nname = "\\u200b"\n', '[company.x]\nname = "X"\nparent = "x"\n', '[company.x]\nname = "X"\nparent = "nobody"\n', '[company.x]\nname = 1\n', '[company.x]\nname = "X"\nwikidata = "javascript:1"\n', '[company.x]\nname = "X"\naliases = ["Y"]\n[company.y]\nname = "Y"\n'],
        "sectors.toml": ["x", '[sector."a/b"]\nen = "A"\n', "[sector.x]\n", '[sector.x]\nen = 1\n', '[sector.x]\nen = "X"\nparent = "x"\n', '[sector.x]\nen = "X"\nlabels = ["Bank"]\n[sector.y]\nen = "Y"\nlabels = ["Bank"]\n'],
        "decisions.toml": ["x", "[[decision]]\n", '[[decision]]\nsame = ["a"]\n', "[[decision]]\nwhat = 1\n", "decision = 1\n", "\0"],
        "corrections.toml": ["x", "[[correction]]\n", "correction = 1\n"],
        "published.csv": ["x\ny\n", "\0", "<html>", '"'],
        "templates/about.html": ["{{ nothing }}", "{% for %}", "{% include 'about.html' %}", "{% extends 'about.html' %}", "{% include '../../../etc/passwd' %}", "{% extends 'base.html' %}{% block main %}{{ 1/0 }}{% endblock %}", "\xff\xfe",
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ 'a' * 9999999999 }}", "{{ range(999999999999)|list }}", "{" * 100_000, "{% if true %}" * 20_000],
        "templates/words/en.toml": ["x", "\0"],
        "pages/x.en.md": ["\xff"],
    }
    for name, contents in texts.items():
        for content in contents:
            raw = content.encode("latin-1") if "\xff" in content else content
            yield f"{name}: {ascii(content)[1:60]}", "refused", lambda w, name=name, raw=raw: w.write(name, raw)
    for text in ["<script>evil()</script>\n", "[x](javascript:evil)\n", "<img src=x onerror=evil()>\n", "# " + "x" * 2_000, "\0", "[" * 50_000, "> " * 20_000, "* " * 20_000, "`" * 100_001, "![" * 20_000, "<!--" * 50_000]:
        yield f"a page of one's own: {ascii(text)[1:40]}", "either", lambda w, text=text: w.write("pages/x.en.md", text)
    for name in ("templates/x.html", "pages/x.en.md", "frozen/x.html", "sources.toml", "companies.toml", "decisions.toml", "data/example_award.csv", "published.csv"):
        def pipe(w, name=name):
            (w.root / name).parent.mkdir(exist_ok=True)
            (w.root / name).unlink(missing_ok=True)
            os.mkfifo(w.root / name)

        def link(w, name=name):
            (w.root / name).parent.mkdir(exist_ok=True)
            (w.root / name).unlink(missing_ok=True)
            (w.folder / "secret").write_text("TOPSECRET")
            (w.root / name).symlink_to(w.folder / "secret")

        def device(w, name=name):
            (w.root / name).parent.mkdir(exist_ok=True)
            (w.root / name).unlink(missing_ok=True)
            (w.root / name).symlink_to("/dev/zero")
        yield f"{name} is a pipe", "refused", pipe
        yield f"{name} leads out of the workspace", "refused", link
        yield f"{name} is /dev/zero", "refused", device
    for name in ("templates", "pages", "frozen", "data", "archive"):
        def circle(w, name=name):
            (w.root / name).mkdir(exist_ok=True)
            for end in ("one", "other"):
                (w.root / name / end).symlink_to(".")
        yield f"{name}/ holds two links to itself", "either", circle

    def pipe_of_evidence(w):
        (w.root / "archive").mkdir()
        os.mkfifo(w.root / "archive/palmares-00001.warc.gz")
    yield "a pipe named like a file of the archive", "either", pipe_of_evidence


LINES = [("--as-of yesterday build", "refused"), ("--as-of 2026-02-30 build", "refused"), ("--as-of 99999-01-01 build", "refused"), ("--as-of 0001-01-01 build", "either"), ("--as-of 9999-12-31 build", "either"), ("--as-of 1970-01-01 build", "either"),
         ("show company ../../etc/passwd", "refused"), ("show company \u202e", "refused"), ("post 99999", "refused"), ("post -1", "refused"), ("post 1800", "refused"), ("freeze ../../x.html", "refused"), ("freeze /etc/passwd", "refused"),
         ("brief ../x", "refused"), ("brief \u200b", "refused"), ("decide same A A --who x --why y", "refused"), ("decide heading nobody X banking --who x --why y", "refused"), ("decide undo --who x --why y", "refused"),
         ("try nobody", "refused"), ("try /dev/zero --rule li", "refused"), ("archive import /dev/zero --url https://example.org/ --date 2024-01-01", "refused"), ("archive import /etc --url https://example.org/ --date 2024-01-01", "refused"),
         ("archive import none.html --url https://example.org/ --date 2024-01-01", "refused"), ("crawl nobody", "refused"),
         *((f"{verb} {file}", "refused") for verb in ("accept --source example_award", "badge verify", "check-citations", "refresh") for file in ("/dev/zero", "/etc", "none.csv", "../pipe", "../large")),
         ("verify --all", "either"), ("verify fig-0000000000", "refused"), ("verify nothing", "refused"), ("show figure fig-0000000000", "refused"), ("claim Prize --company \u202e", "refused"), ("explain \u202e", "refused"), ("words ../x", "refused"), ("publish --to ftp:x", "refused"), ("publish --to git:--upload-pack=x", "refused"), ("publish --to rsync:-e", "refused"),
         *((f"publish --to {to}", "refused") for to in ("git:/dev/null", "git:nowhere.git", "rsync:/dev/null", "rsync:/etc", "rsync:..")),
         *((f"{verb} --out {out}", "refused") for verb in ("post 2026", "brief banking") for out in (".", "..", "/", "/etc", "/dev/null", "../pipe", "../mine", "archive", "data", "pages", "public", "sources.toml")),
         ("init .", "refused"), ("init /etc", "refused"), ("init /dev/null", "refused"), ("init ../pipe", "refused"), ("init ../mine", "refused"), ("serve --port 99999", "refused"), ("schema nothing", "refused"), ("nothing", "refused"), ("crawl --edition 1", "either")]


def attempts():
    for of in (toml, rows, beside):
        for attempt, expected, change in of():
            yield lambda attempt=attempt, expected=expected, change=change: judged("hostile input", attempt, expected, change)
    for line, expected in LINES:
        yield lambda line=line, expected=expected: command(line, expected)


def command(line, expected):
    with Workspace(model("typed")) as w:
        w.edit("sources.toml", "https://example.org/\"", "https://prizes.test/\"")
        os.mkfifo(w.folder / "pipe")
        (w.folder / "mine").mkdir()
        (w.folder / "mine/thesis.docx").write_text("years of work")
        with open(w.folder / "large", "wb") as large:
            large.truncate(9_000_000_000)
        inputs = {path: path.read_bytes() for path in [w.folder / "mine/thesis.docx", *w.root.rglob("*.toml"), *w.root.rglob("*.csv")] if "public" not in path.parts}
        before = w.site()
        words = line.split(" ")
        # Paths are told from the workspace, in which a user stands.
        ended = w.run(*words, within=w.root)
        # Even `publish` builds first, and hands the site over to nobody where it is refused.
        fault = ended.fault() or ("lost" if ended.code and w.site() != before and words[0] != "publish" else None)
        if any(not path.exists() or path.read_bytes() != raw for path, raw in inputs.items()) or len(list((w.folder / "mine").iterdir())) != 1:
            fault = "lost"
        # clap ends with 2 at words that it does not know.
        refused = ended.code == 1 or (ended.code == 2 and "error:" in ended.err)
        if not fault and expected == "refused" and not refused:
            fault = "let in"
        return Row("command line", "palmares " + ascii(line)[1:-1], expected, ended.line(), fault or "ok")
