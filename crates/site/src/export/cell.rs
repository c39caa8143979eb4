//! One value of a table.

use serde::Serialize;

/// One value; what is not known is empty, never a nought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number as it is printed, with a point.
    Number(String),
    /// Yes or no.
    Boolean(bool),
}

impl Cell {
    /// Words; nothing where there are none.
    pub fn text(words: impl ToString) -> Self {
        let words = words.to_string();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }
    /// Words that may be missing.
    pub fn maybe(words: Option<impl ToString>) -> Self {
        words.map_or(Self::Empty, Self::text)
    }
    /// A number.
    pub fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }
    /// A number that may be missing.
    pub fn maybe_number(number: Option<impl ToString>) -> Self {
        number.map_or(Self::Empty, Self::number)
    }
    /// The word that stands for a closed choice, as in `sources.toml`.
    pub fn word(choice: &impl Serialize) -> Self {
        match serde_json::to_value(choice) {
            Ok(serde_json::Value::String(word)) => Self::text(word),
            other => unreachable!("a closed choice is one word, not {other:?}"),
        }
    }

    /// Whether a spreadsheet would run it.
    pub fn is_formula(&self) -> bool {
        match self {
            Self::Text(words) => words.starts_with(['=', '+', '-', '@', '\t', '\r']),
            Self::Empty | Self::Number(_) | Self::Boolean(_) => false,
        }
    }
}
