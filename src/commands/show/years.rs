//! `show trend`, `show coverage` and `show calendar`: what there is year by year, and what is expected next.

use anyhow::{Context, Result};
use serde_json::json;

use crate::commands::open_workspace::OpenWorkspace;
use crate::commands::{Shell, build};
use model::Year;
use tables::{Cell, Format, Table};

/// Companies, newcomers, distinctions and sources of the scope wanted, year by year.
pub fn trend(
    workspace: &OpenWorkspace,
    wanted: impl Fn(Option<&String>) -> bool,
    format: Format,
) -> Result<Vec<u8>> {
    let scope = workspace.figures.scopes().iter().find(|scope| wanted(scope.country.as_ref()));
    let scope =
        scope.or(workspace.figures.scopes().first()).context("no award of the data is a distinction yet")?;
    let table = tables::trends([scope]);
    let document = json!({
        "country": scope.country, "panel": scope.panel.sources, "panel_window": scope.panel.window,
        "years": table.json(),
    });
    Ok(format.bytes(&table.with_document(document)))
}

/// One row a source and year, no blank cell.
pub fn coverage(workspace: &OpenWorkspace, only: Option<Year>, format: Format) -> Vec<u8> {
    let wanted = |year| only.is_none_or(|only| only == year);
    format.bytes(&tables::coverage(workspace.figures.coverage(), wanted))
}

/// A cell of the coverage in words.
pub fn coverage_in_words(cell: &rank::ListState) -> String {
    match cell {
        rank::ListState::Complete { found } => format!("complete ({found})"),
        rank::ListState::Partial { found, claimed: Some(claimed) } => {
            format!("partial (found {found} of {claimed})")
        }
        rank::ListState::Partial { found, claimed: None } => format!("partial (found {found})"),
        rank::ListState::NotFound { claimed: Some(claimed) } => format!("not found (0 of {claimed})"),
        rank::ListState::NotFound { claimed: None } => "not found".to_owned(),
        rank::ListState::NotHeld => "not held".to_owned(),
        rank::ListState::NotAllowed => "not allowed".to_owned(),
    }
}

/// The calendar file of the site, in its first language.
pub fn calendar_file(shell: &Shell, workspace: &OpenWorkspace) -> Result<Vec<u8>> {
    let overrides = build::overrides(&shell.workspace)?;
    let input = build::input(shell, workspace, &overrides, &site::NO_EDITIONS);
    Ok(site::open(&input, &|_: &str| None, |site| site.calendar())??.bytes)
}

/// One row a source that is still held, soonest first.
pub fn calendar(workspace: &OpenWorkspace, format: Format) -> Vec<u8> {
    let table = Table::about("calendar", 1, &workspace.due)
        .text("source", |due| Cell::text(due.source))
        .text("last", |due| Cell::text(due.last))
        .text("from", |due| Cell::text(due.window.0))
        .text("to", |due| Cell::text(due.window.1))
        .text("state", |due| Cell::text(due.state.word()))
        .table();
    format.bytes(&table)
}
