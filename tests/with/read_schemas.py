#!/usr/bin/env python3
"""Holds TOML files against the schemas that the program prints, with a validator of others (jsonschema), and prints
for each file how many mistakes it finds.

    palmares schema > schemas.json && tests/with/read_schemas.py schemas.json FILE…
"""

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
        validator = jsonschema.Draft202012Validator(schemas[file.name])
        print(len(list(validator.iter_errors(plain(tomllib.loads(file.read_text()))))), file)


main()
