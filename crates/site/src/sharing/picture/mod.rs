//! Pages as pictures: every chart as a PNG that stands alone, and the card that a shared link shows.

mod card; // what a shared link shows
mod figure; // a chart with its title, its source and its address

use crate::charts::{self, Chart};
use crate::press::Press;
use crate::press::address::Address;
use crate::press::printed::Printed;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

pub(crate) use card::share;
pub(crate) use figure::figure;

/// The pictures of a printed page: its charts, and its card where it has one.
pub(crate) fn of_page(
    press: &Press,
    sheet: &Sheet,
    address: &Address,
    page: &mut Printed,
    charts: &[&Chart],
) -> Result<Vec<Page>, SiteError> {
    let card = card::card(press, sheet, address, page)?.map(Ok);
    card.into_iter().chain(charts.iter().map(|chart| figure(press, sheet, chart))).collect()
}

/// How far a line of letters reaches, in widths of the text face.
fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| charts::width(longer, size) <= room) {
            Some(longer) => *lines.last_mut().expect("a longer line has a shorter one") = longer,
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::sharing::picture::wrapped;

    #[test]
    fn a_long_title_takes_several_lines() {
        assert_eq!(wrapped("un deux trois", 1000.0, 20.0), ["un deux trois"]);
        assert_eq!(wrapped("un deux trois", 1.0, 20.0), ["un", "deux", "trois"], "a word is never cut");
    }
}
