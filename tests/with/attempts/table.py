"""What an attempt is, and the workspace it is made on."""

import dataclasses
import gzip
import hashlib
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

# The verdicts that make the whole run fail.
FAULTS = ["lost", "let in", "silent", "hung", "panicked", "wrong"]
DAY = "2026-11-21"
SECONDS = 120
RULES = """
[rule.li]
items = "li"
fields = { company = "b" }
set = { outcome = "winner" }
[rule.table]
columns = { company = "Company" }
set = { outcome = "winner" }
[rule.json]
json = "$.winners[*]"
fields = { company = "name" }
set = { outcome = "winner" }
[rule.lines]
lines = ["Winner: {company}"]
set = { outcome = "winner" }
"""


@dataclasses.dataclass
class Row:
    """One attempt and what came of it. `seen` is for people; "ok" is the only good verdict, "-" says not tried here."""
    group: str
    attempt: str
    expected: str
    seen: str
    verdict: str


@dataclasses.dataclass
class Ended:
    """How the program ended."""
    code: int
    out: str
    err: str
    hung: bool

    @property
    def told(self):
        return self.out + self.err

    def fault(self):
        """What no input may ever do."""
        if self.hung:
            return "hung"
        # A limit of memory ends in Rust's own word and SIGABRT, or in that of the store of texts: no panic of ours.
        if self.out_of_memory:
            return None
        if "panicked at" in self.told or self.code in (101, -6, -11, -4, -7):
            return "panicked"
        return None

    @property
    def out_of_memory(self):
        return "memory allocation of" in self.err or re.search(r"bumpalloc\.rs:\d+:\d+:\noom", self.err) is not None

    def line(self):
        """The line of its answer that says most."""
        lines = [line for line in self.err.splitlines() if re.search(r"error|palmares:|held|kept|issues", line)]
        return f"ends with {self.code}: " + (lines or self.told.strip().splitlines() or ["no word"])[0].strip()[:110]


class Workspace:
    """A folder with a workspace in it, which vanishes with the attempt."""
    program = None
    models = {}

    def __init__(self, like=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="attempt-"))
        self.folder.chmod(0o755)
        self.root = self.folder / "w"
        if like:
            shutil.copytree(like.root, self.root, symlinks=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+rwX", self.folder], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, name, old, new):
        text = (self.root / name).read_text()
        assert old in text, f"{old!r} is not in {name}"
        return self.write(name, text.replace(old, new, 1))

    def command(self, *words):
        day = [] if "--as-of" in words else ["--as-of", DAY]
        return [self.program, "--color", "never", *day, "--workspace", self.root, *words]

    def run(self, *words, limits=(), seconds=SECONDS, before=(), within=None):
        """Runs the program within 4 GB, whatever comes of it."""
        limits = limits or ("--as=4000000000",)
        process = subprocess.Popen([*before, "prlimit", *limits, *self.command(*words)], cwd=within or self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   restore_signals=False)
        try:
            out, err = process.communicate(timeout=seconds)
            return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), False)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return Ended(-9, out.decode(errors="replace"), err.decode(errors="replace"), True)

    def site(self):
        """A fingerprint of everything that was published."""
        digest = hashlib.sha256()
        for path in sorted((self.root / "public").rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(self.root)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def names(self):
        """The companies published as winners, in the database of the last build."""
        with sqlite3.connect(f"file:{self.root}/palmares.db?mode=ro", uri=True) as db:
            return sorted(name for (name,) in db.execute("SELECT DISTINCT printed FROM award"))

    def bring(self, page, url="https://example.org/p", date="2024-02-01", name="page.html"):
        path = self.folder / name
        path.write_bytes(page.encode() if isinstance(page, str) else page)
        return self.run("archive", "import", path, "--url", url, "--date", date)


def source(rule, url="https://example.org/p", name="x", more=""):
    return (f'\n[source.{name}]\nname = "{name.upper()}"\norganiser = "O"\ncountry = "GB"\nkind = "award"\njudged-by = "jury"\n'
            f'pays-to-enter = "no"\n{more}[source.{name}.edition.2024]\nawarded = 2024-01-01\nurl = "{url}"\nread = "{rule}"\n')


def page(*names):
    return "<!doctype html><html><body><ul>" + "".join(f"<li><b>{name}</b></li>" for name in names) + "</ul></body></html>"


def model(kind):
    """A built workspace that attempts start from: `typed` as `init` makes it, `read` with a page of one winner, Good."""
    if kind not in Workspace.models:
        made = Workspace()
        made.run("init", made.root, before=())
        if kind == "read":
            made.write("sources.toml", (made.root / "sources.toml").read_text() + RULES + source("li"))
            made.bring(page("Good"))
        assert made.run("build").code == 0 and ("Good" in made.names()) == (kind == "read"), kind
        Workspace.models[kind] = made
    return Workspace.models[kind]


def gz(*parts):
    return b"".join(gzip.compress(part) for part in parts)
