//! Benchmarks: measures as series that never mix sources, headings, levels, subjects or scales.
//!
//! A company is compared with the average and the companies of its own list only.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::coverage::edition_year;
use model::text;
use model::{
    Better, Day, Decimal, Edition, EditionStatus, Label, Level, Measure, Place, Register, Scale, SectorId,
    Source, SourceId, Subject, Year,
};

/// The measures of one subject in one category of one source on one scale, over its editions.
#[derive(Debug, Clone)]
pub struct Series {
    pub source: SourceId,
    pub category: String,
    /// Which part of the list.
    pub level: Level,
    /// Our first-level or second-level sector for the heading.
    pub sector: Option<SectorId>,
    pub subject: Subject,
    pub scale: Option<Scale>,
    /// One point an edition, oldest first.
    pub points: Vec<SeriesPoint>,
}

/// One edition of a series.
#[derive(Debug, Clone)]
pub struct SeriesPoint {
    pub edition: Label,
    pub year: Year,
    pub value: Decimal,
    /// The value less the average of the same category in the same edition, where published.
    pub against_average: Option<Decimal>,
    /// The value less that of the edition before in the series; none at the first, where the series is broken, and where
    /// the source had an edition between the two.
    pub change: Option<Change>,
    /// Whether the publisher measured in a new way since the edition before in the series.
    pub broken: bool,
    /// The place that the publisher printed.
    pub printed: Option<Place>,
    /// Where the company stands among those of its list that we know; none where a place is printed, for an average, or
    /// on an unknown scale.
    pub position: Option<Position>,
    /// The measure, as a position in the register's measures.
    pub measure: usize,
}

/// A difference to an earlier edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Change {
    pub by: Decimal,
    /// The edition that it refers to.
    pub since: Label,
}

/// Where a value stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Standard competition rank by value, the best first.
    pub rank: u64,
    /// Whether another company has the same value.
    pub tied: bool,
    /// Companies of the list that we know.
    pub of: u64,
}

/// Puts the measures of a register in series, by source, heading, level, subject and scale.
pub fn benchmarks(register: &Register) -> Vec<Series> {
    let (lists, runs) = (lists(register), runs(register));
    let mut members: BTreeMap<SeriesKey<'_>, Vec<usize>> = BTreeMap::new();
    for (position, measure) in register.measures.iter().enumerate() {
        members.entry(key(measure)).or_default().push(position);
    }
    members.into_values().map(|positions| series(register, &lists, &runs, positions)).collect()
}

type SeriesKey<'r> = (&'r SourceId, String, Level, Subject, Option<Scale>);

fn key(measure: &Measure) -> SeriesKey<'_> {
    (&measure.source, heading(measure), measure.level, measure.subject.clone(), measure.scale)
}

fn series(
    register: &Register,
    lists: &Lists<'_>,
    runs: &EditionRuns<'_>,
    mut positions: Vec<usize>,
) -> Series {
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
        let comparable = before.filter(|before| !broken && runs[&measure.source].follow(before, measure));
        let change =
            |before: &Measure| Change { by: measure.value.minus(before.value), since: before.edition };
        let list = list_of(measure).and_then(|list| lists.get(&list));
        SeriesPoint {
            edition: measure.edition,
            year: measure.awarded.year(),
            value: measure.value,
            against_average: list.and_then(|list| list.against_average(measure)),
            change: comparable.map(change),
            broken,
            printed: measure.place,
            position: list
                .filter(|_| measure.place.is_none())
                .and_then(|list| list.place_of(measure, register.source(&measure.source).better)),
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

/// The editions of a source in the order of their days, and how many months usually lie between two of them.
struct EditionRun<'r> {
    editions: Vec<(Day, &'r Label)>,
    rhythm: i64,
}

type EditionRuns<'r> = BTreeMap<&'r SourceId, EditionRun<'r>>;

/// The editions of each source: those declared, and those of which something is known.
fn runs(register: &Register) -> EditionRuns<'_> {
    let mut days: BTreeMap<&SourceId, BTreeMap<&Label, Day>> = BTreeMap::new();
    let measured = register.measures.iter().map(|m| (&m.source, &m.edition, m.awarded));
    let given = register.awards.iter().map(|a| (&a.source, &a.edition, a.awarded));
    for (source, edition, day) in measured.chain(given) {
        let first = days.entry(source).or_default().entry(edition).or_insert(day);
        *first = day.min(*first);
    }
    for (id, source) in &register.sources {
        let held = source.editions.values().filter(|edition| edition.status != EditionStatus::Cancelled);
        for edition in held {
            let of_year = || edition_year(source, edition, None).map(Day::of_year);
            if let Some(day) = edition.awarded.or_else(of_year) {
                days.entry(id).or_default().entry(&edition.label).or_insert(day);
            }
        }
    }
    days.into_iter().map(|(source, days)| (source, EditionRun::of(days))).collect()
}

impl<'r> EditionRun<'r> {
    fn of(days: BTreeMap<&'r Label, Day>) -> Self {
        let mut editions: Vec<_> = days.into_iter().map(|(label, day)| (day, label)).collect();
        editions.sort();
        let mut gaps: Vec<i64> = editions.windows(2).map(|pair| months(pair[0].0, pair[1].0)).collect();
        gaps.sort_unstable();
        let rhythm = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
        Self { editions, rhythm }
    }

    /// Whether no edition lies between two, neither one that we know nor one that the rhythm of the source tells of.
    fn follow(&self, before: &Measure, measure: &Measure) -> bool {
        let place = |label| self.editions.iter().position(|(_, edition)| **edition == label);
        let known = place(before.edition).zip(place(measure.edition));
        // Dates of yearly studies move by some months: half a period more is still the next one.
        let near = months(before.awarded, measure.awarded) * 2 <= self.rhythm * 3;
        known.is_some_and(|(before, here)| here <= before + 1) && near
    }
}

/// Months from a day to another; whole years where the month of one is not known.
fn months(from: Day, to: Day) -> i64 {
    let years = (to.year().get() - from.year().get()) * 12;
    let within = from.month().zip(to.month()).map_or(0, |(from, to)| i64::from(to) - i64::from(from));
    years + within
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

/// What makes a list: source, edition, heading, level and scale.
pub type ListKey<'r> = (&'r SourceId, &'r Label, String, Level, Scale);

/// The lists of a register.
pub type Lists<'r> = BTreeMap<ListKey<'r>, MeasureList>;

#[derive(Debug, Default)]
pub struct MeasureList {
    values: Vec<Decimal>,
    /// Values beside the places printed for them.
    printed: Vec<(Decimal, u64)>,
    /// Averages printed; more than one where pages disagree.
    averages: Vec<Decimal>,
}

/// Puts the measures of a register in their lists.
pub fn lists(register: &Register) -> Lists<'_> {
    let mut lists = Lists::new();
    for measure in &register.measures {
        let Some(key) = list_of(measure) else { continue };
        let list: &mut MeasureList = lists.entry(key).or_default();
        match measure.subject {
            Subject::Company(_) => {
                list.values.push(measure.value);
                list.printed.extend(measure.place.map(|place| (measure.value, u64::from(place.number))));
            }
            Subject::Average => list.averages.push(measure.value),
        }
    }
    lists
}

/// The list of a measure; nothing when its scale is unknown: such values are not compared.
pub fn list_of(measure: &Measure) -> Option<ListKey<'_>> {
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

impl MeasureList {
    /// A company's value less the average of the list; nothing without an average, or with two that disagree.
    pub fn against_average(&self, measure: &Measure) -> Option<Decimal> {
        let average =
            self.averages.first().filter(|first| self.averages.iter().all(|other| other == *first))?;
        match measure.subject {
            Subject::Company(_) => Some(measure.value.minus(*average)),
            Subject::Average => None,
        }
    }

    /// Where a company's value stands; nothing in a list of one, nor where somebody ahead is missing: a page told of
    /// three airlines of 34, and the best of the three, the 17th, is no first.
    pub fn place_of(&self, measure: &Measure, better: Better) -> Option<Position> {
        let ahead = |other: Decimal, value: Decimal| match better {
            Better::Higher => other > value,
            Better::Lower => other < value,
        };
        let as_good = |value| self.values.iter().filter(|other| !ahead(value, **other)).count() as u64;
        if self.values.len() < 2 || self.printed.iter().any(|(value, place)| *place > as_good(*value)) {
            return None;
        }
        let position = Position {
            rank: self.values.iter().filter(|other| ahead(**other, measure.value)).count() as u64 + 1,
            tied: self.values.iter().filter(|other| **other == measure.value).count() > 1,
            of: self.values.len() as u64,
        };
        match measure.subject {
            Subject::Company(_) => Some(position),
            Subject::Average => None,
        }
    }
}
