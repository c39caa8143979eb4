//! Figures over the years: of all companies, raw and on the constant panel, and of each company its career.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::ledger::{Distinction, Selection};
use crate::{Coverage, ListState, Ranking};
use model::{CompanyId, Share, Source, SourceId, Window, Year};

/// One year of a trend. Years between the first and the last are all present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendPoint {
    pub year: Year,
    pub companies: u64,
    /// Companies distinguished for the first time in the data.
    pub newcomers: u64,
    pub awards: u64,
    pub sources: u64,
    /// Sources known to be held that year whose list we have at least in part, out of those held.
    pub covered: Share,
    /// Companies distinguished by the sources of the constant panel; none outside the panel's window.
    pub panel_companies: Option<u64>,
}

impl TrendPoint {
    /// The coverage in percent below which a year says nothing about the awards, only about our lists.
    pub const ENOUGH: u64 = 50;

    /// Whether enough of the sources are known for a sentence on the year.
    pub fn quotable(&self) -> bool {
        self.covered.whole > 0 && 100 * self.covered.part >= Self::ENOUGH * self.covered.whole
    }
}

/// The sources that a trend can be read on: present in every year of the longest window that two of them share.
///
/// Of several windows of that length, the one that most sources share, then the latest. A window of one year
/// shows no trend: then the panel is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panel {
    pub sources: Vec<SourceId>,
    /// The years in which all of them gave a distinction.
    pub window: Option<Window>,
}

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
        selection.ledger.sources.iter().map(|source| panel.sources.contains(source)).collect();
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
    let of_source = |source: &&Source| coverage.state(&source.id, column?);
    let mut share = Share { part: 0, whole: 0 };
    for cell in sources.iter().filter(|source| source.counts).filter_map(of_source) {
        let (part, whole) = match cell {
            ListState::Complete { .. } | ListState::Partial { .. } => (1, 1),
            ListState::NotFound { .. } | ListState::NotAllowed => (0, 1),
            ListState::NotHeld => (0, 0),
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
        let sources = sources.into_iter().map(|source| selection.ledger.sources[source]);
        Panel { sources: sources.collect(), window: Some(window) }
    })
}

fn sources_by_year(rows: &[Distinction]) -> BTreeMap<Year, BTreeSet<usize>> {
    let mut by_year: BTreeMap<Year, BTreeSet<usize>> = BTreeMap::new();
    for row in rows {
        by_year.entry(row.year).or_default().insert(row.source);
    }
    by_year
}

/// The path of a company through the rankings of single years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Career {
    /// Its rank in each year with a distinction, at least one.
    pub ranks: BTreeMap<Year, u32>,
    pub best: u32,
    /// The years of its best rank, oldest first.
    pub best_years: Vec<Year>,
    /// Its longest run of years with a distinction; the latest of several.
    pub longest_run: Window,
}

impl Career {
    /// The years at the first rank, oldest first; a shared first rank counts.
    pub fn at_top(&self) -> &[Year] {
        if self.best == 1 { &self.best_years } else { &[] }
    }
}

/// The career of every company in the rankings of single years.
pub fn careers(years: &[Ranking]) -> BTreeMap<CompanyId, Career> {
    let mut ranks: BTreeMap<&CompanyId, BTreeMap<Year, u32>> = BTreeMap::new();
    for ranking in years {
        for standing in &ranking.standings {
            ranks.entry(&standing.company).or_default().insert(ranking.query.window.from, standing.rank);
        }
    }
    ranks.into_iter().filter_map(|(company, ranks)| Some((*company, career(ranks)?))).collect()
}

fn career(ranks: BTreeMap<Year, u32>) -> Option<Career> {
    let best = *ranks.values().min()?;
    let best_years = ranks.iter().filter(|(_, rank)| **rank == best).map(|(year, _)| *year).collect();
    let longest_run = longest_run(ranks.keys().copied())?;
    Some(Career { ranks, best, best_years, longest_run })
}

fn longest_run(years: impl Iterator<Item = Year>) -> Option<Window> {
    let mut runs: Vec<Window> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some(run) if run.to.plus(1) == year => run.to = year,
            Some(_) | None => runs.push(Window::year(year)),
        }
    }
    runs.into_iter().max_by_key(|run| run.years().count())
}

#[cfg(test)]
mod tests {
    use super::longest_run;
    use model::{Window, Year};

    #[test]
    fn the_latest_of_the_longest_runs_is_told() {
        let run = |years: &[i64]| longest_run(years.iter().filter_map(|year| Year::new(*year)));
        let window = |from, to| Window::new(Year::new(from)?, Year::new(to)?);
        assert_eq!(run(&[2008, 2009, 2011, 2013, 2014]), window(2013, 2014));
        assert_eq!(run(&[2008, 2009, 2010, 2012]), window(2008, 2010));
        assert_eq!(run(&[]), None);
    }
}
