//! The statistics of a leaderboard, as a yearly post quotes them: every share with its n.

use serde::Serialize;

use model::{Decimal, Share};
use rank::Ranking;

use super::address::Board;
use super::sheet::Sheet;

/// What the block shows.
#[derive(Serialize)]
pub(super) struct StatisticsView {
    never_before: ShareView,
    not_last_year: ShareView,
    two_or_more: ShareView,
    more_than_ten: ShareView,
    leading_pack: ShareView,
    top_ten: ShareView,
    /// To the hundredth.
    gini: Option<String>,
    companies: u64,
}

/// A part of a whole, in percent only where the whole is large enough.
#[derive(Serialize)]
pub(super) struct ShareView {
    part: u64,
    whole: u64,
    percent: Option<u64>,
}

impl ShareView {
    /// A share as it may be quoted.
    pub fn of(share: Share) -> Self {
        let percent = share.quotable().then(|| share.percent());
        Self { part: share.part, whole: share.whole, percent }
    }
}

/// The statistics of a leaderboard.
pub(super) fn view(sheet: &Sheet, board: Board) -> StatisticsView {
    let ranking: &Ranking = sheet.index.ranking(board);
    let statistics = ranking.statistics;
    let hundredths = |units| sheet.words.typography.decimal(Decimal::hundredths(units));
    let rounded = |(part, whole): (i128, i128)| i64::try_from((200 * part + whole) / (2 * whole)).ok();
    let gini = statistics.gini.and_then(|gini| rounded((gini.numerator(), gini.denominator())));
    StatisticsView {
        never_before: ShareView::of(statistics.never_before),
        not_last_year: ShareView::of(statistics.not_last_year),
        two_or_more: ShareView::of(statistics.two_or_more),
        more_than_ten: ShareView::of(statistics.more_than_ten),
        leading_pack: ShareView::of(statistics.leading_pack),
        top_ten: ShareView::of(statistics.top_ten),
        gini: gini.map(hundredths),
        companies: ranking.totals.companies,
    }
}
