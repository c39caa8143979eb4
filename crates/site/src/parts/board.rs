//! What every list of leaderboards says of one: its years, who leads, how much it stands on.

use minijinja::Value;
use serde::Serialize;

use crate::parts::badge::Badge;
use crate::parts::claim::Claim;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::Sheet;
use crate::words::{Words, WordsError};

/// The years of a leaderboard, as a template names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SpanView {
    kind: SpanKind,
    from: String,
    to: String,
}

/// Which sentence names some years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum SpanKind {
    Year,
    Range,
    All,
}

impl SpanView {
    /// The years of a board.
    pub fn of(sheet: &Sheet, board: Board) -> Self {
        let window = sheet.index.ranking(board).query.window;
        let kind = match board.span {
            Span::AllTime => SpanKind::All,
            Span::Window(_) if window.from == window.to => SpanKind::Year,
            Span::Window(_) => SpanKind::Range,
        };
        Self { kind, from: window.from.to_string(), to: window.to.to_string() }
    }

    pub fn said(&self, words: &Words) -> Result<String, WordsError> {
        let kind = match self.kind {
            SpanKind::Year => "span.year",
            SpanKind::Range => "span.range",
            SpanKind::All => "span.all",
        };
        words.say(kind, &[("from", self.from.as_str().into()), ("to", self.to.as_str().into())])
    }
}

/// A leaderboard as lists show it.
pub fn board_view(sheet: &Sheet, board: Board) -> Value {
    let ranking = sheet.index.ranking(board);
    view! {
        span: SpanView::of(sheet, board),
        href: sheet.links.to(&Address::Leaderboard(board)),
        leaders: Claim::of(sheet, ranking).leaders(sheet),
        score: ranking.standings.first().map(|s| sheet.score(s.score)).unwrap_or_default(),
        prizes: ranking.standings.first().and_then(|s| sheet.prizes(s.score)),
        totals: ranking.totals,
        badge: Badge::of(sheet, ranking),
    }
}

/// Whose sources a leaderboard counts.
pub(crate) fn scope_view(sheet: &Sheet, board: Board) -> Value {
    view! {
        country: sheet.index.scope(board).country.clone(),
        default: board.scope == 0,
    }
}
