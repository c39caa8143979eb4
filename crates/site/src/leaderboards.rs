//! All leaderboards: every year with its leader, the ranges, all time; one list a scope.

use serde::Serialize;

use super::address::{Board, Span};
use super::board::BoardView;
use super::leaderboard::{ScopeView, scope_view};
use super::sheet::Sheet;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct LeaderboardsPage {
    scopes: Vec<ScopeBoards>,
}

/// The leaderboards of a scope.
#[derive(Serialize)]
pub(super) struct ScopeBoards {
    /// The scope.
    pub scope: ScopeView,
    /// Single years, the latest first.
    pub years: Vec<BoardView>,
    /// Ranges, then all time.
    pub ranges: Vec<BoardView>,
}

/// The view of the list.
pub(super) fn view(sheet: &Sheet) -> LeaderboardsPage {
    let scopes = 0..sheet.input.figures.scopes().len();
    LeaderboardsPage { scopes: scopes.map(|scope| boards(sheet, scope)).collect() }
}

/// The leaderboards of a scope.
pub(super) fn boards(sheet: &Sheet, scope: usize) -> ScopeBoards {
    let single = |board: &Board| match board.span {
        Span::Window(window) => window.from == window.to,
        Span::AllTime => false,
    };
    let (years, ranges): (Vec<Board>, Vec<Board>) =
        sheet.index.boards().filter(|board| board.scope == scope).partition(single);
    ScopeBoards {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        years: years.into_iter().rev().map(|board| BoardView::of(sheet, board)).collect(),
        ranges: ranges.into_iter().map(|board| BoardView::of(sheet, board)).collect(),
    }
}
