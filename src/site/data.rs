//! What can be taken away: every leaderboard as files, and what the columns mean.

use serde::Serialize;

use super::address::{Board, Span};
use super::board::SpanView;
use super::leaderboard::{File, ScopeView, files, scope_view};
use super::sheet::Sheet;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct DataPage {
    scopes: Vec<ScopeFiles>,
}

/// The files of a scope.
#[derive(Serialize)]
struct ScopeFiles {
    scope: ScopeView,
    boards: Vec<BoardFiles>,
}

/// The files of a leaderboard.
#[derive(Serialize)]
struct BoardFiles {
    span: SpanView,
    files: Vec<File>,
}

/// The view of the data.
pub(super) fn view(sheet: &Sheet) -> DataPage {
    let scopes = 0..sheet.input.figures.scopes.len();
    DataPage { scopes: scopes.map(|scope| scope_files(sheet, scope)).collect() }
}

fn scope_files(sheet: &Sheet, scope: usize) -> ScopeFiles {
    let boards = sheet.index.boards().filter(|board| board.scope == scope);
    let board = |board: Board| BoardFiles { span: SpanView::of(sheet, board), files: files(sheet, board) };
    ScopeFiles {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        boards: boards.map(board).collect(),
    }
}
