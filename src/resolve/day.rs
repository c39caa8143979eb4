//! When an award was handed over.

use std::collections::BTreeSet;

use super::support::by_support;
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
    let rows = by_support(records.filter_map(|record| Some((record.awarded?, record))));
    let rows = rows.iter().map(|said| (said.value, said.record.url.as_str()));
    let said: Vec<(Day, &str)> = rows.chain(of_edition(source, edition)).collect();
    let Some((first, first_page)) = said.first().copied() else {
        return Settled {
            day: of_label(source, edition).expect("undated records are left out"),
            issues: vec![],
        };
    };
    let mut settled = Settled { day: first, issues: vec![] };
    for (other, page) in &said[1..] {
        if !settled.day.agrees(*other) {
            settled.issues.push(Issue::DayContradiction {
                source: source.id.clone(),
                edition: edition.clone(),
                one: (settled.day, first_page.to_owned()),
                other: (*other, (*page).to_owned()),
            });
        } else if other.precision() > settled.day.precision() {
            settled.day = *other;
        }
    }
    settled
}

/// The day that the edition declares, and where.
fn of_edition<'a>(source: &'a Source, edition: &Label) -> Option<(Day, &'a str)> {
    let edition = source.editions.get(edition)?;
    Some((edition.awarded?, edition.url.as_deref().unwrap_or("sources.toml")))
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
