//! What can be taken away: all of it, table by table, every leaderboard; and what the columns mean.

use minijinja::Value;

use super::SiteError;
use super::address::{Board, Span};
use super::board::SpanView;
use super::cite::linked;
use super::export::{self, Table};
use super::leaderboard::{files, scope_view};
use super::sheet::Sheet;
use crate::view;

/// The view of the data.
pub(super) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let scopes = 0..sheet.input.figures.scopes().len();
    Ok(view! {
        whole: export::WHOLE,
        tables: export::tables(sheet.input, sheet.index).iter().map(table_view).collect::<Vec<_>>(),
        scopes: scopes.map(|scope| scope_files(sheet, scope)).collect::<Vec<_>>(),
        linked: linked::data(sheet)?,
    })
}

fn table_view(table: &Table) -> Value {
    let columns = table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    view! {
        name: table.name,
        rows: table.rows.len(),
        columns,
    }
}

fn scope_files(sheet: &Sheet, scope: usize) -> Value {
    let boards = sheet.index.boards().filter(|board| board.scope == scope);
    let board = |board: Board| {
        view! {
            span: SpanView::of(sheet, board),
            files: files(sheet, board),
        }
    };
    view! {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        boards: boards.map(board).collect::<Vec<_>>(),
    }
}
