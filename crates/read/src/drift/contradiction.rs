//! Rows that cannot both be right: two sole first places of one ranking, or a page beside the rows that a person typed
//! of its edition.
//!
//! Whoever typed the rows saw the page as it was. A reading that finds all of them, and says nothing else of their
//! companies, may add to them; any other has lost or mistaken something, and nobody can tell which from the page alone.

use std::collections::BTreeSet;

use super::change::in_words;
use super::objection::{Objection, SHOWN};
use model::text::heading;
use model::{Label, Level, Outcome, Record};

/// Whether two printed names are one company.
type Same<'s> = &'s dyn Fn(&str, &str) -> bool;

/// What a reading says against itself: two sole first places of one general ranking.
pub(super) fn within(records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let mut firsts: Vec<&Record> = Vec::new();
    let mut all = Vec::new();
    for row in records.iter().filter(|row| row.level == Level::Overall && sole_place(row) == Some(1)) {
        match firsts.iter().find(|first| list(first) == list(row)) {
            Some(first) if same(who(first), who(row)) => {}
            Some(first) => all.push(against(row, first)),
            None => firsts.push(row),
        }
    }
    all
}

/// What a reading says against the rows that were typed of its editions.
pub(super) fn beside(typed: &[&Record], records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let told: BTreeSet<Label> = records.iter().map(|record| record.edition).collect();
    let typed: Vec<&Record> = typed.iter().copied().filter(|row| told.contains(&row.edition)).collect();
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for row in typed.iter().filter(|row| !records.iter().any(|read| repeats(read, row, same))) {
        let of_company = |read: &&Record| read.edition == row.edition && same(who(read), who(row));
        match records.iter().find(of_company) {
            Some(read) => all.push(against(read, row)),
            None if is_expected(row, records) => missing.push(in_words(row).1),
            None => {}
        }
    }
    if !missing.is_empty() {
        let count = missing.len();
        missing.truncate(SHOWN);
        all.push(Objection::NotFound { count, first: missing });
    }
    all.extend(intruders(&typed, records, same));
    all
}

/// Whether a row of the page says all that a typed row says.
fn repeats(read: &Record, typed: &Record, same: Same<'_>) -> bool {
    let scaled = typed.scale.is_some() && read.scale.is_some() && typed.scale != read.scale;
    let scored = typed.score.is_none() || read.score.is_some() && (scaled || typed.score == read.score);
    let placed = typed.place.is_none_or(|place| read.place.is_some_and(|read| read.number == place.number));
    (read.edition, read.level, read.outcome) == (typed.edition, typed.level, typed.outcome)
        && scored
        && placed
        && is_of_list(read, typed)
        && same(who(read), who(typed))
}

/// Whether both stand in one list. A general ranking often has no heading of its own on one of both sides.
fn is_of_list(read: &Record, typed: &Record) -> bool {
    let [read_heading, typed_heading] = [read, typed].map(headed);
    let unheaded = typed.level == Level::Overall && (read_heading.is_empty() || typed_heading.is_empty());
    (read.edition, read.level) == (typed.edition, typed.level) && (unheaded || read_heading == typed_heading)
}

/// Whether the page should have a typed row: it was typed from this page, or the page has other rows of its list.
fn is_expected(typed: &Record, records: &[Record]) -> bool {
    records.iter().any(|read| read.url == typed.url || is_of_list(read, typed))
}

/// Rows that would stand beside the only holder of a place, or without one among rows that have places.
fn intruders(typed: &[&Record], records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let mut all = Vec::new();
    for read in records.iter().filter(|read| !typed.iter().any(|row| repeats(read, row, same))) {
        let mut list = typed.iter().filter(|row| is_of_list(read, row));
        let of_place = |row: &&&&Record| sole_place(row).is_some() && sole_place(row) == sole_place(read);
        if let Some(holder) = list.clone().find(|row| of_place(&row)) {
            all.push(against(read, holder));
        } else if let Some(ranked) = list.find(|row| row.place.is_some() && read.place.is_none()) {
            all.push(against(read, ranked));
        }
    }
    all
}

/// The place that a row claims for itself alone. A winner without a place is first.
fn sole_place(record: &Record) -> Option<u16> {
    let winner = record.outcome == Outcome::Winner;
    let place = record.place.map_or(winner.then_some(1), |place| Some(place.number).filter(|_| !place.tied));
    place.filter(|_| winner || record.outcome == Outcome::Placed)
}

/// The list a row stands in: its edition, its level, and its heading.
fn list(record: &Record) -> (Label, Level, String) {
    (record.edition, record.level, headed(record))
}

/// The heading that a row stands under, folded.
fn headed(record: &Record) -> String {
    heading(if record.category.is_empty() { &record.sector } else { &record.category })
}

/// The company, or the person where none is named.
fn who(record: &Record) -> &str {
    if record.company.is_empty() { &record.person } else { &record.company }
}

fn against(read: &Record, known: &Record) -> Objection {
    Objection::Contradiction { read: in_words(read).1, known: in_words(known).1 }
}
