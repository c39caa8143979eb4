//! The head of a leaderboard: who leads, by how much, on what evidence.

use minijinja::Value;
use std::collections::BTreeSet;

use model::{Share, YesNo};
use rank::Ranking;

use crate::parts::badge::Badge;
use crate::parts::board::leaders;
use crate::press::address::Board;
use crate::press::sheet::Sheet;

/// The head of a leaderboard.
pub fn head_view(sheet: &Sheet, board: Board) -> Value {
    let ranking = sheet.index.ranking(board);
    let totals = ranking.totals;
    let newcomers = Share { part: totals.newcomers, whole: totals.companies };
    let first = leaders(ranking);
    let next_rank = ranking.standings.iter().find(|s| s.rank > 1);
    let next = ranking.standings.iter().filter(|s| next_rank.is_some_and(|next| next.rank == s.rank));
    view! {
        leaders: first.map(|s| sheet.company(&s.company)).collect::<Vec<_>>(),
        score: ranking.standings.first().map(|s| sheet.score(s.score)).unwrap_or_default(),
        prizes: ranking.standings.first().and_then(|s| sheet.prizes(s.score)),
        lead: lead(sheet, ranking),
        next: next.map(|s| sheet.company(&s.company)).collect::<Vec<_>>(),
        totals,
        newcomers_percent: newcomers.quotable().then(|| newcomers.percent()),
        streaks: ranking.standings.iter().filter(|s| s.streak > 1).count(),
        paid_sources: paid_sources(sheet, ranking),
        badge: Badge::of(sheet, ranking),
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
