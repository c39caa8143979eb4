//! The measures of a drawing, and the marks that follow from them.

use super::{Benchmark, BreakMark, Line, LineMarks, Square, Subject};
use crate::chart::axis::{Across, Tick, YearMarks, YearTick, number};
use crate::chart::lettering::{Anchor, Lettering, width};
use crate::chart::px::{Path, Spot};
use crate::chart::room::{Area, spread};
use crate::chart::scale::{Scale, ticks, written};
use crate::chart::{Block, Cut, Dot, Px};
use model::Decimal;

/// The widest name with its figure.
const NAME: (f64, f64) = (210.0, 130.0);
/// Few editions stand together rather than far apart.
const PITCH: (f64, f64) = (170.0, 110.0);
/// The height of the scale.
const HEIGHT: (f64, f64) = (260.0, 230.0);

/// The measures of a drawing.
pub struct Field {
    cut: Cut,
    across: Across,
    years: Vec<i64>,
    ticks: Vec<i128>,
    scale: Scale,
    /// Where rules begin.
    pub left: f64,
    /// Where rules end.
    pub right: f64,
    /// Where the lowest value stands.
    pub bottom: f64,
    notes: Vec<(f64, BreakNote)>,
}

struct BreakNote {
    row: f64,
    anchor: Anchor,
    words: Lettering,
    title: String,
}

impl Field {
    /// Measures for these lines; nothing when they have no point.
    pub fn new(benchmark: &Benchmark, lines: &[&Line], cut: Cut) -> Option<Self> {
        let text = cut.text();
        let points = || lines.iter().flat_map(|line| &line.points);
        let months = || points().map(|point| point.month);
        let (first, last) = (months().min()?.div_euclid(12), (months().max()? + 11).div_euclid(12));
        let ticks = ticks(points().map(|p| p.value).min()?, points().map(|p| p.value).max()?, 5);
        let widest = |tick: &i128| width(&written(*tick, benchmark.decimal_mark), text);
        let left = ticks.iter().map(widest).fold(0.0, f64::max) + text * 0.6;
        let names = lines.iter().map(|line| label(line, cut).width).fold(0.0, f64::max);
        let years: Vec<i64> = (first..=last).collect();
        let across = Across::fitting(
            years.len(),
            left + text,
            cut.width() - names - text * 1.6,
            cut.pick(PITCH.0, PITCH.1),
        );
        let mut field = Self {
            cut,
            across,
            scale: Scale { low: ticks[0] as f64, high: ticks[ticks.len() - 1] as f64, from: 0.0, to: 0.0 },
            left,
            right: across.at(years.len() - 1) + text * 0.6,
            years,
            ticks,
            bottom: 0.0,
            notes: Vec::new(),
        };
        field.notes = field.placed_notes(benchmark);
        let rows = field.notes.iter().map(|(_, note)| note.row).fold(0.0, f64::max);
        let top = if field.notes.is_empty() { text * 0.7 } else { rows + text * 1.2 };
        let names_high = (text + 4.0) * lines.len() as f64;
        field.bottom = top + cut.pick(HEIGHT.0, HEIGHT.1).max(names_high);
        field.scale = Scale { from: field.bottom, to: top, ..field.scale };
        Some(field)
    }
    /// The years.
    pub fn years(&self) -> YearMarks {
        let ticks: Vec<_> = self.years.iter().map(|&year| YearTick { year, thin: None }).collect();
        self.across.marks(&ticks, self.cut, 0.0, self.bottom, self.bottom + self.cut.text() * 1.2)
    }
    /// Of a dot.
    pub fn radius(&self) -> f64 {
        self.across.dot(self.cut.text() * 0.3)
    }
    /// Round values.
    pub fn ticks(&self, decimal_mark: char) -> Vec<Tick> {
        let tick = |&value: &i128| {
            let y = self.scale.at(value as f64);
            let words = number(written(value, decimal_mark), self.cut);
            Tick { label: words.at(self.left - self.cut.text() * 0.5, y, Anchor::End), rule: Px::of(y) }
        };
        self.ticks.iter().map(tick).collect()
    }
    /// The changes of what is measured.
    pub fn breaks(&self) -> Vec<BreakMark> {
        let mark = |(x, note): &(f64, BreakNote)| {
            let mut rule = Path::default();
            rule.straight((*x, note.row + self.cut.text() * 0.6), (*x, self.bottom));
            BreakMark {
                rule: rule.done(),
                title: note.title.clone(),
                note: note.words.at(*x, note.row, note.anchor),
            }
        };
        self.notes.iter().map(mark).collect()
    }
    /// The lines, the most important last.
    pub fn lines(&self, lines: &[&Line]) -> Vec<LineMarks> {
        let ends: Vec<Spot> = lines.iter().filter_map(|line| self.spots(line).pop()).collect();
        let wanted: Vec<f64> = ends.iter().map(|end| end.1).collect();
        let half = self.cut.text() / 2.0;
        let placed = spread(&wanted, self.cut.text() + 3.0, self.scale.to, self.bottom - half);
        let marks = lines.iter().zip(ends).zip(placed).map(|((line, end), y)| self.line(line, end, y));
        let mut marks: Vec<LineMarks> = marks.collect();
        marks.reverse();
        marks
    }
    fn line(&self, line: &Line, end: Spot, label_y: f64) -> LineMarks {
        let spots = self.spots(line);
        let (mut path, mut leader) = (Path::default(), Path::default());
        for (point, pair) in line.points.iter().skip(1).zip(spots.windows(2)) {
            if point.joined == super::Joined::ToPrevious {
                path.straight(pair[0], pair[1]);
            }
        }
        let label_x = self.right + self.cut.text() * 0.7;
        let reach = self.cut.text() * 0.5;
        if end.0 + reach < label_x - 3.0 {
            leader.straight((end.0 + reach, end.1), (label_x - 3.0, label_y));
        }
        let titled = || line.points.iter().zip(&spots).map(|(point, &spot)| (spot, point.title.clone()));
        let dot = |((x, y), title): (Spot, String)| Dot { x: Px::of(x), y: Px::of(y), title };
        let square = |(spot, title): (Spot, String)| Square {
            area: Block::of(Area::around(spot, self.radius())),
            title,
        };
        let (dots, squares) = match line.subject {
            Subject::Lead | Subject::Company => (titled().map(dot).collect(), Vec::new()),
            Subject::Average => (Vec::new(), titled().map(square).collect()),
        };
        let label = label(line, self.cut).at(label_x, label_y, Anchor::Start);
        let (name, subject) = (line.name.clone(), line.subject);
        LineMarks { name, subject, line: path.done(), leader: leader.done(), dots, squares, label }
    }
    fn spots(&self, line: &Line) -> Vec<Spot> {
        let spot = |point: &super::Point| (self.x(point.month), self.y(point.value));
        line.points.iter().map(spot).collect()
    }
    fn x(&self, month: i64) -> f64 {
        self.across.first + self.across.pitch * (month - self.years[0] * 12) as f64 / 12.0
    }
    fn y(&self, value: Decimal) -> f64 {
        self.scale.at(value.micros() as f64)
    }
    /// Each note in the first row where it stands clear of the others.
    fn placed_notes(&self, benchmark: &Benchmark) -> Vec<(f64, BreakNote)> {
        let text = self.cut.text();
        let mut placed: Vec<Area> = Vec::new();
        let note = |change: &super::Break| {
            let x = self.x(change.month).clamp(self.left, self.right);
            let words = Lettering::new(&change.note, self.cut.width() / 2.0, text);
            let anchor = if x < self.cut.width() / 2.0 { Anchor::Start } else { Anchor::End };
            let rows = (0..).map(|row| text * 0.8 + (text + 3.0) * f64::from(row));
            let clear = |row: &f64| !placed.iter().any(|other| other.meets(&words.area(x, *row, anchor)));
            let row = rows.into_iter().find(clear).expect("below all others there is room");
            placed.push(words.area(x, row, anchor));
            (x, BreakNote { row, anchor, words, title: change.note.clone() })
        };
        benchmark.breaks.iter().map(note).collect()
    }
}

/// The name, shortened if need be, and the last figure.
fn label(line: &Line, cut: Cut) -> Lettering {
    let figure = line.points.last().map_or_else(String::new, |point| format!(" {}", point.label));
    Lettering::ending(&line.name, &figure, cut.pick(NAME.0, NAME.1), cut.text())
}
