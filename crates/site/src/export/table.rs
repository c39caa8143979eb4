//! A table of plain values, made column by column.

use super::Cell;
use crate::address::Format;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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
pub(crate) struct Table {
    /// Its name, also that of its files.
    pub name: &'static str,
    /// What tells its rows apart: the first columns.
    pub key: usize,
    /// Name and kind of each column.
    pub columns: Vec<(&'static str, Kind)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A table in the making, and what its rows are about.
pub(crate) struct Columns<R> {
    table: Table,
    subjects: Vec<R>,
}

impl Table {
    /// A table about these subjects, one a row, whose first `key` columns will tell them apart.
    pub fn about<R>(name: &'static str, key: usize, subjects: impl IntoIterator<Item = R>) -> Columns<R> {
        let subjects: Vec<R> = subjects.into_iter().collect();
        let rows = vec![Vec::new(); subjects.len()];
        Columns { table: Self { name, key, columns: Vec::new(), rows }, subjects }
    }

    /// The name of its file in a format.
    pub fn file(&self, format: Format) -> String {
        format!("{}.{}", self.name, format.extension())
    }
}

impl<R> Columns<R> {
    /// One more column: its name, what it holds, and its value of each subject.
    pub fn column(mut self, name: &'static str, kind: Kind, value: impl Fn(&R) -> Cell) -> Self {
        self.table.columns.push((name, kind));
        for (row, subject) in self.table.rows.iter_mut().zip(&self.subjects) {
            row.push(value(subject));
        }
        self
    }

    /// The table with the columns so far.
    pub fn table(self) -> Table {
        self.table
    }
}
