//! Parts of numbers: bars one below the other, and a number a year as small as a word.

use crate::charts::labels::{Anchor, Area};
use crate::charts::rows::ChartRows;
use crate::charts::svg::{Px, Svg, path};
use crate::{charts::Caption, charts::Chart};

/// Numbers in parts, all on one scale that begins at 0.
#[derive(Debug, Clone)]
pub struct Bars {
    /// The fillings that occur, with their meaning.
    pub keys: Vec<(Fill, String)>,
    pub rows: Vec<BarRow>,
}

#[derive(Debug, Clone)]
pub struct BarRow {
    pub name: String,
    pub parts: Vec<(Fill, u64)>,
    /// What stands after the bar ("27 sur 68").
    pub value: String,
    pub title: String,
}

/// How a part is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// What the chart is about.
    Lead,
    Other,
    /// What is known to be missing: hatched, so that it reads without colours.
    Missing,
}

impl Fill {
    fn draw(self, area: Area, svg: &mut Svg) {
        match self {
            Self::Lead => svg.rect("bar lead", area, None),
            Self::Other => svg.rect("bar other", area, None),
            Self::Missing => svg.hatched("bar missing", area),
        }
    }
}

impl BarRow {
    fn sum(&self) -> u64 {
        self.parts.iter().map(|(_, part)| part).sum()
    }
}

impl Bars {
    /// The drawing, or nothing when all is 0.
    pub fn chart(&self, caption: Caption) -> Option<Chart> {
        let most = self.rows.iter().map(BarRow::sum).max().filter(|most| *most > 0)?;
        Some(Chart::new(caption, |svg| self.draw(most, svg)))
    }

    fn draw(&self, most: u64, svg: &mut Svg) -> f64 {
        let top = self.draw_keys(svg);
        let texts = self.rows.iter().map(|row| (row.name.as_str(), row.value.as_str()));
        let rows = ChartRows::new(svg, top, texts);
        let half = svg.size() * 0.55;
        for (at, row) in self.rows.iter().enumerate() {
            let (middle, mut left, mut sum) = (rows.middle(at, svg), rows.left, 0);
            svg.group("row", &row.title, |svg| {
                rows.name(at, &row.name, "soft", svg);
                for (fill, part) in row.parts.iter().filter(|(_, part)| *part > 0) {
                    sum += part;
                    let right = rows.left + (rows.right - rows.left) * sum as f64 / most as f64;
                    let area = Area { left, top: middle - half, right, bottom: middle + half };
                    fill.draw(area, svg);
                    left = right;
                }
                let value = ChartRows::value(svg, &row.value);
                svg.text("", &value, (left + svg.size() * 0.5, middle), Anchor::Start);
            });
        }
        let bottom = rows.bottom(self.rows.len());
        svg.line("base", &[(rows.left, top), (rows.left, bottom)]);
        bottom
    }

    /// The fillings and their meaning in lines of words, and where these end.
    fn draw_keys(&self, svg: &mut Svg) -> f64 {
        let (size, width) = (svg.size(), svg.cut.width());
        let (mut x, mut y) = (0.0, size * 0.8);
        for (fill, name) in &self.keys {
            let words = svg.fit(name, width - size * 1.4);
            let taken = size * 1.4 + words.width;
            if x > 0.0 && x + taken > width {
                (x, y) = (0.0, y + size * 1.6);
            }
            let patch = Area { left: x, top: y - size * 0.4, right: x + size, bottom: y + size * 0.4 };
            svg.group("key", name, |svg| {
                fill.draw(patch, svg);
                svg.text("soft", &words, (x + size * 1.4, y), Anchor::Start);
            });
            x += taken + size * 2.0;
        }
        if self.keys.is_empty() { 0.0 } else { y + size * 1.2 }
    }
}

/// From year to year, and the stroke of the highest number, in a line of text.
const SPARK: (f64, f64) = (5.0, 24.0);

/// A stroke a year as high as its number, nothing where there is none; `most` is the highest number of all drawings
/// that stand together, `now` the year that the words around speak of. Nothing when fewer than two years have one.
pub fn spark(years: &[u64], now: Option<usize>, most: u64, said: &str) -> Option<String> {
    let standing = years.iter().enumerate().filter(|(_, count)| **count > 0);
    if standing.clone().count() < 2 {
        return None;
    }
    let (pitch, height) = SPARK;
    let stroke = |(at, count): (usize, &u64)| {
        let (x, high) = (pitch * (at as f64 + 0.5), height * *count.min(&most) as f64 / most as f64);
        path(&[(x, height), (x, height - high)])
    };
    let others: String = standing.clone().filter(|(at, _)| Some(*at) != now).map(stroke).collect();
    let now: String = standing.filter(|(at, _)| Some(*at) == now).map(stroke).collect();
    let now = if now.is_empty() { now } else { format!("<path class=\"now\" d=\"{now}\"/>") };
    let (width, said) = (Px::of(pitch * years.len() as f64), crate::press::markup::escaped(said));
    Some(format!(
        "<svg class=\"chart-spark\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{said}\">\
         <path d=\"{others}\"/>{now}</svg>"
    ))
}
