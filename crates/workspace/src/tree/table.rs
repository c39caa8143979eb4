//! One TOML table: keys that are not declared, and required ones that are missing, are noted when it is opened.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable};

use super::Document;
use super::field::Field;
use crate::file::TextFile;
use crate::keys::{Key, Keys, ValueKind};
use crate::value::{Wrong, quoted};
use model::Bilingual;

/// A TOML table whose keys are declared in [`keys`](crate::keys).
#[derive(Clone, Copy)]
pub struct TomlTable<'a> {
    document: &'a Document<'a>,
    entries: &'a DeTable<'a>,
    keys: &'static Keys,
    /// Where a missing key is reported.
    at: (usize, usize),
}

/// A key that a person has chosen, such as the identifier of a source.
#[derive(Clone, Copy)]
pub struct ChosenKey<'a> {
    file: &'a TextFile,
    key: &'a Spanned<DeString<'a>>,
}

impl<'a> TomlTable<'a> {
    pub fn open(
        document: &'a Document<'a>,
        entries: &'a DeTable<'a>,
        keys: &'static Keys,
        at: Range<usize>,
    ) -> Self {
        let table = Self { document, entries, keys, at: (at.start, at.end) };
        table.refuse_unknown();
        for key in keys.keys.iter().filter(|key| key.required && !entries.contains_key(key.name)) {
            table.miss(key);
        }
        table
    }

    fn refuse_unknown(&self) {
        let further = |key: &str| self.keys.further.is_some_and(|further| (further.accepts)(key));
        let known = |key: &str| self.keys.find(key).is_some() || further(key);
        for key in self.entries.keys().filter(|key| !known(key.get_ref())) {
            self.document.refuse_unknown(self.entries, key, &self.keys.names());
        }
    }

    fn miss(&self, key: &Key) {
        let what = format!("missing key `{}` in {}", key.name, self.document.heading_of(self.entries));
        let remedy = format!("add it, for example: {} = {}", key.name, key.example);
        self.document.file.refuse(self.at.0..self.at.1, what, remedy);
    }

    /// The value of a key.
    pub fn get(&self, name: &'static str) -> Option<Field<'a>> {
        let key = self.declared(name);
        let value = self.entries.get(name)?;
        Some(Field { document: self.document, key: name, kind: &key.kind, value })
    }

    /// The value of a key that this table must have, though others of its kind need not.
    pub fn need(&self, name: &'static str) -> Option<Field<'a>> {
        let field = self.get(name);
        if field.is_none() {
            self.miss(self.declared(name));
        }
        field
    }

    /// The value of one of the [further](Keys::further) keys.
    pub fn further(&self, name: &'static str) -> Option<Field<'a>> {
        let value = self.entries.get(name)?;
        Some(Field { document: self.document, key: name, kind: &ValueKind::Text, value })
    }

    fn declared(&self, name: &str) -> &'static Key {
        self.keys.find(name).expect("a key that is read is declared in keys")
    }

    /// A text in two languages; either key may be missing.
    pub fn bilingual(&self, fr: &'static str, en: &'static str) -> Bilingual {
        let text = |key| self.get(key).and_then(Field::owned).unwrap_or_default();
        Bilingual { fr: text(fr), en: text(en) }
    }
}

impl<'a> ChosenKey<'a> {
    pub fn new(file: &'a TextFile, key: &'a Spanned<DeString<'a>>) -> Self {
        Self { file, key }
    }

    pub fn text(self) -> &'a str {
        self.key.get_ref()
    }

    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.file.refuse(self.key.span(), what, remedy);
    }

    /// What a check makes of the key; `noun` is what it names ("an edition").
    pub fn read<T>(self, noun: &str, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let refused = |w: Wrong| {
            self.refuse(format!("{noun} cannot be called {}: {}", quoted(self.text()), w.why), w.remedy)
        };
        check(self.text()).map_err(refused).ok()
    }

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
