#!/usr/bin/env python3
"""Times a site of about 25,000 pages in memory: palmares printing and writing it, `cp -r` of what it wrote, and Hugo
writing as many pages of the same size from Markdown, one after the other, several times over.

    cargo bench --bench site --no-run && tests/with/install bench && tests/with/bench_site.py [ROUNDS]
"""

import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUGO = ROOT / "target/with/hugo/bin/hugo"
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3

CONFIG = """baseURL = "https://example.org/"
title = "Le prix des prix"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "robotstxt", "section"]
"""
# The frame of a page: what is the same everywhere, with the title and the words of this one.
FRAME = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }} · {{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head><body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
ITEM = "- **Lauréat** de la [catégorie {0}](https://example.org/{0}) : *Société nº{0} d’Étude*, selon la page du prix\n"


def palmares(bench, folder):
    """Seconds of printing and writing, pages, and bytes a page, as the benchmark tells them."""
    told = subprocess.run([bench, folder], check=True, capture_output=True, text=True).stdout
    print(told)
    pages, size = map(int, re.search(r"^pages: (\d+) of (\d+) bytes", told, re.MULTILINE).groups())
    return float(re.search(r"^print and write: ([0-9.]+) s", told, re.MULTILINE)[1]), pages, size


def timed(*command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def write_markdown(folder, pages, size):
    (folder / "content").mkdir(parents=True)
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text(CONFIG)
    (folder / "layouts/_default/single.html").write_text(FRAME)
    (folder / "layouts/index.html").write_text(FRAME)
    for page in range(pages):
        # An item becomes about 177 bytes of HTML.
        items = "".join(ITEM.format(page * 7 + item) for item in range(size // 177))
        (folder / f"content/p{page}.md").write_text(f'---\ntitle: "Société nº{page}"\n---\n{items}')


def main():
    built = [path for path in (ROOT / "target/release/deps").glob("site-*") if not path.suffix]
    bench = max(built, key=lambda path: path.stat().st_mtime)
    seconds = {"palmares": [], "cp -r": [], "hugo": []}
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        folder = pathlib.Path(folder)
        for round in range(ROUNDS):
            taken, pages, size = palmares(bench, folder / f"site{round}")
            seconds["palmares"].append(taken)
            seconds["cp -r"].append(timed("cp", "-r", folder / f"site{round}", folder / "copy"))
            shutil.rmtree(folder / "copy")
            shutil.rmtree(folder / f"site{round}")
            if round == 0:
                write_markdown(folder / "hugo", pages, size)
            seconds["hugo"].append(timed(HUGO, "--quiet", "--source", folder / "hugo", "--destination", folder / "out"))
            written = [path.stat().st_size for path in (folder / "out").rglob("*.html")]
            shutil.rmtree(folder / "out")
            print(f"hugo: {len(written)} pages of {sum(written) // len(written)} bytes")
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name, times in seconds.items():
        print(f"{name}: {middle[name]:.2f} s ({', '.join(f'{time:.2f}' for time in times)}), {pages / middle[name]:.0f} pages/s")
    print(f"palmares has {middle['hugo'] / middle['palmares']:.1f} times Hugo's rate, "
          f"and takes {middle['palmares'] / middle['cp -r']:.1f} times as long as cp -r")


main()
