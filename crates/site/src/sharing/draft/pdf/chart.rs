//! The drawing of a table's columns on a page of a PDF: the same bars and lines as in the office forms.

use krilla::tagging::Tag;

use super::letters::PdfWords;
use super::pages::{Branch, Ink, PdfShape};
use super::{CELL, Setter};
use crate::sharing::draft::{DraftCell, DraftChart, DraftChartKind, DraftTable};

const SMALL: f32 = 6.2;
/// Lines of a title, and of a name under a bar.
const MOST_LINES: usize = 2;

/// The scale of a drawing: which value stands how far down, and which row in which stretch across.
struct Axis {
    low: f32,
    high: f32,
    top: f32,
    foot: f32,
    left: f32,
    slot: f32,
}

impl Axis {
    /// The scale in a place, left, top, width and height, below the title and above the names.
    fn of(table: &DraftTable, drawn: &DraftChart, [left, top, wide, high]: [f32; 4]) -> Self {
        let columns = drawn.values.iter().copied();
        let numbers = |column: usize| table.rows.iter().filter_map(move |row| number(&row[column]));
        let values: Vec<f32> = columns.flat_map(numbers).collect();
        let most = values.iter().copied().fold(f32::MIN, f32::max);
        let least = values.iter().copied().fold(f32::MAX, f32::min);
        let low = match drawn.kind {
            DraftChartKind::Columns => least.min(0.0),
            // Values over editions differ by little: the axis is cut, and each point tells its value.
            DraftChartKind::Lines => least - (most - least).max(1.0) * 0.25,
        };
        let slot = wide / table.rows.len().max(1) as f32;
        let foot = top + high - 24.0;
        let high = if most > low { most } else { low + 1.0 };
        Self { low, high, top: top + 28.0, foot, left, slot }
    }

    fn down(&self, value: f32) -> f32 {
        self.foot - (value - self.low) / (self.high - self.low) * (self.foot - self.top)
    }

    fn middle(&self, row: usize) -> f32 {
        self.left + self.slot * (row as f32 + 0.5)
    }

    /// The bar of a value beside those of the other series, and its middle.
    fn column(&self, row: usize, series: usize, all: usize, value: f32) -> (PdfShape, f32) {
        let bar = self.slot * 0.7 / all as f32;
        let left = self.left + self.slot * (row as f32 + 0.15) + bar * series as f32;
        let top = self.down(value);
        let ink = Ink::Series(series);
        (PdfShape::Bar { left, top, wide: bar * 0.95, high: self.foot - top, ink }, left + bar / 2.0)
    }

    fn dot(&self, row: usize, series: usize, value: f32) -> (PdfShape, f32) {
        let (size, middle) = (2.6, self.middle(row));
        let (left, top) = (middle - size / 2.0, self.down(value) - size / 2.0);
        (PdfShape::Bar { left, top, wide: size, high: size, ink: Ink::Series(series) }, middle)
    }
}

fn number(cell: &DraftCell) -> Option<f32> {
    cell.value()?.parse().ok()
}

/// Draws the chart into a place, left, top, width and height; what is read aloud is its title and its numbers.
pub fn draw(setter: &mut Setter, table: &DraftTable, drawn: &DraftChart, place: [f32; 4]) -> Branch {
    let [left, top, wide, high] = place;
    let axis = Axis::of(table, drawn, place);
    let mut shapes = vec![PdfShape::Rule { left, down: axis.foot, wide }];
    let mut leaves = title(setter, &PdfWords::bold(&drawn.title), CELL, left, top + CELL, wide);
    for n in 0..drawn.values.len() {
        leaves.extend(series(setter, table, drawn, &axis, n, &mut shapes));
    }
    for (row, cells) in table.rows.iter().enumerate() {
        let name = PdfWords::plain(&cells[drawn.names].text());
        leaves.extend(centred(setter, &name, axis.middle(row), axis.foot + SMALL + 2.0, axis.slot));
    }
    leaves.extend(legend(setter, table, drawn, [left, top + high - 1.0, wide, SMALL]));
    let drawing = setter.pages.drawing(shapes);
    leaves.push(drawing);
    Branch::group(Tag::Figure(Some(drawn.title.clone())), leaves)
}

/// The bars of a series, or its points and the line through them, each with its value.
fn series(
    setter: &mut Setter,
    table: &DraftTable,
    drawn: &DraftChart,
    axis: &Axis,
    n: usize,
    shapes: &mut Vec<PdfShape>,
) -> Vec<Branch> {
    let (mut leaves, mut points) = (Vec::new(), Vec::new());
    for (row, cells) in table.rows.iter().enumerate() {
        let cell = &cells[drawn.values[n]];
        let Some(value) = number(cell) else {
            // What is not known is not drawn over.
            shapes.extend(stretch(std::mem::take(&mut points), n));
            continue;
        };
        let (shape, middle) = match drawn.kind {
            DraftChartKind::Columns => axis.column(row, n, drawn.values.len(), value),
            DraftChartKind::Lines => axis.dot(row, n, value),
        };
        shapes.push(shape);
        if drawn.kind == DraftChartKind::Lines {
            points.push((middle, axis.down(value)));
        }
        leaves.extend(centred(
            setter,
            &PdfWords::plain(&cell.text()),
            middle,
            axis.down(value) - 3.0,
            axis.slot,
        ));
    }
    shapes.extend(stretch(points, n));
    leaves
}

/// A line through values that follow each other.
fn stretch(points: Vec<(f32, f32)>, series: usize) -> Option<PdfShape> {
    (points.len() > 1).then_some(PdfShape::Line { points, ink: Ink::Series(series) })
}

/// What each ink stands for, where there are several.
fn legend(setter: &mut Setter, table: &DraftTable, drawn: &DraftChart, place: [f32; 4]) -> Vec<Branch> {
    let [left, down, wide, size] = place;
    if drawn.values.len() < 2 {
        return vec![];
    }
    let share = wide / drawn.values.len() as f32;
    let mut leaves = Vec::new();
    for (n, column) in drawn.values.iter().enumerate() {
        let start = left + share * n as f32;
        setter.pages.shape(PdfShape::Bar {
            left: start,
            top: down - size * 0.8,
            wide: size,
            high: size * 0.8,
            ink: Ink::Series(n),
        });
        leaves.extend(title(
            setter,
            &PdfWords::plain(&table.heads[*column]),
            size,
            start + size * 1.4,
            down,
            share,
        ));
    }
    leaves
}

/// Some words; what is longer than two lines is cut.
fn title(setter: &mut Setter, words: &PdfWords, size: f32, left: f32, down: f32, wide: f32) -> Vec<Branch> {
    let mut leaves = Vec::new();
    for (n, line) in
        setter.letters.lines(std::slice::from_ref(words), size, wide).iter().take(MOST_LINES).enumerate()
    {
        let down = down + n as f32 * size * 1.15;
        leaves.extend(line.iter().map(|placed| setter.pages.words(placed, size, left, down, Ink::Black)));
    }
    leaves
}

fn centred(setter: &mut Setter, words: &PdfWords, middle: f32, down: f32, wide: f32) -> Vec<Branch> {
    let mut leaves = Vec::new();
    let lines = setter.letters.lines(std::slice::from_ref(words), SMALL, wide.max(12.0));
    for (n, line) in lines.iter().take(MOST_LINES).enumerate() {
        let ends = line.last().map_or(0.0, |last| last.left + last.wide);
        let (left, down) = (middle - ends / 2.0, down + n as f32 * SMALL * 1.1);
        leaves.extend(line.iter().map(|placed| setter.pages.words(placed, SMALL, left, down, Ink::Black)));
    }
    leaves
}
