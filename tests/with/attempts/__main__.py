#!/usr/bin/env python3
"""Tries what could go wrong, and prints what came of it: every row an attempt, what was expected, what was seen, a verdict.

    cargo build && target/with/python/bin/python3 tests/with/attempts [--long] [--only GROUP] [PROGRAM]

The long form kills more often, and takes some minutes more. With --write, the totals go to docs/reliability.md.
Ends with 1 when anything was lost, let in, silent, hung, panicked or wrong.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time
import traceback

import crawl
import damage
import kills
import leaving
import places
import serve
import typed
from table import FAULTS, Row, Workspace, model

ROOT = pathlib.Path(__file__).resolve().parents[3]


def attempts(long):
    """Every attempt, by its group: a function that makes it and gives a row, or several."""
    return [("typed", typed.attempts()), ("crawl", crawl.attempts()), ("damage", damage.attempts()), ("kills", kills.attempts(long)), ("leaving", leaving.attempts()), ("places", places.attempts()), ("serve", serve.attempts())]


def tried(attempt):
    try:
        rows = attempt()
    except Exception:  # An attempt that fails by itself must be seen, and must not end the others.
        rows = Row("the table itself", "", "", traceback.format_exc().strip().splitlines()[-1], "wrong")
        traceback.print_exc()
    return rows if isinstance(rows, list) else [rows]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", nargs="?", default=ROOT / "target/debug/palmares", type=pathlib.Path)
    arguments.add_argument("--long", action="store_true")
    arguments.add_argument("--only")
    arguments.add_argument("--faults", action="store_true", help="print only what went wrong")
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        # A copy that every user may run, and that no build replaces meanwhile.
        os.chmod(folder, 0o755)
        Workspace.program = shutil.copy(asked.program.resolve(), pathlib.Path(folder) / "palmares")
        rows = run(asked)
    for kind in list(Workspace.models):
        Workspace.models.pop(kind).__exit__()
    seconds = time.monotonic() - begun
    faults = report(rows, seconds, asked)
    sys.exit(1 if faults else 0)


def run(asked):
    rows = []
    for kind in ("typed", "read"):
        model(kind)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, group in attempts(asked.long):
            if asked.only in (None, name):
                for made in pool.map(tried, group):
                    rows += made
    return rows


def report(rows, seconds, asked):
    for row in rows:
        if row.verdict != "ok" or not asked.faults:
            print(f"{row.group:16} | {row.attempt[:90]:90} | {row.expected:28} | {row.seen[:130]:130} | {row.verdict}")
    counts = collections.Counter((row.group, row.verdict) for row in rows)
    groups = sorted({row.group for row in rows})
    lines = ["| what was tried | attempts | held | " + " | ".join(FAULTS) + " | not tried here |", "|---|" + "---:|" * (len(FAULTS) + 3)]
    for group in groups + ["all"]:
        of = collections.Counter()
        for (other, verdict), count in counts.items():
            if group in (other, "all"):
                of[verdict] += count
        cells = [sum(of.values()) - of["-"], of["ok"], *(of[fault] for fault in FAULTS), of["-"]]
        lines.append(f"| {group} | " + " | ".join(map(str, cells)) + " |")
    print("\n" + "\n".join(lines) + f"\n\n{'long' if asked.long else 'short'} form, {seconds:.0f} s")
    if asked.write:
        write(lines)
    return sum(count for (_, verdict), count in counts.items() if verdict in FAULTS)


def write(lines):
    """Puts the totals between the marks of the page that states them."""
    path = ROOT / "docs/reliability.md"
    table = "\n".join(["<!-- attempts -->", *lines, "<!-- end -->"])
    text, replaced = re.subn(r"<!-- attempts -->.*?<!-- end -->", lambda _: table, path.read_text(), flags=re.S)
    assert replaced == 1, f"{path} has no place for the table"
    path.write_text(text)


main()
