#!/usr/bin/env python3
"""Times a crawl of 10,000 pages of 30 kB on 8 loopback hosts: palmares (robots.txt, gzip WARC), wget --warc-file
(gzip WARC only) and Scrapy (robots.txt and rows, nothing stored), one after the other, several times over.

    cargo build --release && tests/with/install bench && tests/with/bench_crawl.py [ROUNDS [PAGES]]
"""

import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
PAGES = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
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


def page(nth):
    """A list of winners, 30 kB long, that compresses as prose does."""
    words = ["relation", "client", "service", "palmarès", "prix", "année", "accueil", "conseil", "qualité", "écoute"]
    rows = []
    while sum(map(len, rows)) < 29_600:
        n = len(rows) + 1
        text = " ".join(words[(nth * 7 + n * k) % 10] + str((nth * n * k) % 997) for k in range(1, 41))
        rows.append(f"<tr><td>{n}</td><td>Société {nth * n % 4999}</td><td>{n * nth % 100}</td><td>{text}</td></tr>\n")
    return f"<!DOCTYPE html><meta charset=utf-8><title>{nth}</title><table>{''.join(rows)}</table>\n"


def lay_out(folder, port):
    """Pages, nginx's configuration, a workspace and a list of addresses."""
    urls, servers = [], []
    workspace = folder / "workspace"
    workspace.mkdir()
    toml = ['[crawl]\npause = "0"\nconcurrency = 16\nper-host = 2\npages-per-source = 100000\n'
            f'host-bytes = "9 GB"\nrun-bytes = "9 GB"\nallow-private = {HOSTS}\n'.replace("'", '"')]
    for host in HOSTS:
        root = folder / host
        root.mkdir()
        (root / "robots.txt").write_text("User-agent: *\nDisallow: /private\n")
        servers.append(f"server {{ listen {host}:{port}; root {root}; }}")
        source = "host_" + host.rsplit(".", 1)[1]
        toml.append(f'[source.{source}]\nname = "{host}"\norganiser = "nginx"\ncountry = "FR"\nkind = "ranking"\n'
                    'judged-by = "survey"\npays-to-enter = "no"\n')
        for nth in range(PAGES // len(HOSTS)):
            (root / f"{nth}.html").write_text(page(nth))
            url = f"http://{host}:{port}/{nth}.html"
            urls.append(url)
            toml.append(f'[source.{source}.edition."{nth}"]\nurl = "{url}"\n')
    (workspace / "sources.toml").write_text("\n".join(toml))
    # Hosts take turns in the list, as they do in a crawl.
    turns = [urls[n] for start in range(PAGES // len(HOSTS)) for n in range(start, len(urls), PAGES // len(HOSTS))]
    (folder / "urls").write_text("\n".join(turns) + "\n")
    (folder / "spider.py").write_text(SPIDER)
    (folder / "nginx.conf").write_text(
        "daemon off; master_process off; pid nginx.pid; error_log error.log; worker_rlimit_nofile 4096;\n"
        "events { worker_connections 1024; }\nhttp { access_log off; sendfile on; types { text/html html; }\n"
        "keepalive_requests 100000;\n" + "\n".join(servers) + "\n}\n")
    return len(urls)


def palmares(folder):
    shutil.rmtree(folder / "workspace/archive", ignore_errors=True)
    program = os.environ.get("PALMARES", ROOT / "target/release/palmares")
    command = [program, "--quiet", "crawl", "--format", "json"]
    return command, folder / "workspace", lambda: size(folder / "workspace/archive/palmares-00001.warc.gz")


def wget(folder):
    (folder / "peer.warc.gz").unlink(missing_ok=True)
    command = ["wget", "-q", "--no-proxy", "-O", "/dev/null", "--warc-file=peer", "-i", "urls"]
    return command, folder, lambda: size(folder / "peer.warc.gz")


def scrapy(folder):
    (folder / "rows.csv").unlink(missing_ok=True)
    settings = ["ROBOTSTXT_OBEY=1", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=2", "DOWNLOAD_DELAY=0",
                "LOG_ENABLED=0", "TELNETCONSOLE_ENABLED=0", "USER_AGENT=peer"]
    options = [part for setting in settings for part in ("-s", setting)]
    command = [ROOT / "target/with/scrapy/bin/scrapy", "runspider", "spider.py", "-o", "rows.csv", *options]
    return command, folder, lambda: size(folder / "rows.csv")


def size(path):
    return path.stat().st_size


def main():
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        pages = lay_out(folder, port)
        nginx = subprocess.Popen(["nginx", "-p", folder, "-e", "error.log", "-c", "nginx.conf"], **NOTHING)
        time.sleep(1)
        times = {palmares: [], wget: [], scrapy: []}
        try:
            for _ in range(ROUNDS):
                for peer, taken in times.items():
                    command, where, result = peer(folder)
                    begun = time.monotonic()
                    subprocess.run(command, cwd=where, check=True, **NOTHING)
                    taken.append(time.monotonic() - begun)
                    assert result() > 1000 * pages / 100, f"{peer.__name__} left next to nothing"
        finally:
            nginx.terminate()
            nginx.wait()
        print(f"{pages} pages on {len(HOSTS)} hosts, {ROUNDS} rounds, {os.cpu_count()} cores")
        ours = statistics.median(times[palmares])
        for peer, taken in times.items():
            middle = statistics.median(taken)
            print(f"{peer.__name__:<9} median {middle:6.2f} s   fastest {min(taken):6.2f} s   "
                  f"{pages / middle:7.0f} pages/s   {middle / ours:5.2f} × ours")


main()
