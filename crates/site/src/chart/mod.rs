//! Figures become pictures: geometry here, marks in `templates/chart/`, colours in `chart.css`.
//!
//! Every chart is a module with its input, a function `draw` and the `Marks` its template draws. Labels come
//! translated; what cannot be drawn is `None`. A chart is drawn twice, wide and narrow: text in a picture shrinks
//! with it, so a telephone gets a drawing of its own. The style sheet shows the one that fits its column.

pub mod bump; // rank of the leaders over the years
pub mod career; // rank of one company over the years
pub mod columns; // companies and newcomers per year
pub mod coverage; // what is known of each source and year
pub mod intervals; // how sure a rank is
pub mod multiples; // many subjects on the same axes
pub mod series; // a benchmark over its editions
pub mod shares; // parts of a whole
pub mod slope; // the same figure in two years
pub mod spark; // a number a year, as small as a word

mod axis; // years along the bottom
mod key; // names of fillings
mod lettering; // the room a text takes
mod px; // lengths and paths, the same bytes everywhere
mod room; // where labels may stand
mod scale; // round values and where they stand

#[cfg(test)]
mod tests;

use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;

pub use axis::{ThinYear, Tick, YearMarks, YearTick};
pub use key::Key;
pub use lettering::{Anchor, Text};
pub use px::Px;

/// How far a line of letters reaches at a size, in the text face.
pub(super) fn reach(text: &str, size: f64) -> f64 {
    lettering::width(text, size)
}

/// What a reader is told about a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// Letters, digits and hyphens, one of its kind on the page: identifiers inside the drawing begin with it.
    pub id: String,
    /// The finding, in a sentence.
    pub title: String,
    /// What is drawn, for those who do not see it.
    pub desc: String,
    /// How to read it, under the finding, where that is not plain.
    pub note: Option<String>,
    /// The same figures as a table, where the page has no other.
    pub table: Option<Table>,
}

/// The figures of a chart in words and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The heading of the names, then one a column.
    pub headings: Vec<String>,
    /// A name, then as many cells as there are other headings.
    pub rows: Vec<Vec<String>>,
}

/// How much a line or bar matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What the chart is about: accent, heavier, in front.
    Lead,
    /// What it is compared with.
    Other,
}

/// Which of the two drawings of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// For columns of 600 px and more.
    Wide,
    /// For columns from 288 px: telephones, and half a page.
    Narrow,
}

impl Cut {
    /// Both.
    const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    /// Units across. With [`Self::text`], letters are 11 px high in the narrowest column the cut is shown in.
    fn width(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 340.0,
        }
    }
    /// The size of all its letters.
    fn text(self) -> f64 {
        match self {
            Self::Wide => 14.0,
            Self::Narrow => 13.0,
        }
    }
    /// One of two values.
    fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// A chart as geometry, ready for its template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart<Marks> {
    /// The template of one drawing.
    pub template: &'static str,
    /// Its words.
    pub caption: Caption,
    /// One or both cuts.
    pub drawings: Vec<Drawing<Marks>>,
}

/// One picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing<Marks> {
    /// Which: `wide` or `narrow`.
    pub cut: &'static str,
    /// Units across.
    pub width: Px,
    /// Units down.
    pub height: Px,
    /// The size of its letters.
    pub text: Px,
    /// What is drawn.
    pub marks: Marks,
}

impl<Marks> Drawing<Marks> {
    fn new(cut: Cut, height: f64, marks: Marks) -> Self {
        let text = Px::of(cut.text());
        let cut_name = cut.pick("wide", "narrow");
        Self { cut: cut_name, width: Px::of(cut.width()), height: Px::of(height), text, marks }
    }
}

impl<Marks: Serialize> Chart<Marks> {
    /// Draws it for good.
    pub fn plate(&self, templates: &Environment<'_>) -> Result<Plate, minijinja::Error> {
        let template = templates.get_template(self.template)?;
        let chart = context! { caption => Serde(&self.caption) };
        let print = |drawing: &Drawing<Marks>| {
            let svg = template.render(context! { chart => chart.clone(), drawing => Serde(drawing) })?;
            Ok(Print { width: drawing.width, height: drawing.height, svg })
        };
        let drawings: Result<Vec<Print>, minijinja::Error> = self.drawings.iter().map(print).collect();
        Ok(Plate { caption: self.caption.clone(), drawings: drawings? })
    }
}

/// A chart drawn for good: its page, its picture and the page that embeds it show the same.
/// On a page: `{% with chart = … %}{% include "chart/chart.html" %}{% endwith %}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plate {
    /// Its words.
    pub caption: Caption,
    /// One or both cuts, the wide one first.
    pub drawings: Vec<Print>,
}

/// One picture as SVG.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Print {
    /// Units across.
    pub width: Px,
    /// Units down.
    pub height: Px,
    /// The drawing, which names its own words.
    pub svg: String,
}

/// A figure drawn as a dot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// Across.
    pub x: Px,
    /// Down.
    pub y: Px,
    /// In words.
    pub title: String,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Its left edge.
    pub x: Px,
    /// Its upper edge.
    pub y: Px,
    /// Across.
    pub width: Px,
    /// Down.
    pub height: Px,
}

impl Block {
    fn of(area: room::Area) -> Self {
        let (x, y) = (Px::of(area.left), Px::of(area.top));
        Self { x, y, width: Px::of(area.right - area.left), height: Px::of(area.bottom - area.top) }
    }
}
