//! Published figures beside ours, with the gap and its cause: none is hidden.

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{Decimal, Period, SectorId, SourceId, Year, text};
use rank::{Cause, Gap, ListState};

use crate::parts::award::elsewhere;
use crate::parts::series::signed;
use crate::press::sheet::{Link, Sheet};
use crate::words::sentence::plain;

/// A source of which lists are missing.
#[derive(Serialize)]
struct Missing {
    source: Link,
    years: Vec<MissingYear>,
}

/// A year of a source without a complete list.
#[derive(Serialize)]
struct MissingYear {
    year: String,
    #[serde(flatten)]
    cell: ListState,
}

/// The view of the calibration.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let gaps = sheet.input.figures.calibration();
    let count = |word: &str| gaps.iter().filter(|gap| gap.cause.word() == word).count();
    let mut periods: BTreeMap<Period, Vec<Vec<&Gap>>> = BTreeMap::new();
    for gap in gaps {
        let known = periods.entry(gap.published.period).or_default();
        match known.iter_mut().find(|same| told(same[0]) == told(gap)) {
            Some(same) => same.push(gap),
            None => known.push(vec![gap]),
        }
    }
    let period = |(period, gaps): (Period, Vec<Vec<&Gap>>)| period_view(sheet, period, &gaps);
    view! {
        periods: periods.into_iter().map(period).collect::<Vec<_>>(),
        figures: gaps.len(),
        same: count("same"),
        incomplete: count("incomplete"),
        differ: count("method") + count("unknown-company"),
        not_computed: count("not-computed"),
    }
}

/// What a published figure says, however it spells a company: two pages that say the same are one row.
fn told(gap: &Gap) -> (&str, &str, String, Option<&str>) {
    let published = &gap.published;
    (&published.figure, &published.value, text::key(&published.company), gap.ours.as_deref())
}

fn period_view(sheet: &Sheet, period: Period, gaps: &[Vec<&Gap>]) -> Value {
    // The lists that are missing are the same for nearly every figure of a year: they are told once, above.
    let mut cells: Vec<&(SourceId, Year, ListState)> = Vec::new();
    for gap in gaps.iter().flatten() {
        if let Cause::Incomplete { cells: of_gap } = &gap.cause {
            cells.extend(of_gap);
        }
    }
    cells.sort_by_key(|(source, year, _)| (*source, *year));
    cells.dedup_by_key(|(source, year, _)| (*source, *year));
    view! {
        years: years(period),
        missing: missing(sheet, &cells),
        gaps: gaps.iter().map(|same| gap_view(sheet, same)).collect::<Vec<_>>(),
    }
}

fn years(period: Period) -> Option<String> {
    match period {
        Period::Years(window) if window.from == window.to => Some(window.from.to_string()),
        Period::Years(window) => Some(format!("{}–{}", window.from, window.to)),
        Period::All => None,
    }
}

/// Pages that say the same, as one row.
fn gap_view(sheet: &Sheet, same: &[&Gap]) -> Value {
    let gap = same[0];
    let published = &gap.published;
    let (figure, detail) = published.figure.split_once(':').unwrap_or((&published.figure, ""));
    let reason = match &gap.cause {
        Cause::NotComputed(reason) => Some(*reason),
        Cause::Incomplete { .. } | Cause::Same | Cause::Method | Cause::UnknownCompany => None,
    };
    let source = sheet.input.register.sources.keys().find(|source| source.as_str() == detail);
    let detail = source.map_or_else(|| plain(&sectors(sheet, detail)), |source| sheet.source(source));
    let percents = |text: &str| sheet.words.typography.percents(text);
    view! {
        figure: figure.to_owned(),
        detail,
        // A number is the same in every language: only words have one for English pages.
        theirs: sheet.written(
            &percents(&published.value),
            &percents(Some(&published.value_en).filter(|en| !en.is_empty()).unwrap_or(&published.value)),
        ),
        company: published.company.clone(),
        ours: gap.ours.as_deref().map(percents),
        gap: gap.gap.map(|gap| signed(sheet, Decimal::whole(gap))),
        cause: gap.cause.word(),
        reason,
        pages: pages(same),
    }
}

/// The names of sectors that are written by their identifiers, with `+` between them; anything else as it is.
fn sectors(sheet: &Sheet, detail: &str) -> String {
    let known = |id| sheet.input.register.sectors.get(&SectorId::new(id).ok()?);
    let name = |id| known(id).map_or(id, |sector| sheet.sector_name(sector));
    detail.split('+').map(name).collect::<Vec<_>>().join(" + ")
}

fn pages(same: &[&Gap]) -> Vec<Link> {
    let mut pages: Vec<Link> = same.iter().map(|gap| elsewhere(&gap.published.url)).collect();
    pages.dedup();
    pages
}

fn missing(sheet: &Sheet, cells: &[&(SourceId, Year, ListState)]) -> Vec<Missing> {
    let mut sources: Vec<(&SourceId, Missing)> = Vec::new();
    for (id, year, cell) in cells {
        let known = sources.iter().position(|(other, _)| *other == id);
        let position = known.unwrap_or_else(|| {
            sources.push((id, Missing { source: sheet.source(id), years: Vec::new() }));
            sources.len() - 1
        });
        let year = MissingYear { year: year.to_string(), cell: cell.clone() };
        sources[position].1.years.push(year);
    }
    sources.into_iter().map(|(_, missing)| missing).collect()
}
