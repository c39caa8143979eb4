//! A year in review: its sentences and its key figures.

use serde::Serialize;

use model::{Window, Year};

use super::SiteError;
use super::address::{Address, Board, Span};
use super::head::Head;
use super::review::Review;
use super::sheet::{Link, Sheet};

/// What the page shows.
#[derive(Serialize)]
pub(super) struct YearPage {
    year: String,
    head: Head,
    review: Review,
    /// The year's leaderboard.
    board: String,
    earlier: Option<Link>,
    later: Option<Link>,
}

/// The leaderboard that a year's review speaks of.
pub(super) fn board(year: Year) -> Board {
    Board { scope: 0, span: Span::Window(Window::year(year)) }
}

/// The view of a year.
pub(super) fn view(sheet: &Sheet, year: Year) -> Result<YearPage, SiteError> {
    let years: Vec<Year> = sheet.index.years().collect();
    let link = |year: Year| Link { name: year.to_string(), href: Some(sheet.links.to(&Address::Year(year))) };
    Ok(YearPage {
        year: year.to_string(),
        head: Head::of(sheet, board(year)),
        review: Review::of(sheet, board(year))?,
        board: sheet.links.to(&Address::Leaderboard(board(year))),
        earlier: years.iter().rfind(|other| **other < year).copied().map(link),
        later: years.iter().find(|other| **other > year).copied().map(link),
    })
}
