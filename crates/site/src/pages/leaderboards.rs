//! All leaderboards: every year with its leader, the ranges, all time; one list a scope.

use minijinja::Value;

use crate::pages::leaderboard::scope_view;
use crate::parts::board::board_view;
use crate::press::address::{Board, Span};
use crate::press::sheet::Sheet;

/// The view of the list.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let scopes = 0..sheet.input.figures.scopes().len();
    view! {
        scopes: scopes.map(|scope| boards(sheet, scope)).collect::<Vec<_>>(),
    }
}

/// The leaderboards of a scope.
pub(crate) fn boards(sheet: &Sheet, scope: usize) -> Value {
    let single = |board: &Board| match board.span {
        Span::Window(window) => window.from == window.to,
        Span::AllTime => false,
    };
    let (years, ranges): (Vec<Board>, Vec<Board>) =
        sheet.index.boards().filter(|board| board.scope == scope).partition(single);
    view! {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        years: years.into_iter().rev().map(|board| board_view(sheet, board)).collect::<Vec<_>>(),
        ranges: ranges.into_iter().map(|board| board_view(sheet, board)).collect::<Vec<_>>(),
    }
}
