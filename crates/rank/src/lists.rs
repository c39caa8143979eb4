//! The lists that measures stand in: a company is compared with the average and the companies of its own list only.

use std::collections::BTreeMap;

use crate::Position;
use model::text;
use model::{Better, Decimal, Label, Level, Measure, Register, Scale, SourceId, Subject};

/// What makes a list: source, edition, heading, level and scale.
pub type Key<'r> = (&'r SourceId, &'r Label, String, Level, Scale);

/// The lists of a register.
pub type Lists<'r> = BTreeMap<Key<'r>, List>;

/// One list.
#[derive(Debug, Default)]
pub struct List {
    /// Values of companies.
    values: Vec<Decimal>,
    /// Averages printed; more than one where pages disagree.
    averages: Vec<Decimal>,
}

/// Puts the measures of a register in their lists.
pub fn lists(register: &Register) -> Lists<'_> {
    let mut lists = Lists::new();
    for measure in &register.measures {
        let Some(key) = list_of(measure) else { continue };
        let list: &mut List = lists.entry(key).or_default();
        match measure.subject {
            Subject::Company(_) => list.values.push(measure.value),
            Subject::Average => list.averages.push(measure.value),
        }
    }
    lists
}

/// The list of a measure; nothing when its scale is unknown: such values are not compared.
pub fn list_of(measure: &Measure) -> Option<Key<'_>> {
    // An organiser's sector is the heading of its own list: rows call it a sector or a category.
    let level = match measure.level {
        Level::Sector | Level::Category => Level::Sector,
        Level::Overall => Level::Overall,
        Level::Channel => Level::Channel,
    };
    Some((&measure.source, &measure.edition, heading(measure), level, measure.scale?))
}

/// The organiser's heading, as it is compared.
pub fn heading(measure: &Measure) -> String {
    text::heading(&measure.category)
}

impl List {
    /// A company's value less the average of the list; nothing without an average, or with two that disagree.
    pub fn against_average(&self, measure: &Measure) -> Option<Decimal> {
        let average =
            self.averages.first().filter(|first| self.averages.iter().all(|other| other == *first))?;
        match measure.subject {
            Subject::Company(_) => Some(measure.value.minus(*average)),
            Subject::Average => None,
        }
    }

    /// Where a company's value stands.
    pub fn place_of(&self, measure: &Measure, better: Better) -> Option<Position> {
        let beats = |other: &&Decimal| match better {
            Better::Higher => **other > measure.value,
            Better::Lower => **other < measure.value,
        };
        let position = Position {
            rank: self.values.iter().filter(beats).count() as u64 + 1,
            tied: self.values.iter().filter(|other| **other == measure.value).count() > 1,
            of: self.values.len() as u64,
        };
        match measure.subject {
            Subject::Company(_) => Some(position),
            Subject::Average => None,
        }
    }
}
