//! Rows that cannot both be right: two sole holders of one place, or one company with two places or scores.

use std::collections::BTreeMap;

use super::change::in_words;
use super::objection::Objection;
use model::text::{heading, key};
use model::{Label, Level, Outcome, Record};

/// A list of an edition: its level, and the folded heading.
type List<'r> = BTreeMap<(Label, Level, String), Vec<&'r Record>>;

/// What a reading says against itself: two sole first places of one general ranking.
pub(super) fn within(records: &[Record], same: &dyn Fn(&str, &str) -> bool) -> Vec<Objection> {
    let mut all = Vec::new();
    for ((_, level, _), rows) in lists(records) {
        let mut first = rows.into_iter().filter(|row| level == Level::Overall && sole_place(row) == Some(1));
        let Some(one) = first.next() else { continue };
        all.extend(first.filter(|other| !same(who(one), who(other))).map(|other| against(other, one)));
    }
    all
}

/// What a reading says against the rows that were typed.
pub(super) fn beside(
    typed: &[&Record],
    records: &[Record],
    same: &dyn Fn(&str, &str) -> bool,
) -> Vec<Objection> {
    let (known, mut all) = (lists(typed.iter().copied()), Vec::new());
    for (list, read) in lists(records) {
        if let Some(typed) = alike(&known, &list) {
            all.extend(holders(typed, &read, same));
            all.extend(other_values(typed, &read));
        }
    }
    all
}

fn lists<'r>(records: impl IntoIterator<Item = &'r Record>) -> List<'r> {
    let mut lists = List::new();
    for record in records {
        let headed = if record.category.is_empty() { &record.sector } else { &record.category };
        lists.entry((record.edition, record.level, heading(headed))).or_default().push(record);
    }
    lists
}

/// The typed list that a list of the page is. A general ranking often has no heading of its own on one of both sides.
fn alike<'k, 'r>(known: &'k List<'r>, list: &(Label, Level, String)) -> Option<&'k Vec<&'r Record>> {
    known.get(list).or_else(|| {
        let (label, level, _) = list;
        let mut general = known.iter().filter(|((l, v, _), rows)| {
            l == label && v == level && *level == Level::Overall && rows.iter().any(|r| r.place.is_some())
        });
        let (only, none) = (general.next(), general.next());
        let unheaded = |found: &(&(Label, Level, String), _)| list.2.is_empty() || found.0.2.is_empty();
        only.filter(|_| none.is_none()).filter(unheaded).map(|(_, rows)| rows)
    })
}

/// The place that a row claims for itself alone. A winner without a place is first.
fn sole_place(record: &Record) -> Option<u16> {
    let winner = record.outcome == Outcome::Winner;
    let place = record.place.map_or(winner.then_some(1), |place| Some(place.number).filter(|_| !place.tied));
    place.filter(|_| winner || record.outcome == Outcome::Placed)
}

/// Places that both sides give to one company each, not the same.
fn holders(typed: &[&Record], read: &[&Record], same: &dyn Fn(&str, &str) -> bool) -> Vec<Objection> {
    let [known, found] = [typed, read].map(|rows| by(rows, sole_place));
    let other = |(place, read): (&u16, &Vec<&Record>)| {
        let known = known.get(place)?;
        // Several winners under one heading share it: then none of them is contradicted by another.
        let alone = |rows: &[&Record]| rows.iter().all(|row| same(who(row), who(rows[0])));
        let differ = alone(known) && alone(read) && !same(who(known[0]), who(read[0]));
        differ.then(|| against(read[0], known[0]))
    };
    found.iter().filter_map(other).collect()
}

/// Companies to which the two sides give another place or score.
fn other_values(typed: &[&Record], read: &[&Record]) -> Vec<Objection> {
    let [known, found] = [typed, read].map(|rows| by(rows, |row| Some(key(who(row)))));
    let differ = |one: &Record, other: &Record| {
        let places = one.place.zip(other.place).is_some_and(|(one, other)| one.number != other.number);
        let scored = one.scale.is_none() || other.scale.is_none() || one.scale == other.scale;
        places || one.score.zip(other.score).is_some_and(|(one, other)| scored && one != other)
    };
    let pairs = found.iter().filter_map(|(name, read)| Some((known.get(name)?, read)));
    let wrong = pairs.filter_map(|(known, read)| {
        let (Some(first), [read]) = (known.first(), read.as_slice()) else { return None };
        known.iter().all(|known| differ(known, read)).then(|| against(read, first))
    });
    wrong.collect()
}

/// Rows by what they have in common.
fn by<'r, K: Ord>(rows: &[&'r Record], of: impl Fn(&Record) -> Option<K>) -> BTreeMap<K, Vec<&'r Record>> {
    let mut all: BTreeMap<K, Vec<&Record>> = BTreeMap::new();
    rows.iter()
        .filter_map(|row| Some((of(row)?, *row)))
        .for_each(|(k, row)| all.entry(k).or_default().push(row));
    all
}

/// The company, or the person where none is named.
fn who(record: &Record) -> &str {
    if record.company.is_empty() { &record.person } else { &record.company }
}

fn against(read: &Record, known: &Record) -> Objection {
    Objection::Contradiction { read: in_words(read).1, known: in_words(known).1 }
}
