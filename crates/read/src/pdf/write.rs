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
pub(super) fn write_table(
    rows: &mut Vec<Vec<Segment>>,
    edges: &[u32],
    writer: &mut Writer,
    grids: &mut Vec<Grid>,
) {
    let rows = std::mem::take(rows);
    if rows.is_empty() {
        return;
    }
    let columns = if edges.is_empty() { columns(&rows) } else { between(edges) };
    let from = writer.here();
    let mut grid = Grid::default();
    for row in rows {
        let start = writer.here();
        let mut cells = Vec::new();
        for (at, (left, right)) in columns.iter().enumerate() {
            if at > 0 {
                writer.between_cells(0);
            }
            let is_inside = |segment: &&Segment| match edges {
                [] => segment.left < *right && segment.right > *left,
                [..] => (*left..*right).contains(&((segment.left + segment.right) / 2.0)),
            };
            let inside = row.iter().filter(is_inside);
            let fault = inside.clone().find_map(|segment| segment.fault);
            let words = inside.map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ");
            cells.push(Cell { span: writer.words(&words, 0), first: true, fault });
        }
        let span = Span { from: start, to: writer.here() };
        writer.end_line();
        grid.rows.push(Row { cells, span });
    }
    grid.span = Span { from, to: writer.here() };
    grids.push(grid);
}

/// The columns that begin at these edges; what stands before the first belongs to it.
fn between(edges: &[u32]) -> Vec<(f64, f64)> {
    let last = edges.len() - 1;
    let left = |at: usize| if at == 0 { f64::NEG_INFINITY } else { f64::from(edges[at]) };
    let right = |at: usize| if at == last { f64::INFINITY } else { f64::from(edges[at + 1]) };
    (0..=last).map(|at| (left(at), right(at))).collect()
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
