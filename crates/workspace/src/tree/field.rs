//! One value of a TOML file: its kind is checked first, its meaning second. Limits of numbers and the keys of tables
//! come from the [declaration](crate::keys) of the key.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Document;
use super::table::{ChosenKey, TomlTable};
use crate::file::TextFile;
use crate::keys::{Keys, ValueKind};
use crate::value::{self, Wrong, quoted};
use model::text::is_unseen;
use model::{Day, Window, Year};

/// How a value is written, where several forms are allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ValueForm {
    /// In quotes, or anything else that is one value.
    Text,
    Number,
    List,
    /// In braces, or below a heading.
    Table,
}

/// A value, with the key it stands under.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    pub document: &'a Document<'a>,
    pub key: &'a str,
    pub kind: &'static ValueKind,
    pub value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Field<'a> {
    fn file(self) -> &'a TextFile {
        self.document.file
    }

    pub fn span(self) -> Range<usize> {
        self.value.span()
    }

    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.file().refuse(self.span(), what, remedy);
    }

    /// Notes a mistake that an earlier value of the same file is part of.
    pub fn refuse_beside(self, what: String, remedy: &str, first: Self) {
        let first = self.file().spot(first.span());
        self.file().refuse_beside(self.span(), what, remedy, (first, "first here"));
    }

    /// Notes that it is a text, a number… where something else should be.
    pub fn is_not(self, expected: &str, remedy: String) {
        let kind = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "a yes-or-no value",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(format!("`{}` must be {expected}, not {kind}", self.key), remedy);
    }

    /// Whether it is a text, a list or a table.
    pub fn form(self) -> ValueForm {
        match self.value.get_ref() {
            DeValue::Array(_) => ValueForm::List,
            DeValue::Table(_) => ValueForm::Table,
            DeValue::Integer(_) => ValueForm::Number,
            DeValue::String(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                ValueForm::Text
            }
        }
    }

    /// Whether it is a text of nothing but blanks.
    pub fn is_blank(self) -> bool {
        self.value.get_ref().as_str().is_some_and(|text| text.trim().is_empty())
    }

    /// A text that is not blank and holds nothing invisible; blanks around it are dropped.
    pub fn text(self) -> Option<&'a str> {
        let Some(text) = self.value.get_ref().as_str() else {
            self.is_not("a text", format!("put it in straight quotes: {} = \"…\"", self.key));
            return None;
        };
        if text.trim().is_empty() {
            self.refuse(
                format!("`{}` is empty", self.key),
                "write something between the quotes, or delete the line",
            );
            return None;
        }
        if text.contains(|c: char| c.is_control() || is_unseen(c)) {
            let what = format!("`{}` holds a line break, a tab or another invisible character", self.key);
            self.refuse(what, "write it in one line, with plain spaces");
            return None;
        }
        Some(text.trim())
    }

    /// A text as it stands, blanks at its ends and line breaks included, that a check accepts.
    pub fn verbatim<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        match self.value.get_ref().as_str().filter(|text| !text.trim().is_empty()) {
            Some(text) => self.checked(text, check(text)),
            None => self.text().and(None),
        }
    }

    /// A text that a check accepts.
    pub fn read<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let text = self.text()?;
        self.checked(text, check(text))
    }

    /// What a check of its text made of it; notes why it could not.
    pub fn checked<T>(self, text: &str, result: Result<T, Wrong>) -> Option<T> {
        let refused =
            |w: Wrong| self.refuse(format!("`{}` cannot be {}: {}", self.key, quoted(text), w.why), w.remedy);
        result.map_err(refused).ok()
    }

    pub fn owned(self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// One of a closed list of words.
    pub fn word<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        self.read(|text| value::word(text, words))
    }

    pub fn flag(self) -> Option<bool> {
        let flag = self.value.get_ref().as_bool();
        if flag.is_none() {
            self.is_not(
                "true or false",
                format!("write {0} = true or {0} = false, without quotes", self.key),
            );
        }
        flag
    }

    /// The items of a list.
    pub fn items(self) -> Option<Vec<Field<'a>>> {
        let Some(items) = self.value.get_ref().as_array() else {
            self.is_not("a list", format!("put it in square brackets: {} = […]", self.key));
            return None;
        };
        Some(items.iter().map(|value| Field { value, ..self }).collect())
    }

    /// The items of a list that a reader accepts.
    pub fn each<T>(self, read: impl FnMut(Field<'a>) -> Option<T>) -> Vec<T> {
        self.items().unwrap_or_default().into_iter().filter_map(read).collect()
    }

    /// The table, whose declared keys are checked.
    pub fn table(self) -> Option<TomlTable<'a>> {
        let keys = keys_of(self.kind).expect("a table that is read is declared in keys");
        self.entries_as_written().map(|entries| TomlTable::open(self.document, entries, keys, self.span()))
    }

    /// The entries of a table whose keys a person has chosen.
    pub fn entries(self) -> Vec<(ChosenKey<'a>, Field<'a>)> {
        let named = |(key, value): (&'a Spanned<_>, &'a Spanned<_>)| {
            (ChosenKey::new(self.file(), key), Field { key: key.get_ref(), value, ..self })
        };
        self.entries_as_written().into_iter().flat_map(|entries| entries.iter().map(named)).collect()
    }

    /// A value for each of some words; a key that is none of them is a mistake.
    pub fn by_word<T: Copy + Ord, V>(
        self,
        words: &[(&'static str, T)],
        read: impl Fn(Field<'a>) -> Option<V>,
    ) -> BTreeMap<T, V> {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let (mut found, table) = (BTreeMap::new(), self.entries_as_written());
        for (key, value) in table.into_iter().flatten() {
            match words.iter().find(|(word, _)| key.get_ref() == word) {
                Some((_, meaning)) => {
                    found.extend(read(Field { value, ..self }).map(|value| (*meaning, value)))
                }
                None => table.into_iter().for_each(|table| self.document.refuse_unknown(table, key, &known)),
            }
        }
        found
    }

    fn entries_as_written(self) -> Option<&'a DeTable<'a>> {
        let entries = self.value.get_ref().as_table();
        if entries.is_none() {
            self.is_not("a table", format!("write {} = {{ … }}, or its keys below a heading", self.key));
        }
        entries
    }

    /// A whole number within the limits of its key.
    pub fn whole<N: TryFrom<i64>>(self) -> Option<N> {
        let (low, high) = limits_of(self.kind).expect("a number that is read is declared in keys");
        let Some(number) = self.value.get_ref().as_integer() else {
            self.is_not("a whole number", "write digits only, without quotes".into());
            return None;
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fits = number.filter(|n| (low..=high).contains(n)).and_then(|n| N::try_from(n).ok());
        if fits.is_none() {
            let what = format!("{} is out of range", self.written());
            self.refuse(what, format!("write a whole number from {low} to {high}"));
        }
        fits
    }

    pub fn year(self) -> Option<Year> {
        self.whole().and_then(Year::new)
    }

    /// A date, a year, or a text such as "2012-06".
    pub fn day(self) -> Option<Day> {
        match self.value.get_ref() {
            DeValue::String(_) => self.read(value::day),
            DeValue::Integer(year) => self.checked(year.as_str(), value::day(year.as_str())),
            DeValue::Datetime(date) => self.checked(&date.to_string(), value::day(&date.to_string())),
            DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                let remedy = format!("write {0} = 2012-06-07, {0} = \"2012-06\" or {0} = 2012", self.key);
                self.is_not("a date", remedy);
                None
            }
        }
    }

    /// Two numbers, the second at least as large as the first.
    pub fn range<N: TryFrom<i64> + PartialOrd>(self) -> Option<(N, N)> {
        let items = self.items()?;
        let [low, high] = items[..] else {
            let what = format!("`{}` must be two numbers, not {}", self.key, self.written());
            self.refuse(what, "write the smallest and the largest, such as [3, 20]");
            return None;
        };
        let (low, high): (Option<N>, Option<N>) = (low.whole(), high.whole());
        let (low, high) = low.zip(high)?;
        if low > high {
            self.refuse_empty_range();
            return None;
        }
        Some((low, high))
    }

    pub fn refuse_empty_range(self) {
        let what = format!("`{}` is the empty range {}", self.key, self.written());
        self.refuse(what, "put the smaller number first");
    }

    /// Years from first to last.
    pub fn years(self) -> Option<Window> {
        let (from, to) = self.range()?;
        Window::new(Year::new(from)?, Year::new(to)?)
    }

    fn written(self) -> String {
        quoted(&self.file().text[self.span()])
    }
}

/// The keys of the table that a value of this kind is or holds.
fn keys_of(kind: &'static ValueKind) -> Option<&'static Keys> {
    match kind {
        ValueKind::Table(keys) => Some(keys),
        other => other.inner().iter().find_map(keys_of),
    }
}

/// The limits of the numbers that a value of this kind is or holds.
fn limits_of(kind: &'static ValueKind) -> Option<(i64, i64)> {
    match kind {
        ValueKind::Whole(low, high) => Some((*low, *high)),
        other => other.inner().iter().find_map(limits_of),
    }
}
