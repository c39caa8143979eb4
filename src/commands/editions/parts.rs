//! What people declare and decide, entry by entry, as things that figures stand on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use model::{Digest, Register};
use rank::{Footing, FootingKind, Footings, NamedCompanies};

const FILES: [(&str, FootingKind); 5] = [
    ("sources.toml", FootingKind::Rule),
    ("companies.toml", FootingKind::Rule),
    ("sectors.toml", FootingKind::Rule),
    ("decisions.toml", FootingKind::Decision),
    ("corrections.toml", FootingKind::Correction),
];

/// What no figure stands on: how the site looks, and how pages are fetched.
const OF_NO_FIGURE: [&str; 3] = ["site", "crawl", "assist"];

pub fn footings(workspace: &Path, register: &Register) -> Result<Footings> {
    let (mut all, named) = (Footings::new(), NamedCompanies::of(register));
    for (file, kind) in FILES {
        let path = workspace.join(file);
        if !path.exists() {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        // It was read before as the files of a workspace are; in an encoding of its own it is one part as a whole.
        let table = text.trim_start_matches('\u{feff}').parse::<Table>();
        let Ok(table) = table else {
            all.insert(file.to_owned(), bare(kind, file.to_owned(), short(&bytes)));
            continue;
        };
        for (key, value) in table.iter().filter(|(key, _)| !OF_NO_FIGURE.contains(&key.as_str())) {
            all.extend(
                parts(file, kind, key, value)
                    .into_iter()
                    .map(|(key, part, entry)| (key, about(part, entry, &named))),
            );
        }
    }
    Ok(all)
}

/// The entries of a table of tables or of a list, or the value as one.
fn parts<'v>(
    file: &'v str,
    kind: FootingKind,
    key: &'v str,
    value: &'v Value,
) -> Vec<(String, Footing, &'v Value)> {
    let part = |name: String, value: &'v Value| (name.clone(), bare(kind, name, said(value)), value);
    let item = |item: &'v Value| {
        // The log only grows: an entry is known by what it says.
        let (key, footing, value) = part(format!("{file} [[{key}]]"), item);
        let name = called(item).unwrap_or_else(|| key.clone());
        (format!("{key} {:016x}", footing.says), Footing { name, ..footing }, value)
    };
    match value {
        Value::Table(table) if table.values().all(Value::is_table) => {
            table.iter().map(|(name, value)| part(format!("{file} [{key}.{name}]"), value)).collect()
        }
        Value::Array(items) => items.iter().map(item).collect(),
        value => vec![part(format!("{file} [{key}]"), value)],
    }
}

fn bare(kind: FootingKind, name: String, says: i64) -> Footing {
    Footing { kind, name, says, companies: vec![], source: None, year: None, measured: None, day: None }
}

/// What the entry speaks of, where it says so.
fn about(footing: Footing, entry: &Value, named: &NamedCompanies) -> Footing {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let section = |section: &str| {
        let name = footing.name.split_once(section)?.1;
        Some(name.trim_end_matches(']').to_owned())
    };
    let names = [text("one"), text("other")].into_iter().flatten();
    let mut companies: Vec<String> = names.flat_map(|name| named.ids(name)).collect();
    companies.extend(text("company").map(str::to_owned));
    companies.extend(section(" [company."));
    let source = text("source").map(str::to_owned).or_else(|| section(" [source."));
    let year = entry.get("year").and_then(Value::as_integer);
    let day = entry.get("when").map(|when| when.to_string());
    let day = day.and_then(|when| when.trim_matches('"').parse().ok());
    Footing { companies, source, year, day, ..footing }
}

/// How people call an entry: what a decision says of which names, what a correction says.
fn called(entry: &Value) -> Option<String> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let said = ["verdict", "what", "one", "other", "source", "edition", "heading", "sector"];
    let said: Vec<&str> = said.into_iter().filter_map(text).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn said(value: &Value) -> i64 {
    short(&serde_json::to_vec(value).unwrap_or_default())
}

fn short(bytes: &[u8]) -> i64 {
    let digest = Digest::of(bytes);
    i64::from_le_bytes(std::array::from_fn(|at| digest.bytes()[at]))
}
