//! A table of plain values.

use super::Cell;
use crate::site::address::Format;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with decimals.
    Number,
    /// Yes or no.
    Boolean,
}

/// A table of plain values: as many cells in each row as there are columns.
#[derive(Debug, Clone)]
pub(in crate::site) struct Table {
    /// Its name, also that of its files.
    pub name: &'static str,
    /// What tells its rows apart: the first columns.
    pub key: usize,
    /// Name and kind of each column.
    pub columns: Vec<(&'static str, Kind)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table whose first `key` columns tell its rows apart.
    pub fn new(
        name: &'static str,
        key: usize,
        columns: &[(&'static str, Kind)],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        let table = Self { name, key, columns: columns.to_vec(), rows: rows.into_iter().collect() };
        debug_assert!(
            table.rows.iter().all(|row| row.len() == columns.len()),
            "{name}: a row of another width"
        );
        table
    }

    /// The name of its file in a format.
    pub fn file(&self, format: Format) -> String {
        format!("{}.{}", self.name, format.extension())
    }
}
