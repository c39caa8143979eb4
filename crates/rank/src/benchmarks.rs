//! Benchmarks: measures as series that never mix sources, headings, levels, subjects or scales.

use std::collections::BTreeMap;

use super::coverage::edition_year;
use super::lists::{Lists, heading, list_of, lists};
use crate::{Point, Series};
use model::{Edition, Level, Measure, Register, Scale, Source, SourceId, Subject};

/// Puts the measures of a register in series, by source, heading, level, subject and scale.
pub fn benchmarks(register: &Register) -> Vec<Series> {
    let lists = lists(register);
    let mut members: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (position, measure) in register.measures.iter().enumerate() {
        members.entry(key(measure)).or_default().push(position);
    }
    members.into_values().map(|positions| series(register, &lists, positions)).collect()
}

type Key<'r> = (&'r SourceId, String, Level, Subject, Option<Scale>);

fn key(measure: &Measure) -> Key<'_> {
    (&measure.source, heading(measure), measure.level, measure.subject.clone(), measure.scale)
}

fn series(register: &Register, lists: &Lists<'_>, mut positions: Vec<usize>) -> Series {
    let measure = |position: &usize| &register.measures[*position];
    let when = |position: &usize| {
        let m = measure(position);
        (m.awarded, &m.edition, &m.id)
    };
    positions.sort_by(|a, b| when(a).cmp(&when(b)));
    let latest = positions.last().map(measure).expect("a series has at least one measure");
    let before = [None].into_iter().chain(positions.iter().map(|position| Some(measure(position))));
    let points = positions.iter().zip(before).map(|(position, before)| {
        let measure = measure(position);
        let broken = before.is_some_and(|before| breaks(register.source(&measure.source), before, measure));
        let comparable = before.filter(|_| !broken);
        let list = list_of(measure).and_then(|list| lists.get(&list));
        Point {
            edition: measure.edition,
            year: measure.awarded.year(),
            value: measure.value,
            against_average: list.and_then(|list| list.against_average(measure)),
            change: comparable.map(|before| measure.value.minus(before.value)),
            broken,
            position: list.and_then(|list| list.place_of(measure, register.source(&measure.source).better)),
            measure: *position,
        }
    });
    Series {
        source: latest.source,
        category: latest.category.to_string(),
        level: latest.level,
        sector: latest.sector,
        subject: latest.subject.clone(),
        scale: latest.scale,
        points: points.collect(),
    }
}

/// Whether the publisher measured in a new way after one measure, up to the other.
fn breaks(source: &Source, before: &Measure, measure: &Measure) -> bool {
    let since = |edition: &&Edition| {
        let year = edition_year(source, edition, None);
        let between = year.is_some_and(|year| before.awarded.year() < year && year <= measure.awarded.year());
        edition.label == measure.edition || between && edition.label != before.edition
    };
    before.edition != measure.edition && source.editions.values().filter(since).any(|e| e.new_method)
}
