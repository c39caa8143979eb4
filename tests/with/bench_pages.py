"""The pages of bench_crawl.py and foreign, and how a workspace declares them."""

import os

EDITIONS, FIRST_YEAR = 20, 2006

RULE = """
[rule.table]
columns = { place = "Place", company = "Société", score = "Note" }
aside = ["Texte"]
"""


def page(nth):
    """A list of forty winners, 30 kB long, that compresses as prose does, and how many they are."""
    words = ["relation", "client", "service", "palmarès", "prix", "année", "accueil", "conseil", "qualité", "écoute"]
    rows = []
    for n in range(1, 41):
        text = " ".join(words[(nth * 7 + n * k) % 10] + str((nth * n * k) % 997) for k in range(1, 66))
        rows.append(f"<tr><td>{n}</td><td>Société {nth * n % 4999}</td><td>{n * nth % 100}</td><td>{text}</td></tr>\n")
    head = "<tr><th>Place</th><th>Société</th><th>Note</th><th>Texte</th></tr>\n"
    table = f"<table>{head}{''.join(rows)}</table>"
    return f"<!DOCTYPE html><meta charset=utf-8><title>{nth}</title>{table}\n", len(rows)


def declared(name, nth, url):
    """What declares the nth page: as an edition of a source that has twenty of them."""
    source = f"{name}_{nth // EDITIONS}"
    of_source = f'[source.{source}]\nname = "{source}"\norganiser = "{name}"\ncountry = "FR"\nkind = "ranking"\n' \
                'judged-by = "survey"\npays-to-enter = "no"\nread = "table"\n' if nth % EDITIONS == 0 else ""
    return f'{of_source}[source.{source}.edition."{FIRST_YEAR + nth % EDITIONS}"]\nurl = "{url}"\n'


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return f"Machine: {os.cpu_count()} cores ({cpu}); load over the last quarter of an hour: {os.getloadavg()[2]:.1f}."
