//! A year in review: its sentences and its key figures.

use minijinja::Value;

use model::{Window, Year};

use crate::SiteError;
use crate::pages::review::Review;
use crate::parts::head::head_view;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

/// The leaderboard that a year's review speaks of.
pub(crate) fn board(year: Year) -> Board {
    Board { scope: 0, span: Span::Window(Window::year(year)) }
}

pub(crate) fn view(sheet: &Sheet, year: Year) -> Result<Value, SiteError> {
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
