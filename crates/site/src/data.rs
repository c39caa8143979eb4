//! What can be taken away: all of it, table by table, every leaderboard; and what the columns mean.

use serde::Serialize;
use tables::Table;

use super::SiteError;
use super::address::{Board, Span};
use super::board::SpanView;
use super::cite::linked;
use super::export;
use super::leaderboard::{File, ScopeView, files, scope_view};
use super::sheet::Sheet;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct DataPage {
    /// Everything in one file.
    whole: [&'static str; 4],
    /// The tables.
    tables: Vec<TableView>,
    /// The columns of every leaderboard's own file.
    board_columns: Vec<&'static str>,
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
    let pages = export::company_pages(sheet.input, sheet.index);
    let contents = export::contents(sheet.input, &pages);
    Ok(DataPage {
        whole: export::WHOLE,
        tables: tables::offered(&contents).iter().map(table_view).collect(),
        board_columns: sheet.index.boards().next().map(|b| board_columns(sheet, b)).unwrap_or_default(),
        scopes: scopes.map(|scope| scope_files(sheet, scope)).collect(),
        linked: linked::data(sheet)?,
    })
}

fn table_view(table: &Table) -> TableView {
    TableView { name: table.name, rows: table.rows(), columns: columns(table) }
}

fn columns(table: &Table) -> Vec<&'static str> {
    table.columns().map(|column| column.name).collect()
}

fn board_columns(sheet: &Sheet, board: Board) -> Vec<&'static str> {
    columns(&tables::leaderboard(sheet.input.register, sheet.index.ranking(board), sheet.input.as_of))
}

fn scope_files(sheet: &Sheet, scope: usize) -> ScopeFiles {
    let boards = sheet.index.boards().filter(|board| board.scope == scope);
    let board = |board: Board| BoardFiles { span: SpanView::of(sheet, board), files: files(sheet, board) };
    ScopeFiles {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        boards: boards.map(board).collect(),
    }
}
