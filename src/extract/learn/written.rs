//! A learned rule as the TOML that a person pastes.

use std::fmt::Write;

use crate::model::{Catch, Column, Piece, Rule, Setting, Value};

/// The rule as a table of `sources.toml`.
pub fn written(rule: &Rule, name: &str) -> String {
    let mut out = format!("[rule.{name}]\n");
    let mut line =
        |key: &str, value: String| writeln!(out, "{key:<7} = {value}").expect("a String takes everything");
    if let Some(within) = &rule.region.within {
        line("within", quoted(within.as_str()));
    }
    for (key, pattern) in [("from", &rule.region.from), ("until", &rule.region.until)] {
        if let Some(pattern) = pattern {
            line(key, quoted(pattern.as_str()));
        }
    }
    if !rule.lines.is_empty() {
        line("lines", list(rule.lines.iter().map(|catch| quoted(catch.pattern.as_str()))));
    }
    if let Some(table) = &rule.table {
        let column = |column: &Column| match column {
            Column::Header(title) => quoted(title),
            Column::At(n) => n.to_string(),
        };
        let columns =
            table.columns.iter().filter_map(|(part, all)| Some(format!("{part} = {}", column(all.first()?))));
        line("columns", braces(columns));
        if !table.aside.is_empty() {
            line("aside", list(table.aside.iter().map(|title| quoted(title))));
        }
    }
    if !rule.ignore.is_empty() {
        let ignore =
            rule.ignore.iter().map(|(name, pattern)| format!("{name} = {}", quoted(pattern.as_str())));
        line("ignore", braces(ignore));
    }
    if !rule.set.is_empty() {
        line("set", setting(&rule.set));
    }
    for (part, of) in &rule.lists {
        let patterns = |catches: &[Catch]| list(catches.iter().map(|catch| quoted(catch.pattern.as_str())));
        writeln!(out, "\n[rule.{name}.list.{part}]\nitems   = {}", patterns(&of.items))
            .expect("a String takes everything");
        if !of.between.is_empty() {
            let between = list(of.between.iter().map(|pattern| quoted(pattern.as_str())));
            writeln!(out, "between = {between}").expect("a String takes everything");
        }
    }
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn braces(items: impl Iterator<Item = String>) -> String {
    format!("{{ {} }}", items.collect::<Vec<_>>().join(", "))
}

fn setting(setting: &Setting) -> String {
    braces(setting.iter().map(|(part, value)| format!("{part} = {}", quoted(&value_text(value)))))
}

fn value_text(value: &Value) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Name(name) => format!("{{{name}}}"),
        Piece::Sum(_) => String::new(),
    };
    value.0.iter().map(piece).collect()
}
