//! The drawing of a table's columns on a page of a PDF: the same bars and lines as in the office forms.

use krilla::tagging::Tag;

use super::letters::PdfWords;
use super::pages::{Branch, Ink, PdfShape};
use super::{CELL, Setter};
use crate::sharing::draft::{DraftChart, DraftChartKind, DraftTable};

const SMALL: f32 = 6.2;
/// Lines of a title, and of a name under a bar.
const MOST_LINES: usize = 2;

/// The scale of a drawing: which value stands how far down.
struct Axis {
    low: f32,
    high: f32,
    top: f32,
    foot: f32,
}

impl Axis {
    fn of(values: &[f32], kind: DraftChartKind, top: f32, foot: f32) -> Self {
        let high = values.iter().copied().fold(f32::MIN, f32::max);
        let low = values.iter().copied().fold(f32::MAX, f32::min);
        let low = match kind {
            DraftChartKind::Columns => low.min(0.0),
            // Values over editions differ by little: the axis is cut, and each point tells its value.
            DraftChartKind::Lines => low - (high - low).max(1.0) * 0.25,
        };
        Self { low, high: if high > low { high } else { low + 1.0 }, top, foot }
    }

    fn down(&self, value: f32) -> f32 {
        self.foot - (value - self.low) / (self.high - self.low) * (self.foot - self.top)
    }
}

/// Draws the chart into a place, left, top, width and height; what is read aloud is its title and its numbers.
pub fn draw(setter: &mut Setter, table: &DraftTable, drawn: &DraftChart, place: [f32; 4]) -> Branch {
    let [left, top, wide, high] = place;
    let value =
        |row: usize, column: usize| table.rows[row][column].value().and_then(|value| value.parse().ok());
    let known =
        |column: &usize| (0..table.rows.len()).filter_map(|row| value(row, *column)).collect::<Vec<f32>>();
    let values: Vec<f32> = drawn.values.iter().flat_map(known).collect();
    let axis = Axis::of(&values, drawn.kind, top + 28.0, top + high - 24.0);
    let slot = wide / table.rows.len().max(1) as f32;
    let (mut shapes, mut leaves) = (vec![PdfShape::Rule { left, down: axis.foot, wide }], Vec::new());
    leaves.extend(title(setter, &PdfWords::bold(&drawn.title), CELL, left, top + CELL, wide));
    for (n, column) in drawn.values.iter().enumerate() {
        let mut points = Vec::new();
        for row in 0..table.rows.len() {
            let Some(number) = value(row, *column) else {
                // What is not known is not drawn over.
                shapes.extend(stretch(std::mem::take(&mut points), n));
                continue;
            };
            let down = axis.down(number);
            let bars = drawn.values.len() as f32;
            let middle = match drawn.kind {
                DraftChartKind::Columns => {
                    let bar = slot * 0.7 / bars;
                    let start = left + slot * (row as f32 + 0.15) + bar * n as f32;
                    let ink = Ink::Series(n);
                    shapes.push(PdfShape::Bar {
                        left: start,
                        top: down,
                        wide: bar * 0.95,
                        high: axis.foot - down,
                        ink,
                    });
                    start + bar / 2.0
                }
                DraftChartKind::Lines => {
                    let middle = left + slot * (row as f32 + 0.5);
                    let dot = 2.6;
                    let ink = Ink::Series(n);
                    shapes.push(PdfShape::Bar {
                        left: middle - dot / 2.0,
                        top: down - dot / 2.0,
                        wide: dot,
                        high: dot,
                        ink,
                    });
                    points.push((middle, down));
                    middle
                }
            };
            let shown = PdfWords::plain(&table.rows[row][*column].text());
            leaves.extend(centred(setter, &shown, middle, down - 3.0, slot));
        }
        shapes.extend(stretch(points, n));
    }
    for row in 0..table.rows.len() {
        let name = PdfWords::plain(&table.rows[row][drawn.names].text());
        leaves.extend(centred(
            setter,
            &name,
            left + slot * (row as f32 + 0.5),
            axis.foot + SMALL + 2.0,
            slot,
        ));
    }
    leaves.extend(legend(setter, table, drawn, [left, top + high - 1.0, wide, SMALL]));
    let drawing = setter.pages.drawing(shapes);
    leaves.push(drawing);
    Branch::group(Tag::Figure(Some(drawn.title.clone())), leaves)
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
