//! `show ranking` and `show sector`: leaderboards of a window of years, and who leads a sector.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;

use super::query::{self, Part, Switches};
use super::sureness;
use crate::commands::Shell;
use crate::commands::book::Book;
use model::SectorId;
use rank::{Query, Ranking};
use tables::{Cell, Format, Table};

/// Which leaderboard, and how much of it.
#[derive(Debug, Args)]
pub struct RankingArgs {
    #[command(flatten)]
    switches: Switches,
    /// Only the first rows
    #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
    top: usize,
    /// How sure the order is: ranks over other methods, weights, and one source less
    #[arg(long)]
    how_sure: bool,
}

/// The leaderboard that was asked for.
pub fn answer(shell: &Shell, book: &Book, asked: &RankingArgs, format: Format) -> Result<Vec<u8>> {
    let query = asked.switches.query(book)?;
    if asked.how_sure {
        return Ok(sureness::answer(book, &query, asked.top, format));
    }
    let mut ranking = book.figures.ranking(&query);
    ranking.standings.truncate(asked.top);
    Ok(format.bytes(&tables::leaderboard(&book.register, &ranking, shell.as_of)))
}

/// Which sector.
#[derive(Debug, Args)]
pub struct SectorArgs {
    /// Its identifier; all families when none
    id: Option<String>,
    /// Every sector with its NACE Rev. 2 codes, one row a code
    #[arg(long, conflicts_with = "id")]
    nace: bool,
    #[command(flatten)]
    part: Part,
}

/// The leaders of the sector, or the families with how many companies each has.
pub fn sector(shell: &Shell, book: &Book, asked: &SectorArgs, format: Format) -> Result<Vec<u8>> {
    match &asked.id {
        Some(id) => leaders(shell, book, query::known_sector(book, id)?, &asked.part, format),
        None if asked.nace => Ok(format.bytes(&tables::nace(&book.register))),
        None => Ok(families(book, format)),
    }
}

fn all_time(book: &Book) -> Option<&Ranking> {
    book.figures.scopes().first().map(|scope| &scope.all_time)
}

fn leaders(shell: &Shell, book: &Book, sector: SectorId, part: &Part, format: Format) -> Result<Vec<u8>> {
    let whole = all_time(book).context("no award of the data is a distinction yet")?;
    let (window, country) = (part.window(book)?, part.ranked_country(book));
    let query = Query { window, country, sector: Some(sector), ..whole.query.clone() };
    let ranking = book.figures.ranking(&query);
    let table = tables::leaderboard(&book.register, &ranking, shell.as_of);
    let document = json!({ "sector": sector, "standings": table.json()["standings"] });
    Ok(format.bytes(&table.with_document(document)))
}

fn families(book: &Book, format: Format) -> Vec<u8> {
    let rows = all_time(book).map(|whole| whole.sectors.as_slice()).unwrap_or_default();
    let name = |id: &SectorId| book.register.sectors.get(id).map(|sector| sector.fr.clone());
    let table = Table::about("families", 1, rows)
        .text("sector", |row| Cell::maybe(row.sector.as_ref()))
        .text("name", move |row| Cell::maybe(row.sector.as_ref().and_then(name)))
        .integer("companies", |row| Cell::number(row.share.part))
        .text("share", |row| Cell::maybe(row.share.quotable().then(|| format!("{} %", row.percent))))
        .table();
    format.bytes(&table.with_document(rows.iter().map(tables::sector).collect()))
}
