//! A TOML file as a tree whose every value knows its place; a slip against the grammar does not hide the rest.

use toml::Spanned;
use toml::de::DeTable;

use super::names::Names;
use super::slips;
use super::table::Table;
use crate::file::TextFile;

/// A parsed TOML file.
pub struct Document<'a> {
    file: &'a TextFile,
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
    pub fn root(&'a self) -> Table<'a> {
        Table::new(self.file, self.tree.get_ref(), "this file", 0..0)
    }

    /// The names declared below a heading: `podium` for `[source.podium]`.
    pub fn names(&self, heading: &'static str) -> Names {
        let below = self.tree.get_ref().get(heading).and_then(|value| value.get_ref().as_table());
        let names = below.into_iter().flat_map(|table| table.keys());
        let declared = names.map(|key| key.get_ref().clone().into_owned()).collect();
        Names { heading, file: self.file.name.clone(), declared, complete: self.whole }
    }
}
