//! Benchmarks: measures as series that never mix sources, headings, levels, subjects or scales.

use std::collections::BTreeMap;

use crate::model::{Decimal, Label, Level, Measure, Point, Register, Scale, Series, SourceId, Subject};
use crate::text;

/// Puts the measures of a register in series, by source, heading, level, subject and scale.
pub fn benchmarks(register: &Register) -> Vec<Series> {
    let averages = averages(register);
    let mut members: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (position, measure) in register.measures.iter().enumerate() {
        members.entry(key(measure)).or_default().push(position);
    }
    members.into_values().map(|positions| series(register, &averages, positions)).collect()
}

type Key<'r> = (&'r SourceId, String, Level, Subject, Option<Scale>);

fn key(measure: &Measure) -> Key<'_> {
    (&measure.source, heading(measure), measure.level, measure.subject.clone(), measure.scale)
}

/// The organiser's heading, as it is compared.
fn heading(measure: &Measure) -> String {
    text::heading(&measure.category)
}

fn series(register: &Register, averages: &Averages<'_>, mut positions: Vec<usize>) -> Series {
    let measure = |position: &usize| &register.measures[*position];
    let when = |position: &usize| {
        let m = measure(position);
        (m.awarded, &m.edition, &m.id)
    };
    positions.sort_by(|a, b| when(a).cmp(&when(b)));
    let latest = positions.last().map(measure).expect("a series has at least one measure");
    Series {
        source: latest.source.clone(),
        category: latest.category.clone(),
        level: latest.level,
        sector: latest.sector.clone(),
        subject: latest.subject.clone(),
        scale: latest.scale,
        points: positions.iter().map(|position| point(measure(position), *position, averages)).collect(),
    }
}

fn point(measure: &Measure, position: usize, averages: &Averages<'_>) -> Point {
    let average = list_of(measure).and_then(|list| averages.get(&list).copied().flatten());
    let against_average = match measure.subject {
        Subject::Company(_) => average.map(|average| measure.value.minus(average)),
        Subject::Average => None,
    };
    Point {
        edition: measure.edition.clone(),
        year: measure.awarded.year(),
        value: measure.value,
        against_average,
        measure: position,
    }
}

/// The list that a measure stands in: an average speaks of the companies of its own list only.
type List<'r> = (&'r SourceId, &'r Label, String, Level, Scale);

/// The average of each list; none where two are printed.
type Averages<'r> = BTreeMap<List<'r>, Option<Decimal>>;

fn averages(register: &Register) -> Averages<'_> {
    let mut averages = Averages::new();
    for measure in register.measures.iter().filter(|m| m.subject == Subject::Average) {
        let Some(list) = list_of(measure) else { continue };
        let known = averages.entry(list).or_insert(Some(measure.value));
        *known = known.filter(|value| *value == measure.value);
    }
    averages
}

/// Nothing when the scale is unknown: such values are not compared.
fn list_of(measure: &Measure) -> Option<List<'_>> {
    // An organiser's sector is the heading of its own list: rows call it a sector or a category.
    let level = match measure.level {
        Level::Sector | Level::Category => Level::Sector,
        Level::Overall => Level::Overall,
        Level::Channel => Level::Channel,
    };
    Some((&measure.source, &measure.edition, heading(measure), level, measure.scale?))
}
