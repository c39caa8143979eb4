//! What is plausible for an edition: declared, or learned from the source's own earlier editions.

use std::collections::{BTreeMap, BTreeSet};

use super::Objection;
use crate::report::Extraction;
use model::{Outcome, Record};

/// Fewer earlier editions teach nothing.
const FEWEST_EDITIONS: usize = 3;
/// How far, in percent of the records, a part may be filled less or more often than ever before.
const ROOM: u32 = 25;
/// The longest list of the reference has 79 rows; more than this come of a pattern that is too wide.
const MOST_ROWS: usize = 1000;
/// More words are a sentence.
const LONGEST_NAME: usize = 10;

/// What is plausible for an edition; what it does not hold is not judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    pub winners: Option<(u32, u32)>,
    /// How many the organiser announced.
    claimed: Option<u32>,
    /// What is plausible for each part of a record.
    parts: BTreeMap<&'static str, Plausible>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Plausible {
    /// How often it is filled, least and most, in percent.
    filled: (u32, u32),
    kinds: BTreeSet<BoundKind>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    winners: u32,
    parts: BTreeMap<&'static str, LearnedPart>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct LearnedPart {
    /// In percent of the records.
    filled: u32,
    /// The kinds of its words, each with the first such words.
    kinds: BTreeMap<BoundKind, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum BoundKind {
    Name,
    Number,
    Sentence,
    Address,
}

impl BoundKind {
    fn of(words: &str) -> Self {
        if words.contains("://") || words.contains('@') {
            Self::Address
        } else if !words.chars().any(char::is_alphabetic) {
            Self::Number
        } else if words.split(' ').count() > LONGEST_NAME {
            Self::Sentence
        } else {
            Self::Name
        }
    }
}

impl Profile {
    /// The figures of a reading.
    pub fn of(reading: &Extraction) -> Self {
        let records = &reading.records;
        let winners = records.iter().filter(|record| record.outcome != Outcome::Measured).count() as u32;
        let mut parts: BTreeMap<&'static str, LearnedPart> = BTreeMap::new();
        for (name, words) in records.iter().flat_map(words) {
            let part = parts.entry(name).or_default();
            if !words.is_empty() {
                part.filled += 1;
                part.kinds.entry(BoundKind::of(&words)).or_insert(words);
            }
        }
        let all = (records.len() as u32).max(1);
        parts.values_mut().for_each(|part| part.filled = part.filled * 100 / all);
        Self { winners, parts }
    }
}

/// The parts of a record that are judged.
fn words(record: &Record) -> [(&'static str, String); 6] {
    [
        ("company", record.company.to_string()),
        ("person", record.person.to_string()),
        ("category", record.category.to_string()),
        ("sector", record.sector.to_string()),
        ("place", record.place.map(|place| place.number.to_string()).unwrap_or_default()),
        ("score", record.score.map(|score| score.to_string()).unwrap_or_default()),
    ]
}

impl Bounds {
    /// What earlier editions of the source make plausible: from half of the shortest list to double the longest, and
    /// of each part the kinds of words seen, filled about as often.
    pub fn learned(past: &[Profile]) -> Self {
        if past.len() < FEWEST_EDITIONS {
            return Self::default();
        }
        let winners = || past.iter().map(|profile| profile.winners);
        let mut parts: BTreeMap<&'static str, Plausible> = BTreeMap::new();
        for (name, part) in past.iter().flat_map(|profile| &profile.parts) {
            let filled = (part.filled.saturating_sub(ROOM), (part.filled + ROOM).min(100));
            let known = parts.entry(name).or_insert(Plausible { filled, kinds: BTreeSet::new() });
            known.filled = (known.filled.0.min(filled.0), known.filled.1.max(filled.1));
            known.kinds.extend(part.kinds.keys());
        }
        let (low, high) = (winners().min().unwrap_or(0) / 2, winners().max().unwrap_or(0).saturating_mul(2));
        Self { winners: Some((low.max(1), high)), claimed: None, parts }
    }

    /// What is declared takes the place of what was learned.
    #[must_use]
    pub fn declared(self, winners: Option<(u32, u32)>, claimed: Option<u32>) -> Self {
        Self { winners: winners.or(self.winners), claimed, ..self }
    }

    /// What is not plausible about a reading.
    pub(super) fn objections(&self, found: &Profile, rows: usize) -> Vec<Objection> {
        let far = |(low, high): &(u32, u32)| found.winners < *low || found.winners > *high;
        let winners =
            self.winners.filter(far).map(|expected| Objection::Winners { found: found.winners, expected });
        let mut doubts: Vec<Objection> = winners.into_iter().collect();
        // Measures and winners are announced alike, and a list has one of the two.
        let listed = if found.winners == 0 { rows as u32 } else { found.winners };
        let short = self.claimed.filter(|claimed| listed < *claimed);
        doubts.extend(short.map(|claimed| Objection::Fewer { found: listed, claimed }));
        let too_many = self.winners.is_none() && rows > MOST_ROWS;
        doubts.extend(too_many.then_some(Objection::TooMany { found: rows, most: MOST_ROWS }));
        for (part, plausible) in &self.parts {
            let Some(LearnedPart { filled, kinds }) = found.parts.get(part) else { continue };
            let expected = plausible.filled;
            if *filled < expected.0 || *filled > expected.1 {
                doubts.push(Objection::Fill { part, found: *filled, expected });
            }
            let strange = kinds.iter().filter(|(kind, _)| !plausible.kinds.contains(kind)).take(1);
            let known = strange.filter(|_| !plausible.kinds.is_empty());
            doubts.extend(known.map(|(_, words)| Objection::Kind { part, words: words.clone() }));
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(winners: u32, scores: u32, kind: BoundKind) -> Profile {
        let company = LearnedPart { filled: 100, kinds: BTreeMap::from([(kind, "Words".to_owned())]) };
        let score = LearnedPart { filled: scores, kinds: BTreeMap::new() };
        Profile { winners, parts: BTreeMap::from([("company", company), ("score", score)]) }
    }

    #[test]
    fn earlier_editions_tell_what_is_plausible_on_both_sides() {
        let past = [40, 44, 49].map(|winners| profile(winners, 90, BoundKind::Name));
        let bounds = Bounds::learned(&past);
        let doubts = |winners, scores, kind| bounds.objections(&profile(winners, scores, kind), 0).len();
        assert_eq!(doubts(45, 90, BoundKind::Name), 0);
        assert_eq!(
            [doubts(19, 90, BoundKind::Name), doubts(99, 90, BoundKind::Name)],
            [1, 1],
            "far fewer, far more"
        );
        assert_eq!(
            [doubts(45, 60, BoundKind::Name), doubts(45, 100, BoundKind::Name)],
            [1, 0],
            "a part is lost"
        );
        assert_eq!(doubts(45, 90, BoundKind::Sentence), 1, "sentences instead of names");
        assert_eq!(Bounds::learned(&past[..2]), Bounds::default(), "two editions teach nothing");
    }

    #[test]
    fn declared_bounds_win() {
        let past = [40, 44, 49].map(|winners| profile(winners, 90, BoundKind::Name));
        let bounds = Bounds::learned(&past).declared(Some((1, 10)), None);
        assert_eq!(bounds.winners, Some((1, 10)));
        assert_eq!(Bounds::learned(&past).declared(None, None).winners, Some((20, 98)));
    }
}
