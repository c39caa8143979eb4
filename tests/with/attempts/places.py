"""Places and signals that need more than one command to try: an output that others made, mount points, pipes, Ctrl-C."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

from table import Row, Workspace, model


def attempts():
    yield workspace_inside_its_output
    yield output_that_cannot_be_listed
    yield mount_points
    yield piped_evidence
    yield interrupted


def workspace_inside_its_output():
    """A build deletes the files that it listed in the folder, and a workspace moved in there later is none of them."""
    with Workspace(model("read")) as w:
        site = w.folder / "site"
        w.run("build", "--out", site)
        shutil.copytree(w.root, site / "w", symlinks=True)
        before = {path: path.read_bytes() for path in (site / "w").rglob("*.toml")}
        w.root = site / "w"
        ended = w.run("build", "--out", site)
        lost = any(not path.exists() or path.read_bytes() != raw for path, raw in before.items())
        return Row("output folder", "a site in which the workspace lies", "refused, nothing touched", ended.line(), ended.fault() or ("lost" if lost else "ok" if ended.code == 1 else "let in"))


def output_that_cannot_be_listed():
    if os.getuid() != 0:
        return Row("output folder", "a folder that nobody may list", "refused", "needs another user", "-")
    with Workspace(model("read")) as w:
        out = w.folder / "out"
        out.mkdir()
        (out / "mine").write_text("years of work")
        subprocess.run(["chown", "-R", "65534:65534", w.folder], check=True)
        out.chmod(0o300)
        ended = w.run("build", "--out", out, before=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
        out.chmod(0o700)
        kept = (out / "mine").exists() and (out / "mine").read_text() == "years of work"
        return Row("output folder", "a folder that nobody may list", "refused, nothing touched", ended.line(), ended.fault() or ("lost" if not kept else "ok" if ended.code == 1 else "let in"))


def mount_points():
    rows = []
    with Workspace(model("read")) as w:
        out = w.folder / "volume"
        out.mkdir()
        if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", out], stderr=subprocess.DEVNULL).returncode != 0:
            return Row("output folder", "a mount point", "a site", "not permitted here", "-")
        try:
            for what in ("an empty mount point", "a mount point with our site"):
                ended = w.run("build", "--out", out)
                rows.append(Row("output folder", what, "a site", ended.line(), ended.fault() or ("ok" if ended.code == 0 and (out / "index.html").exists() else "wrong")))
            shutil.copy(w.root / "palmares.db", out)
            subprocess.run(["mount", "-o", "remount,ro", out], check=True)
            with sqlite3.connect(f"file:{out}/palmares.db?mode=ro", uri=True) as db:
                names = db.execute("SELECT count(*) FROM award").fetchone()
            rows.append(Row("read-only", "the database on a disk that is read-only", "opens", f"{names[0]} awards", "ok" if names[0] else "lost"))
        except sqlite3.Error as error:
            rows.append(Row("read-only", "the database on a disk that is read-only", "opens", str(error), "wrong"))
        finally:
            subprocess.run(["umount", "-l", out], check=False)
    return rows


def piped_evidence():
    with Workspace(model("read")) as w:
        os.mkfifo(w.folder / "page.html")
        ended = w.run("archive", "import", w.folder / "page.html", "--url", "https://example.org/o", "--date", "2024-03-01", seconds=20)
        return Row("hostile input", "archive import of a pipe", "refused", ended.line(), ended.fault() or ("ok" if ended.code == 1 else "let in"))


def interrupted():
    """Ctrl-C, TERM and kill in turn; the build after them leaves nothing beside the site."""
    rows, moments = [], random.Random(39)
    with Workspace(model("read")) as w:
        begun = time.monotonic()
        w.run("build")
        takes = time.monotonic() - begun
        for nth in range(12):
            sign = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[nth % 3]
            process = subprocess.Popen(w.command("--as-of", f"2026-11-{nth + 1:02}", "build"), cwd=w.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(takes * (0.2 + 0.8 * moments.random()))
            process.send_signal(sign)
            process.wait()
            whole = (w.root / "public/index.html").exists() and "Good" in w.names()
            rows.append(Row("signals", f"a build, {sign.name}", "all or nothing", f"ends with {process.returncode}", "ok" if whole else "lost"))
        after = w.run("build")
        left = [path.name for path in w.root.iterdir() if ".palmares-" in path.name or path.name.startswith(("public.", "palmares.db."))]
        rows.append(Row("signals", "the build after those", "nothing is left beside", f"left beside: {left}", after.fault() or ("ok" if not left else "wrong")))
    return rows
