//! What other sites show of ours: each leaderboard's first ten and each chart as a page of its own that needs no
//! other file, the oEmbed answer of a leaderboard, and a badge for each year in which a company stands.
//!
//! The page at its address is the live figure. Saved as a file it is the figure of its day, for good.

mod badge; // a company's rank in a year as a picture
mod oembed; // what a content management system asks for

use minijinja::value::Value;
use serde::Serialize;

use rank::Standing;

use crate::charts::Chart;
use crate::press::Press;
use crate::press::address::{Address, Board};
use crate::press::markup::escaped;
use crate::press::printed::{Part, Printed};
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

pub(crate) use badge::badges;

/// Where they stand, inside a language.
pub(crate) const FOLDER: &str = "integrer/";
/// The size of the frame that holds any of them, in CSS pixels.
const FRAME: (u32, u32) = (600, 560);
/// How many companies of a leaderboard are shown.
const MOST: usize = 10;

/// A company of a leaderboard.
#[derive(Serialize)]
struct EmbedRow {
    rank: u32,
    tied: bool,
    name: String,
    href: String,
    score: String,
}

/// The beginning of the paths of all that a page gives to embed, from the root of the site.
pub(crate) fn stem(sheet: &Sheet, address: &Address) -> String {
    let path = address.path(sheet.index).replace(".html", "").replace('/', "-");
    sheet.links.own_path(&format!("{FOLDER}{path}"))
}

/// A frame of fixed height, with the attributes that pass everywhere.
pub(crate) fn frame(address: &str, title: &str, width: &str) -> String {
    let (address, title, height) = (escaped(address), escaped(title), FRAME.1);
    format!(
        "<iframe src=\"{address}\" width=\"{width}\" height=\"{height}\" title=\"{title}\" frameborder=\"0\"></iframe>"
    )
}

/// Where the oEmbed answer of a page stands, from the root of the site; only leaderboards have one.
pub(crate) fn answer(sheet: &Sheet, address: &Address) -> Option<String> {
    if let Address::Leaderboard(_) = address { Some(format!("{}.json", stem(sheet, address))) } else { None }
}

/// The files to embed that belong to a printed page.
pub(crate) fn files(
    press: &Press,
    address: &Address,
    page: &mut Printed,
    charts: &[&Chart],
) -> Result<Vec<Page>, SiteError> {
    let sheet = press.sheet(address);
    let stem = stem(&sheet, address);
    let print = |tail: &str, view: &Value| {
        press.print_at(format!("{stem}{tail}.html"), address, "embed.html", view).map(Printed::page)
    };
    let mut files = Vec::new();
    for chart in charts {
        let view = of_chart(press, &sheet, page.said(Part::Title)?, chart);
        files.push(print(&format!("-{}", chart.caption.id), &view)?);
    }
    if let Address::Leaderboard(board) = address {
        files.push(print("", &first_ten(press, &sheet, *board)?)?);
        files.push(oembed::page(&sheet, &stem, &sheet.board_title(*board)?));
    }
    if let Address::Company(id) = address {
        files.extend(badge::files(&sheet, id)?);
    }
    Ok(files)
}

fn of_chart<'p>(press: &'p Press, sheet: &Sheet, title: Value, chart: &'p Chart) -> Value {
    view! {
        title,
        style: press.embed_style(),
        chart: Some(chart),
        rows: Vec::<Value>::new(),
        method: sheet.input.ranking.method,
        more: 0,
    }
}

fn first_ten(press: &Press, sheet: &Sheet, board: Board) -> Result<Value, SiteError> {
    let standings = &sheet.index.ranking(board).standings;
    let row = |standing: &Standing| EmbedRow {
        rank: standing.rank,
        tied: standing.tied,
        name: sheet.company(&standing.company).name,
        href: sheet.absolute(&Address::Company(standing.company)),
        score: sheet.score(standing.score),
    };
    Ok(view! {
        title: sheet.board_title(board)?,
        style: press.embed_style(),
        chart: None::<Value>,
        method: sheet.input.ranking.method,
        rows: standings.iter().take(MOST).map(row).collect::<Vec<_>>(),
        more: standings.len().saturating_sub(MOST),
    })
}
