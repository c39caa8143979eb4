//! Every year in review: its headline, and how much it stands on.

use serde::Serialize;

use model::{Window, Year};

use super::SiteError;
use super::address::Address;
use super::badge::Badge;
use super::review::Review;
use super::sheet::Sheet;
use super::year::board;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct YearsPage {
    /// The latest first.
    years: Vec<YearLine>,
}

/// One year.
#[derive(Serialize)]
struct YearLine {
    year: String,
    href: String,
    headline: String,
    badge: Badge,
}

/// The view of the list.
pub(super) fn view(sheet: &Sheet) -> Result<YearsPage, SiteError> {
    let mut years: Vec<Year> = sheet.index.years().collect();
    years.reverse();
    let years: Result<_, SiteError> = years.into_iter().map(|year| line(sheet, year)).collect();
    Ok(YearsPage { years: years? })
}

fn line(sheet: &Sheet, year: Year) -> Result<YearLine, SiteError> {
    Ok(YearLine {
        year: year.to_string(),
        href: sheet.links.to(&Address::Year(year)),
        headline: Review::of(sheet, board(year))?.headline,
        badge: Badge::of(sheet.index.scope(board(year)), Window::year(year)),
    })
}
