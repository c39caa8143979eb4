//! TOML files as trees: every value knows its place and its key, every mistake is noted where it stands, and a slip
//! against the grammar does not hide the rest.

mod field;
mod names;
mod slips;
mod syntax;
mod table;

pub use field::{Field, ValueForm};
pub use names::{Declared, Parents};
pub use slips::readable;
pub use table::{ChosenKey, TomlTable};

use std::ptr;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::decisions::toml_text;
use crate::file::TextFile;
use crate::keys::Keys;
use crate::value::{quoted, suggestion};

pub struct Document<'a> {
    pub file: &'a TextFile,
    tree: Spanned<DeTable<'a>>,
    /// Whether every heading was understood, so that what is missing is missing.
    whole: bool,
}

impl<'a> Document<'a> {
    /// Parses the file in the form of [`slips::readable`], and notes the slips against the grammar.
    pub fn parse(file: &'a TextFile, readable: &'a str) -> Self {
        let (tree, errors) = DeTable::parse_recoverable(readable);
        let understood = slips::note(file, errors) && !file.lost;
        let whole = understood && !(file.has_mistakes() && tree.get_ref().is_empty());
        Self { file, tree, whole }
    }

    /// The table of the file itself.
    pub fn root(&'a self, keys: &'static Keys) -> TomlTable<'a> {
        TomlTable::open(self, self.tree.get_ref(), keys, 0..0)
    }

    /// The names declared below a heading: `podium` for `[source.podium]`.
    pub fn names(&self, heading: &'static str) -> Declared {
        let below = self.tree.get_ref().get(heading).and_then(|value| value.get_ref().as_table());
        let names = below.into_iter().flat_map(|table| table.keys());
        let names = names.map(|key| key.get_ref().clone().into_owned()).collect();
        Declared { heading, file: self.file.name.clone(), names, complete: self.whole }
    }

    /// Notes a key that a table of this file cannot have.
    pub fn refuse_unknown(&self, table: &DeTable<'_>, key: &Spanned<DeString<'_>>, known: &[&str]) {
        let what = format!("unknown key {} in {}", quoted(key.get_ref()), self.heading_of(table));
        self.file.refuse(key.span(), what, suggestion(key.get_ref(), known));
    }

    /// The heading of a table of this file: `[source.podium]`, `[[label]]`. It is looked for only when a mistake
    /// is told, so that tables need not carry it.
    pub fn heading_of(&self, table: &DeTable<'_>) -> String {
        // The search walks through the whole file: not for thousands of mistakes that are only counted.
        if self.file.counts_only() {
            return self.file.name.clone();
        }
        let Some((keys, listed)) = keys_to(table, self.tree.get_ref()) else { return self.file.name.clone() };
        let path = keys.into_iter().map(as_key).collect::<Vec<_>>().join(".");
        if listed { format!("[[{path}]]") } else { format!("[{path}]") }
    }
}

/// The keys that lead to a table, and whether it is an item of a list.
fn keys_to<'t>(wanted: &DeTable<'_>, within: &'t DeTable<'_>) -> Option<(Vec<&'t str>, bool)> {
    within.iter().find_map(|(key, value)| {
        let (mut keys, listed) = keys_below(wanted, value.get_ref())?;
        keys.insert(0, key.get_ref());
        Some((keys, listed))
    })
}

fn keys_below<'t>(wanted: &DeTable<'_>, value: &'t DeValue<'_>) -> Option<(Vec<&'t str>, bool)> {
    match value {
        DeValue::Table(table) if ptr::eq(table, wanted) => Some((vec![], false)),
        DeValue::Table(table) => keys_to(wanted, table),
        DeValue::Array(items) => items.iter().find_map(|item| {
            let (keys, listed) = keys_below(wanted, item.get_ref())?;
            let is_item = keys.is_empty();
            Some((keys, listed || is_item))
        }),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// A key as a heading writes it.
fn as_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { toml_text(key) }
}
