//! The names that a workspace knows, against which others are held.

use std::collections::HashSet;

use model::text::key;
use model::{Company, Record};

/// The names that `companies.toml` declares, and those that rows print.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// As written, one blank apart.
    written: HashSet<String>,
    /// As they are compared.
    declared: HashSet<String>,
    printed: HashSet<String>,
}

impl Known {
    pub fn new<'a>(companies: impl IntoIterator<Item = &'a Company>) -> Self {
        let mut known = Self::default();
        for name in companies.into_iter().flat_map(Company::names) {
            known.written.insert(name.split_whitespace().collect::<Vec<_>>().join(" "));
            known.declared.insert(key(name));
        }
        known
    }

    /// With the companies that these records name: two of them side by side in a third are two companies.
    #[must_use]
    pub fn with_printed<'a>(mut self, records: impl IntoIterator<Item = &'a Record>) -> Self {
        let names: HashSet<_> = records.into_iter().map(|record| record.company).collect();
        self.printed = names.into_iter().filter(|name| !name.is_empty()).map(|name| key(&name)).collect();
        self
    }

    /// Whether this very name is declared.
    pub(super) fn is_written(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Whether a name that is compared alike is declared.
    pub(crate) fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(&key(name))
    }

    /// Whether anything names a company so.
    pub(super) fn is_known(&self, name: &str) -> bool {
        let key = key(name);
        self.declared.contains(&key) || self.printed.contains(&key)
    }

    /// The declared names that an enumeration would be cut in: `Pierre & Vacances`, `Bed, Bath and Beyond`.
    pub(crate) fn with_separators(&self) -> impl Iterator<Item = &str> {
        let parted =
            |name: &&String| [",", " et ", " and ", " und ", " puis "].iter().any(|sign| name.contains(sign));
        self.written.iter().filter(parted).map(String::as_str)
    }
}
