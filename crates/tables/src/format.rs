//! In which forms a table is written: files to take away, and answers for the terminal.
//!
//! A new form is a variant here, a writer, and a sentence `data.<form>` in the words of each language.

use std::fmt;

use super::workbook::{self, PackedSheet};
use super::{Table, text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Csv,
    Json,
    Xlsx,
    /// Aligned, for people at a terminal.
    Table,
    Md,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Csv, Self::Json, Self::Xlsx, Self::Table, Self::Md];

    /// Those that the site offers as files.
    pub fn files() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|format| format.media_type().is_some())
    }

    /// Those that a terminal can show.
    pub fn answers() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|format| *format != Self::Xlsx)
    }

    /// Its word on the command line, and the end of its files' names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Table => "table",
            Self::Md => "md",
        }
    }

    /// What a server calls its files, where there are any.
    pub fn media_type(self) -> Option<&'static str> {
        match self {
            Self::Csv => Some("text/csv"),
            Self::Json => Some("application/json"),
            Self::Xlsx => Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Self::Table | Self::Md => None,
        }
    }

    /// Whether people read it as it is, so that a sentence may stand before the rows.
    pub fn is_for_people(self) -> bool {
        self.media_type().is_none()
    }

    /// A table in this form.
    pub fn bytes(self, table: &Table) -> Vec<u8> {
        match self {
            Self::Csv => text::csv(table).into_bytes(),
            Self::Json => text::json(table).into_bytes(),
            Self::Xlsx => workbook::bytes(&[PackedSheet::of(table)]),
            Self::Table => text::aligned(table).into_bytes(),
            Self::Md => text::markdown(table).into_bytes(),
        }
    }

    /// The name of a table's file.
    pub fn file(self, table: &Table) -> String {
        format!("{}.{}", table.name, self.word())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
