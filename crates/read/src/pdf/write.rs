//! Rows of segments become lines, and tables whose columns no gap divides.

use super::bands::Segment;
use crate::grid::{Cell, Grid, Row};
use crate::text::{Span, Writer};

/// Writes lines; a word that a hyphen breaks at the end of one is put together there.
pub(super) fn write_lines(rows: &[Vec<Segment>], writer: &mut Writer) {
    let mut carried = 0;
    for (at, row) in rows.iter().enumerate() {
        let text = row.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ");
        let rest = text.split(' ').skip(carried).collect::<Vec<_>>().join(" ");
        let next =
            rows.get(at + 1).and_then(|row| row.first()).and_then(|segment| segment.text.split(' ').next());
        let broken =
            rest.strip_suffix(['-', '\u{2010}', '\u{ad}']).filter(|word| word.ends_with(char::is_alphabetic));
        let joined = broken.zip(next.filter(|word| word.starts_with(char::is_lowercase)));
        carried = usize::from(joined.is_some());
        match joined {
            Some((start, end)) => writer.words(&format!("{start}{end}"), 0),
            None => writer.words(&rest, 0),
        };
        writer.end_line();
    }
}

/// Writes rows of cells; a column is what no gap divides over all rows.
pub(super) fn write_table(rows: &mut Vec<Vec<Segment>>, writer: &mut Writer, grids: &mut Vec<Grid>) {
    let rows = std::mem::take(rows);
    if rows.is_empty() {
        return;
    }
    let columns = columns(&rows);
    let from = writer.here();
    let mut grid = Grid::default();
    for row in rows {
        let start = writer.here();
        let mut cells = Vec::new();
        for (at, (left, right)) in columns.iter().enumerate() {
            if at > 0 {
                writer.between_cells(0);
            }
            let inside = row.iter().filter(|segment| segment.left < *right && segment.right > *left);
            let words = inside.map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ");
            cells.push(Cell { span: writer.words(&words, 0), first: true, fault: None });
        }
        let span = Span { from: start, to: writer.here() };
        writer.end_line();
        grid.rows.push(Row { cells, span });
    }
    grid.span = Span { from, to: writer.here() };
    grids.push(grid);
}

/// The runs of points that any segment covers, from left to right.
fn columns(rows: &[Vec<Segment>]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> =
        rows.iter().flatten().map(|segment| (segment.left, segment.right)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (left, right) in all {
        match merged.last_mut().filter(|last| left < last.1) {
            Some(last) => last.1 = last.1.max(right),
            None => merged.push((left, right)),
        }
    }
    merged
}
