//! A chart that stands alone: its finding, its drawing, who says so, and where it stands for good.

use serde::Serialize;

use crate::site::press::Press;
use crate::site::sheet::Sheet;
use crate::site::{Page, SiteError};

use super::{between, read, wrapped};

/// Around the drawing.
const MARGIN: f64 = 28.0;
/// The size of the title's letters; the display face runs a little wider than the text face.
const TITLE: f64 = 23.0;
const WIDER: f64 = 1.06;
/// From line to line.
const LINE: f64 = 29.0;
/// Pixels across: sharp on a page's column at twice its size, and wide enough for a post.
const ACROSS: u32 = 1200;

/// A chart of a page, as a picture.
pub(in crate::site) struct Figure {
    /// The chart's identifier on the page.
    pub id: String,
    /// Its finding.
    pub title: String,
    /// What is drawn, for those who do not see it.
    pub desc: String,
    /// The picture.
    pub png: Page,
}

/// What the template draws.
#[derive(Serialize)]
struct Alone<'a> {
    width: f64,
    height: f64,
    margin: f64,
    lines: Vec<Line>,
    drawing: &'a str,
    drawing_top: f64,
    drawing_width: f64,
    drawing_height: f64,
    foot: f64,
    source: String,
    address: String,
}

/// A line of the title.
#[derive(Serialize)]
struct Line {
    text: String,
    y: f64,
}

/// Every chart of a printed page.
pub(in crate::site) fn figures(press: &Press, sheet: &Sheet, page: &Page) -> Result<Vec<Figure>, SiteError> {
    let html = str::from_utf8(&page.bytes).expect("pages are printed from text");
    drawings(html).map(|drawing| figure(press, sheet, &drawing)).collect()
}

/// A drawing as it stands on a page, its words still escaped.
struct Drawing<'h> {
    svg: &'h str,
    id: &'h str,
    title: &'h str,
    desc: &'h str,
    width: f64,
    height: f64,
}

/// The wide drawing of each chart.
fn drawings(html: &str) -> impl Iterator<Item = Drawing<'_>> {
    html.match_indices("<svg ").filter_map(|(start, _)| {
        let end = html[start..].find("</svg>")? + start + "</svg>".len();
        let svg = &html[start..end];
        let id = between(svg, "aria-labelledby=\"", "-wide-title")?;
        let (width, height) = between(svg, "viewBox=\"0 0 ", "\"")?.split_once(' ')?;
        Some(Drawing {
            svg,
            id,
            title: between(svg, "-wide-title\">", "</title>")?,
            desc: between(svg, "<desc ", "</desc>")?.split_once('>')?.1,
            width: width.parse().ok()?,
            height: height.parse().ok()?,
        })
    })
}

fn figure(press: &Press, sheet: &Sheet, drawing: &Drawing) -> Result<Figure, SiteError> {
    let title = read(drawing.title);
    let settings = sheet.input.settings;
    let day = sheet.words.typography.day(sheet.input.as_of);
    let lines = wrapped(&title, drawing.width / WIDER, TITLE);
    let line = |(position, text)| Line { text, y: MARGIN + TITLE + LINE * position as f64 };
    let top = MARGIN + LINE * lines.len() as f64 + 14.0;
    let foot = top + drawing.height + 24.0;
    let alone = Alone {
        width: drawing.width + 2.0 * MARGIN,
        height: foot + MARGIN + 16.0,
        margin: MARGIN,
        lines: lines.into_iter().enumerate().map(line).collect(),
        drawing: drawing.svg,
        drawing_top: top,
        drawing_width: drawing.width,
        drawing_height: drawing.height,
        foot,
        source: sheet
            .words
            .say("picture.source", &[("site", settings.title.as_str().into()), ("day", day.into())])?,
        address: format!("{}{}#{}", settings.base_url, sheet.links.here(), drawing.id),
    };
    let path = format!("{}-{}.png", sheet.links.here().trim_end_matches(".html"), drawing.id);
    let svg = press.drawn("chart/alone.svg", &alone)?;
    let bytes = press.studio.png(&path, &svg, ACROSS)?;
    let png = Page { path, bytes };
    Ok(Figure { id: drawing.id.to_owned(), title, desc: read(drawing.desc), png })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wide_drawing_of_a_chart_is_found_with_its_words() {
        let drawing = |cut: &str| {
            format!(
                "<svg class=\"chart-{cut}\" viewBox=\"0 0 760 120.5\" aria-labelledby=\"race-{cut}-title race-{cut}-desc\">\
                 <title id=\"race-{cut}-title\">A &amp; B</title><desc id=\"race-{cut}-desc\">Ranks</desc></svg>"
            )
        };
        let html = format!("<p>{}{}<svg class=\"icon\"></svg>", drawing("wide"), drawing("narrow"));
        let found: Vec<Drawing> = drawings(&html).collect();
        assert_eq!(found.len(), 1, "one picture a chart");
        assert_eq!((found[0].id, found[0].width, found[0].height), ("race", 760.0, 120.5));
        assert_eq!((read(found[0].title).as_str(), found[0].desc), ("A & B", "Ranks"));
        assert!(found[0].svg.ends_with("</svg>"));
    }
}
