//! A chart that stands alone: its finding, its drawing, who says so, and where it stands for good.

use minijinja::Value;

use crate::charts::Chart;
use crate::press::Press;
use crate::press::sheet::Sheet;
use crate::{Page, SiteError};

use crate::sharing::picture::{PictureLine, wrapped};

const MARGIN: f64 = 28.0;
/// The size of the title's letters; the display face runs a little wider than the text face.
const TITLE: f64 = 23.0;
const WIDER: f64 = 1.06;
const LINE: f64 = 29.0;
/// The size of the note's letters, and from line to line.
const NOTE: f64 = 15.0;
const NOTE_LINE: f64 = 20.0;
/// Pixels across: sharp on a page's column at twice its size, and wide enough for a post.
const ACROSS: u32 = 1200;

/// A chart of a page as a picture beside it: its first drawing, the wide one.
pub(crate) fn figure(press: &Press, sheet: &Sheet, chart: &Chart) -> Result<Option<Page>, SiteError> {
    let path = format!("{}-{}.png", sheet.links.here().trim_end_matches(".html"), chart.caption.id);
    let svg = press.drawn("chart/alone.svg", &alone(sheet, chart)?)?;
    let bytes = press.studio.png(&path, &svg, ACROSS)?;
    Ok(bytes.map(|bytes| Page { path, bytes }))
}

fn alone(sheet: &Sheet, chart: &Chart) -> Result<Value, SiteError> {
    let settings = sheet.input.settings;
    let day = sheet.words.typography.day(sheet.input.as_of);
    let [drawing, _] = &chart.drawings;
    let (width, height) = (drawing.width, drawing.height);
    let lines = wrapped(&chart.caption.title, width / WIDER, TITLE);
    let line = |(position, text)| PictureLine { text, y: MARGIN + TITLE + LINE * position as f64 };
    let notes = chart.caption.note.iter().flat_map(|note| wrapped(note, width, NOTE)).enumerate();
    let end = MARGIN + LINE * lines.len() as f64;
    let note = |(position, text)| PictureLine { text, y: end + NOTE + NOTE_LINE * position as f64 };
    let notes: Vec<PictureLine> = notes.map(note).collect();
    let top = end + NOTE_LINE * notes.len() as f64 + 14.0;
    let foot = top + height + 24.0;
    Ok(view! {
        width: width + 2.0 * MARGIN,
        height: foot + MARGIN + 16.0,
        margin: MARGIN,
        lines: lines.into_iter().enumerate().map(line).collect::<Vec<_>>(),
        notes,
        drawing: drawing.svg.as_str(),
        drawing_top: top,
        drawing_width: width,
        drawing_height: height,
        foot,
        source: sheet
            .words
            .say("picture.source", &[("site", settings.title.as_str().into()), ("day", day.into())])?,
        address: format!("{}{}#{}", settings.base_url, sheet.links.here(), chart.caption.id),
    })
}
