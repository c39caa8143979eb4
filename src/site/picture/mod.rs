//! Pages as pictures: every chart as a PNG that stands alone, and the card that a shared link shows.
//!
//! A chart is taken from the page that was printed, so whatever a page draws can be taken away, words of an override
//! included.

mod card; // what a shared link shows
mod figure; // a chart with its title, its source and its address
mod ink; // pixels become bytes
mod stamp; // what a picture was drawn from
mod studio; // letters and colours become pixels

use super::address::Address;
use super::press::Press;
use super::sheet::Sheet;
use super::{Page, SiteError};

pub(super) use card::share;
pub(super) use figure::{Figure, figures};
pub(super) use studio::Studio;

/// The pictures of a printed page: its charts, and its card where it has one.
pub(super) fn of_page(
    press: &Press,
    sheet: &Sheet,
    address: &Address,
    page: &Page,
) -> Result<Vec<Page>, SiteError> {
    let card = card::card(press, sheet, address, page)?;
    let charts = figures(press, sheet, page)?.into_iter().map(|figure| figure.png);
    Ok(card.into_iter().chain(charts).collect())
}

/// What stands between two marks of a printed page, its words still escaped.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// The words of a text that was escaped.
fn read(escaped: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(escaped.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// How far a line of letters reaches, in widths of the text face.
fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| super::chart::reach(longer, size) <= room) {
            Some(longer) => *lines.last_mut().expect("a longer line has a shorter one") = longer,
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_long_title_takes_several_lines() {
        assert_eq!(wrapped("un deux trois", 1000.0, 20.0), ["un deux trois"]);
        assert_eq!(wrapped("un deux trois", 1.0, 20.0), ["un", "deux", "trois"], "a word is never cut");
    }
}
