//! `datapackage.json`: what every table and column holds, as Frictionless reads it.

use serde_json::{Value, json};

use super::{ColumnKind, Contents, Table};
use model::Digest;

/// The description of a package with these tables, each beside its file.
pub fn bytes(contents: &Contents, tables: &[Table], files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let package = json!({
        "profile": "tabular-data-package", "name": "palmares", "title": contents.title,
        "version": contents.as_of.to_string(), "homepage": contents.base_url,
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
    let fields = table.columns().map(|column| json!({ "name": column.name, "type": word(column.kind) }));
    let key = table.columns().take(table.key).map(|column| column.name);
    let foreign = table.columns().filter_map(|column| {
        // The specification names a table's own rows by an empty text.
        let other = column.refers.map(|other| if other == table.name { "" } else { other })?;
        Some(json!({ "fields": column.name, "reference": { "resource": other, "fields": "id" } }))
    });
    json!({
        "fields": fields.collect::<Vec<_>>(), "primaryKey": key.collect::<Vec<_>>(),
        "foreignKeys": foreign.collect::<Vec<_>>(), "missingValues": [""],
    })
}

fn word(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::Addresses => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Boolean => "boolean",
    }
}
