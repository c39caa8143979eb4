//! What other sites show of ours: a leaderboard's first ten or a chart, in a frame; the oEmbed answer of a leaderboard;
//! and a badge for each year in which a company came near the top.
//!
//! One page a language shows them all: `integrer.html?classement/2012.html#sureness` takes from that page what it is
//! asked for (`templates/assets/embed.js`), so that the two never differ. [`still`] is the same on a day, for good.

mod badge; // a company's rank in a year as a picture

use minijinja::Value;
use serde_json::json;

use rank::Standing;

use crate::pages::leaderboard::board_figures;
use crate::parts::badge::Badge;
use crate::press::Press;
use crate::press::address::{Address, Board};
use crate::press::kind;
use crate::press::markup::escaped;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

pub use badge::BadgeState;
pub(crate) use badge::{badges, files as badge_files};

/// The size of the frame that holds ten rows at 320 px as well, in CSS pixels.
const FRAME: (u32, u32) = (600, 600);
/// How many companies of a leaderboard are shown.
const MOST: usize = 10;

/// Whether a badge is as the site gives it today, in any language.
pub(crate) fn verify_badge(presses: &[Press], svg: &str) -> Result<BadgeState, SiteError> {
    let mut today = Vec::new();
    for press in presses {
        for id in press.sheet(&Address::Companies).index.companies() {
            today.extend(badge_files(&press.sheet(&Address::Company(*id)), id)?);
        }
    }
    Ok(badge::state(svg, &today))
}

/// Where a page is shown to other sites: from the page, and for good. A chart's `#id` may follow.
pub(crate) fn address(sheet: &Sheet, page: &Address) -> [String; 2] {
    let asked = page.path(sheet.index, sheet.language);
    let embed = [sheet.links.to(&Address::Embed), sheet.absolute(&Address::Embed)];
    embed.map(|embed| format!("{embed}?{asked}"))
}

/// A frame of fixed height, with the attributes that pass everywhere.
pub(crate) fn frame(address: &str, title: &str, width: &str) -> String {
    let (address, title, height) = (escaped(address), escaped(title), FRAME.1);
    format!(
        "<iframe src=\"{address}\" width=\"{width}\" height=\"{height}\" title=\"{title}\" frameborder=\"0\"></iframe>"
    )
}

/// Where the oEmbed answer of a page stands, from the root of the site; only leaderboards have one.
pub(crate) fn answer_path(sheet: &Sheet, page: &Address) -> Option<String> {
    let path = || sheet.links.path_of(page).replace(".html", ".oembed.json");
    matches!(page, Address::Leaderboard(_)).then(path)
}

/// The answer of a leaderboard to a content management system that asks how to show it (<https://oembed.com>).
///
/// WordPress passes from an unknown site only `a`, `blockquote` and `iframe` with a few attributes, and hides a frame
/// that follows a `blockquote` until a script of its own answers: hence a frame alone.
pub(crate) fn answer(sheet: &Sheet, page: &Address) -> Result<Option<Page>, SiteError> {
    let (Address::Leaderboard(board), Some(path)) = (page, answer_path(sheet, page)) else { return Ok(None) };
    let settings = sheet.input.settings;
    let (width, height) = FRAME;
    let title = sheet.board_title(*board)?;
    let html = frame(&address(sheet, page)[1], &title, &width.to_string());
    let answer = json!({
        "version": "1.0", "type": "rich", "title": title, "html": html, "width": width, "height": height,
        "provider_name": settings.title, "provider_url": settings.base_url, "author_name": settings.title,
        "cache_age": 86400,
    });
    let text = answer.to_string().replace('<', "\\u003c");
    Ok(Some(Page { path, bytes: text.into_bytes() }))
}

/// What a page hands to the frame besides its charts: the first ten of a leaderboard.
pub(crate) fn extract(sheet: &Sheet, page: &Address) -> Result<Option<Value>, SiteError> {
    if let Address::Leaderboard(board) = page { first_ten(sheet, *board).map(Some) } else { Ok(None) }
}

fn first_ten(sheet: &Sheet, board: Board) -> Result<Value, SiteError> {
    let ranking = sheet.index.ranking(board);
    let row = |standing: &Standing| {
        view! {
            rank: standing.rank,
            tied: standing.tied,
            name: sheet.company(&standing.company).name,
            href: sheet.absolute(&Address::Company(standing.company)),
            score: sheet.score(standing.score),
            figures: board_figures(&ranking.query, standing),
        }
    };
    Ok(view! {
        title: sheet.board_title(board)?,
        href: sheet.absolute(&Address::Leaderboard(board)),
        badge: Badge::of(sheet, ranking),
        method: sheet.input.ranking.method,
        rows: ranking.standings.iter().take(MOST).map(row).collect::<Vec<_>>(),
        more: ranking.standings.len().saturating_sub(MOST),
    })
}

/// The page that shows any of them.
pub(crate) fn view(press: &Press) -> Value {
    view! {
        style: press.embed_style(),
        script: press.asset("assets/embed.js"),
        chart: None::<Value>,
        extract: None::<Value>,
    }
}

/// What a page gives to embed, as it is today and in need of no other file: its first ten, or the chart of this name.
pub(crate) fn still(press: &Press, page: &Address, chart: &str) -> Result<Option<Vec<u8>>, SiteError> {
    let sheet = press.sheet(page);
    let charts = kind::charts(&sheet, page)?;
    let chart = charts.into_iter().find(|found| found.caption.id == chart);
    let extract = extract(&sheet, page)?;
    if chart.is_none() && extract.is_none() {
        return Ok(None);
    }
    let view = view! { style: press.embed_style(), script: "", chart, extract };
    Ok(Some(press.print(page, "embed.html", &view)?.page().bytes))
}
