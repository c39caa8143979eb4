"""Runs every .sql of an export on DuckDB and on Spark, and prints the rows of both as JSON.

Usage: read_parquet.py EXPORT_FOLDER
"""

import json
import pathlib
import sys

import duckdb
from pyspark.sql import SparkSession

export = pathlib.Path(sys.argv[1]).resolve()
tables = sorted(folder.name for folder in export.iterdir() if folder.is_dir())
queries = {file.stem: file.read_text() for file in sorted(export.glob("*.sql"))}

duck = duckdb.connect()
for table in tables:
    files = f"{export}/{table}/**/*.parquet"
    duck.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}', hive_partitioning = true)")

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
for table in tables:
    spark.read.parquet(f"{export}/{table}").createOrReplaceTempView(table)

answers = {
    name: {
        "duckdb": [list(row) for row in duck.execute(sql).fetchall()],
        "spark": [list(row) for row in spark.sql(sql).collect()],
    }
    for name, sql in queries.items()
}
spark.stop()
print(json.dumps(answers))
