//! `datapackage.json`: what every table and column holds, as Frictionless reads it.

use serde_json::{Value, json};

use super::{Kind, Table};
use crate::Input;
use model::Digest;

/// The columns that name a row of another table: table, column, the other table.
const REFERENCES: [(&str, &str, &str); 13] = [
    ("company_names", "company", "companies"),
    ("companies", "sector", "sectors"),
    ("companies", "parent", "companies"),
    ("sectors", "parent", "sectors"),
    ("nace", "sector", "sectors"),
    ("editions", "source", "sources"),
    ("awards", "source", "sources"),
    ("awards", "company", "companies"),
    ("award_witnesses", "award", "awards"),
    ("measures", "source", "sources"),
    ("measures", "company", "companies"),
    ("standings", "company", "companies"),
    ("coverage", "source", "sources"),
];

/// The description of a package with these tables, each beside its file.
pub fn bytes_of(input: &Input, tables: &[Table], files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let package = json!({
        "profile": "tabular-data-package", "name": "palmares", "title": input.settings.title,
        "version": input.as_of.to_string(), "homepage": input.settings.base_url,
        "resources": tables.iter().zip(files).map(resource).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&package).expect("plain values are always JSON");
    text.push('\n');
    text.into_bytes()
}

fn resource((table, (name, file)): (&Table, &(String, Vec<u8>))) -> Value {
    json!({
        "profile": "tabular-data-resource", "name": table.name, "path": name,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": file.len(), "hash": format!("sha256:{}", Digest::of(file)),
        "schema": schema(table),
    })
}

fn schema(table: &Table) -> Value {
    let fields: Vec<Value> =
        table.columns.iter().map(|(name, kind)| json!({ "name": name, "type": word(*kind) })).collect();
    let key: Vec<&str> = table.columns.iter().take(table.key).map(|(name, _)| *name).collect();
    let of_table = REFERENCES.iter().filter(|(name, _, _)| *name == table.name);
    let foreign: Vec<Value> = of_table
        .map(|(_, column, other)| {
            let other_name = if *other == table.name { "" } else { other };
            json!({ "fields": column, "reference": { "resource": other_name, "fields": "id" } })
        })
        .collect();
    json!({ "fields": fields, "primaryKey": key, "foreignKeys": foreign, "missingValues": [""] })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
    }
}
