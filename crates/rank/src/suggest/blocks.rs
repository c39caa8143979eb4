//! What two names must have in common to be compared at all: a word, a word but for one letter, two words that follow
//! each other, a beginning, or one the initials of the other.

use std::collections::HashMap;

use super::likeness::LONGEST;
use super::words::{ComparedName, WordKind, hash, mix};

// A block with more names than this says too little; it is opened only when a name has no smaller one.
const LARGE: usize = 200;
// How many letters two names share at the start.
const START: usize = 4;
// Shorter words are not looked for with a letter changed.
const SHORTEST_SLIP: usize = 4;

/// The names, by what they have in common.
#[derive(Debug, Default)]
pub struct NameBlocks {
    ranges: HashMap<u64, (u32, u32)>,
    names: Vec<u32>,
}

impl NameBlocks {
    /// Sorts names, known by their position, into blocks.
    pub fn new<'a>(forms: impl Iterator<Item = &'a ComparedName>) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::new();
        for (name, form) in (0_u32..).zip(forms) {
            each_block(form, |block| all.push((block, name)));
        }
        all.sort_unstable();
        all.dedup();
        let mut ranges = HashMap::new();
        let mut start = 0_u32;
        for alike in all.chunk_by(|a, b| a.0 == b.0) {
            let size = u32::try_from(alike.len()).expect("positions of names fit 32 bits");
            ranges.insert(alike[0].0, (start, size));
            start += size;
        }
        Self { ranges, names: all.into_iter().map(|(_, name)| name).collect() }
    }

    /// The names that have most in common with a form, at most so many; those of small blocks first.
    pub fn nearest(&self, form: &ComparedName, most: usize) -> Vec<u32> {
        let mut found: Vec<&[u32]> = Vec::new();
        each_block(form, |block| found.extend(self.block(block)));
        found.sort_unstable_by_key(|names| (names.len(), names.first().copied()));
        found.dedup_by(|a, b| std::ptr::eq(*a, *b));
        let small = found.iter().take_while(|names| names.len() <= LARGE).count().max(1);
        let mut seen: Vec<(u32, u32)> = Vec::new();
        for names in found.iter().take(small) {
            let worth = 32 - u32::try_from(names.len()).unwrap_or(u32::MAX).leading_zeros();
            seen.extend(names.iter().take(LARGE).map(|name| (*name, 64 / (1 + worth))));
        }
        seen.sort_unstable();
        let mut summed: Vec<(std::cmp::Reverse<u32>, u32)> = seen
            .chunk_by(|a, b| a.0 == b.0)
            .map(|hits| (std::cmp::Reverse(hits.iter().map(|(_, worth)| worth).sum()), hits[0].0))
            .collect();
        if summed.len() > most {
            summed.select_nth_unstable(most);
            summed.truncate(most);
        }
        summed.sort_unstable();
        summed.into_iter().map(|(_, name)| name).collect()
    }

    fn block(&self, block: u64) -> Option<&[u32]> {
        let (start, size) = self.ranges.get(&block)?;
        Some(&self.names[*start as usize..(start + size) as usize])
    }
}

/// Calls with the number of every block a name belongs to, some of them twice.
fn each_block(form: &ComparedName, mut call: impl FnMut(u64)) {
    let words = || form.words.iter().filter(|word| word.kind > WordKind::Little);
    for word in words() {
        call(word.hash);
        if word.kind == WordKind::Telling {
            each_slip(word.text.as_bytes(), &mut call);
        }
    }
    for (one, next) in words().zip(words().skip(1)) {
        call(hash(1, &[one.hash.to_le_bytes(), next.hash.to_le_bytes()].concat()));
    }
    let whole = form.whole.as_bytes();
    if form.words.len() > 1 {
        call(hash(0, whole));
        each_slip(whole, &mut call);
    }
    if let Some(start) = whole.get(..START) {
        call(hash(2, start));
    }
    let short = if form.words.len() == 1 { letters_of(&form.whole) } else { form.initials.clone() };
    if short.len() <= 8 {
        call(hash(3, short.as_bytes()));
    }
}

/// The letters alone: `P&G` is written for the initials P and G.
pub fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A word, and the word without each of its letters: two words that differ by one letter share one of these.
fn each_slip(word: &[u8], call: &mut impl FnMut(u64)) {
    if !(SHORTEST_SLIP..=LONGEST).contains(&word.len()) {
        return;
    }
    call(hash(4, word));
    let mut before = hash(4, &[]);
    for at in 0..word.len() {
        call(word[at + 1..].iter().fold(before, |sum, byte| mix(sum, *byte)));
        before = mix(before, word[at]);
    }
}
