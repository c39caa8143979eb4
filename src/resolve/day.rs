//! When an award was handed over.

use std::collections::BTreeSet;

use super::support::{Said, by_support};
use crate::model::{Day, Issue, Label, Record, Source};

/// A day, and what contradicts it.
pub(super) struct Settled {
    pub(super) day: Day,
    pub(super) issues: Vec<Issue>,
}

/// The day of a record or its edition; the year of the label, shifted by the source's offset, where nobody says.
pub(super) fn known(record: &Record, source: &Source) -> bool {
    record.awarded.is_some()
        || of_edition(source, &record.edition).is_some()
        || of_label(source, &record.edition).is_some()
}

/// The day that the rows of one award say; a finer day that agrees wins, whoever says it. Where a row and its edition
/// disagree the award keeps the row's day, which speaks of this award alone.
///
/// # Panics
/// When no record is [`known`] to have a day.
pub(super) fn settle<'a>(
    records: impl Iterator<Item = &'a Record>,
    source: &'a Source,
    edition: &Label,
) -> Settled {
    let mut said = by_support(records.filter_map(|record| Some((record.awarded?, record))));
    said.extend(of_edition(source, edition));
    let Some(first) = said.first().copied() else {
        return Settled {
            day: of_label(source, edition).expect("undated records are left out"),
            issues: vec![],
        };
    };
    let mut settled = Settled { day: first.value, issues: vec![] };
    for other in &said[1..] {
        if !settled.day.agrees(other.value) {
            settled.issues.push(Issue::DayContradiction {
                source: source.id.clone(),
                edition: edition.clone(),
                one: (settled.day, first.url.to_owned()),
                other: (other.value, other.url.to_owned()),
            });
        } else if other.value.precision() > settled.day.precision() {
            settled.day = other.value;
        }
    }
    settled
}

fn of_edition<'a>(source: &'a Source, edition: &Label) -> Option<Said<'a, Day>> {
    let edition = source.editions.get(edition)?;
    Some(Said { value: edition.awarded?, url: edition.url.as_deref().unwrap_or("sources.toml") })
}

fn of_label(source: &Source, edition: &Label) -> Option<Day> {
    Some(Day::of_year(edition.year()?.plus(source.label_offset)))
}

/// The issues in order, without telling the same contradiction of days again for every row of an edition.
pub(super) fn once_each(issues: BTreeSet<Issue>) -> Vec<Issue> {
    let mut told = BTreeSet::new();
    let mut first_telling = |issue: &Issue| {
        let Issue::DayContradiction { source, edition, one, other } = issue else { return true };
        told.insert((source.clone(), edition.clone(), one.0, other.0))
    };
    issues.into_iter().filter(|issue| first_telling(issue)).collect()
}
