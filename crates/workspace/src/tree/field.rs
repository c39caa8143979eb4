//! One value of a TOML file: its kind is checked first, its meaning second.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::table::{Name, Table};
use crate::file::TextFile;
use crate::value::{self, Wrong, quoted};

/// How a value is written, where several forms are allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In quotes, or anything else that is one value.
    Text,
    /// A whole number.
    Number,
    /// In square brackets.
    List,
    /// In braces, or below a heading.
    Table,
}

/// A value, with the key it stands under.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    pub file: &'a TextFile,
    pub key: &'a str,
    pub value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Field<'a> {
    pub fn span(self) -> Range<usize> {
        self.value.span()
    }

    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.file.refuse(self.span(), what, remedy);
    }

    /// Notes a mistake that an earlier value of the same file is part of.
    pub fn refuse_beside(self, what: String, remedy: &str, first: Self) {
        self.file.refuse_beside(self.span(), what, remedy, (self.file.spot(first.span()), "first here"));
    }

    /// Notes that it is a text, a number… where something else should be.
    pub fn is_not(self, expected: &str, remedy: String) {
        let kind = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a yes-or-no value",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(format!("`{}` is {kind}, and should be {expected}", self.key), remedy);
    }

    /// Whether it is a text, a list or a table.
    pub fn form(self) -> Form {
        match self.value.get_ref() {
            DeValue::Array(_) => Form::List,
            DeValue::Table(_) => Form::Table,
            DeValue::Integer(_) => Form::Number,
            DeValue::String(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => Form::Text,
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
        if text.contains(char::is_control) {
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

    /// A text, kept as it is.
    pub fn owned(self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// One of a closed list of words.
    pub fn word<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        self.read(|text| value::word(text, words))
    }

    /// True or false.
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

    /// The table, with what it is ("a source").
    pub fn table(self, noun: &'static str) -> Option<Table<'a>> {
        let entries = self.value.get_ref().as_table();
        if entries.is_none() {
            self.is_not("a table", format!("write {} = {{ … }}, or its keys below a heading", self.key));
        }
        entries.map(|entries| Table::new(self.file, entries, noun, self.span()))
    }

    /// The entries of a table whose keys a person has chosen.
    pub fn entries(self) -> Vec<(Name<'a>, Field<'a>)> {
        let named = |(key, value): (&'a Spanned<_>, &'a Spanned<_>)| {
            (Name::new(self.file, key), Field { key: key.get_ref(), value, ..self })
        };
        let table = self.table("").map(|table| table.entries);
        table.into_iter().flat_map(|entries| entries.iter().map(named)).collect()
    }
}
