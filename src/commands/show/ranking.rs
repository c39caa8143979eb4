//! `show ranking`: the leaderboard of a window of years.

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Answer;
use crate::commands::Shell;
use crate::commands::book::Book;
use crate::commands::table::Table;
use crate::model::{CompanyLevel, Method, Query, Ranking, Rules, SectorId, Standing, Window, Without, Year};
use crate::rank;

/// The word for the sources of all countries together.
const ALL_COUNTRIES: &str = "all";

/// Which leaderboard.
#[derive(Debug, Args)]
pub struct Asked {
    /// One year
    #[arg(long, value_name = "YYYY", conflicts_with_all = ["from", "to"])]
    year: Option<Year>,
    /// The first year [default: the first with a distinction]
    #[arg(long, value_name = "YYYY")]
    from: Option<Year>,
    /// The last year [default: the last with a distinction]
    #[arg(long, value_name = "YYYY")]
    to: Option<Year>,
    /// How awards become a score [default: as in sources.toml]
    #[arg(long)]
    method: Option<Method>,
    /// Sources of one country, or `all` [default: as in sources.toml]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Companies of one sector
    #[arg(long, value_name = "ID")]
    sector: Option<String>,
    /// Leave out paid-entry awards, awards to persons, or derived rows
    #[arg(long, value_enum, value_delimiter = ',')]
    without: Vec<LeftOut>,
    /// Only the first rows
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LeftOut {
    Paid,
    Persons,
    Derived,
}

impl LeftOut {
    fn meant(self) -> Without {
        match self {
            Self::Paid => Without::Paid,
            Self::Persons => Without::Persons,
            Self::Derived => Without::Derived,
        }
    }
}

/// The leaderboard that was asked for.
pub fn answer(shell: &Shell, book: &Book, asked: &Asked) -> Result<Answer> {
    let ranking = rank::ranking(&book.register, &query(book, asked)?);
    let shown = &ranking.standings[..asked.top.unwrap_or(usize::MAX).min(ranking.standings.len())];
    Ok(Answer { table: table(book, shown), json: json(shell, book, &ranking, shown) })
}

fn query(book: &Book, asked: &Asked) -> Result<Query> {
    let settings = &book.catalog.settings.ranking;
    let country = asked.country.clone().or_else(|| settings.country.clone());
    Ok(Query {
        window: window(book, asked)?,
        method: asked.method.unwrap_or(settings.method),
        country: country.filter(|country| country != ALL_COUNTRIES),
        kind: None,
        sector: asked.sector.as_deref().map(|id| known_sector(book, id)).transpose()?,
        level: CompanyLevel::Brand,
        rules: Rules::default(),
        without: asked.without.iter().map(|left_out| left_out.meant()).collect(),
    })
}

fn window(book: &Book, asked: &Asked) -> Result<Window> {
    if let Some(year) = asked.year {
        return Ok(Window::year(year));
    }
    let scope = book.figures.scopes.first().context("no award of the data is a distinction yet")?;
    let whole = scope.all_time.query.window;
    let (from, to) = (asked.from.unwrap_or(whole.from), asked.to.unwrap_or(whole.to));
    Window::new(from, to)
        .with_context(|| format!("--from {from} lies after --to {to}; put the earlier year first"))
}

/// The first-level family of a sector that exists.
pub fn known_sector(book: &Book, id: &str) -> Result<SectorId> {
    let sector = SectorId::new(id)?;
    if !book.register.sectors.contains_key(&sector) {
        let families = book.register.sectors.values().filter(|s| s.parent.is_none());
        let known: Vec<_> = families.map(|s| s.id.as_str()).collect();
        bail!("no sector `{id}`; the families are {}", known.join(", "));
    }
    Ok(book.register.family(&sector).clone())
}

fn table(book: &Book, standings: &[Standing]) -> Table {
    let mut table =
        Table::new(&["rank", "company", "sector", "score", "competitions", "awards", "previous", "new"]);
    for standing in standings {
        table.push([
            format!("{}{}", standing.rank, if standing.tied { "=" } else { "" }),
            book.register.company(&standing.company).name.clone(),
            standing.sector.as_ref().map(ToString::to_string).unwrap_or_default(),
            standing.score.to_string(),
            standing.competitions.to_string(),
            standing.awards.to_string(),
            standing.previous_rank.map(|rank| rank.to_string()).unwrap_or_default(),
            if standing.new { "new" } else { "" }.to_owned(),
        ]);
    }
    table
}

fn json(shell: &Shell, book: &Book, ranking: &Ranking, shown: &[Standing]) -> Value {
    let sectors = ranking
        .sectors
        .iter()
        .map(|row| json!({ "sector": row.sector, "companies": row.share.part, "share": row.share }));
    json!({
        "window": ranking.query.window,
        "method": ranking.query.method,
        "country": ranking.query.country,
        "without": ranking.query.without,
        "as_of": shell.as_of,
        "totals": ranking.totals,
        "sectors": sectors.collect::<Vec<_>>(),
        "standings": shown.iter().map(|standing| row(book, standing)).collect::<Vec<_>>(),
    })
}

fn row(book: &Book, standing: &Standing) -> Value {
    let won: Vec<_> = standing.won.iter().map(|&index| &book.register.awards[index].id).collect();
    json!({
        "rank": standing.rank,
        "tied": standing.tied,
        "company": standing.company,
        "name": book.register.company(&standing.company).name,
        "sector": standing.sector,
        "score": standing.score,
        "competitions": standing.competitions,
        "awards": standing.awards,
        "previous_rank": standing.previous_rank,
        "new": standing.new,
        "streak": standing.streak,
        "won": won,
    })
}
