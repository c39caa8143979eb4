//! The published figures as tables: standings, coverage, trends, and what others published.

use std::collections::BTreeSet;

use super::table::Kind::{Integer, Text};
use super::{Cell, Table};
use crate::Input;
use model::{self, Period, Window};
use rank::{Gap, Scope, Standing};

/// How the tables name the ranking of all countries together.
const ALL_COUNTRIES: &str = "all";

/// The tables of the figures.
pub fn tables(input: &Input) -> Vec<Table> {
    vec![standings(input), coverage(input), trends(input), published(input)]
}

fn country(scope: &Scope) -> Cell {
    Cell::text(scope.country.as_deref().unwrap_or(ALL_COUNTRIES))
}

fn standings(input: &Input) -> Table {
    let rows = input.figures.scopes().iter().flat_map(rows_of_scope);
    Table::about("standings", 4, rows)
        .column("country", Text, |(scope, ..)| country(scope))
        .column("from_year", Integer, |(_, window, _)| Cell::number(window.from))
        .column("to_year", Integer, |(_, window, _)| Cell::number(window.to))
        .who(input.register, |(.., standing)| standing)
        .place(|(.., standing)| standing)
        .merits(|(.., standing)| standing)
        .table()
}

fn rows_of_scope(scope: &Scope) -> impl Iterator<Item = (&Scope, Window, &Standing)> {
    // A range on offer may be the same window as a year or as all time: its rows are the same rows.
    let mut seen = BTreeSet::new();
    let rankings = scope.years.iter().chain(&scope.ranges).chain([&scope.all_time]);
    let fresh = rankings.filter(move |ranking| seen.insert(ranking.query.window));
    fresh.flat_map(move |ranking| {
        ranking.standings.iter().map(move |standing| (scope, ranking.query.window, standing))
    })
}

fn coverage(input: &Input) -> Table {
    let coverage = input.figures.coverage();
    let rows = coverage.rows.iter().flat_map(|(source, cells)| {
        coverage.years.iter().zip(cells).map(move |(year, cell)| (source, year, cell))
    });
    Table::about("coverage", 2, rows)
        .column("source", Text, |(source, ..)| Cell::text(source))
        .column("year", Integer, |(_, year, _)| Cell::number(year))
        .column("state", Text, |(.., cell)| Cell::text(state(cell)))
        .column("found", Integer, |(.., cell)| Cell::maybe_number(found(cell)))
        .column("claimed", Integer, |(.., cell)| Cell::maybe_number(claimed(cell)))
        .table()
}

fn state(cell: &rank::ListState) -> &'static str {
    match cell {
        rank::ListState::Complete { .. } => "complete",
        rank::ListState::Partial { .. } => "partial",
        rank::ListState::NotFound { .. } => "not-found",
        rank::ListState::NotHeld => "not-held",
        rank::ListState::NotAllowed => "not-allowed",
    }
}

fn found(cell: &rank::ListState) -> Option<u32> {
    match *cell {
        rank::ListState::Complete { found } | rank::ListState::Partial { found, .. } => Some(found),
        rank::ListState::NotFound { .. } | rank::ListState::NotHeld | rank::ListState::NotAllowed => None,
    }
}

fn claimed(cell: &rank::ListState) -> Option<u32> {
    match *cell {
        rank::ListState::Complete { found } => Some(found),
        rank::ListState::Partial { claimed, .. } | rank::ListState::NotFound { claimed } => claimed,
        rank::ListState::NotHeld | rank::ListState::NotAllowed => None,
    }
}

fn trends(input: &Input) -> Table {
    let scopes = input.figures.scopes().iter();
    let rows = scopes.flat_map(|scope| scope.trend.iter().map(move |point| (scope, point)));
    Table::about("trends", 2, rows)
        .column("country", Text, |(scope, _)| country(scope))
        .column("year", Integer, |(_, point)| Cell::number(point.year))
        .column("companies", Integer, |(_, point)| Cell::number(point.companies))
        .column("newcomers", Integer, |(_, point)| Cell::number(point.newcomers))
        .column("awards", Integer, |(_, point)| Cell::number(point.awards))
        .column("prizes", Integer, |(_, point)| Cell::number(point.sources))
        .column("lists_found", Integer, |(_, point)| Cell::number(point.covered.part))
        .column("lists_held", Integer, |(_, point)| Cell::number(point.covered.whole))
        .column("panel_companies", Integer, |(_, point)| Cell::maybe_number(point.panel_companies))
        .table()
}

fn published(input: &Input) -> Table {
    let period = |gap: &Gap| match gap.published.period {
        Period::Years(window) => Cell::text(window),
        Period::All => Cell::text("all"),
    };
    Table::about("published", 1, (1_i64..).zip(input.figures.calibration()))
        .column("position", Integer, |(position, _)| Cell::number(position))
        .column("period", Text, |(_, gap)| period(gap))
        .column("figure", Text, |(_, gap)| Cell::text(&gap.published.figure))
        .column("company", Text, |(_, gap)| Cell::text(&gap.published.company))
        .column("value", Text, |(_, gap)| Cell::text(&gap.published.value))
        .column("ours", Text, |(_, gap)| Cell::maybe(gap.ours.as_ref()))
        .column("gap", Integer, |(_, gap)| Cell::maybe_number(gap.gap))
        .column("cause", Text, |(_, gap)| Cell::text(gap.cause.word()))
        .column("evidence", Text, |(_, gap)| Cell::text(&gap.published.evidence))
        .column("url", Text, |(_, gap)| Cell::text(&gap.published.url))
        .table()
}
