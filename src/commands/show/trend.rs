//! `show trend`: the same figures over the years.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;

/// Which trend.
#[derive(Debug, Args)]
pub struct Asked {
    /// Sources of all countries instead of the default one
    #[arg(long)]
    all_countries: bool,
}

/// Companies, newcomers, distinctions and sources, year by year.
pub fn answer(book: &Book, asked: &Asked) -> Result<Answer> {
    let wanted = |country: Option<&String>| country.is_none() == asked.all_countries;
    let scope = book.figures.scopes().iter().find(|scope| wanted(scope.country.as_ref()));
    let scope =
        scope.or(book.figures.scopes().first()).context("no award of the data is a distinction yet")?;
    let mut table =
        Table::new(&["year", "companies", "newcomers", "awards", "sources", "covered", "panel companies"]);
    for point in &scope.trend {
        table.push([
            point.year.to_string(),
            point.companies.to_string(),
            point.newcomers.to_string(),
            point.awards.to_string(),
            point.sources.to_string(),
            format!("{} of {}", point.covered.part, point.covered.whole),
            point.panel_companies.map(|n| n.to_string()).unwrap_or_default(),
        ]);
    }
    let json = json!({
        "country": scope.country, "panel": scope.panel.sources, "panel_window": scope.panel.window, "years": scope.trend,
    });
    Ok(Answer { table, json })
}
