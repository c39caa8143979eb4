//! Figures become pictures: three drawings, one writer of SVG, colours in `templates/chart/chart.css`.
//!
//! [`Lines`] show values over time, [`Bars`] parts of numbers, [`Dots`] where something stands and how far it could
//! be. A new statistic fills one of them; it needs no drawing of its own. What fills them comes translated. A chart is
//! drawn twice, wide and narrow: text in a picture shrinks with it, so a telephone gets a drawing of its own, and the
//! style sheet shows the one that fits its column.

mod axis; // where values and years stand
mod bars;
mod dots;
mod labels; // the room a text takes
mod lines;
mod rows; // one subject below the other
mod svg; // marks and words, written

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use bars::{BarRow, Bars, Fill, spark};
pub use dots::{DotRow, Dots};
pub use labels::width;
pub use lines::{ChartLine, LinePoint, LineRole, Lines};
pub use svg::Drawn;
use svg::Svg;

/// What a reader is told about a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// What the chart shows, one of its kind on the page: its address, its files and all identifiers begin with it.
    pub id: String,
    /// The finding, in a sentence.
    pub title: String,
    /// What is drawn, for those who do not see it.
    pub desc: String,
    /// How to read it, under the finding, where that is not plain.
    pub note: Option<String>,
}

/// Which of the two drawings of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// For columns of 600 px and more.
    Wide,
    /// For columns from 288 px: telephones, and half a page.
    Narrow,
}

impl Cut {
    /// Units across. With [`Self::text`], letters are 11 px high in the narrowest column the cut is shown in.
    fn width(self) -> f64 {
        self.pick(760.0, 340.0)
    }
    fn text(self) -> f64 {
        self.pick(14.0, 13.0)
    }
    fn name(self) -> &'static str {
        self.pick("wide", "narrow")
    }
    fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// A chart drawn for good: its page, its picture and the page that embeds it show the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    pub caption: Caption,
    pub drawings: [Drawn; 2],
}

impl Chart {
    /// Draws both cuts; what draws says how high it became.
    fn new(caption: Caption, draw: impl Fn(&mut Svg) -> f64) -> Self {
        let drawings = [Cut::Wide, Cut::Narrow].map(|cut| {
            let mut svg = Svg::new(&caption, cut);
            let height = draw(&mut svg);
            svg.done(&caption, height)
        });
        Self { caption, drawings }
    }
}
