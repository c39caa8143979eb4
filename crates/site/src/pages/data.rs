//! What can be taken away: all of it, table by table, every leaderboard; and what the columns mean.

use minijinja::Value;
use tables::Table;

use crate::SiteError;
use crate::parts::board::{SpanView, scope_view};
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::Sheet;
use crate::sharing::cite::linked;
use crate::sharing::export;

/// The view of the data.
pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let scopes = 0..sheet.input.figures.scopes().len();
    let pages = export::company_pages(sheet.input, sheet.index);
    let contents = export::contents(sheet.input, &pages);
    Ok(view! {
        whole: export::WHOLE,
        tables: tables::offered(&contents).iter().map(table_view).collect::<Vec<_>>(),
        board_columns: sheet.index.boards().next().map(|b| board_columns(sheet, b)).unwrap_or_default(),
        scopes: scopes.map(|scope| scope_files(sheet, scope)).collect::<Vec<_>>(),
        linked: linked::data(sheet)?,
    })
}

fn table_view(table: &Table) -> Value {
    view! { name: table.name, rows: table.rows(), columns: columns(table) }
}

fn columns(table: &Table) -> Vec<&'static str> {
    table.columns().map(|column| column.name).collect()
}

fn board_columns(sheet: &Sheet, board: Board) -> Vec<&'static str> {
    columns(&tables::leaderboard(
        sheet.input.register,
        sheet.input.figures,
        sheet.index.ranking(board),
        usize::MAX,
        sheet.input.as_of,
    ))
}

fn scope_files(sheet: &Sheet, scope: usize) -> Value {
    let boards = sheet.index.boards().filter(|board| board.scope == scope);
    let board = |board: Board| {
        view! {
            span: SpanView::of(sheet, board),
            figures: sheet.links.to_figures(&Address::Leaderboard(board)),
        }
    };
    view! {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        boards: boards.map(board).collect::<Vec<_>>(),
    }
}
