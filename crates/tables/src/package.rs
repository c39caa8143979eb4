//! `datapackage.json`: what every table and column holds, as Frictionless reads it.

use serde_json::{Value, json};

use super::{ColumnKind, Contents, Table};
use model::Digest;

/// The description of a package with these tables.
pub fn bytes(contents: &Contents, resources: Vec<Value>) -> Vec<u8> {
    let package = json!({
        "profile": "tabular-data-package", "name": "palmares", "title": contents.title,
        "version": contents.as_of.to_string(), "homepage": contents.base_url,
        "resources": resources,
    });
    let mut text = serde_json::to_string_pretty(&package).expect("plain values are always JSON");
    text.push('\n');
    text.into_bytes()
}

/// A table and its file.
pub fn resource(table: &Table, name: &str, file: &[u8]) -> Value {
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
