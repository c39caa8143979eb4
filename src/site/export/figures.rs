//! The published figures as tables: standings, coverage, trends, and what others published.

use std::collections::BTreeSet;

use super::table::Kind::{Boolean, Integer, Number, Text};
use super::{Cell, Table};
use crate::model::{self, Gap, Period, Ranking, Scope, TrendPoint};
use crate::site::Input;

/// How the tables name the ranking of all countries together.
const ALL_COUNTRIES: &str = "all";

/// The tables of the figures.
pub fn tables(input: &Input) -> Vec<Table> {
    vec![standings(input), coverage(input), trends(input), published(input)]
}

fn standings(input: &Input) -> Table {
    let columns = [
        ("country", Text),
        ("from_year", Integer),
        ("to_year", Integer),
        ("company", Text),
        ("name", Text),
        ("sector", Text),
        ("rank", Integer),
        ("tied", Boolean),
        ("score", Number),
        ("competitions", Integer),
        ("awards", Integer),
        ("previous_rank", Integer),
        ("new", Boolean),
        ("streak", Integer),
    ];
    let rows = input.figures.scopes.iter().flat_map(|scope| {
        // A range on offer may be the same window as a year or as all time: its rows are the same rows.
        let mut seen = BTreeSet::new();
        let rankings = scope.years.iter().chain(&scope.ranges).chain([&scope.all_time]);
        let fresh: Vec<&Ranking> = rankings.filter(|ranking| seen.insert(ranking.query.window)).collect();
        fresh.into_iter().flat_map(move |ranking| ranking_rows(input, scope, ranking))
    });
    Table::new("standings", 4, &columns, rows)
}

fn ranking_rows(input: &Input, scope: &Scope, ranking: &Ranking) -> Vec<Vec<Cell>> {
    let window = ranking.query.window;
    let row = |standing: &model::Standing| {
        vec![
            Cell::text(country(scope)),
            Cell::number(window.from),
            Cell::number(window.to),
            Cell::text(&standing.company),
            Cell::text(&input.register.company(&standing.company).name),
            Cell::maybe(standing.sector.as_ref()),
            Cell::number(standing.rank),
            Cell::Boolean(standing.tied),
            Cell::number(standing.score),
            Cell::number(standing.competitions),
            Cell::number(standing.awards),
            Cell::maybe_number(standing.previous_rank),
            Cell::Boolean(standing.new),
            Cell::number(standing.streak),
        ]
    };
    ranking.standings.iter().map(row).collect()
}

fn country(scope: &Scope) -> &str {
    scope.country.as_deref().unwrap_or(ALL_COUNTRIES)
}

fn coverage(input: &Input) -> Table {
    let columns =
        [("source", Text), ("year", Integer), ("state", Text), ("found", Integer), ("claimed", Integer)];
    let coverage = &input.figures.coverage;
    let rows = coverage.rows.iter().flat_map(|(source, cells)| {
        coverage.years.iter().zip(cells).map(move |(year, cell)| {
            let (state, found, claimed) = match *cell {
                model::Cell::Complete { found } => ("complete", Some(found), Some(found)),
                model::Cell::Partial { found, claimed } => ("partial", Some(found), claimed),
                model::Cell::NotFound { claimed } => ("not-found", None, claimed),
                model::Cell::NotHeld => ("not-held", None, None),
                model::Cell::NotAllowed => ("not-allowed", None, None),
            };
            let counts = [found, claimed].map(Cell::maybe_number);
            let [found, claimed] = counts;
            vec![Cell::text(source), Cell::number(year), Cell::text(state), found, claimed]
        })
    });
    Table::new("coverage", 2, &columns, rows)
}

fn trends(input: &Input) -> Table {
    let columns = [
        ("country", Text),
        ("year", Integer),
        ("companies", Integer),
        ("newcomers", Integer),
        ("awards", Integer),
        ("prizes", Integer),
        ("lists_found", Integer),
        ("lists_held", Integer),
        ("panel_companies", Integer),
    ];
    let row = |scope: &Scope, point: &TrendPoint| {
        vec![
            Cell::text(country(scope)),
            Cell::number(point.year),
            Cell::number(point.companies),
            Cell::number(point.newcomers),
            Cell::number(point.awards),
            Cell::number(point.sources),
            Cell::number(point.covered.part),
            Cell::number(point.covered.whole),
            Cell::maybe_number(point.panel_companies),
        ]
    };
    let scopes = input.figures.scopes.iter();
    let rows = scopes.flat_map(|scope| scope.trend.iter().map(move |point| row(scope, point)));
    Table::new("trends", 2, &columns, rows)
}

fn published(input: &Input) -> Table {
    let columns = [
        ("position", Integer),
        ("period", Text),
        ("figure", Text),
        ("company", Text),
        ("value", Text),
        ("ours", Text),
        ("gap", Integer),
        ("cause", Text),
        ("evidence", Text),
        ("url", Text),
    ];
    let row = |(position, gap): (i64, &Gap)| {
        let published = &gap.published;
        vec![
            Cell::number(position),
            match published.period {
                Period::Years(window) => Cell::text(window),
                Period::All => Cell::text("all"),
            },
            Cell::text(&published.figure),
            Cell::text(&published.company),
            Cell::text(&published.value),
            Cell::maybe(gap.ours.as_ref()),
            Cell::maybe_number(gap.gap),
            Cell::text(gap.cause.word()),
            Cell::text(&published.evidence),
            Cell::text(&published.url),
        ]
    };
    Table::new("published", 1, &columns, (1_i64..).zip(&input.figures.calibration).map(row))
}
