//! Lengths of a drawing and the paths made of them.
//!
//! Everything is computed with `+ - * /` alone, which give the same bits on every machine, and rounded to a
//! tenth before it is written, so that a drawing has the same bytes everywhere.

use std::fmt::{self, Write as _};

use serde::Serialize;

/// A length or position in the drawing's own units, kept in tenths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Px(i32);

impl Px {
    /// The nearest tenth; what is no number is 0.
    pub fn of(length: f64) -> Self {
        Self((length * 10.0).round() as i32)
    }
    /// The length to reckon with.
    pub fn length(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

impl Serialize for Px {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A place in the drawing: across and down.
pub type Spot = (f64, f64);

/// The `d` of a path; a stretch that goes on where the last one ended is joined to it.
#[derive(Debug, Clone, Default)]
pub struct Path {
    steps: String,
    at: Option<(Px, Px)>,
}

impl Path {
    /// A curve that leaves and arrives level, as between two ranks.
    pub fn eased(&mut self, from: Spot, to: Spot) {
        self.go_to(from);
        let (start, middle, (x, y)) = (Px::of(from.1), Px::of((from.0 + to.0) / 2.0), rounded(to));
        if start == y {
            self.step(format_args!("H{x}"));
        } else {
            self.step(format_args!("C{middle} {start} {middle} {y} {x} {y}"));
        }
        self.at = Some((x, y));
    }
    /// A straight line up or down.
    pub fn upright(&mut self, x: f64, from: f64, to: f64) {
        self.go_to((x, from));
        self.step(format_args!("V{}", Px::of(to)));
        self.at = Some(rounded((x, to)));
    }
    /// A straight line.
    pub fn straight(&mut self, from: Spot, to: Spot) {
        self.go_to(from);
        let (x, y) = rounded(to);
        self.step(format_args!("L{x} {y}"));
        self.at = Some((x, y));
    }
    /// The text of the attribute; empty when nothing was drawn.
    pub fn done(self) -> String {
        self.steps
    }
    fn go_to(&mut self, from: Spot) {
        let (x, y) = rounded(from);
        if self.at != Some((x, y)) {
            self.step(format_args!("M{x} {y}"));
        }
    }
    fn step(&mut self, step: fmt::Arguments<'_>) {
        self.steps.write_fmt(step).expect("a String takes all");
    }
}

fn rounded((x, y): Spot) -> (Px, Px) {
    (Px::of(x), Px::of(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_to_the_tenth() {
        let written = |v: f64| Px::of(v).to_string();
        assert_eq!(written(12.0), "12");
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(-0.26), "-0.3");
        assert_eq!(written(-0.04), "0");
        assert_eq!(written(f64::NAN), "0");
    }

    #[test]
    fn a_curve_begins_and_ends_where_it_says() {
        let (from, to) = ((10.0, 20.0), (50.0, 80.0));
        let mut path = Path::default();
        path.eased(from, to);
        path.eased(to, (90.0, 80.0));
        path.straight((0.0, 0.0), (1.0, 2.0));
        assert_eq!(path.done(), "M10 20C30 20 30 80 50 80H90M0 0L1 2");
    }
}
