//! A name made ready to be compared: its words, what they weigh, and its initials.
//!
//! Words listed in `words.toml` tell little; of the others, those that few names have tell most.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use model::text::{JOINING, Step, fold_with};
use serde::Deserialize;

// Every step of joining that keeps words apart and keeps all of them.
static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let loses = |step: &Step| matches!(step, Step::Group | Step::Country | Step::Spaces);
    JOINING.iter().copied().filter(|step| !loses(step)).collect()
});

// More words than any name of a company; the rest of a sentence is not looked at.
const MOST_WORDS: usize = 12;

/// A name, ready to be compared.
#[derive(Debug, Clone)]
pub struct ComparedName {
    pub words: Vec<NameWord>,
    pub whole: String,
    /// The first letters of its words; empty for a single word.
    pub initials: String,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub struct NameWord {
    pub text: String,
    pub hash: u64,
    /// How much it can tell.
    pub kind: WordKind,
    /// What it weighs, 0 to 1000.
    pub weight: u32,
}

impl ComparedName {
    /// The form of a printed name; its words weigh nothing yet.
    pub fn new(name: &str) -> Self {
        let folded = fold_with(name, &STEPS);
        let words: Vec<NameWord> =
            folded.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).map(word).collect();
        let telling = words.iter().filter(|word| word.kind > WordKind::Little);
        let firsts: String = telling.filter_map(|word| word.text.chars().next()).collect();
        let initials = if firsts.chars().count() > 1 { firsts } else { String::new() };
        Self { whole: words.iter().map(|word| word.text.as_str()).collect(), words, initials }
    }

    /// Weighs the words by how many names have them.
    pub fn weigh(&mut self, vocabulary: &Vocabulary) {
        for word in &mut self.words {
            word.weight = word.kind.weight(vocabulary.get(&word.hash).copied().unwrap_or_default());
        }
    }

    /// What all words weigh together.
    pub fn weight(&self) -> u32 {
        self.words.iter().map(|word| word.weight).sum()
    }
}

fn word(text: &str) -> NameWord {
    NameWord { text: text.to_owned(), hash: hash(0, text.as_bytes()), kind: WordKind::of(text), weight: 0 }
}

/// FNV-1a, 64 bits, of a kind of thing and its bytes. Two things of one number only cost a comparison.
// Not the hasher of the standard library, which may change with a release, and with it which names happen to meet.
pub fn hash(kind: u8, bytes: &[u8]) -> u64 {
    bytes.iter().fold(mix(0xcbf2_9ce4_8422_2325, kind), |sum, byte| mix(sum, *byte))
}

pub fn mix(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordLists {
    little: HashSet<String>,
    weak: HashSet<String>,
    line: HashSet<String>,
}

static LISTED: LazyLock<WordLists> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is tested"));

/// How much a word can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    Little,
    /// Comes and goes without meaning another company.
    Weak,
    /// Names a line of business.
    Line,
    Telling,
}

impl WordKind {
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
pub type Vocabulary = HashMap<u64, u32>;
