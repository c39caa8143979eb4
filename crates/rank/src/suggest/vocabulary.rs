//! What single words weigh: those listed as telling little, and the others by how many names have them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    little: HashSet<String>,
    weak: HashSet<String>,
    line: HashSet<String>,
}

static LISTED: LazyLock<Listed> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is tested"));

/// How much a word can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Holds a name together.
    Little,
    /// Comes and goes without meaning another company.
    Weak,
    /// Names a line of business.
    Line,
    /// All others.
    Telling,
}

impl Kind {
    /// The kind of a folded word.
    pub fn of(word: &str) -> Self {
        if LISTED.line.contains(word) {
            Self::Line
        } else if LISTED.weak.contains(word) {
            Self::Weak
        } else if LISTED.little.contains(word) {
            Self::Little
        } else {
            Self::Telling
        }
    }

    /// What a word weighs that so many names have, in thousandths of a word that no other name has.
    pub fn weight(self, names: u32) -> u32 {
        match self {
            Self::Little => 30,
            Self::Weak => 150,
            Self::Line => 450,
            Self::Telling => (1000_u32.saturating_sub(60 * names.max(1).ilog2())).max(400),
        }
    }
}

/// How many names have each word.
#[derive(Debug, Default)]
pub struct Vocabulary(HashMap<u64, u32>);

impl Vocabulary {
    /// Counts a word of one more name.
    pub fn add(&mut self, word: u64) {
        *self.0.entry(word).or_default() += 1;
    }

    /// In how many names a word stands.
    pub fn names(&self, word: u64) -> u32 {
        self.0.get(&word).copied().unwrap_or_default()
    }
}
