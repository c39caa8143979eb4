#!/usr/bin/env python3
"""Times 1,000,000 awards of 100,000 companies over 20 years, from the same CSV files to rankings: palmares (import,
resolve, rank by every method but kemeny), sqlite3 (.import, then GROUP BY) and DuckDB (read_csv, then GROUP BY), one
after the other, several times over. Only palmares checks the rows, joins spellings and ranks; the others count.

    cargo bench --bench rank --no-run && tests/with/install bench && tests/with/bench_rank.py [ROUNDS]
"""

import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5

# The address of a row names its source and year.
COUNT = "SELECT company, count(DISTINCT url) AS prizes, count(*) AS awards FROM award GROUP BY company " \
        "ORDER BY prizes DESC, awards DESC"

DUCKDB = """
import duckdb, sys, time
start = time.perf_counter()
db = duckdb.connect(sys.argv[1])
db.execute(f"CREATE TABLE award AS SELECT * FROM read_csv('{sys.argv[2]}/data/*.csv', all_varchar = true)")
read = time.perf_counter()
db.execute(sys.argv[3]).fetchall()
print(read - start, time.perf_counter() - start)
"""


def palmares(bench, folder):
    """Seconds of import, of import and resolve, and of all with ranking, as the benchmark tells them."""
    told = subprocess.run([bench, folder], check=True, capture_output=True, text=True).stdout
    of = lambda step: float(re.search(rf"^{step}: ([0-9.]+) s", told, re.MULTILINE)[1])
    return {"palmares import": of("import"), "palmares resolve": of("resolve"), "palmares rank": of("rank"),
            "palmares in all": of("import, resolve and rank")}


def sqlite3(database, files):
    def run(commands):
        start = time.perf_counter()
        subprocess.run(["sqlite3", database], input=commands, check=True, capture_output=True, text=True)
        return time.perf_counter() - start
    columns = files[0].read_text().splitlines()[0]
    imports = "".join(f".import --csv --skip 1 {file} award\n" for file in files)
    imported = run(f"CREATE TABLE award({columns});\n{imports}")
    return {"sqlite3 .import": imported, "sqlite3 in all": imported + run(f"{COUNT};\n")}


def duckdb(database, folder):
    python = ROOT / "target/with/duckdb/bin/python3"
    told = subprocess.run([python, "-c", DUCKDB, database, folder, COUNT], check=True, capture_output=True, text=True)
    read, counted = map(float, told.stdout.split())
    return {"DuckDB read_csv": read, "DuckDB in all": counted}


def main():
    built = [path for path in (ROOT / "target/release/deps").glob("rank-*") if not path.suffix]
    bench = max(built, key=lambda path: path.stat().st_mtime)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        workspace = folder / "workspace"
        palmares(bench, workspace)  # writes the rows, and warms the cache of the file system
        files = sorted((workspace / "data").glob("*.csv"))
        print(f"{len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.0f} MB")
        seconds = {}
        for nth in range(ROUNDS):
            measured = palmares(bench, workspace) | sqlite3(folder / f"sqlite-{nth}.db", files) \
                | duckdb(folder / f"duckdb-{nth}.db", workspace)
            for name, taken in measured.items():
                seconds.setdefault(name, []).append(taken)
            for used in folder.glob("*.db*"):
                used.unlink()
    for name, taken in seconds.items():
        print(f"{name:18} median {statistics.median(taken):6.2f} s   best {min(taken):6.2f} s")
    ratios = [all_ / imported for all_, imported in zip(seconds["palmares in all"], seconds["sqlite3 .import"])]
    print(f"palmares in all / sqlite3 .import: median {statistics.median(ratios):.2f}, "
          f"from {min(ratios):.2f} to {max(ratios):.2f}")


main()
