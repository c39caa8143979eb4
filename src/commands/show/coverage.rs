//! `show coverage`: source × year, no blank cell.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::Year;
use rank::ListState;

/// Which years.
#[derive(Debug, Args)]
pub struct Asked {
    /// Only one year
    #[arg(long, value_name = "YYYY")]
    year: Option<Year>,
}

/// One row a source and year.
pub fn answer(book: &Book, asked: &Asked) -> Result<Answer> {
    let coverage = book.figures.coverage();
    let mut table = Table::new(&["source", "year", "coverage"]);
    let mut rows = Vec::new();
    for (source, cells) in &coverage.rows {
        let dated = coverage.years.iter().zip(cells);
        for (year, cell) in dated.filter(|(year, _)| asked.year.is_none_or(|wanted| wanted == **year)) {
            table.push([source.to_string(), year.to_string(), words(cell)]);
            rows.push(json!({ "source": source, "year": year, "coverage": cell }));
        }
    }
    Ok(Answer { table, json: rows.into() })
}

/// A cell in words.
pub fn words(cell: &ListState) -> String {
    match cell {
        ListState::Complete { found } => format!("complete ({found})"),
        ListState::Partial { found, claimed: Some(claimed) } => {
            format!("partial (found {found} of {claimed})")
        }
        ListState::Partial { found, claimed: None } => format!("partial (found {found})"),
        ListState::NotFound { claimed: Some(claimed) } => format!("not found (0 of {claimed})"),
        ListState::NotFound { claimed: None } => "not found".to_owned(),
        ListState::NotHeld => "not held".to_owned(),
        ListState::NotAllowed => "not allowed".to_owned(),
    }
}
