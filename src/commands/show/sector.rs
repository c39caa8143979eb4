//! `show sector`: who leads a sector, over all years.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::{Sector, SectorId};
use rank::{Query, Ranking};

/// Which sector.
#[derive(Debug, Args)]
pub struct Asked {
    /// Its identifier; all families when none
    id: Option<String>,
    /// Every sector with its NACE Rev. 2 codes, one row a code
    #[arg(long, conflicts_with = "id")]
    nace: bool,
}

/// The leaders of the sector, or the families with how many companies each has.
pub fn answer(book: &Book, asked: &Asked) -> Result<Answer> {
    match &asked.id {
        Some(id) => leaders(book, id),
        None if asked.nace => Ok(crosswalk(book)),
        None => Ok(families(book)),
    }
}

/// From our sectors to the codes of statistical offices.
fn crosswalk(book: &Book) -> Answer {
    let mut table = Table::new(&["sector", "family", "fr", "en", "nace"]);
    let sectors = &book.register.sectors;
    for sector in sectors.values() {
        let family = book.register.family(&sector.id);
        for code in &sector.nace {
            let (fr, en) = (sector.fr.clone(), sector.en.clone());
            table.push([sector.id.to_string(), family.to_string(), fr, en, code.clone()]);
        }
    }
    let row = |sector: &Sector| {
        let family = book.register.family(&sector.id);
        json!({ "sector": sector.id, "family": family, "fr": sector.fr, "en": sector.en, "nace": sector.nace })
    };
    Answer { table, json: sectors.values().map(row).collect() }
}

fn all_time(book: &Book) -> Option<&Ranking> {
    book.figures.scopes().first().map(|scope| &scope.all_time)
}

fn leaders(book: &Book, id: &str) -> Result<Answer> {
    let sector = super::query::known_sector(book, id)?;
    let query = all_time(book).map(|whole| Query { sector: Some(sector), ..whole.query.clone() });
    let standings = query.map(|query| book.figures.ranking(&query).standings).unwrap_or_default();
    let mut table = Table::new(&["rank", "company", "competitions", "awards"]);
    for standing in &standings {
        table.push([
            format!("{}{}", standing.rank, if standing.tied { "=" } else { "" }),
            book.register.company(&standing.company).name.clone(),
            standing.competitions.to_string(),
            standing.awards.to_string(),
        ]);
    }
    let rows = standings.iter().map(|standing| {
        json!({ "rank": standing.rank, "tied": standing.tied, "company": standing.company,
                "competitions": standing.competitions, "awards": standing.awards })
    });
    Ok(Answer { table, json: json!({ "sector": sector, "standings": rows.collect::<Vec<_>>() }) })
}

fn families(book: &Book) -> Answer {
    let mut table = Table::new(&["sector", "name", "companies", "share"]);
    let rows = all_time(book).map(|whole| whole.sectors.as_slice()).unwrap_or_default();
    for row in rows {
        table.push([
            row.sector.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.sector.as_ref().map(|id| name(book, id)).unwrap_or_default(),
            row.share.part.to_string(),
            if row.share.quotable() { format!("{} %", row.percent) } else { String::new() },
        ]);
    }
    let json = rows
        .iter()
        .map(|row| json!({ "sector": row.sector, "companies": row.share.part, "share": row.share, "percent": row.percent }));
    Answer { table, json: json.collect() }
}

fn name(book: &Book, id: &SectorId) -> String {
    book.register.sectors.get(id).map(|sector| sector.fr.clone()).unwrap_or_default()
}
