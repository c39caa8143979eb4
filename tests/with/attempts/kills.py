"""Runs that end before their end, or beside others: kill -9, full disks, little memory, no descriptors, two at once."""

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import time
import tomllib
import zlib

import crawl
from table import Row, Workspace, model, page, source

OTHER_DAY = "2026-11-20"


def attempts(long):
    yield lambda: killed(50 if long else 5)
    for limit in LIMITS if long else LIMITS[::3]:
        yield lambda limit=limit: limited(*limit)
    yield lambda: full_disks(FREE if long else FREE[1::4])
    yield read_only
    yield clocks
    for one, other in itertools.combinations_with_replacement(sorted(TOGETHER), 2):
        yield lambda one=one, other=other: together(one, other, 10 if long else 2)


def whole_records(folder):
    """The gzip members of an archive that are whole, as bytes."""
    found = []
    for path in sorted(folder.glob("palmares-*.warc.gz")):
        rest = path.read_bytes()
        while rest:
            member = zlib.decompressobj(31)
            try:
                member.decompress(rest)
            except zlib.error:
                break
            if not member.eof:
                break
            found.append(rest[: len(rest) - len(member.unused_data)])
            rest = member.unused_data
    return found


def kill(command, folder, after, typed=""):
    """Kills the program and what it started, git and rsync, as a machine that goes off does."""
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    process.stdin.write(typed.encode())
    process.stdin.close()
    time.sleep(after)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return process.wait() == -signal.SIGKILL


def timed(w, *words):
    begun = time.monotonic()
    ended = w.run(*words)
    assert ended.code in (0, 2), ended.told
    return time.monotonic() - begun


def killed(times):
    moments = random.Random(times)
    kinds = (killed_builds, killed_crawls, killed_imports, killed_decisions, killed_branches, killed_folders, killed_acceptances, killed_gatherings)
    return [row for kills in kinds for row in kills(times, moments)]


def row(what, after, hit, verdict, seen=""):
    return Row("kill -9", f"{what} killed after {after * 1000:.0f} ms", "all or nothing, and the next run goes on", seen or ("killed" if hit else "it had ended"), verdict)


def killed_builds(times, moments):
    with Workspace(model("typed")) as w:
        days = {}
        for day in (OTHER_DAY, "2026-11-21"):
            assert w.run("--as-of", day, "build").code == 0
            days[w.site()] = day
        takes = timed(w, "build")
        inputs = {path: path.read_bytes() for path in w.root.rglob("*.toml")}
        for nth in range(times):
            after = moments.random() * takes * 1.2
            hit = kill(w.command("--as-of", list(days.values())[nth % 2], "build"), w.folder, after)
            whole = w.site() in days and all(path.read_bytes() == raw for path, raw in inputs.items())
            yield row("build", after, hit, "ok" if whole else "lost")
        w.run("build")
        left = [path.name for path in w.root.iterdir() if ".palmares-" in path.name]
        yield row("the build after those", 0, False, "ok" if not left else "wrong", f"left beside: {left}")


def killed_crawls(times, moments):
    names = [f"Winner {chr(65 + nth)}" for nth in range(20)]
    servers = [crawl.Server("127.0.0.1", [0.01, *crawl.answer(200, page(name).encode(), crawl.HTML)]) for name in names]
    with crawl.workspace(servers) as undisturbed:
        takes = timed(undisturbed, "crawl")
        undisturbed.run("build")
        expected = undisturbed.names()
    with crawl.workspace(servers) as w:
        before = []
        for nth in range(times):
            if nth % 10 == 9:
                shutil.rmtree(w.root / "archive", ignore_errors=True)
                before = []
            after = moments.random() * takes * 1.1
            hit = kill(w.command("crawl"), w.folder, after)
            now = whole_records(w.root / "archive") if (w.root / "archive").exists() else []
            yield row("crawl", after, hit, "ok" if now[: len(before)] == before else "lost", f"{len(now)} whole records")
            before = now
        w.run("crawl")
        w.run("build")
        yield row("the crawl after those", 0, False, "ok" if w.names() == expected else "lost", f"{len(w.names())} winners")
    for server in servers:
        server.close()


def killed_imports(times, moments):
    with Workspace(model("read")) as w:
        (w.folder / "page.html").write_text(page("Other") + "x" * 300_000)
        before = whole_records(w.root / "archive")
        command = w.command("archive", "import", w.folder / "page.html", "--url", "https://example.org/o", "--date", "2024-03-01")
        for _ in range(times):
            after = moments.random() * 0.06
            hit = kill(command, w.folder, after)
            now = whole_records(w.root / "archive")
            yield row("archive import", after, hit, "ok" if now[: len(before)] == before else "lost", f"{len(now)} whole records")
            before = now
        good = w.run("build").code == 0 and "Good" in w.names() and w.run("archive", "check", "--repair").code == 0
        yield row("the build after those", 0, False, "ok" if good else "lost", ", ".join(w.names()))


def killed_decisions(times, moments):
    with with_names(f"Sample {nth}" for nth in range(times)) as w:
        path = w.root / "decisions.toml"
        for nth in range(times):
            before = path.read_text() if path.exists() else ""
            after = moments.random() * 0.06
            hit = kill(w.command("decide", "different", "Example Bank", f"Sample {nth}", "--who", "x", "--why", "y"), w.folder, after)
            now = path.read_text() if path.exists() else ""
            try:
                tomllib.loads(now)
                verdict = "ok" if now.startswith(before) else "lost"
            except tomllib.TOMLDecodeError:
                verdict = "lost"
            yield row("decide", after, hit, verdict, f"{len(now)} bytes of decisions")
        yield row("the check after those", 0, False, "ok" if w.run("check").code == 0 else "lost")


def killed_branches(times, moments):
    """`publish` to a branch of git: always one of the two sites, whole."""
    def published(w):
        return subprocess.run(["git", "-C", w.folder / "host", "ls-tree", "-r", "pages"], capture_output=True, text=True, check=True).stdout
    yield from killed_publications("git", lambda w: f"git:{w.folder}/host#pages", published, times, moments)


def killed_folders(times, moments):
    """`publish` to a folder by rsync, which sends file by file: what others put there stays, and the next run puts all right."""
    def published(w):
        host = w.folder / "host"
        return "".join(f"{path.relative_to(host)} {zlib.crc32(path.read_bytes())}\n" for path in sorted(host.rglob("*")) if path.is_file() and path.name != "CNAME")
    yield from killed_publications("rsync", lambda w: f"rsync:{w.folder}/host", published, times, moments)


def killed_publications(kind, target, published, times, moments):
    if not shutil.which(kind):
        yield Row("kill -9", f"publish by {kind}", "all or nothing", f"{kind} is not installed", "-")
        return
    with Workspace(model("typed")) as w:
        w.edit("sources.toml", "https://example.org/\"", "https://prizes.test/\"")
        host, sites, days = w.folder / "host", {}, (OTHER_DAY, "2026-11-21")
        if kind == "git":
            subprocess.run(["git", "init", "--quiet", "--bare", host], check=True)
        for day in days:
            begun = time.monotonic()
            assert w.run("--as-of", day, "publish", "--to", target(w)).code == 0
            takes = time.monotonic() - begun
            sites[published(w)] = day
        for nth in range(times):
            if kind == "rsync":
                if nth % 10 == 9:
                    shutil.rmtree(host)
                host.mkdir(exist_ok=True)
                (host / "CNAME").write_text("prizes.test") if (host / ".palmares-site").exists() else None
            kept = (host / "CNAME").exists()
            after = moments.random() * takes * 1.1
            hit = kill(w.command("--as-of", days[nth % 2], "publish", "--to", target(w)), w.folder, after)
            whole = published(w) in sites if kind == "git" else (host / "CNAME").exists() == kept
            yield row(f"publish by {kind}", after, hit, "ok" if whole else "lost")
        ended = w.run("publish", "--to", target(w))
        left = [path.name for path in w.root.iterdir() if ".palmares-" in path.name and path.name != ".palmares-published"]
        verdict = "lost" if ended.code != 0 or sites.get(published(w)) != days[1] else "wrong" if left else "ok"
        yield row(f"the publish by {kind} after those", 0, False, verdict, f"{ended.line()}; left beside: {left}")


def killed_acceptances(times, moments):
    with Workspace(model("typed")) as w:
        path, takes = w.root / "data/example_award.csv", timed(w, "check")
        head, line = "source,edition,category,rank,outcome,company,url,evidence\n", "example_award,2026,Prize {0},{1},placed,Sent {0} {1},https://example.org/w,stated\n"
        for nth in range(times):
            (w.folder / "sent.csv").write_text(head + "".join(line.format(nth, place) for place in (1, 2, 3)))
            before, after = path.read_text(), moments.random() * takes * 1.2
            hit = kill(w.command("accept", w.folder / "sent.csv", "--yes", "--who", "x", "--why", "y"), w.folder, after)
            now = path.read_text()
            whole = now.startswith(before) and now[len(before):].count("\n") in (0, 3) and now.endswith("\n")
            yield row("accept", after, hit, "ok" if whole else "lost", f"{len(now)} bytes of rows")
        (w.folder / "sent.csv").write_text(head + line.format("last", 1))
        good = w.run("accept", w.folder / "sent.csv", "--yes", "--who", "x", "--why", "y").code == 0 and w.run("check").code in (0, 2)
        left = [path.name for path in (w.root / "data").iterdir() if path.suffix != ".csv"]
        yield row("the accept after those", 0, False, "lost" if not good else "wrong" if left else "ok", f"left beside: {left}")


def killed_gatherings(times, moments):
    with Workspace(model("typed")) as w:
        # Its own page is an example, and is not there.
        editions = "".join(f'\n[source.example_award.edition.{year}]\nurl = "https://example.org/{year}"\n' for year in range(1900, 1900 + times))
        w.write("sources.toml", (w.root / "sources.toml").read_text() + editions)
        for year in range(1900, 1900 + times):
            w.bring(page(f"Alba {year}", f"Borea {year}", f"Cirrus {year}"), f"https://example.org/{year}")
        path, takes = w.root / "data/example_award.csv", timed(w, "gather")
        first = path.read_text()
        for nth in range(times):
            before, after = path.read_text(), moments.random() * takes * 3
            hit = kill(w.command("gather"), w.folder, after, typed="s\nw\n")
            now = path.read_text()
            whole = now.startswith(before) and now[len(before):].count("\n") % 3 == 0 and now.endswith("\n")
            yield row("gather", after, hit, "ok" if whole else "lost", f"{len(now)} bytes of rows")
        process = subprocess.run(w.command("gather"), cwd=w.folder, input="s\nw\n" * (times + 1), capture_output=True, text=True, check=False)
        rows = path.read_text()[len(first):].splitlines()
        once = len(rows) == len(set(rows)) == 3 * times and w.run("check").code in (0, 2)
        yield row("the gather after those", 0, False, "ok" if process.returncode == 0 and once else "lost", f"{len(rows)} rows of {3 * times}")


# What the machine refuses. The site and the inputs stay as they were, or the command goes through.

COMMANDS = {"build": ["--as-of", OTHER_DAY, "build"], "archive import": ["archive", "import", "page.html", "--url", "https://example.org/o", "--date", "2024-03-01"], "decide": ["decide", "different", "Example Bank", "Sample Savings", "--who", "x", "--why", "y"], "check": ["check"], "crawl": ["crawl"], "post": ["post", "2026"]}
LIMITS = [(command, name, option) for command in COMMANDS for name, option in
          [(f"files of at most {size} bytes", f"--fsize={size}") for size in (0, 1000, 30_000, 1_000_000)] + [(f"{count} descriptors", f"--nofile={count}") for count in (3, 4, 8, 12, 20)]
          + [(f"{size} MB of memory", f"--as={size}000000") for size in (120, 200, 400)] + [("no processes", "--nproc=1")]]


def limited(command, name, option):
    with Workspace(model("read")) as w:
        (w.folder / "page.html").write_text(page("Other") + "x" * 50_000)
        return survived("limits", w, f"{command} with {name}", COMMANDS[command], (option,))


def survived(group, w, what, words, limits=(), before=()):
    kept, site = kept_by_a_person(w), w.site()
    ended = w.run(*words, limits=limits, before=before, seconds=60)
    fault = ended.fault()
    new = w.site()
    if not is_kept(w, kept):
        fault = "lost"
    if new != site and (ended.code not in (0, 2) or "build" not in words):
        fault = "lost"
    if not fault and ended.code not in (0, 2) and not ended.told.strip():
        fault = "silent" if ended.code > 0 else None
    after = w.run("build")
    if not fault and (after.code not in (0, 2) or "Good" not in w.names()):
        fault = "lost"
    return Row(group, what, "done, or refused with all as it was", ended.line(), fault or "ok")


def kept_by_a_person(w):
    names = ["sources.toml", "companies.toml", "sectors.toml", "decisions.toml", "data/example_award.csv", "archive/palmares-00001.warc.gz"]
    return {name: (w.root / name).read_bytes() for name in names if (w.root / name).exists()}


def is_kept(w, kept):
    """What was there is there; what is only ever added to may have grown."""
    return all(kept_by_a_person(w).get(path, b"")[: len(raw)] == raw for path, raw in kept.items())


def with_names(names):
    """A workspace in which these companies won something."""
    w = Workspace(model("read"))
    rows = "".join(f"2026,,Banks,Bank,category,4,placed,{name},,,,https://example.org/w,T,stated\n" for name in names)
    return w.write("data/example_award.csv", (w.root / "data/example_award.csv").read_text() + rows)


# So many kB are free.
FREE = (0, 4, 20, 100, 300, 1000, 2000, 4000, 8000)


def full_disks(sizes):
    """On a file system of its own that is as good as full."""
    rows = []
    with Workspace() as outer:
        disk = outer.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk]
        if os.getuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            return [Row("full disk", "a small disk", "needs a mount", "not permitted here", "-")]
        try:
            for free in sizes:
                for command, words in COMMANDS.items():
                    w = Workspace(model("read"))
                    shutil.move(w.root, disk / "w")
                    inside, w.root = w.root, disk / "w"
                    (w.folder / "page.html").write_text(page("Other") + "x" * 50_000)
                    left = shutil.disk_usage(disk).free - free * 1024
                    with open(disk / "filler", "wb") as filler:
                        filler.write(b"x" * max(left, 0))
                    kept, site = kept_by_a_person(w), w.site()
                    ended = w.run(*words, seconds=60)
                    fault = ended.fault()
                    if not is_kept(w, kept) or (w.site() != site and ended.code not in (0, 2)):
                        fault = "lost"
                    left = [path.name for path in w.root.iterdir() if ".palmares-" in path.name]
                    if not fault and left:
                        fault = "wrong"
                    (disk / "filler").unlink()
                    if not fault and (w.run("build").code not in (0, 2) or "Good" not in w.names()):
                        fault = "lost"
                    rows.append(Row("full disk", f"{command} with {free} kB free", "done, or refused with all as it was", ended.line(), fault or "ok"))
                    shutil.rmtree(w.root)
                    w.root = inside
                    w.__exit__()
        finally:
            subprocess.run(["umount", "-l", disk], check=False)
    return rows


def read_only():
    """Places where nobody may write."""
    rows = []
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    for place in (".", "public", "archive", "palmares.db", "decisions.toml", "data"):
        for command, words in COMMANDS.items():
            with Workspace(model("read")) as w:
                (w.folder / "page.html").write_text(page("Other"))
                w.write("decisions.toml", "")
                if as_nobody:
                    subprocess.run(["chown", "-R", "65534:65534", w.folder], check=True)
                subprocess.run(["chmod", "-R", "a-w", w.root / place], check=True)
                rows.append(survived("read-only", w, f"{command}, and {place} is read-only", words, before=as_nobody))
    return rows


CLOCKS = {"begins at 2001": ["2001-01-01"], "begins at 2100": ["2100-01-01"], "begins at 1970": ["1970-01-02"],
          "jumps by two hours at every look": ["--exclude-monotonic", "-f", "@2026-11-21 12:00:00 i7200,0"],
          "jumps by an hour at every look, at the end of summer time": ["--exclude-monotonic", "-f", "@2025-10-26 00:30:00 i3599,0"]}


def clocks():
    rows = []
    for day in ("1900-01-01", "1970-01-01", "2038-01-20", "2190-12-31"):
        with Workspace(model("read")) as w:
            ended = w.run("--as-of", day, "build")
            fault = ended.fault() or (None if ended.code in (0, 1, 2) else "wrong")
            back = w.run("build")
            rows.append(Row("clock", f"a build as of {day}, then one of today", "today's site is as before", ended.line(), fault or ("ok" if back.code == 0 and w.site() == model("read").site() else "lost")))
    faketime = shutil.which("faketime")
    for clock, words_of_faketime in CLOCKS.items():
        if not faketime:
            rows.append(Row("clock", f"the machine's clock {clock}", "nothing lost", "faketime is not installed", "-"))
            continue
        with Workspace(model("read")) as w:
            (w.folder / "page.html").write_text(page("Other"))
            for command, words in COMMANDS.items():
                rows.append(survived("clock", w, f"{command}, and the machine's clock {clock}", words, before=[faketime, *words_of_faketime]))
    return rows


# Two at once.

TOGETHER = {"build": ["build"], "check": ["check"], "crawl": ["crawl"], "decide": ["decide", "different", "Example Bank", "{n}", "--who", "x", "--why", "y"], "import": ["archive", "import", "{page}", "--url", "https://example.org/{n}", "--date", "2024-03-01"], "repair": ["archive", "check", "--repair"], "accept": ["accept", "{sent}", "--yes", "--who", "x", "--why", "y"], "publish": ["publish", "--to", "git:{host}#pages"]}


def together(one, other, rounds):
    server = crawl.Server("127.0.0.1", crawl.answer(200, page("Crawled").encode(), crawl.HTML))
    names = [f"Name {nth} {side}" for nth in range(rounds) for side in (0, 1)]
    with with_names(names) as w:
        settings = '[crawl]\nallow-private = ["127.0.0.1"]\npause = "0"\nretries = 0\nrequest-time = "3s"\n'
        w.write("sources.toml", (w.root / "sources.toml").read_text().replace("[crawl]\n", settings, 1) + source("li", f"http://127.0.0.1:{server.port}/", "c"))
        (w.folder / "page.html").write_text(page("Other"))
        w.edit("sources.toml", "https://example.org/\"", "https://prizes.test/\"")
        subprocess.run(["git", "init", "--quiet", "--bare", w.folder / "host"], check=True)
        fault, seen, decided, imported, accepted = None, [], [], [], []
        for nth in range(rounds):
            running = []
            for side, command in enumerate((one, other)):
                name = f"Name {nth} {side}"
                sent = w.folder / f"sent-{side}.csv"
                sent.write_text(f"source,edition,category,outcome,company,url,evidence\nexample_award,2026,Sent,winner,Sent {name},https://example.org/w,stated\n")
                words = [word.format(n=name.replace(" ", "-") if command == "import" else name, page=w.folder / "page.html", sent=sent, host=w.folder / "host") for word in TOGETHER[command]]
                running.append((command, name, subprocess.Popen(w.command(*words), cwd=w.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)))
            for command, name, process in running:
                try:
                    told = process.communicate(timeout=60)[0].decode(errors="replace")
                except subprocess.TimeoutExpired:
                    process.kill()
                    fault, told = "hung", ""
                seen.append(process.returncode)
                if "panicked at" in told:
                    fault = "panicked"
                elif process.returncode == 1 and not re.search(r"being written by process|wait for it|another|busy|changed since|fetch first|rejected", told):
                    fault = fault or "wrong"
                    seen.append(told.strip().splitlines()[-1][:80])
                if process.returncode in (0, 2):
                    decided += [name] * (command == "decide")
                    imported += [name.replace(" ", "-")] * (command == "import")
                    accepted += [name] * (command == "accept")
        decisions = (w.root / "decisions.toml").read_text() if decided else ""
        index = (w.root / "archive/index.cdxj").read_text()
        taken = (w.root / "data/example_award.csv").read_text()
        if any(f"Sent {name}," not in taken for name in accepted) or any(f'"{name}"' not in decisions for name in decided) or any(f"/{name}" not in index for name in imported):
            fault = fault or "lost"
        if w.run("build").code not in (0, 2) or "Good" not in w.names() or w.run("archive", "check").code != 0:
            fault = fault or "lost"
        server.close()
        return Row("two at once", f"{one} and {other}, {rounds} times", "both done, or one told to wait", str(seen)[:120], fault or "ok")
