//! `show ranking` and `show sector`: leaderboards of a window of years, and who leads a sector.

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;

use super::explanation;
use super::query::{self, Switches, YearsAndCountry};
use crate::commands::Shell;
use crate::commands::open_workspace::OpenWorkspace;
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
pub fn answer(
    shell: &Shell,
    workspace: &OpenWorkspace,
    asked: &RankingArgs,
    format: Format,
) -> Result<Vec<u8>> {
    let query = asked.switches.query(workspace)?;
    if asked.how_sure {
        return Ok(explanation::sureness(workspace, &query, asked.top, format));
    }
    let ranking = workspace.figures.ranking(&query);
    let (register, top) = (&workspace.register, asked.top);
    // The awards behind each row are a million on a large workspace, and only JSON has room for them.
    let table = if format == Format::Json {
        tables::leaderboard(register, &workspace.figures, &ranking, top, shell.as_of)
    } else {
        tables::leaderboard_rows(register, &ranking, top, shell.as_of)
    };
    let heading = if format.is_for_people() { heading(workspace, &ranking) } else { String::new() };
    Ok([heading.into_bytes(), format.bytes(&table)].concat())
}

/// A line of the terminal holds hardly more.
const MOST_NAMED: usize = 5;

/// What the leaderboard rests on, and who may be named as its first, or why nobody.
fn heading(workspace: &OpenWorkspace, ranking: &Ranking) -> String {
    let name = |id: &CompanyId| workspace.register.company(id).name.as_str();
    let names = |ids: &[CompanyId]| {
        let more = ids.len().saturating_sub(MOST_NAMED);
        let first = ids.iter().take(MOST_NAMED).map(name).collect::<Vec<_>>().join(", ");
        if more > 0 { format!("{first} and {more} more") } else { first }
    };
    let claim = match workspace.figures.licence(ranking) {
        Licence::Crowned { leaders, ground: Ground::Ours } => format!("first: {}", names(&leaders)),
        Licence::Crowned { leaders, ground: Ground::Published(published) } => {
            format!("first: {}, as published at {}", names(&leaders), published.url)
        }
        Licence::Withheld { reasons } => {
            let reasons: Vec<String> = reasons.iter().map(|reason| withheld(reason, &names)).collect();
            format!("no first is named: {}", reasons.join("; "))
        }
    };
    format!("{}\n{claim}\n\n", known(&workspace.figures.knowledge(ranking)))
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
        (None, Some(most)) => {
            let lists = if *open == 1 { "one list".to_owned() } else { format!("{open} lists") };
            let least = companies.at_least;
            format!("estimated {least} companies at least, {most} at most but for {lists} of unknown length")
        }
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

#[derive(Debug, Args)]
pub struct SectorArgs {
    /// Its identifier; all families when none
    id: Option<String>,
    /// Every sector with its NACE Rev. 2 codes, one row a code
    #[arg(long, conflicts_with = "id")]
    nace: bool,
    #[command(flatten)]
    part: YearsAndCountry,
}

/// The leaders of the sector, or the families with how many companies each has.
pub fn sector(
    shell: &Shell,
    workspace: &OpenWorkspace,
    asked: &SectorArgs,
    format: Format,
) -> Result<Vec<u8>> {
    match &asked.id {
        Some(id) => leaders(shell, workspace, query::known_sector(workspace, id)?, &asked.part, format),
        None if asked.nace => Ok(format.bytes(&tables::nace(&workspace.register))),
        None => Ok(families(workspace, format)),
    }
}

fn all_time(workspace: &OpenWorkspace) -> Option<&Ranking> {
    workspace.figures.scopes().first().map(|scope| &scope.all_time)
}

fn leaders(
    shell: &Shell,
    workspace: &OpenWorkspace,
    sector: SectorId,
    part: &YearsAndCountry,
    format: Format,
) -> Result<Vec<u8>> {
    let whole = all_time(workspace).context("no award of the data is a distinction yet")?;
    let (window, country) = (part.window(workspace)?, part.ranked_country(workspace));
    let query = Query { window, country, sector: Some(sector), ..whole.query.clone() };
    let ranking = workspace.figures.ranking(&query);
    let table =
        tables::leaderboard(&workspace.register, &workspace.figures, &ranking, usize::MAX, shell.as_of);
    let document = json!({ "sector": sector, "standings": table.json()["standings"] });
    Ok(format.bytes(&table.with_document(document)))
}

fn families(workspace: &OpenWorkspace, format: Format) -> Vec<u8> {
    let rows = all_time(workspace).map(|whole| whole.sectors.as_slice()).unwrap_or_default();
    let name = |id: &SectorId| workspace.register.sectors.get(id).map(|sector| sector.fr.clone());
    let table = Table::about("families", 1, rows)
        .text("sector", |row| Cell::maybe(row.sector.as_ref()))
        .text("name", move |row| Cell::maybe(row.sector.as_ref().and_then(name)))
        .integer("companies", |row| Cell::number(row.share.part))
        .text("share", |row| Cell::maybe(row.share.quotable().then(|| format!("{} %", row.percent))))
        .table();
    format.bytes(&table.with_document(rows.iter().map(tables::sector).collect()))
}
