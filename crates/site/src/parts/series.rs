//! Series of measures: one source, one heading, one scale, one subject over editions. Nothing is mixed.

use std::cmp::Ordering;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use model::text::slug;
use model::{Better, Decimal, Label, Level, MeasureKind, Scale, Subject};
use rank::{Series, SeriesPoint, measure_figure};

use crate::SiteError;
use crate::charts::Chart;
use crate::parts::award::witness_view;
use crate::parts::benchmark_lines;
use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SeriesView {
    pub source: Link,
    pub category: String,
    /// Which part of the list.
    pub level: Level,
    /// The company; none for the average.
    pub company: Option<Link>,
    /// What the figures describe, where the source says.
    pub measure: Option<MeasureKind>,
    /// The scale, in words of the language's numbers; none where it is not known.
    pub scale: Option<ScaleView>,
    /// One point an edition, oldest first.
    pub points: Vec<Value>,
}

/// The ends of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ScaleView {
    low: String,
    high: String,
}

impl SeriesView {
    /// A series, ready to be shown.
    pub fn of(sheet: &Sheet, series: &Series) -> Self {
        Self {
            source: sheet.source(&series.source),
            category: series.category.clone(),
            level: series.level,
            company: match &series.subject {
                Subject::Company(id) => Some(sheet.company(id)),
                Subject::Average => None,
            },
            measure: sheet.input.register.source(&series.source).measure,
            scale: series.scale.map(|scale| scale_view(sheet, scale)),
            points: series.points.iter().map(|point| point_view(sheet, series, point)).collect(),
        }
    }
}

/// The ends of a scale in the language.
pub(crate) fn scale_view(sheet: &Sheet, scale: Scale) -> ScaleView {
    let number = |n| sheet.words.typography.number(n);
    ScaleView { low: number(scale.low), high: number(scale.high) }
}

fn point_view(sheet: &Sheet, series: &Series, point: &SeriesPoint) -> Value {
    let edition = Address::Edition(series.source, point.edition);
    view! {
        edition: Link { name: point.edition.to_string(), href: Some(sheet.links.to(&edition)) },
        value: sheet.words.typography.decimal(point.value),
        figure: measure_figure(sheet.index.measure(point.measure)),
        against_average: point.against_average.map(|gap| signed(sheet, gap)),
        change: point.change.map(|change| view! { by: signed(sheet, change.by), since: change.since }),
        base: base(sheet, series, point),
        printed: point.printed.map(|place| view! { rank: place.number, tied: place.tied }),
        broken: point.broken,
        position: point.position,
        witnesses: sheet
        .index
        .measure(point.measure)
        .witnesses
        .iter()
        .map(|witness| witness_view(sheet, &series.source, witness))
        .collect::<Vec<_>>(),
    }
}

/// What the value rests on, where the source says so.
pub(crate) fn base(sheet: &Sheet, series: &Series, point: &SeriesPoint) -> Option<String> {
    let edition = sheet.input.register.source(&series.source).editions.get(&point.edition)?;
    sheet.bilingual(&edition.base)
}

/// A difference, with a plus where it is one.
pub(crate) fn signed(sheet: &Sheet, gap: Decimal) -> String {
    let number = sheet.words.typography.decimal(gap);
    if gap > Decimal::whole(0) { format!("+{number}") } else { number }
}

/// The series of one source and scale, side by side: one row a subject, one column an edition.
#[derive(Debug, Serialize)]
pub(crate) struct SeriesTable {
    /// What it shows, as an address.
    id: String,
    /// ISO 3166 code of the source's country.
    country: String,
    source: Link,
    category: String,
    measure: Option<MeasureKind>,
    scale: Option<ScaleView>,
    editions: Vec<Link>,
    /// The subjects: the average first, then companies by their latest value.
    rows: Vec<Value>,
    /// How many subjects more there are.
    more: usize,
    /// The years of its first and last edition.
    first: String,
    last: String,
    /// What the last edition says: the average, and the best of the values known.
    latest: Value,
    /// The same as lines, where they are long enough.
    pub chart: Option<Chart>,
}

/// Series as tables, one for each source, heading, level and scale. The page has room for so many gaps. Lists that find
/// no room stand on the page of their source, and what even that has no room for, on the pages of its editions.
pub(crate) fn tables<'s>(
    sheet: &Sheet,
    series: impl Iterator<Item = &'s Series>,
    mut room: usize,
) -> Result<Vec<SeriesTable>, SiteError> {
    let mut groups: Vec<Vec<&Series>> = Vec::new();
    for one in series {
        match groups.iter_mut().find(|group| comparable(group[0], one)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    // A reader meets the series of the own country first, however many others there are.
    let home = sheet.input.ranking.country.as_deref();
    groups.sort_by_key(|group| {
        let country = sheet.input.register.source(&group[0].source).country.as_str();
        (Some(country) != home, country)
    });
    groups.iter().zip(ids(&groups)).map(|(group, id)| table(sheet, group, id, &mut room)).collect()
}

/// How much room a value takes, in gaps.
const VALUE: usize = 3;

/// Only figures of one source, heading, level and scale stand in one table.
fn comparable(one: &Series, other: &Series) -> bool {
    (&one.source, &one.category, one.level, one.scale)
        == (&other.source, &other.category, other.level, other.scale)
}

/// What each group shows, as an address: source and heading, and what tells it apart where that is not enough.
fn ids(groups: &[Vec<&Series>]) -> Vec<String> {
    let plain = |group: &Vec<&Series>| joined_words(&[group[0].source.as_str(), &group[0].category]);
    let full = |group: &Vec<&Series>| {
        let scale = group[0].scale.map_or_else(String::new, |scale| format!("{} {}", scale.low, scale.high));
        joined_words(&[&plain(group), &Value::from(Serde(group[0].level)).to_string(), &scale])
    };
    let mut ids: Vec<String> = Vec::new();
    for group in groups {
        let alone = groups.iter().filter(|other| plain(other) == plain(group)).count() == 1;
        let id = if alone { plain(group) } else { full(group) };
        // Headings that differ in signs alone fold to the same words.
        let free = (1..).map(|n| if n == 1 { id.clone() } else { format!("{id}-{n}") });
        ids.extend(free.into_iter().find(|id| !ids.contains(id)));
    }
    ids
}

/// The words of all texts in an address, with hyphens between them.
fn joined_words(texts: &[&str]) -> String {
    let words = texts.iter().filter(|text| !text.is_empty()).map(|text| slug(text).replace('_', "-"));
    words.collect::<Vec<_>>().join("-")
}

fn table(sheet: &Sheet, group: &[&Series], id: String, room: &mut usize) -> Result<SeriesTable, SiteError> {
    let first = SeriesView::of(sheet, group[0]);
    let mut editions: Vec<_> = group.iter().flat_map(|s| &s.points).map(|p| (p.year, &p.edition)).collect();
    editions.sort();
    editions.dedup();
    let mut rows: Vec<&&Series> = group.iter().collect();
    let better = sheet.input.register.source(&group[0].source).better;
    rows.sort_by(|one, other| {
        let average = |series: &Series| series.subject != Subject::Average;
        let best = || latest_first(better, one.points.last(), other.points.last());
        average(one).cmp(&average(other)).then_with(best).then_with(|| one.subject.cmp(&other.subject))
    });
    let edition = |(_, label): &(_, &Label)| Link {
        name: label.to_string(),
        href: Some(sheet.links.to(&Address::Edition(group[0].source, **label))),
    };
    let row = |series: &&&Series| {
        view! {
            company: SeriesView::of(sheet, series).company,
            values: editions.iter().map(|(_, label)| value(sheet, series, label)).collect::<Vec<_>>(),
        }
    };
    let width = |series: &Series| editions.len() + series.points.len() * (VALUE - 1);
    let shown = rows.iter().take_while(|series| {
        let left = room.checked_sub(width(series));
        *room = left.unwrap_or(0);
        left.is_some()
    });
    let shown: Vec<&&Series> = shown.copied().collect();
    let last = editions.last().map(|(_, label)| **label);
    let best = rows.iter().find(|series| series.subject != Subject::Average && at(series, last).is_some());
    let average = rows.iter().find(|series| series.subject == Subject::Average);
    Ok(SeriesTable {
        latest: view! {
            average: average.and_then(|series| at(series, last)).map(|point| point_view(sheet, group[0], point)),
            best: best.and_then(|series| at(series, last)).map(|point| point_view(sheet, group[0], point)),
            company: best.map(|series| SeriesView::of(sheet, series).company),
        },
        first: editions.first().map(|(year, _)| year.to_string()).unwrap_or_default(),
        last: editions.last().map(|(year, _)| year.to_string()).unwrap_or_default(),
        country: sheet.input.register.source(&group[0].source).country.clone(),
        chart: if shown.is_empty() { None } else { benchmark_lines::chart(sheet, group, id.clone())? },
        id,
        source: first.source,
        category: first.category,
        measure: first.measure,
        scale: first.scale,
        more: rows.len() - shown.len(),
        rows: shown.iter().map(row).collect(),
        editions: editions.iter().map(edition).collect(),
    })
}

/// The latest figures first, the best of a year before the others.
fn latest_first(better: Better, one: Option<&SeriesPoint>, other: Option<&SeriesPoint>) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else { return other.is_some().cmp(&one.is_some()) };
    let best = match better {
        Better::Higher => other.value.cmp(&one.value),
        Better::Lower => one.value.cmp(&other.value),
    };
    other.year.cmp(&one.year).then(best)
}

fn value(sheet: &Sheet, series: &Series, edition: &Label) -> Option<Value> {
    Some(point_view(sheet, series, at(series, Some(*edition))?))
}

/// The point of an edition.
fn at(series: &Series, edition: Option<Label>) -> Option<&SeriesPoint> {
    series.points.iter().find(|point| Some(point.edition) == edition)
}
