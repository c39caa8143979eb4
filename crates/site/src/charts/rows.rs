//! One subject below the other: names left of the marks when there is room, above them when not, values after them.

use crate::charts::Cut;
use crate::charts::labels::{Anchor, LabelLettering};
use crate::charts::svg::Svg;

/// The widest name left of the marks.
const NAME: f64 = 240.0;

/// The measures of all rows.
pub struct ChartRows {
    pub left: f64,
    /// Where marks must end, so that the widest value fits after them.
    pub right: f64,
    pub pitch: f64,
    top: f64,
    above: bool,
}

impl ChartRows {
    /// Rows from `top` on for names and values.
    pub fn new<'a>(svg: &Svg, top: f64, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut names, mut values) = (0.0_f64, 0.0_f64);
        let (size, width) = (svg.size(), svg.cut.width());
        for (name, value) in texts {
            names = names.max(svg.fit(name, NAME).width);
            values = values.max(Self::value(svg, value).width);
        }
        let above = svg.cut == Cut::Narrow && names > width / 5.0;
        let left = if above { 0.0 } else { names + size };
        let pitch = size * if above { 2.9 } else { 1.7 };
        Self { left, right: width - values - size * 0.6, pitch, top, above }
    }

    /// The middle of the marks of a row.
    pub fn middle(&self, at: usize, svg: &Svg) -> f64 {
        let top = self.top + self.pitch * at as f64;
        if self.above { top + svg.size() * 1.95 } else { top + self.pitch / 2.0 }
    }

    /// Where so many rows end.
    pub fn bottom(&self, rows: usize) -> f64 {
        self.top + self.pitch * rows as f64
    }

    pub fn name(&self, at: usize, name: &str, class: &str, svg: &mut Svg) {
        let middle = self.middle(at, svg);
        if self.above {
            let words = svg.fit(name, svg.cut.width());
            svg.text(class, &words, (0.0, middle - svg.size() * 1.2), Anchor::Start);
        } else {
            let words = svg.fit(name, NAME);
            svg.text(class, &words, (self.left - svg.size() * 0.6, middle), Anchor::End);
        }
    }

    /// A value as it stands after the marks.
    pub fn value(svg: &Svg, value: &str) -> LabelLettering {
        svg.fit(value, svg.cut.width() / 2.6)
    }
}
