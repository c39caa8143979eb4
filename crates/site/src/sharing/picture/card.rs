//! The card that a shared link shows: what the page is about, in letters that read well at the size of a thumb.
//!
//! One a kind of page, and one each for leaderboards and for the first companies that won at least two prizes.

use serde::Serialize;

use model::CompanyId;

use crate::press::Press;
use crate::press::address::{Address, Span};
use crate::press::printed::{PagePart, Printed};
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

use crate::sharing::picture::wrapped;

/// The size that networks ask for.
const ACROSS: u32 = 1200;
const ROOM: f64 = 1040.0;
/// Ranks of all years whose companies have a card. Of ten thousand companies seven thousand won twice: their cards took
/// half the time of a build, and a sixth of its bytes.
const RANKS: u32 = 500;
/// Sizes of the headline, the largest that fits first, and the lines it may take.
const SIZES: [(f64, usize); 3] = [(92.0, 2), (72.0, 3), (54.0, 4)];
/// The display face runs a little wider than the text face.
const WIDER: f64 = 1.1;
/// The size of the letters under the headline, and the lines they may take.
const SMALL: f64 = 30.0;
const SMALL_LINES: usize = 2;

/// What the template draws.
#[derive(Serialize)]
struct Card {
    site: String,
    size: f64,
    lines: Vec<CardLine>,
    small: Vec<CardLine>,
    source: String,
}

/// A line of words.
#[derive(Serialize)]
struct CardLine {
    text: String,
    y: f64,
}

/// The address of the card that a page shows when it is shared, from the root of the site, where pictures are drawn.
pub(crate) fn share(sheet: &Sheet, page: &Address) -> Option<String> {
    let path = sheet.links.path_of(&shown(sheet, page));
    pictures::DRAWS.then(|| format!("{}-card.png", path.trim_end_matches(".html")))
}

/// The page whose card a page shows: its own, or that of its kind. Only leaderboards and companies that won at least
/// two prizes have something of their own to show at the size of a thumb, and of those the first are shared.
fn shown(sheet: &Sheet, page: &Address) -> Address {
    match page {
        Address::Leaderboard(board) if board.scope == 0 => page.clone(),
        Address::Company(id) if has_own(sheet, id) => page.clone(),
        Address::Leaderboards | Address::Leaderboard(_) => Address::Leaderboards,
        Address::Companies | Address::Initial(_) | Address::Company(_) | Address::Compare => {
            Address::Companies
        }
        Address::Sectors | Address::Sector(_) => Address::Sectors,
        Address::Sources | Address::Source(_) | Address::Edition(..) => Address::Sources,
        Address::Home
        | Address::Trends
        | Address::Coverage
        | Address::Method
        | Address::Calendar
        | Address::Calibration
        | Address::Titles
        | Address::Glossary
        | Address::Corrections
        | Address::About
        | Address::Design
        | Address::Data
        | Address::Embed
        | Address::Article(_)
        | Address::NotFound => Address::Home,
    }
}

fn has_own(sheet: &Sheet, id: &CompanyId) -> bool {
    let standing = sheet.index.standing(Span::AllTime, id);
    standing.is_some_and(|standing| standing.competitions >= 2 && standing.rank <= RANKS)
}

/// The card of a printed page that has one: its title, and its description.
pub(crate) fn card(
    press: &Press,
    sheet: &Sheet,
    address: &Address,
    page: &mut Printed,
) -> Result<Option<Page>, SiteError> {
    let Some(path) = share(sheet, address).filter(|_| shown(sheet, address) == *address) else {
        return Ok(None);
    };
    let settings = sheet.input.settings;
    let title = page.read(PagePart::Title)?;
    let headline = own(&title, &settings.title);
    let under = &page.read(PagePart::Description)?;
    let fits = |&(size, most): &(f64, usize)| wrapped(headline, ROOM / WIDER, size).len() <= most;
    let (size, most) = SIZES.into_iter().find(|size| fits(size)).unwrap_or(SIZES[SIZES.len() - 1]);
    let lines: Vec<String> = wrapped(headline, ROOM / WIDER, size).into_iter().take(most).collect();
    let end = 215.0 + size * 1.08 * (lines.len() as f64 - 1.0);
    let line = |(at, text)| CardLine { text, y: 215.0 + size * 1.08 * at as f64 };
    let small = wrapped(under, ROOM, SMALL).into_iter().take(SMALL_LINES).enumerate();
    let small_line = |(at, text)| CardLine { text, y: end + 62.0 + SMALL * 1.35 * at as f64 };
    let card = Card {
        site: settings.title.clone(),
        size,
        lines: lines.into_iter().enumerate().map(line).collect(),
        small: small.map(small_line).collect(),
        source: settings.base_url.trim_start_matches("https://").trim_end_matches('/').to_owned(),
    };
    let bytes = press.studio.png(&path, &press.drawn("chart/card.svg", &card)?, ACROSS)?;
    Ok(bytes.map(|bytes| Page { path, bytes }))
}

/// The title without the site's own, which stands above it.
fn own<'t>(title: &'t str, site: &str) -> &'t str {
    let title = title.strip_suffix(site).map_or(title, |own| own.trim_end_matches(" · "));
    title.strip_prefix(site).map_or(title, |own| own.trim_start_matches(" · "))
}
