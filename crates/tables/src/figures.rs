//! Standings, coverage and published figures as rows.

use rusqlite::{Result, Transaction, params};

use super::word;
use model::Period;
use rank::{Coverage, Figures, Gap, ListState, Ranking, Scope};

/// How the table names the ranking of all countries together.
const ALL_COUNTRIES: &str = "all";

pub fn standings(tx: &Transaction, figures: &Figures) -> Result<()> {
    figures.scopes().iter().try_for_each(|scope| scope_standings(tx, scope))
}

fn scope_standings(tx: &Transaction, scope: &Scope) -> Result<()> {
    let country = scope.country.as_deref().unwrap_or(ALL_COUNTRIES);
    let rankings = scope.years.iter().chain(&scope.ranges).chain([&scope.all_time]);
    rankings.into_iter().try_for_each(|ranking| ranking_standings(tx, country, ranking))
}

/// A range on offer may be the same window as a year or as all time: its rows are the same rows.
fn ranking_standings(tx: &Transaction, country: &str, ranking: &Ranking) -> Result<()> {
    let mut row = tx.prepare_cached(
        "INSERT OR IGNORE INTO standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let window = ranking.query.window;
    for standing in &ranking.standings {
        row.execute(params![
            country,
            window.from.get(),
            window.to.get(),
            word(&ranking.query.method),
            standing.company.as_str(),
            standing.rank,
            standing.tied,
            standing.sector.as_ref().map(|s| s.as_str()),
            standing.score.to_f64(),
            i64::try_from(standing.competitions).expect("counts are small"),
            i64::try_from(standing.awards).expect("counts are small"),
            standing.previous_rank,
            standing.new,
            standing.streak,
        ])?;
    }
    Ok(())
}

pub fn coverage(tx: &Transaction, coverage: &Coverage) -> Result<()> {
    let mut row = tx.prepare("INSERT INTO coverage VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (source, cells) in &coverage.rows {
        for (year, cell) in coverage.years.iter().zip(cells) {
            let (state, found, claimed) = columns(cell);
            row.execute(params![source.as_str(), year.get(), state, found, claimed])?;
        }
    }
    Ok(())
}

fn columns(cell: &ListState) -> (&'static str, Option<u32>, Option<u32>) {
    match cell {
        ListState::Complete { found } => ("complete", Some(*found), Some(*found)),
        ListState::Partial { found, claimed } => ("partial", Some(*found), *claimed),
        ListState::NotFound { claimed } => ("not-found", None, *claimed),
        ListState::NotHeld => ("not-held", None, None),
        ListState::NotAllowed => ("not-allowed", None, None),
    }
}

pub fn published(tx: &Transaction, calibration: &[Gap]) -> Result<()> {
    let mut row = tx.prepare("INSERT INTO published VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    for (position, Gap { published, ours, gap, cause }) in (1_i64..).zip(calibration) {
        let period = match published.period {
            Period::Years(window) => window.to_string(),
            Period::All => "all".to_owned(),
        };
        row.execute(params![
            position,
            period,
            published.figure,
            published.value,
            published.company,
            ours,
            gap,
            cause.word(),
            published.url,
            published.evidence
        ])?;
    }
    Ok(())
}
