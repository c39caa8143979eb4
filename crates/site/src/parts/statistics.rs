//! The statistics of a leaderboard, as a yearly post quotes them: every share with its n.

use minijinja::Value;

use model::{Decimal, Share};
use rank::Ranking;

use crate::press::address::Board;
use crate::press::sheet::Sheet;

/// A share as it may be quoted.
pub fn share_view(share: Share) -> Value {
    let percent = share.quotable().then(|| share.percent());
    view! {
        part: share.part,
        whole: share.whole,
        percent,
    }
}

/// The statistics of a leaderboard.
pub(crate) fn view(sheet: &Sheet, board: Board) -> Value {
    let ranking: &Ranking = sheet.index.ranking(board);
    let statistics = ranking.statistics;
    let hundredths = |units| sheet.words.typography.decimal(Decimal::hundredths(units));
    let rounded = |(part, whole): (i128, i128)| i64::try_from((200 * part + whole) / (2 * whole)).ok();
    let gini = statistics.gini.and_then(|gini| rounded((gini.numerator(), gini.denominator())));
    view! {
        never_before: share_view(statistics.never_before),
        not_last_year: share_view(statistics.not_last_year),
        two_or_more: share_view(statistics.two_or_more),
        more_than_ten: share_view(statistics.more_than_ten),
        leading_pack: share_view(statistics.leading_pack),
        top_ten: share_view(statistics.top_ten),
        gini: gini.map(hundredths),
        companies: ranking.totals.companies,
    }
}
