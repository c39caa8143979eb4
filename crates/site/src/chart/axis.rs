//! Years along the bottom, and round values beside them.

use std::fmt::Display;

use serde::Serialize;

use super::lettering::{Anchor, Lettering, Text};
use super::room::Area;
use super::{Block, Cut, Px};

/// A year of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTick {
    /// The year.
    pub year: i64,
    /// Why the year is thin ("2008 : 3 prix sur 11"), where too little is known to read much into it.
    pub thin: Option<String>,
}

/// The years of a chart as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearMarks {
    /// As many years as there is room for, the last one always.
    pub labels: Vec<Text>,
    /// Behind the years of which little is known.
    pub thin: Vec<ThinYear>,
}

/// A year of which little is known, hatched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThinYear {
    /// Where.
    pub area: Block,
    /// Why.
    pub title: String,
}

/// A round value as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// The value.
    pub label: Text,
    /// Where its rule runs: down for a level rule, across for an upright one.
    pub rule: Px,
}

/// Evenly spaced years.
#[derive(Debug, Clone, Copy)]
pub struct Across {
    /// The middle of the first year.
    pub first: f64,
    /// From year to year.
    pub pitch: f64,
}

impl Across {
    /// The middle of a year.
    pub fn at(self, position: usize) -> f64 {
        self.first + self.pitch * position as f64
    }
    /// Years from `left` to `right`; `widest` holds few years together.
    pub fn fitting(years: usize, left: f64, right: f64, widest: f64) -> Self {
        let steps = years.saturating_sub(1).max(1) as f64;
        Self { first: left, pitch: ((right - left) / steps).clamp(0.0, widest) }
    }
    /// The radius of a dot that would like to be so wide; close years leave it smaller, down to 2.
    pub fn dot(self, widest: f64) -> f64 {
        if self.pitch > 0.0 { widest.min(self.pitch * 0.4).max(2.0) } else { widest }
    }
    /// Years side by side from the left edge, each as wide as the others and at most `widest`.
    pub fn slots(years: usize, right: f64, widest: f64) -> Self {
        let pitch = (right / years.max(1) as f64).min(widest);
        Self { first: pitch / 2.0, pitch }
    }
    /// Where hatching and labels go: hatched from `top` to `bottom`, the middle of the letters at `foot`.
    pub fn marks(self, years: &[YearTick], cut: Cut, top: f64, bottom: f64, foot: f64) -> YearMarks {
        let labelled = self.labelled(years.len(), width_of_years(years, cut), cut);
        let labels = years.iter().enumerate().filter(|(at, _)| labelled[*at]);
        let half = self.pitch.clamp(cut.text(), cut.text() * 3.0) / 2.0;
        let hatched = |(at, tick): (usize, &YearTick)| {
            let (left, right) = ((self.at(at) - half).max(0.0), (self.at(at) + half).min(cut.width()));
            let area = Block::of(Area { left, top, right, bottom });
            tick.thin.clone().map(|title| ThinYear { area, title })
        };
        YearMarks {
            labels: labels.map(|(at, tick)| self.centred(at, &number(tick.year, cut), cut, foot)).collect(),
            thin: years.iter().enumerate().filter_map(hatched).collect(),
        }
    }
    /// Words centred on a year, kept inside the drawing, their middle at `y`.
    pub fn centred(self, at: usize, words: &Lettering, cut: Cut, y: f64) -> Text {
        let x = self.at(at).clamp(words.width / 2.0, cut.width() - words.width / 2.0);
        words.at(x, y, Anchor::Middle)
    }
    /// Which positions have room for words so wide: the last, and every so many before it.
    pub fn labelled(self, years: usize, widest: f64, cut: Cut) -> Vec<bool> {
        let fits = |every: &usize| self.pitch * *every as f64 >= widest + cut.text() / 2.0;
        let every = (1..years).find(fits).unwrap_or(years.max(1));
        (0..years).rev().map(|from_last| from_last.is_multiple_of(every)).collect()
    }
}

/// The width of the widest year.
pub fn width_of_years(years: &[YearTick], cut: Cut) -> f64 {
    years.iter().map(|tick| number(tick.year, cut).width).fold(0.0, f64::max)
}

/// A number as it stands in a drawing.
pub fn number(number: impl Display, cut: Cut) -> Lettering {
    Lettering::new(&number.to_string(), f64::INFINITY, cut.text())
}
