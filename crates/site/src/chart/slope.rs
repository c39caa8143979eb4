//! The same figure in two years: who rose, who fell, who came, who went.

use serde::Serialize;

use super::lettering::{Anchor, Lettering, Text};
use super::px::{Path, Spot};
use super::room::spread;
use super::scale::{Scale, float};
use super::{Caption, Chart, Cut, Drawing, Px, Role};
use model::Decimal;

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Slope {
    /// Its words.
    pub caption: Caption,
    /// The earlier year.
    pub from: String,
    /// The later year.
    pub to: String,
    /// Which values stand above.
    pub upper: Upper,
    /// The most important first: the wide drawing shows 20 of them, the narrow one 12.
    pub rows: Vec<Row>,
}

/// Which values stand above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upper {
    /// The high ones, as for scores.
    High,
    /// The low ones, as for ranks.
    Low,
}

/// A company.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// In the earlier year; none when it was not there.
    pub from: Option<End>,
    /// In the later year; none when it is gone.
    pub to: Option<End>,
    /// In words ("Nespresso : 5e en 2011, 1er en 2012").
    pub title: String,
}

/// A figure.
#[derive(Debug, Clone)]
pub struct End {
    /// The figure.
    pub value: Decimal,
    /// As printed ("1er", "8,4").
    pub label: String,
}

/// What the template draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// The two years.
    pub years: Vec<Text>,
    /// The paths of the two upright rules.
    pub rules: Vec<String>,
    /// The companies, the one that matters last.
    pub rows: Vec<RowMarks>,
    /// The radius of a dot.
    pub radius: Px,
}

/// A company as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowMarks {
    /// In words.
    pub title: String,
    /// The one that matters, or one of the others.
    pub role: Role,
    /// Where it stands on both sides.
    pub line: String,
    /// From names that had to move aside.
    pub leaders: String,
    /// Its figures.
    pub dots: Vec<Dot>,
    /// Its name and figure, on each side where it has one.
    pub labels: Vec<Text>,
}

/// A figure as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// Across.
    pub x: Px,
    /// Down.
    pub y: Px,
}

/// How many companies a drawing shows.
const MOST: (usize, usize) = (20, 12);
/// The widest name with its figure.
const NAME: (f64, f64) = (220.0, 118.0);
/// The widest distance between the years.
const APART: f64 = 280.0;
/// Figures that differ by one stand no further apart than this.
const STEP: f64 = 60.0;
/// From a dot to the name beside it.
const ASIDE: f64 = 20.0;

/// Draws the slopes, or nothing when there is no figure.
pub fn draw(slope: &Slope) -> Option<Chart<Marks>> {
    let drawings: Option<Vec<_>> = Cut::BOTH.into_iter().map(|cut| picture(slope, cut)).collect();
    Some(Chart { template: "chart/slope.svg", caption: slope.caption.clone(), drawings: drawings? })
}

/// One side of a drawing.
struct Side {
    x: f64,
    /// Towards the names: -1 to the left, 1 to the right.
    outward: f64,
    anchor: Anchor,
    /// For each row, where its dot and its name stand.
    spots: Vec<Option<(f64, f64)>>,
}

fn picture(slope: &Slope, cut: Cut) -> Option<Drawing<Marks>> {
    let text = cut.text();
    let mut rows: Vec<&Row> =
        slope.rows.iter().filter(|row| row.from.is_some() || row.to.is_some()).collect();
    rows.sort_by_key(|row| row.role);
    rows.truncate(cut.pick(MOST.0, MOST.1));
    let top = text * 2.2;
    let (low, high) = extent(&rows)?;
    let apart = (STEP * (high - low)).min(cut.pick(280.0, 240.0));
    let height = apart.max((text + 4.0) * rows.len() as f64);
    let scale = scale((low, high), slope.upper, top + text * 0.5, top + height - text * 0.5);
    let room = |end: fn(&Row) -> Option<&End>| {
        rows.iter().filter_map(|row| Some(label(row, end(row)?, cut).width)).fold(0.0, f64::max)
    };
    let left = room(|row| row.from.as_ref()).max(text * 2.0) + ASIDE;
    let right = (cut.width() - room(|row| row.to.as_ref()).max(text * 2.0) - ASIDE).min(left + APART);
    let from = Side::new(&rows, |row| row.from.as_ref(), left, Anchor::End, scale, cut);
    let to = Side::new(&rows, |row| row.to.as_ref(), right, Anchor::Start, scale, cut);
    let marks = Marks {
        years: vec![from.year(&slope.from, cut), to.year(&slope.to, cut)],
        rules: [&from, &to]
            .map(|side| format!("M{} {}V{}", Px::of(side.x), Px::of(top), Px::of(top + height)))
            .to_vec(),
        rows: rows.iter().enumerate().rev().map(|(at, row)| row_marks(at, row, &from, &to, cut)).collect(),
        radius: Px::of(text * 0.3),
    };
    Some(Drawing::new(cut, top + height + text * 0.4, marks))
}

/// The lowest figure and the highest.
fn extent(rows: &[&Row]) -> Option<(f64, f64)> {
    let values = || rows.iter().flat_map(|row| [&row.from, &row.to]).flatten().map(|end| float(end.value));
    Some((values().reduce(f64::min)?, values().reduce(f64::max)?))
}

fn scale((low, high): (f64, f64), upper: Upper, top: f64, bottom: f64) -> Scale {
    let high = if high > low { high } else { low + 1.0 };
    let (from, to) = match upper {
        Upper::High => (bottom, top),
        Upper::Low => (top, bottom),
    };
    Scale { low, high, from, to }
}

impl Side {
    fn new(
        rows: &[&Row],
        end: fn(&Row) -> Option<&End>,
        x: f64,
        anchor: Anchor,
        scale: Scale,
        cut: Cut,
    ) -> Self {
        let wanted: Vec<f64> = rows.iter().filter_map(|row| Some(scale.at(float(end(row)?.value)))).collect();
        let (top, bottom) = (scale.from.min(scale.to), scale.from.max(scale.to));
        let mut placed = wanted.iter().copied().zip(spread(&wanted, cut.text() + 3.0, top, bottom));
        let spots = rows.iter().map(|row| end(row).and_then(|_| placed.next())).collect();
        let outward = if anchor == Anchor::End { -1.0 } else { 1.0 };
        Self { x, outward, anchor, spots }
    }
    fn year(&self, year: &str, cut: Cut) -> Text {
        Lettering::new(year, cut.pick(NAME.0, NAME.1), cut.text()).at(
            self.x,
            cut.text() * 0.7,
            Anchor::Middle,
        )
    }
    fn dot(&self, row: usize) -> Option<Spot> {
        self.spots[row].map(|(dot, _)| (self.x, dot))
    }
}

fn row_marks(at: usize, row: &Row, from: &Side, to: &Side, cut: Cut) -> RowMarks {
    let (mut line, mut leaders, mut labels) = (Path::default(), Path::default(), Vec::new());
    if let (Some(from), Some(to)) = (from.dot(at), to.dot(at)) {
        line.straight(from, to);
    }
    for (side, end) in [(from, &row.from), (to, &row.to)] {
        let (Some((dot, name)), Some(end)) = (side.spots[at], end) else { continue };
        labels.push(label(row, end, cut).at(side.x + side.outward * ASIDE, name, side.anchor));
        if Px::of(dot) != Px::of(name) {
            let (near, far) = (side.x + side.outward * 6.0, side.x + side.outward * (ASIDE - 3.0));
            leaders.straight((near, dot), (far, name));
        }
    }
    let dots = [from.dot(at), to.dot(at)].into_iter().flatten();
    let dots = dots.map(|(x, y)| Dot { x: Px::of(x), y: Px::of(y) }).collect();
    RowMarks {
        title: row.title.clone(),
        role: row.role,
        line: line.done(),
        leaders: leaders.done(),
        dots,
        labels,
    }
}

fn label(row: &Row, end: &End, cut: Cut) -> Lettering {
    Lettering::ending(&row.name, &format!(" {}", end.label), cut.pick(NAME.0, NAME.1), cut.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::caption;

    fn rows(upper: Upper, rows: &[(&str, Option<i64>, Option<i64>)]) -> Vec<RowMarks> {
        let end = |value: i64| End { value: Decimal::whole(value), label: value.to_string() };
        let row = |&(name, from, to): &(&str, Option<i64>, Option<i64>)| Row {
            name: name.to_owned(),
            role: Role::Other,
            from: from.map(end),
            to: to.map(end),
            title: name.to_owned(),
        };
        let (from, to) = ("2011".to_owned(), "2012".to_owned());
        let rows = rows.iter().map(row).collect();
        let slope = Slope { caption: caption("slope", "Deux années"), from, to, upper, rows };
        let mut marks = draw(&slope).map_or_else(Vec::new, |mut chart| chart.drawings.remove(0).marks.rows);
        marks.sort_by(|a, b| a.title.cmp(&b.title));
        marks
    }

    #[test]
    fn the_first_rank_and_the_best_score_stand_above() {
        for (upper, best, worst) in [(Upper::Low, 1, 9), (Upper::High, 9, 1)] {
            let rows = rows(upper, &[("A", Some(best), Some(best)), ("B", Some(worst), Some(worst))]);
            assert!(rows[0].dots[0].y < rows[1].dots[0].y, "{upper:?}");
        }
    }

    #[test]
    fn who_was_there_in_one_year_only_has_a_dot_and_no_line() {
        let rows = rows(Upper::Low, &[("A", Some(1), None), ("B", None, Some(2)), ("C", None, None)]);
        let drawn: Vec<_> =
            rows.iter().map(|row| (row.line.as_str(), row.dots.len(), row.labels.len())).collect();
        assert_eq!(drawn, [("", 1, 1), ("", 1, 1)], "the third was never there");
    }

    #[test]
    fn a_name_that_had_to_move_is_led_to_its_dot() {
        let rows = rows(Upper::Low, &[("A", Some(1), None), ("B", Some(1), None), ("C", Some(9), None)]);
        assert!(!rows[1].leaders.is_empty() && rows[2].leaders.is_empty());
    }
}
