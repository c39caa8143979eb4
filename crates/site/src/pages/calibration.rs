//! Published figures beside ours, with the gap and its cause: none is hidden.

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{Period, SectorId, SourceId, Year};
use rank::{Cause, Gap, ListState};

use crate::parts::award::{host, safe};
use crate::press::sheet::{Link, Sheet};
use crate::words::sentence::plain;

/// The figures published of some years.
#[derive(Serialize)]
struct PeriodView {
    /// The years; none for the whole series.
    years: Option<String>,
    gaps: Vec<Value>,
}

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
    let mut periods: BTreeMap<Period, Vec<Value>> = BTreeMap::new();
    for gap in gaps {
        periods.entry(gap.published.period).or_default().push(gap_view(sheet, gap));
    }
    let period = |(period, gaps): (Period, Vec<Value>)| PeriodView { years: years(period), gaps };
    view! {
        periods: periods.into_iter().map(period).collect::<Vec<_>>(),
        figures: gaps.len(),
        same: count("same"),
        incomplete: count("incomplete"),
        differ: count("method") + count("unknown-company"),
        not_computed: count("not-computed"),
    }
}

fn years(period: Period) -> Option<String> {
    match period {
        Period::Years(window) if window.from == window.to => Some(window.from.to_string()),
        Period::Years(window) => Some(format!("{}–{}", window.from, window.to)),
        Period::All => None,
    }
}

fn gap_view(sheet: &Sheet, gap: &Gap) -> Value {
    let published = &gap.published;
    let (figure, detail) = published.figure.split_once(':').unwrap_or((&published.figure, ""));
    let (missing, reason) = match &gap.cause {
        Cause::Incomplete { cells } => (missing(sheet, cells), None),
        Cause::NotComputed(reason) => (Vec::new(), Some(*reason)),
        Cause::Same | Cause::Method | Cause::UnknownCompany => (Vec::new(), None),
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
        gap: gap.gap.map(|gap| signed(sheet, gap)),
        cause: gap.cause.word(),
        reason,
        missing,
        url: safe(&published.url),
        host: host(&published.url).to_owned(),
    }
}

/// The names of sectors that are written by their identifiers, with `+` between them; anything else as it is.
fn sectors(sheet: &Sheet, detail: &str) -> String {
    let known = |id| sheet.input.register.sectors.get(&SectorId::new(id).ok()?);
    let name = |id| known(id).map_or(id, |sector| sheet.sector_name(sector));
    detail.split('+').map(name).collect::<Vec<_>>().join(" + ")
}

fn signed(sheet: &Sheet, gap: i64) -> String {
    let number = sheet.words.typography.number(gap);
    if gap > 0 { format!("+{number}") } else { number }
}

fn missing(sheet: &Sheet, cells: &[(SourceId, Year, ListState)]) -> Vec<Missing> {
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
