//! The head of a leaderboard: who leads, by how much, on what evidence.

use std::collections::BTreeSet;

use serde::Serialize;

use model::{Share, YesNo};
use rank::{Ranking, Totals};

use super::address::Board;
use super::badge::Badge;
use super::board::leaders;
use super::sheet::{Link, Sheet};

/// The head of a leaderboard: who leads, by how much, on what evidence.
#[derive(Serialize)]
pub(super) struct Head {
    /// Those at rank 1.
    pub leaders: Vec<Link>,
    /// Their score.
    pub score: String,
    /// Their score, where it is a number of prizes.
    pub prizes: Option<i64>,
    /// The lead over the next, in prizes; none when nobody follows, or the method has no whole scores.
    pub lead: Option<i64>,
    /// Those at the second rank that exists, when they are few.
    pub next: Vec<Link>,
    /// The sums.
    pub totals: Totals,
    /// Newcomers out of companies, in percent, where quotable.
    pub newcomers_percent: Option<u64>,
    /// Companies with distinctions in the year before as well.
    pub streaks: usize,
    /// Sources that companies pay to enter, among those counted.
    pub paid_sources: usize,
    /// How much it stands on.
    pub badge: Badge,
}

impl Head {
    /// The head of a leaderboard.
    pub fn of(sheet: &Sheet, board: Board) -> Self {
        let ranking = sheet.index.ranking(board);
        let totals = ranking.totals;
        let newcomers = Share { part: totals.newcomers, whole: totals.companies };
        let first = leaders(ranking);
        let next_rank = ranking.standings.iter().find(|s| s.rank > 1);
        let next = ranking.standings.iter().filter(|s| next_rank.is_some_and(|next| next.rank == s.rank));
        Self {
            leaders: first.map(|s| sheet.company(&s.company)).collect(),
            score: ranking.standings.first().map(|s| sheet.score(s.score)).unwrap_or_default(),
            prizes: ranking.standings.first().and_then(|s| sheet.prizes(s.score)),
            lead: lead(sheet, ranking),
            next: next.map(|s| sheet.company(&s.company)).collect(),
            totals,
            newcomers_percent: newcomers.quotable().then(|| newcomers.percent()),
            streaks: ranking.standings.iter().filter(|s| s.streak > 1).count(),
            paid_sources: paid_sources(sheet, ranking),
            badge: Badge::of(sheet.index.scope(board), ranking.query.window),
        }
    }
}

/// How many prizes more the leader has than the next, where the method counts prizes.
fn lead(sheet: &Sheet, ranking: &Ranking) -> Option<i64> {
    let first = sheet.prizes(ranking.standings.first()?.score)?;
    let next = sheet.prizes(ranking.standings.iter().find(|s| s.rank > 1)?.score)?;
    Some(first - next)
}

fn paid_sources(sheet: &Sheet, ranking: &Ranking) -> usize {
    let won = ranking.standings.iter().flat_map(|s| &s.won);
    let sources = won.map(|&p| &sheet.index.award(p).source);
    let paid = |id: &&_| sheet.input.register.source(id).pays_to_enter == YesNo::Yes;
    sources.filter(paid).collect::<BTreeSet<_>>().len()
}
