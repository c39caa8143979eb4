//! The card that a shared link shows: what the page is about, in letters that read well at the size of a thumb.
//!
//! Below the words a picture of what may be claimed: the names known and missing of each list of a leaderboard, or the
//! prizes of a company over the years. One a kind of page, and one each for leaderboards and for the first companies that
//! won at least two prizes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use model::{CompanyId, Counting, SourceId, Window, Year};

use crate::parts::board::SpanView;
use crate::parts::claim::Claim;
use crate::parts::matrix::{self, MatrixColumn};
use crate::press::Press;
use crate::press::address::{Address, Span};
use crate::press::printed::{PagePart, Printed};
use crate::press::sheet::Sheet;
use crate::words::sentence::text;
use crate::{Page, SiteError};

use crate::sharing::picture::{PictureLine, wrapped};

/// The size that networks ask for.
const ACROSS: u32 = 1200;
const ROOM: f64 = 1040.0;
/// Ranks of all years whose companies have a card: those on the first page of its leaderboard. Of ten thousand companies
/// seven thousand won twice: their cards took half the time of a build, and those of the first 500 still a sixth.
const RANKS: u32 = 100;
/// Sizes of the headline, the largest that fits first, and the lines it may take.
const SIZES: [(f64, usize); 3] = [(92.0, 2), (72.0, 3), (54.0, 4)];
/// The display face runs a little wider than the text face.
const WIDER: f64 = 1.1;
/// The size of the letters under the headline.
const SMALL: f64 = 30.0;
const FIRST_LINE: f64 = 190.0;
/// Where the picture stands, and of which height it still says something.
const LEFT: f64 = 80.0;
const BOTTOM: f64 = 544.0;
const SMALLEST_PICTURE: f64 = 76.0;
const WIDEST_STEP: f64 = 64.0;
/// The size of the letters that say how to read it.
const CAPTION: f64 = 22.0;

/// A bar or a dot of the picture.
#[derive(Serialize)]
struct CardShape {
    kind: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
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
        | Address::Editions
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
    let (headline, under) = words(sheet, address, page)?;
    let drawn = matches!(address, Address::Leaderboard(_) | Address::Company(_));
    let sizes = if drawn { &SIZES[1..] } else { &SIZES[..] };
    let fits = |&&(size, most): &&(f64, usize)| wrapped(&headline, ROOM / WIDER, size).len() <= most;
    let (size, most) = *sizes.iter().find(fits).unwrap_or(&SIZES[SIZES.len() - 1]);
    let lines: Vec<String> = wrapped(&headline, ROOM / WIDER, size).into_iter().take(most).collect();
    let first = if drawn { FIRST_LINE } else { FIRST_LINE + 25.0 };
    let end = first + size * 1.08 * (lines.len() as f64 - 1.0);
    let line = |(at, text)| PictureLine { text, y: first + size * 1.08 * at as f64 };
    let small = whole_words(wrapped(&under, ROOM, SMALL), if drawn { 2 } else { 3 });
    let top = end + 62.0 + SMALL * 1.35 * small.len().saturating_sub(1) as f64 + 40.0;
    let small_line = |(at, text)| PictureLine { text, y: end + 62.0 + SMALL * 1.35 * at as f64 };
    let fits = top + SMALLEST_PICTURE < BOTTOM;
    let (caption, shapes) = if fits { picture(sheet, address, top)? } else { (None, Vec::new()) };
    let card = view! {
        caption: caption.map(|text| PictureLine { text, y: top + CAPTION }),
        shapes,
        site: settings.title.as_str(),
        size,
        lines: lines.into_iter().enumerate().map(line).collect::<Vec<_>>(),
        small: small.into_iter().enumerate().map(small_line).collect::<Vec<_>>(),
        source: settings.base_url.trim_start_matches("https://").trim_end_matches('/'),
    };
    let bytes = press.studio.png(&path, &press.drawn("chart/card.svg", &card)?, ACROSS)?;
    Ok(bytes.map(|bytes| Page { path, bytes }))
}

/// The headline and what stands below it: of a leaderboard what may be claimed, and the names that it rests on.
fn words(sheet: &Sheet, address: &Address, page: &mut Printed) -> Result<(String, String), SiteError> {
    if let Address::Leaderboard(board) = address {
        let claim = Claim::of(sheet, sheet.index.ranking(*board));
        let headline = text(&claim.headline(sheet, &SpanView::of(sheet, *board))?);
        return Ok((headline, claim.known(sheet)?.join(" ")));
    }
    let title = page.read(PagePart::Title)?;
    Ok((own(&title, &sheet.input.settings.title).to_owned(), page.read(PagePart::Description)?))
}

/// The first lines; what is cut off says so.
fn whole_words(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        *last = format!("{}…", last.trim_end_matches([',', ';', ':', ' ']));
    }
    lines
}

/// What is drawn below the words, and how to read it.
fn picture(sheet: &Sheet, page: &Address, top: f64) -> Result<(Option<String>, Vec<CardShape>), SiteError> {
    let room = BOTTOM - top - 2.0 * CAPTION;
    if let Address::Leaderboard(board) = page {
        return Ok((Some(sheet.words.text("card.lists")?), bars(&matrix::columns(sheet, *board), room)));
    }
    let (Address::Company(id), Some(scope)) = (page, sheet.input.figures.scopes().first()) else {
        return Ok((None, Vec::new()));
    };
    let window = scope.all_time.query.window;
    let span = [("from", window.from.to_string().into()), ("to", window.to.to_string().into())];
    Ok((Some(sheet.words.say("card.years", &span)?), dots(sheet, id, window, room)))
}

/// A bar a list: the names known in full, those missing hollow. What nobody announced is grey, with an open end.
fn bars(columns: &[MatrixColumn], room: f64) -> Vec<CardShape> {
    let length = |column: &MatrixColumn| {
        let (found, announced) = column.known();
        announced.unwrap_or(found).max(found)
    };
    let longest = columns.iter().map(length).max().unwrap_or(1).max(1) as f64;
    let step = (ROOM / columns.len().max(1) as f64).min(WIDEST_STEP);
    let bar = |kind, at: usize, names: u64| {
        let height = (names as f64 / longest * room).max(6.0);
        CardShape { kind, x: LEFT + step * at as f64, y: BOTTOM - height, width: step * 0.7, height }
    };
    let of_list = |(at, column): (usize, &MatrixColumn)| {
        let (found, announced) = column.known();
        let hollow = announced.is_none_or(|announced| announced > found);
        let hollow = hollow.then(|| bar("missing", at, length(column) + u64::from(announced.is_none())));
        let known = (found > 0).then(|| bar(if announced.is_some() { "known" } else { "open" }, at, found));
        hollow.into_iter().chain(known)
    };
    columns.iter().enumerate().flat_map(of_list).collect()
}

/// A dot for each prize that counts, year by year.
fn dots(sheet: &Sheet, id: &CompanyId, window: Window, room: f64) -> Vec<CardShape> {
    let mut won: BTreeMap<Year, BTreeSet<SourceId>> =
        window.years().map(|year| (year, BTreeSet::new())).collect();
    for (_, award) in sheet.index.awards_of(id) {
        if award.counting == Counting::Counts {
            won.entry(award.awarded.year()).or_default().insert(award.source);
        }
    }
    let step = ROOM / won.len().max(1) as f64;
    let most = won.values().map(BTreeSet::len).max().unwrap_or(1).max(1) as f64;
    let size = (step * 0.7).min(room / most - 4.0).min(22.0);
    let of_year = |(at, sources): (usize, &BTreeSet<SourceId>)| {
        let x = LEFT + step * at as f64;
        let none = CardShape { kind: "none", x, y: BOTTOM - 3.0, width: size, height: 3.0 };
        let dot = move |up: usize| CardShape {
            kind: "dot",
            x,
            y: BOTTOM - 6.0 - (size + 4.0) * (up as f64 + 1.0),
            width: size,
            height: size,
        };
        std::iter::once(none).chain((0..sources.len()).map(dot)).collect::<Vec<_>>()
    };
    won.values().enumerate().flat_map(of_year).collect()
}

/// The title without the site's own, which stands above it.
fn own<'t>(title: &'t str, site: &str) -> &'t str {
    let title = title.strip_suffix(site).map_or(title, |own| own.trim_end_matches(" · "));
    title.strip_prefix(site).map_or(title, |own| own.trim_start_matches(" · "))
}
