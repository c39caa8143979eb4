#!/usr/bin/env python3
"""Holds TOML and CSV files against the schemas that the program prints, with a validator of others (jsonschema), and
prints for each file how many mistakes it finds.

    palmares schema > schemas.json && tests/with/read_schemas.py schemas.json FILE…
"""

import csv
import datetime
import json
import pathlib
import sys
import tomllib

import jsonschema


def plain(value):
    """The value as JSON knows it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below) for below in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def main():
    schemas = json.loads(pathlib.Path(sys.argv[1]).read_text())
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for file in map(pathlib.Path, sys.argv[2:]):
        sheet = file.suffix == ".csv"
        # The files of data/ have one schema, but for what was left out.
        name = "data.csv" if sheet and file.name not in schemas else file.name
        value = list(csv.DictReader(file.open(newline=""))) if sheet else plain(tomllib.loads(file.read_text()))
        print(len(list(jsonschema.Draft202012Validator(schemas[name]).iter_errors(value))), file)


main()
