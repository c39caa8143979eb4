//! What can be taken away: all of it, table by table, every leaderboard; and what the columns mean.

use serde::Serialize;

use super::SiteError;
use super::address::{Board, Span};
use super::board::SpanView;
use super::cite::linked;
use super::export::{self, Table};
use super::leaderboard::{File, ScopeView, files, scope_view};
use super::sheet::Sheet;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct DataPage {
    /// Everything in one file.
    whole: [&'static str; 4],
    /// The tables.
    tables: Vec<TableView>,
    scopes: Vec<ScopeFiles>,
    /// The same for search engines.
    linked: serde_json::Value,
}

/// A table.
#[derive(Serialize)]
struct TableView {
    name: &'static str,
    rows: usize,
    columns: Vec<&'static str>,
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
pub(super) fn view(sheet: &Sheet) -> Result<DataPage, SiteError> {
    let scopes = 0..sheet.input.figures.scopes().len();
    Ok(DataPage {
        whole: export::WHOLE,
        tables: export::tables(sheet.input, sheet.index).iter().map(table_view).collect(),
        scopes: scopes.map(|scope| scope_files(sheet, scope)).collect(),
        linked: linked::data(sheet)?,
    })
}

fn table_view(table: &Table) -> TableView {
    let columns = table.columns.iter().map(|(name, _)| *name).collect();
    TableView { name: table.name, rows: table.rows.len(), columns }
}

fn scope_files(sheet: &Sheet, scope: usize) -> ScopeFiles {
    let boards = sheet.index.boards().filter(|board| board.scope == scope);
    let board = |board: Board| BoardFiles { span: SpanView::of(sheet, board), files: files(sheet, board) };
    ScopeFiles {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        boards: boards.map(board).collect(),
    }
}
