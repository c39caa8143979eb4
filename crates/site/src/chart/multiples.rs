//! Small multiples: one panel each, all on the same axes, so that they can be compared at a glance.
//!
//! Bars stand on a line that is drawn under the years that are known well enough and interrupted under the others: no
//! bar on the line is nothing, no line is a gap.

use serde::Serialize;

use super::axis::{Across, YearTick, number};
use super::lettering::{Anchor, Lettering, Text};
use super::px::Path;
use super::room::Area;
use super::{Block, Caption, Chart, Cut, Drawing, Role};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Multiples {
    /// Its words.
    pub caption: Caption,
    /// The years, oldest first, none left out.
    pub years: Vec<YearTick>,
    /// One each, in the order in which they are read; some twelve fit on a screen.
    pub panels: Vec<Panel>,
}

/// A subject with its own small drawing.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// One a year, in the order of the years; none where there is nothing to show.
    pub bars: Vec<Option<Bar>>,
    /// All of it in words ("Banque : 12 % en 2012, 9 % en 2014").
    pub title: String,
}

/// A figure of a year.
#[derive(Debug, Clone)]
pub struct Bar {
    /// How high it stands.
    pub value: u64,
    /// As printed ("12 %").
    pub label: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The panels.
    pub panels: Vec<PanelMarks>,
}

/// A panel as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelMarks {
    /// All of it in words.
    pub title: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// Its name.
    pub name: Text,
    /// Its bars; those of years of which little is known are hollow.
    pub bars: Vec<BarMarks>,
    /// The value of the highest bar, the last of them.
    pub peak: Option<Text>,
    /// The path of the line on which the bars stand.
    pub base: String,
    /// The first year and the last.
    pub years: Vec<Text>,
}

/// A bar as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarMarks {
    /// Where.
    pub area: Block,
    /// Whether little is known of its year.
    pub thin: bool,
}

/// How many panels stand in a row.
const ACROSS: (usize, usize) = (4, 2);
/// Between two panels of a row.
const GAP: f64 = 24.0;
/// The highest bar.
const TALLEST: f64 = 56.0;
/// The widest step from year to year.
const PITCH: f64 = 26.0;

/// Draws the panels, or nothing when no bar stands in any of them.
pub fn draw(multiples: &Multiples) -> Option<Chart<Marks>> {
    let years = multiples.years.len();
    let values = multiples.panels.iter().flat_map(|panel| panel.bars.iter().take(years).flatten());
    let most = values.map(|bar| bar.value).max().filter(|most| *most > 0)?;
    let drawings = Cut::BOTH.into_iter().map(|cut| picture(multiples, most, cut)).collect();
    Some(Chart { template: "chart/multiples.svg", caption: multiples.caption.clone(), drawings })
}

/// Where a panel stands, and what it has in common with the others.
struct Field<'a> {
    years: &'a [YearTick],
    most: u64,
    cut: Cut,
    left: f64,
    top: f64,
    width: f64,
}

fn picture(multiples: &Multiples, most: u64, cut: Cut) -> Drawing<Marks> {
    let columns = cut.pick(ACROSS.0, ACROSS.1);
    let width = (cut.width() - GAP * (columns - 1) as f64) / columns as f64;
    let height = TALLEST + cut.text() * 5.4;
    let panel = |(at, panel): (usize, &Panel)| {
        let (left, top) = ((width + GAP) * (at % columns) as f64, height * (at / columns) as f64);
        Field { years: &multiples.years, most, cut, left, top, width }.panel(panel)
    };
    let panels = multiples.panels.iter().enumerate().map(panel).collect();
    let rows = multiples.panels.len().div_ceil(columns);
    Drawing::new(cut, height * rows as f64 - cut.text(), Marks { panels })
}

impl Field<'_> {
    fn panel(&self, panel: &Panel) -> PanelMarks {
        let text = self.cut.text();
        let across = Across::slots(self.years.len(), self.width, PITCH);
        let base = self.top + text * 2.8 + TALLEST;
        let half = (across.pitch * 0.36).min(9.0);
        let x = |at: usize| self.left + across.at(at);
        let top = |value: u64| base - TALLEST * value as f64 / self.most as f64;
        let years = self.years.iter().zip(&panel.bars).enumerate();
        let standing = years.filter_map(|(at, (tick, bar))| Some((at, tick, bar.as_ref()?)));
        let bar = |(at, tick, bar): (usize, &YearTick, &Bar)| {
            let area = Area { left: x(at) - half, top: top(bar.value), right: x(at) + half, bottom: base };
            BarMarks { area: Block::of(area), thin: tick.thin.is_some() }
        };
        let peak = standing.clone().max_by_key(|(at, _, bar)| (bar.value, *at));
        let peak = peak.map(|(at, _, bar)| {
            let words = Lettering::new(&bar.label, self.width, text);
            words.at(self.inside(x(at), words.width), top(bar.value) - text * 0.7, Anchor::Middle)
        });
        PanelMarks {
            title: panel.title.clone(),
            role: panel.role,
            name: Lettering::new(&panel.name, self.width, text).at(
                self.left,
                self.top + text * 0.7,
                Anchor::Start,
            ),
            bars: standing.map(bar).collect(),
            peak,
            base: self.base(across, base),
            years: self.dated(across, base + text),
        }
    }

    /// The middle of a word so wide that would like to stand here, kept inside the panel.
    fn inside(&self, x: f64, wide: f64) -> f64 {
        let (low, high) = (self.left + wide / 2.0, self.left + self.width - wide / 2.0);
        x.min(high).max(low)
    }

    /// Under the years that are known well enough.
    fn base(&self, across: Across, y: f64) -> String {
        let (mut path, mut from) = (Path::default(), 0);
        for alike in self.years.chunk_by(|one, next| one.thin.is_some() == next.thin.is_some()) {
            let edge = |year: usize| self.left + across.pitch * year as f64;
            if alike[0].thin.is_none() {
                path.straight((edge(from), y), (edge(from + alike.len()), y));
            }
            from += alike.len();
        }
        path.done()
    }

    /// The first year and the last, or one of them where there is no room for two.
    fn dated(&self, across: Across, y: f64) -> Vec<Text> {
        let (Some(first), Some(last)) = (self.years.first(), self.years.last()) else { return Vec::new() };
        let at = |year: &YearTick, position: usize| {
            let words = number(year.year, self.cut);
            let x = self.inside(self.left + across.at(position), words.width);
            (x, words)
        };
        let ((left, first), (right, last)) = (at(first, 0), at(last, self.years.len() - 1));
        let apart = right - left >= (first.width + last.width) / 2.0 + self.cut.text() / 2.0;
        let first = apart.then(|| first.at(left, y, Anchor::Middle));
        first.into_iter().chain([last.at(right, y, Anchor::Middle)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Px;
    use crate::chart::tests::caption;

    fn panels(rows: &[&[Option<u64>]], thin: &[bool]) -> Option<Vec<PanelMarks>> {
        let tick = |(at, thin): (usize, &bool)| YearTick {
            year: 2008 + at as i64,
            thin: thin.then(|| "peu de listes".to_owned()),
        };
        let bar = |value: &Option<u64>| value.map(|value| Bar { value, label: value.to_string() });
        let panel = |row: &&[Option<u64>]| Panel {
            name: "A".to_owned(),
            role: Role::Other,
            bars: row.iter().map(bar).collect(),
            title: "A".to_owned(),
        };
        let multiples = Multiples {
            caption: caption("multiples", "Des panneaux"),
            years: thin.iter().enumerate().map(tick).collect(),
            panels: rows.iter().map(panel).collect(),
        };
        draw(&multiples).map(|mut chart| chart.drawings.remove(0).marks.panels)
    }

    #[test]
    fn all_panels_stand_on_the_same_axes() {
        let drawn = panels(&[&[Some(10), Some(5)], &[Some(5), None]], &[false, false]).unwrap();
        assert_eq!(drawn[0].bars[1].area.height, drawn[1].bars[0].area.height);
        assert_eq!(drawn[0].bars[0].area.height, Px::of(TALLEST));
        assert_eq!(drawn[1].bars.len(), 1, "a gap is no bar");
    }

    #[test]
    fn the_line_is_interrupted_where_little_is_known() {
        let drawn = panels(&[&[Some(1), Some(1), Some(1)]], &[false, true, false]).unwrap();
        assert_eq!(drawn[0].base.matches('M').count(), 2, "{}", drawn[0].base);
        assert_eq!(drawn[0].bars.iter().map(|bar| bar.thin).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn the_last_of_the_highest_bars_carries_its_value() {
        let drawn = panels(&[&[Some(3), Some(7), Some(7), Some(2)]], &[false; 4]).unwrap();
        let peak = drawn[0].peak.as_ref().unwrap();
        let middle = |bar: &BarMarks| bar.area.x.length() + bar.area.width.length() / 2.0;
        assert_eq!((peak.text.as_str(), peak.x.length()), ("7", middle(&drawn[0].bars[2])));
    }

    #[test]
    fn nothing_anywhere_is_no_chart() {
        assert_eq!(panels(&[&[None], &[Some(0)]], &[false]), None);
        assert_eq!(panels(&[&[Some(4)]], &[]), None, "no year");
    }
}
