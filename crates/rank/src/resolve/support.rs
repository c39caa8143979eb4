//! Which of several statements has the best support.

use std::cmp::Reverse;

use smallvec::SmallVec;

use model::{Decimal, Excerpt, Record, Statement};

/// A value, and the record that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a, T> {
    pub(super) value: T,
    pub(super) record: &'a Record,
}

impl<T> Said<'_, T> {
    /// One side of a contradiction, its value in words.
    pub(super) fn statement(&self, said: String) -> Statement {
        Statement { said, url: self.record.url.to_string(), excerpt: excerpt(self.record) }
    }
}

/// The words that state a record: of the archived page, or the row as it was typed.
fn excerpt(record: &Record) -> Excerpt {
    if let Some(passage) = record.locator.passage() {
        return passage.excerpt.clone();
    }
    let place = record.place.map(|place| place.number.to_string()).unwrap_or_default();
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let cells: [&str; 6] =
        [&record.company, &record.category, &record.sector, &place, &record.person, &score];
    let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    Excerpt { text: cells.join(" · "), from: 0, to: record.company.chars().count() as u32 }
}

/// What tells records of one address apart without their lines.
fn printed(record: &Record) -> ([&str; 4], Option<u16>, Option<u8>) {
    let words = [&record.company, &record.category, &record.sector, &record.person].map(|text| &**text);
    (words, record.place.map(|place| place.number), record.score.map(Decimal::places))
}

/// Different values in the order of their support: firmest evidence, then most witnesses, then the smaller value.
/// Each comes with the firmest record that says it, the first by its address, words and place among equals: lines of a
/// file may change their order, and 6.8 is 6.80.
pub(super) fn by_support<'a, T: Ord + Copy>(
    said: impl Iterator<Item = (T, &'a Record)>,
) -> SmallVec<[Said<'a, T>; 1]> {
    let mut said: SmallVec<[_; 1]> = said.collect();
    said.sort_unstable_by(|(a, one), (b, other)| {
        let stands = |record: &'a Record| {
            (record.evidence.kind, record.url.as_str(), printed(record), &record.locator)
        };
        a.cmp(b).then_with(|| stands(one).cmp(&stands(other)))
    });
    let mut alike: SmallVec<[_; 1]> = said.chunk_by(|(a, _), (b, _)| a == b).collect();
    alike.sort_by_key(|all| (all[0].1.evidence.kind, Reverse(all.len()), all[0].0));
    alike.into_iter().map(|all| Said { value: all[0].0, record: all[0].1 }).collect()
}
