//! `show ranking` and `show sector`: leaderboards of a window of years, and who leads a sector.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;

use super::query::{self, Switches};
use super::sureness;
use crate::commands::Shell;
use crate::commands::book::Book;
use model::{CompanyId, SectorId};
use rank::{Ground, Knowledge, Licence, Query, Ranking, Withheld};
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
    let ranking = book.figures.ranking(&query);
    let table = tables::leaderboard(&book.register, &book.figures, &ranking, asked.top, shell.as_of);
    let heading = match format {
        Format::Table | Format::Md => heading(book, &ranking),
        Format::Csv | Format::Json | Format::Xlsx => String::new(),
    };
    Ok([heading.into_bytes(), format.bytes(&table)].concat())
}

/// What the leaderboard rests on, and who may be named as its first, or why nobody.
fn heading(book: &Book, ranking: &Ranking) -> String {
    let name = |id: &CompanyId| book.register.company(id).name.as_str();
    let names = |ids: &[CompanyId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    let claim = match book.figures.licence(ranking) {
        Licence::Crowned { leaders, ground: Ground::Ours } => format!("first: {}", names(&leaders)),
        Licence::Crowned { leaders, ground: Ground::Published(published) } => {
            format!("first: {}, as published at {}", names(&leaders), published.url)
        }
        Licence::Withheld { reasons } => {
            let reasons: Vec<String> = reasons.iter().map(|reason| withheld(reason, &names)).collect();
            format!("no first is named: {}", reasons.join("; "))
        }
    };
    format!("{}\n{claim}\n\n", known(&book.figures.knowledge(ranking)))
}

fn known(known: &Knowledge) -> String {
    let Knowledge { announced, companies, companies_but_open, open, .. } = known;
    let names = match announced.whole {
        0 => format!("{} names known, no number announced", known.found),
        whole => format!("{} of {whole} announced names known ({} %)", announced.part, announced.percent()),
    };
    let estimated = match (companies.at_most, companies_but_open.at_most) {
        (Some(most), _) if most == companies.at_least => format!("{most} companies"),
        (Some(most), _) => format!("estimated {} to {most} companies", companies.at_least),
        (None, Some(most)) => format!(
            "estimated {} companies at least, {most} at most but for {open} lists of unknown length",
            companies.at_least
        ),
        (None, None) => format!("{} companies at least", companies.at_least),
    };
    format!("{names}, {estimated}")
}

fn withheld(reason: &Withheld, names: &impl Fn(&[CompanyId]) -> String) -> String {
    match reason {
        Withheld::Nobody => "nobody was distinguished".to_owned(),
        Withheld::FewNames { known, wanted_percent } => {
            format!("{} of {} names are known, of {wanted_percent} % wanted", known.part, known.whole)
        }
        Withheld::FewPrizes { prizes, wanted } => format!("the first has {prizes} of {wanted} prizes wanted"),
        Withheld::Derived { first } => format!("derived rows would make it {}", names(first)),
        Withheld::Overtaken { by, lead, gain } => {
            format!("missing names may give {} {gain} more, the lead is {lead}", names(&[*by]))
        }
        Withheld::Published { company, url } => format!("{company} is first at {url}"),
    }
}

/// Which sector.
#[derive(Debug, Args)]
pub struct SectorArgs {
    /// Its identifier; all families when none
    id: Option<String>,
    /// Every sector with its NACE Rev. 2 codes, one row a code
    #[arg(long, conflicts_with = "id")]
    nace: bool,
}

/// The leaders of the sector, or the families with how many companies each has.
pub fn sector(shell: &Shell, book: &Book, asked: &SectorArgs, format: Format) -> Result<Vec<u8>> {
    match &asked.id {
        Some(id) => leaders(shell, book, query::known_sector(book, id)?, format),
        None if asked.nace => Ok(format.bytes(&tables::nace(&book.register))),
        None => Ok(families(book, format)),
    }
}

fn all_time(book: &Book) -> Option<&Ranking> {
    book.figures.scopes().first().map(|scope| &scope.all_time)
}

fn leaders(shell: &Shell, book: &Book, sector: SectorId, format: Format) -> Result<Vec<u8>> {
    let whole = all_time(book).context("no award of the data is a distinction yet")?;
    let query = Query { sector: Some(sector), ..whole.query.clone() };
    let ranking = book.figures.ranking(&query);
    let table = tables::leaderboard(&book.register, &book.figures, &ranking, usize::MAX, shell.as_of);
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
