#!/usr/bin/env python3
"""Times a crawl of 4,000 pages of 30 kB on 8 loopback hosts of nginx, each with sources of twenty editions: palmares
(robots.txt, gzip WARC, and the rows of every page read by a rule), wget --warc-file (gzip WARC alone) and Scrapy
(robots.txt and rows, nothing stored), one after the other, several times over; and the build of what palmares crawled.
All three are given the same addresses; palmares and Scrapy must find the same rows.

    cargo build --release && tests/with/install bench && tests/with/bench_crawl.py [ROUNDS [PAGES]]

It prints a table in Markdown. Pages and times stay in target/bench_crawl: further rounds of as many pages are added to
the earlier ones. PALMARES names another program than target/release/palmares.
"""

import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

from bench_pages import RULE, declared, machine, page

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
PAGES = int(sys.argv[2]) if len(sys.argv) > 2 else 4_000
PORT = 18931
FOLDER = ROOT / f"target/bench_crawl/{PAGES}"
PROGRAM = os.environ.get("PALMARES", ROOT / "target/release/palmares")
HOSTS = [f"127.0.0.{nth}" for nth in range(2, 10)]
NOTHING = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

SPIDER = """
import scrapy
class Spider(scrapy.Spider):
    name = "peer"
    start_urls = open("urls").read().split()
    def parse(self, response):
        cells = response.xpath("//td/text()").getall()
        for at in range(0, len(cells), 4):
            yield {"place": cells[at], "company": cells[at + 1], "score": cells[at + 2]}
"""


def lay_out():
    """Pages, nginx's configuration, a workspace and a list of addresses; the number of rows in all pages."""
    urls, servers, total = [], [], 0
    workspace = FOLDER / "workspace"
    workspace.mkdir(parents=True)
    toml = ['[crawl]\npause = "0"\nconcurrency = 16\nper-host = 2\npages-per-source = 100000\n'
            f'host-bytes = "9 GB"\nrun-bytes = "9 GB"\nallow-private = {HOSTS}\n{RULE}'.replace("'", '"')]
    for host in HOSTS:
        root = FOLDER / host
        root.mkdir()
        (root / "robots.txt").write_text("User-agent: *\nDisallow: /private\n")
        servers.append(f"server {{ listen {host}:{PORT}; root {root}; }}")
        for nth in range(PAGES // len(HOSTS)):
            # Each page is another, or the archive would keep the bytes once.
            text, rows = page(len(urls))
            total += rows
            (root / f"{nth}.html").write_text(text)
            url = f"http://{host}:{PORT}/{nth}.html"
            urls.append(url)
            toml.append(declared(f"host_{host.rsplit('.', 1)[1]}", nth, url))
    (workspace / "sources.toml").write_text("\n".join(toml))
    # Hosts take turns in the list, as they do in a crawl.
    turns = [urls[n] for start in range(PAGES // len(HOSTS)) for n in range(start, len(urls), PAGES // len(HOSTS))]
    (FOLDER / "urls").write_text("\n".join(turns) + "\n")
    (FOLDER / "spider.py").write_text(SPIDER)
    (FOLDER / "nginx.conf").write_text(
        "daemon off; master_process off; pid nginx.pid; error_log error.log; worker_rlimit_nofile 4096;\n"
        "events { worker_connections 1024; }\nhttp { access_log off; sendfile on; types { text/html html; }\n"
        "keepalive_requests 100000;\n" + "\n".join(servers) + "\n}\n")
    (FOLDER / "rows").write_text(str(total))


def palmares():
    """The command, where it runs, and what it left: bytes of WARC, and rows."""
    for left in ("archive", "public"):
        shutil.rmtree(FOLDER / "workspace" / left, ignore_errors=True)
    warc = FOLDER / "workspace/archive/palmares-00001.warc.gz"
    answer = FOLDER / "answer"
    return [PROGRAM, "--quiet", "crawl", "--format", "json"], FOLDER / "workspace", lambda: (size(warc), json.loads(answer.read_text())["rows"])


def build():
    """The database and the site of what was crawled."""
    (FOLDER / "workspace/palmares.db").unlink(missing_ok=True)
    return [PROGRAM, "--quiet", "build"], FOLDER / "workspace", lambda: (None, rows_published())


def wget():
    (FOLDER / "peer.warc.gz").unlink(missing_ok=True)
    command = ["wget", "-q", "--no-proxy", "-O", "/dev/null", "--warc-file=peer", "-i", "urls"]
    return command, FOLDER, lambda: (size(FOLDER / "peer.warc.gz"), None)


def scrapy():
    (FOLDER / "rows.csv").unlink(missing_ok=True)
    settings = ["ROBOTSTXT_OBEY=1", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=2", "DOWNLOAD_DELAY=0",
                "LOG_ENABLED=0", "TELNETCONSOLE_ENABLED=0", "USER_AGENT=peer"]
    options = [part for setting in settings for part in ("-s", setting)]
    command = [ROOT / "target/with/scrapy/bin/scrapy", "runspider", "spider.py", "-o", "rows.csv", *options]
    return command, FOLDER, lambda: (None, (FOLDER / "rows.csv").read_bytes().count(b"\n") - 1)


def rows_published():
    with sqlite3.connect(f"file:{FOLDER}/workspace/palmares.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM award_witness").fetchone()[0]


def size(path):
    return path.stat().st_size


def race(peer, rows):
    """Runs one of them and looks at what it left; its seconds, those of the processors, and the most memory in MB."""
    command, where, result = peer()
    with open(FOLDER / "answer", "wb") as answer:
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=where, **NOTHING | {"stdout": answer})
        _, status, used = os.wait4(process.pid, 0)
        taken = time.monotonic() - begun
    # 2 says that something waits for a person.
    assert os.waitstatus_to_exitcode(status) in (0, 2), f"{peer.__name__} ends with {os.waitstatus_to_exitcode(status)}"
    stored, read = result()
    assert stored is None or stored > 2000 * PAGES, f"{peer.__name__} stored next to nothing"
    assert read is None or read == rows, f"{peer.__name__} read {read} of {rows} rows"
    return taken, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


def report(times, rows):
    """Medians; what both of our commands take together is the sum, and the larger memory."""
    both = [(c[0] + b[0], c[1] + b[1], max(c[2], b[2])) for c, b in zip(times["palmares"], times["build"])]
    named = {"palmares crawl": times["palmares"], "wget": times["wget"], "Scrapy": times["scrapy"],
             "palmares build": times["build"], "palmares crawl, build": both}
    crawl = named["palmares crawl"]
    print(f"{PAGES:,} pages of 30 kB with {rows:,} rows on {len(HOSTS)} hosts. Rounds: {len(crawl)}, interleaved; medians.")
    print(f"{machine()}\n")
    print("| who | s | s of CPU | MB of memory | pages/s | times as long as our crawl | times its CPU |\n|---|---|---|---|---|---|---|")
    for name, taken in named.items():
        clock, cpu, memory = (statistics.median(column) for column in zip(*taken))
        longer, more = (statistics.median(theirs[n] / ours[n] for theirs, ours in zip(taken, crawl)) for n in (0, 1))
        print(f"| {name} | {clock:.2f} | {cpu:.2f} | {memory:.0f} | {PAGES / clock:.0f} | {longer:.2f} | {more:.2f} |")


def main():
    if not (FOLDER / "rows").exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        lay_out()
    rows = int((FOLDER / "rows").read_text())
    times = json.loads((FOLDER / "times").read_text()) if (FOLDER / "times").exists() else {}
    nginx = subprocess.Popen(["nginx", "-p", FOLDER, "-e", "error.log", "-c", "nginx.conf"], **NOTHING)
    time.sleep(1)
    try:
        for nth in range(ROUNDS):
            for peer in (palmares, build, wget, scrapy):
                times.setdefault(peer.__name__, []).append(race(peer, rows))
            (FOLDER / "times").write_text(json.dumps(times))
            print(f"round {nth + 1} of {ROUNDS}", file=sys.stderr)
    finally:
        nginx.terminate()
        nginx.wait()
    report(times, rows)


main()
