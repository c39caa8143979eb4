//! What one distinction is worth under a method, as a whole number of a common unit.
//!
//! A score is then a sum of whole numbers, exact and independent of the order of additions.

use std::collections::HashMap;

use super::ledger::Row;
use crate::model::{Award, Label, Level, Method, Query, Register};
use crate::text;

/// The least common multiple of 1 to 40. Under `dowdall` a place after the fortieth earns nothing.
const FORTY_PLACES: u64 = 5_342_931_457_063_200;

/// The number of units that make one point of a method.
pub fn unit(method: Method) -> u64 {
    match method {
        Method::Competitions | Method::Points | Method::Median | Method::Kemeny => 1,
        Method::Borda => 2,
        Method::Dowdall => FORTY_PLACES,
    }
}

/// What each of a ledger's rows is worth, in units, in their order.
pub fn worths(register: &Register, rows: &[Row], query: &Query) -> Vec<u64> {
    let award = |row: &Row| &register.awards[row.award];
    let points = |a: &Award| query.rules.points.of(a.outcome, a.place, a.level);
    match query.method {
        Method::Competitions | Method::Median | Method::Kemeny => vec![1; rows.len()],
        Method::Points => rows.iter().map(|row| points(award(row))).collect(),
        Method::Dowdall => rows.iter().map(|row| dowdall(place(award(row)))).collect(),
        Method::Borda => borda(register, rows),
    }
}

/// The place of an award in its list: as printed; the first where none is printed, as in lists without order.
pub fn place(award: &Award) -> u64 {
    award.place.map_or(1, |place| u64::from(place.number).max(1))
}

fn dowdall(place: u64) -> u64 {
    if place <= 40 { FORTY_PLACES / place } else { 0 }
}

/// One list of an organiser.
type List<'r> = (usize, &'r Label, Heading, Level);

/// The heading of a list, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Heading {
    Named(usize),
    Unnamed(usize),
}

/// Half points: twice the number of places from an entry to the end of its list, shared among equals.
fn borda(register: &Register, rows: &[Row]) -> Vec<u64> {
    let lists = lists(register, rows);
    let mut entries: HashMap<List<'_>, HashMap<u64, u64>> = HashMap::new();
    for (row, list) in rows.iter().zip(&lists) {
        *entries.entry(*list).or_default().entry(place(&register.awards[row.award])).or_default() += 1;
    }
    let lengths: HashMap<List<'_>, u64> =
        entries.iter().map(|(list, shared)| (*list, length(shared))).collect();
    let half_points = |(row, list): (&Row, &List<'_>)| {
        let place = place(&register.awards[row.award]);
        2 * (lengths[list] + 1 - place) - (entries[list][&place] - 1)
    };
    rows.iter().zip(&lists).map(half_points).collect()
}

/// The entries of a list: as many as we know, or as its last place tells.
fn length(shared: &HashMap<u64, u64>) -> u64 {
    let last = shared.iter().map(|(place, sharing)| place + sharing - 1).max();
    last.unwrap_or(0).max(shared.values().sum())
}

/// The list of each row; headings that fold to the same are one list.
fn lists<'r>(register: &'r Register, rows: &[Row]) -> Vec<List<'r>> {
    let mut printed: HashMap<&str, usize> = HashMap::new();
    let mut folded: HashMap<String, usize> = HashMap::new();
    let mut unnamed = 0..;
    let list = |row: &Row| {
        let award = &register.awards[row.award];
        // A sector or category that no page names may be any: its winner stands alone.
        let heading = if award.category.is_empty() && award.level != Level::Overall {
            Heading::Unnamed(unnamed.next().expect("there are fewer rows than numbers"))
        } else {
            Heading::Named(*printed.entry(&award.category).or_insert_with(|| {
                let next = folded.len();
                *folded.entry(text::heading(&award.category)).or_insert(next)
            }))
        };
        (row.source, &award.edition, heading, award.level)
    };
    rows.iter().map(list).collect()
}

#[cfg(test)]
mod tests {
    use super::FORTY_PLACES;

    #[test]
    fn forty_places_divide_the_unit() {
        assert!((1..=40).all(|place| FORTY_PLACES.is_multiple_of(place)));
    }
}
