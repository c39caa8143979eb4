//! A name made ready to be compared: its words, what they weigh, and its initials.

use std::sync::LazyLock;

use super::vocabulary::{Kind, Vocabulary};
use model::text::{JOINING, Step, fold_with};

/// Every step of joining that keeps words apart and keeps all of them.
static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let loses = |step: &Step| matches!(step, Step::Group | Step::Country | Step::Spaces);
    JOINING.iter().copied().filter(|step| !loses(step)).collect()
});

/// More words than any name of a company; the rest of a sentence is not looked at.
const MOST_WORDS: usize = 12;

/// A name, ready to be compared.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its words, in order.
    pub words: Vec<Word>,
    /// All words without blanks.
    pub whole: String,
    /// The first letters of its words; empty for a single word.
    pub initials: String,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// Its number among words.
    pub hash: u64,
    /// How much it can tell.
    pub kind: Kind,
    /// What it weighs, 0 to 1000.
    pub weight: u32,
}

impl Form {
    /// The form of a printed name; its words weigh nothing yet.
    pub fn of(name: &str) -> Self {
        let folded = fold_with(name, &STEPS);
        let words: Vec<Word> =
            folded.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).map(word).collect();
        let telling = words.iter().filter(|word| word.kind > Kind::Little);
        let firsts: String = telling.filter_map(|word| word.text.chars().next()).collect();
        let initials = if firsts.chars().count() > 1 { firsts } else { String::new() };
        Self { whole: words.iter().map(|word| word.text.as_str()).collect(), words, initials }
    }

    /// Weighs the words by how many names have them.
    pub fn weigh(&mut self, vocabulary: &Vocabulary) {
        for word in &mut self.words {
            word.weight = word.kind.weight(vocabulary.names(word.hash));
        }
    }

    /// What all words weigh together.
    pub fn weight(&self) -> u32 {
        self.words.iter().map(|word| word.weight).sum()
    }
}

fn word(text: &str) -> Word {
    Word { text: text.to_owned(), hash: hash(0, text.as_bytes()), kind: Kind::of(text), weight: 0 }
}

/// FNV-1a, 64 bits, of a kind of thing and its bytes. Two things of one number only cost a comparison.
pub fn hash(kind: u8, bytes: &[u8]) -> u64 {
    bytes.iter().fold(mix(0xcbf2_9ce4_8422_2325, kind), |sum, byte| mix(sum, *byte))
}

/// One byte more.
pub fn mix(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
