//! `show ranking`: the leaderboard of a window of years.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::query::Switches;
use super::{Answer, sureness};
use crate::commands::Shell;
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::{Ratio, Share, SourceId};
use rank::{Ranking, Standing, Statistics};
use workspace::Rules;

/// Which leaderboard, and how much of it.
#[derive(Debug, Args)]
pub struct Asked {
    #[command(flatten)]
    switches: Switches,
    /// Only the first rows
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// How sure the order is: ranks over other methods, weights, and one source less
    #[arg(long)]
    how_sure: bool,
}

/// The leaderboard that was asked for.
pub fn answer(shell: &Shell, book: &Book, asked: &Asked) -> Result<Answer> {
    let query = asked.switches.query(book)?;
    if asked.how_sure {
        return Ok(sureness::answer(book, &query, asked.top.unwrap_or(usize::MAX)));
    }
    let ranking = book.figures.ranking(&query);
    let shown = &ranking.standings[..asked.top.unwrap_or(usize::MAX).min(ranking.standings.len())];
    Ok(Answer { table: table(book, shown), json: json(shell, book, &ranking, shown) })
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
        .map(|row| json!({ "sector": row.sector, "companies": row.share.part, "share": row.share, "percent": row.percent }));
    json!({
        "window": ranking.query.window,
        "method": ranking.query.method,
        "country": ranking.query.country,
        "kind": ranking.query.kind,
        "level": ranking.query.level,
        "without": ranking.query.without,
        "weights": weights(&ranking.query.rules),
        "as_of": shell.as_of,
        "totals": ranking.totals,
        "statistics": statistics(&ranking.statistics),
        "sectors": sectors.collect::<Vec<_>>(),
        "standings": shown.iter().map(|standing| row(book, standing)).collect::<Vec<_>>(),
    })
}

fn statistics(statistics: &Statistics) -> Value {
    let counted = |share: Share| json!({ "part": share.part, "whole": share.whole, "share": share });
    json!({
        "two_or_more": counted(statistics.two_or_more),
        "more_than_ten": counted(statistics.more_than_ten),
        "newcomers_never_before": counted(statistics.never_before),
        "newcomers_not_last_year": counted(statistics.not_last_year),
        "leading_pack_already_there": counted(statistics.leading_pack),
        "top_ten": counted(statistics.top_ten),
        "gini": statistics.gini,
    })
}

/// The weights of single sources that were asked for.
fn weights(rules: &Rules) -> BTreeMap<&SourceId, Option<Ratio>> {
    rules.chosen.iter().map(|(source, percent)| (source, Ratio::new(i128::from(*percent), 100))).collect()
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
