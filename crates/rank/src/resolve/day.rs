//! When an award was handed over.

use std::collections::BTreeSet;

use super::support::{Said, by_support};
use model::{Day, Edition, Excerpt, Issue, Label, Record, Source, Statement};

/// A day, and what contradicts it.
pub(super) struct Settled {
    pub(super) day: Day,
    pub(super) issues: Vec<Issue>,
}

/// Whether an edition tells a day, or else the year on its label, shifted by the source's offset.
pub(super) fn known(source: &Source, edition: &Label) -> bool {
    of_edition(source, edition).is_some() || of_label(source, edition).is_some()
}

/// The day that the rows of one award say; a finer day that agrees wins, whoever says it. Where a row and its edition
/// disagree the award keeps the row's day, which speaks of this award alone.
///
/// # Panics
/// When no record says a day, and none is [`known`] of the edition.
pub(super) fn settle<'a>(
    records: impl Iterator<Item = &'a Record>,
    source: &'a Source,
    edition: &Label,
) -> Settled {
    let rows = by_support(records.filter_map(|record| Some((record.awarded?, record))));
    let rows = rows.iter().map(|said| (said.value, Voice::Row(*said)));
    let declared = of_edition(source, edition).map(|(day, edition)| (day, Voice::Edition(day, edition)));
    let mut said = rows.chain(declared);
    let Some((mut day, mut voice)) = said.next() else {
        let day = of_label(source, edition).expect("undated records are left out");
        return Settled { day, issues: vec![] };
    };
    let mut issues = Vec::new();
    for (other, other_voice) in said {
        if !day.agrees(other) {
            issues.push(Issue::DayContradiction {
                source: source.id,
                edition: *edition,
                one: voice.statement(),
                other: other_voice.statement(),
            });
        } else if other.precision() > day.precision() {
            (day, voice) = (other, other_voice);
        }
    }
    Settled { day, issues }
}

/// Who says a day: a row, or what is declared of the edition.
#[derive(Clone, Copy)]
enum Voice<'a> {
    Row(Said<'a, Day>),
    Edition(Day, &'a Edition),
}

impl Voice<'_> {
    fn statement(self) -> Statement {
        match self {
            Self::Row(said) => said.statement(said.value.to_string()),
            Self::Edition(day, edition) => {
                let text = format!("awarded = {day}");
                let to = text.chars().count() as u32;
                let url = edition.url.as_deref().unwrap_or("sources.toml").to_owned();
                Statement { said: day.to_string(), url, excerpt: Excerpt { text, from: 10, to } }
            }
        }
    }
}

/// The day that is declared of the edition.
fn of_edition<'a>(source: &'a Source, edition: &Label) -> Option<(Day, &'a Edition)> {
    let edition = source.editions.get(edition)?;
    Some((edition.awarded?, edition))
}

fn of_label(source: &Source, edition: &Label) -> Option<Day> {
    Some(Day::of_year(edition.year()?.plus(source.label_offset)))
}

/// The issues in order, without telling the same contradiction of days again for every row of an edition.
pub(super) fn once_each(issues: BTreeSet<Issue>) -> Vec<Issue> {
    let mut told = BTreeSet::new();
    let mut first_telling = |issue: &Issue| {
        let Issue::DayContradiction { source, edition, one, other } = issue else { return true };
        told.insert((*source, *edition, one.said.clone(), other.said.clone()))
    };
    issues.into_iter().filter(|issue| first_telling(issue)).collect()
}
