//! Trends: the same figures over the years, raw and on the constant panel.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Row, Selection};
use crate::{Cell, Coverage, Panel, TrendPoint};
use model::{Share, Source, Window, Year};

/// One point for each year of the window.
pub fn trend(
    selection: &Selection<'_>,
    coverage: &Coverage,
    panel: &Panel,
    window: Window,
) -> Vec<TrendPoint> {
    let mut points: BTreeMap<Year, TrendPoint> =
        window.years().map(|year| (year, empty_point(selection, coverage, panel, year))).collect();
    let on_panel: Vec<bool> =
        selection.ledger.sources.iter().map(|source| panel.sources.contains(&source.id)).collect();
    for company in selection.by_company() {
        let first = company.first().map(|row| row.year);
        for year in company.chunk_by(|a, b| a.year == b.year) {
            let Some(point) = points.get_mut(&year[0].year) else { continue };
            point.companies += 1;
            point.awards += year.len() as u64;
            point.newcomers += u64::from(first == Some(point.year));
            let distinguished = u64::from(year.iter().any(|row| on_panel[row.source]));
            point.panel_companies = point.panel_companies.map(|companies| companies + distinguished);
        }
    }
    for (year, sources) in sources_by_year(&selection.rows) {
        if let Some(point) = points.get_mut(&year) {
            point.sources = sources.len() as u64;
        }
    }
    points.into_values().collect()
}

fn empty_point(selection: &Selection<'_>, coverage: &Coverage, panel: &Panel, year: Year) -> TrendPoint {
    TrendPoint {
        year,
        companies: 0,
        newcomers: 0,
        awards: 0,
        sources: 0,
        covered: covered(&selection.sources, coverage, year),
        panel_companies: panel.window.filter(|window| window.holds(year)).map(|_| 0),
    }
}

/// How many of the sources held in a year have a list of which we know at least a part.
fn covered(sources: &[&Source], coverage: &Coverage, year: Year) -> Share {
    let column = coverage.years.iter().position(|y| *y == year);
    let of_source = |source: &&Source| coverage.cell(&source.id, column?);
    let mut share = Share { part: 0, whole: 0 };
    for cell in sources.iter().filter(|source| source.counts).filter_map(of_source) {
        let (part, whole) = match cell {
            Cell::Complete { .. } | Cell::Partial { .. } => (1, 1),
            Cell::NotFound { .. } | Cell::NotAllowed => (0, 1),
            Cell::NotHeld => (0, 0),
        };
        share = Share { part: share.part + part, whole: share.whole + whole };
    }
    share
}

/// The constant panel of a selection.
pub fn panel(selection: &Selection<'_>, all_years: Window) -> Panel {
    let by_year = sources_by_year(&selection.rows);
    let none = BTreeSet::new();
    let sources_in = |year: &Year| by_year.get(year).unwrap_or(&none);
    let mut best: Option<(usize, BTreeSet<usize>, Window)> = None;
    for from in all_years.years() {
        let mut shared = sources_in(&from).clone();
        for to in (Window { from, to: all_years.to }).years() {
            shared.retain(|source| sources_in(&to).contains(source));
            let window = Window { from, to };
            let length = window.years().count();
            let longer = |(years, sources, _): &(usize, BTreeSet<usize>, Window)| {
                (length, shared.len()) >= (*years, sources.len())
            };
            if shared.len() >= 2 && length >= 2 && best.as_ref().is_none_or(longer) {
                best = Some((length, shared.clone(), window));
            }
        }
    }
    best.map_or_else(Panel::default, |(_, sources, window)| {
        let sources = sources.into_iter().map(|source| selection.ledger.sources[source].id);
        Panel { sources: sources.collect(), window: Some(window) }
    })
}

fn sources_by_year(rows: &[Row]) -> BTreeMap<Year, BTreeSet<usize>> {
    let mut by_year: BTreeMap<Year, BTreeSet<usize>> = BTreeMap::new();
    for row in rows {
        by_year.entry(row.year).or_default().insert(row.source);
    }
    by_year
}
