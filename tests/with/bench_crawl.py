#!/usr/bin/env python3
"""Times a crawl of 10,000 pages of 30 kB on 8 loopback hosts of nginx: palmares (robots.txt, gzip WARC, and the rows
of every page read by a rule), wget --warc-file (gzip WARC alone) and Scrapy (robots.txt and rows, nothing stored), one
after the other, several times over. All three are given the same addresses; palmares and Scrapy must find the same rows.

    cargo build --release && tests/with/install bench && tests/with/bench_crawl.py [ROUNDS [PAGES]]

On two cores that do nothing else: palmares 8.5 s, wget 3.0 times and Scrapy 16 times as long.
Pages and times stay in target/bench_crawl: further rounds of as many pages are added to the earlier ones.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
PAGES = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
PORT = 18931
FOLDER = ROOT / f"target/bench_crawl/{PAGES}"
HOSTS = [f"127.0.0.{nth}" for nth in range(2, 10)]
NOTHING = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

RULE = """
[rule.table]
columns = { place = "Place", company = "Société", score = "Note" }
aside = ["Texte"]
"""

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


def page(nth):
    """A list of winners, 30 kB long, that compresses as prose does, and how many they are."""
    words = ["relation", "client", "service", "palmarès", "prix", "année", "accueil", "conseil", "qualité", "écoute"]
    rows = []
    while sum(map(len, rows)) < 29_600:
        n = len(rows) + 1
        text = " ".join(words[(nth * 7 + n * k) % 10] + str((nth * n * k) % 997) for k in range(1, 41))
        rows.append(f"<tr><td>{n}</td><td>Société {nth * n % 4999}</td><td>{n * nth % 100}</td><td>{text}</td></tr>\n")
    head = "<tr><th>Place</th><th>Société</th><th>Note</th><th>Texte</th></tr>\n"
    table = f"<table>{head}{''.join(rows)}</table>"
    return f"<!DOCTYPE html><meta charset=utf-8><title>{nth}</title>{table}\n", len(rows)


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
        source = "host_" + host.rsplit(".", 1)[1]
        toml.append(f'[source.{source}]\nname = "{host}"\norganiser = "nginx"\ncountry = "FR"\nkind = "ranking"\n'
                    'judged-by = "survey"\npays-to-enter = "no"\nread = "table"\n')
        for nth in range(PAGES // len(HOSTS)):
            text, rows = page(nth)
            total += rows
            (root / f"{nth}.html").write_text(text)
            url = f"http://{host}:{PORT}/{nth}.html"
            urls.append(url)
            toml.append(f'[source.{source}.edition."{nth}"]\nurl = "{url}"\n')
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
    shutil.rmtree(FOLDER / "workspace/archive", ignore_errors=True)
    program = os.environ.get("PALMARES", ROOT / "target/release/palmares")
    command = [program, "--quiet", "crawl", "--format", "json"]
    warc = FOLDER / "workspace/archive/palmares-00001.warc.gz"
    return command, FOLDER / "workspace", lambda: (size(warc), json.loads((FOLDER / "answer").read_text())["rows"])


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


def size(path):
    return path.stat().st_size


def race(peer, rows):
    """Runs one of them, looks at what it left, and returns its seconds."""
    command, where, result = peer()
    with open(FOLDER / "answer", "wb") as answer:
        begun = time.monotonic()
        subprocess.run(command, cwd=where, check=True, **NOTHING | {"stdout": answer})
        taken = time.monotonic() - begun
    stored, read = result()
    assert stored is None or stored > 2000 * PAGES, f"{peer.__name__} stored next to nothing"
    assert read is None or read == rows, f"{peer.__name__} read {read} of {rows} rows"
    return taken


def main():
    if not (FOLDER / "rows").exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        lay_out()
    rows = int((FOLDER / "rows").read_text())
    times = json.loads((FOLDER / "times").read_text()) if (FOLDER / "times").exists() else {}
    nginx = subprocess.Popen(["nginx", "-p", FOLDER, "-e", "error.log", "-c", "nginx.conf"], **NOTHING)
    time.sleep(1)
    try:
        for _ in range(ROUNDS):
            for peer in (palmares, wget, scrapy):
                times.setdefault(peer.__name__, []).append(race(peer, rows))
            (FOLDER / "times").write_text(json.dumps(times))
    finally:
        nginx.terminate()
        nginx.wait()
    rounds = len(times["palmares"]) if times else 0
    print(f"{PAGES} pages with {rows} rows on {len(HOSTS)} hosts, {rounds} rounds, {os.cpu_count()} cores")
    for name, taken in times.items():
        middle = statistics.median(taken)
        ratios = sorted(theirs / ours for theirs, ours in zip(taken, times["palmares"]))
        print(f"{name:<9} median {middle:6.2f} s   fastest {min(taken):6.2f} s   {PAGES / middle:7.0f} pages/s   "
              f"{statistics.median(ratios):5.2f} × ours ({ratios[0]:.2f} to {ratios[-1]:.2f})")


main()
