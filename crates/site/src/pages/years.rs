//! Every year in review: its headline, and how much it stands on.

use minijinja::Value;

use model::Year;

use crate::SiteError;
use crate::pages::review::Review;
use crate::pages::year::board;
use crate::parts::badge::Badge;
use crate::press::address::Address;
use crate::press::sheet::Sheet;

/// The view of the list.
pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let mut years: Vec<Year> = sheet.index.years().collect();
    years.reverse();
    let years: Result<Vec<_>, SiteError> = years.into_iter().map(|year| line(sheet, year)).collect();
    Ok(view! {
        years: years?,
    })
}

fn line(sheet: &Sheet, year: Year) -> Result<Value, SiteError> {
    Ok(view! {
        year: year.to_string(),
        href: sheet.links.to(&Address::Year(year)),
        headline: Review::of(sheet, board(year))?.headline,
        badge: Badge::of(sheet, sheet.index.ranking(board(year))),
    })
}
