//! A year in review: its sentences and its key figures.

use minijinja::Value;

use model::{Window, Year};

use super::SiteError;
use super::address::{Address, Board, Span};
use super::head::head_view;
use super::review::Review;
use super::sheet::{Link, Sheet};

/// The leaderboard that a year's review speaks of.
pub(super) fn board(year: Year) -> Board {
    Board { scope: 0, span: Span::Window(Window::year(year)) }
}

pub(super) fn view(sheet: &Sheet, year: Year) -> Result<Value, SiteError> {
    let years: Vec<Year> = sheet.index.years().collect();
    let link = |year: Year| Link { name: year.to_string(), href: Some(sheet.links.to(&Address::Year(year))) };
    Ok(view! {
        year: year.to_string(),
        head: head_view(sheet, board(year)),
        review: Review::of(sheet, board(year))?,
        board: sheet.links.to(&Address::Leaderboard(board(year))),
        earlier: years.iter().rfind(|other| **other < year).copied().map(link),
        later: years.iter().find(|other| **other > year).copied().map(link),
    })
}
