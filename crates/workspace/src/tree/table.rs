//! One TOML table, read key by key: a key that nobody asked for is a mistake.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable};

use super::field::Field;
use crate::file::TextFile;
use crate::value::{Wrong, quoted, suggestion};
use model::Bilingual;

/// A TOML table while it is read.
pub struct Table<'a> {
    file: &'a TextFile,
    pub entries: &'a DeTable<'a>,
    /// What it is, with its article ("a source").
    noun: &'static str,
    /// Its name in the file, where a missing key is reported.
    at: Range<usize>,
    asked: Vec<&'static str>,
}

/// A key that a person has chosen, such as the identifier of a source.
#[derive(Clone, Copy)]
pub struct Name<'a> {
    pub file: &'a TextFile,
    key: &'a Spanned<DeString<'a>>,
}

impl<'a> Table<'a> {
    pub fn new(file: &'a TextFile, entries: &'a DeTable<'a>, noun: &'static str, at: Range<usize>) -> Self {
        Self { file, entries, noun, at, asked: vec![] }
    }

    /// The value of an optional key.
    pub fn get(&mut self, key: &'static str) -> Option<Field<'a>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.get(key).map(|value| Field { file: self.file, key, value })
    }

    /// The value of a key that must be there; `example` shows how its value is written.
    pub fn need(&mut self, key: &'static str, example: &str) -> Option<Field<'a>> {
        let field = self.get(key);
        if field.is_none() {
            let what = format!("{} without `{key}`", self.noun);
            self.file.refuse(self.at.clone(), what, format!("add it, for example: {key} = {example}"));
        }
        field
    }

    /// A text in two languages; either key may be missing.
    pub fn bilingual(&mut self, fr: &'static str, en: &'static str) -> Bilingual {
        let mut text = |key| self.get(key).and_then(Field::owned).unwrap_or_default();
        Bilingual { fr: text(fr), en: text(en) }
    }

    /// Notes the keys that nobody asked for.
    pub fn close(self) {
        let unknown = self.entries.keys().filter(|key| !self.asked.contains(&key.get_ref().as_ref()));
        for key in unknown {
            let what = format!("{} is no key of {}", quoted(key.get_ref()), self.noun);
            self.file.refuse(key.span(), what, suggestion(key.get_ref(), &self.asked));
        }
    }
}

impl<'a> Name<'a> {
    pub fn new(file: &'a TextFile, key: &'a Spanned<DeString<'a>>) -> Self {
        Self { file, key }
    }
    pub fn text(self) -> &'a str {
        self.key.get_ref()
    }
    pub fn span(self) -> Range<usize> {
        self.key.span()
    }
    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.file.refuse(self.span(), what, remedy);
    }
    /// The name, if a check accepts it; `noun` is what it names ("an edition").
    pub fn read<T>(self, noun: &str, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let refused = |w: Wrong| {
            self.refuse(format!("{noun} cannot be called {}: {}", quoted(self.text()), w.why), w.remedy)
        };
        check(self.text()).map_err(refused).ok()
    }
    /// The name as an identifier.
    pub fn id<I, E>(self, check: impl Fn(&str) -> Result<I, E>) -> Option<I> {
        let id = check(self.text()).ok();
        if id.is_none() {
            let what = format!("{} cannot be an identifier", quoted(self.text()));
            self.refuse(what, ID_REMEDY);
        }
        id
    }
}

/// How an identifier is written.
pub const ID_REMEDY: &str =
    "use 1 to 60 lower-case letters a–z, digits and `_`, starting with a letter or digit";
