//! Grids: tables of every medium as rows of cells, with `rowspan` and `colspan` filled in.

use super::html::{NodeId, Role, Tree};
use super::page::{Markup, Sheet};
use super::text::{Span, Text, Writer};
use workspace::{Slip, misplaced_quote};

/// A grid wider than this is built to harm.
const WIDEST: usize = 500;
/// A grid with more cells than this is none we read.
const MOST_CELLS: usize = 500_000;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    pub span: Span,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub span: Span,
}

/// A cell; one that spans several columns or rows stands in each of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Its words.
    pub span: Span,
    /// Whether it stands here first.
    pub first: bool,
    /// Why its words are no value.
    pub fault: Option<&'static str>,
}

impl Row {
    /// The single cell with words, where there is only one and the row is wider.
    pub fn alone(&self) -> Option<Span> {
        let mut said = self.cells.iter().filter(|cell| cell.first && !cell.span.is_empty());
        let only = said.next()?;
        (said.next().is_none() && self.cells.len() > 1).then_some(only.span)
    }
    /// Whether no cell has words of its own.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.span.is_empty() || !cell.first)
    }
}

/// A table of a page; nothing when it is too large to be one.
pub(super) fn table(markup: &Markup<'_>, text: &Text, id: NodeId) -> Option<Grid> {
    let tree = &markup.tree;
    let mut grid = Grid { rows: vec![], span: markup.span(id) };
    let mut carried: Vec<(usize, Cell)> = Vec::new();
    let mut cells = 0;
    for row in (id + 1..tree.node(id).end).filter(|at| tree.node(*at).role == Role::Row) {
        let mut line = Vec::new();
        let last = tree.node(row).end;
        let mut at = row + 1;
        while at < last {
            if tree.node(at).role == Role::Cell {
                fill(&mut line, &mut carried);
                let span = text.trimmed(markup.span(at));
                let (rows, columns) = spans(tree, at);
                for step in 0..columns {
                    let cell = Cell { span, first: step == 0, fault: None };
                    place(&mut line, &mut carried, cell, rows);
                }
            }
            at = tree.node(at).end;
        }
        fill(&mut line, &mut carried);
        cells += line.len();
        if line.len() > WIDEST || cells > MOST_CELLS {
            return None;
        }
        grid.rows.push(Row { cells: line, span: markup.span(row) });
    }
    // What stands above the rows, the caption, is a line like any other.
    grid.span.from = grid.rows.first()?.span.from;
    Some(grid)
}

/// Over how many rows and columns a cell reaches.
fn spans(tree: &Tree<'_>, cell: NodeId) -> (usize, usize) {
    let (mut rows, mut columns) = (None, None);
    for (name, value) in tree.attributes(cell) {
        let number = value.trim().parse().unwrap_or(1);
        let times = || number.clamp(1, WIDEST);
        if name.eq_ignore_ascii_case("rowspan") {
            // 0 reaches down to the end of the table.
            rows = rows.or_else(|| Some(if number == 0 { WIDEST } else { times() }));
        } else if name.eq_ignore_ascii_case("colspan") {
            columns = columns.or_else(|| Some(times()));
        }
    }
    (rows.unwrap_or(1), columns.unwrap_or(1))
}

/// Puts cells that reach down from above where they belong.
fn fill(line: &mut Vec<Cell>, carried: &mut [(usize, Cell)]) {
    while let Some((left, cell)) = carried.get_mut(line.len()).filter(|(left, _)| *left > 0) {
        *left -= 1;
        line.push(Cell { first: false, ..*cell });
    }
}

fn place(line: &mut Vec<Cell>, carried: &mut Vec<(usize, Cell)>, cell: Cell, rows: usize) {
    let column = line.len();
    if carried.len() <= column {
        carried.resize(column + 1, (0, cell));
    }
    carried[column] = (rows - 1, cell);
    line.push(cell);
}

/// A text with separators between its cells.
pub(super) fn csv(source: &str) -> Result<Sheet<'_>, String> {
    let first = source.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(source.as_bytes());
    if let Some((line, slip)) = misplaced_quote(source, delimiter.into()) {
        return Err(match slip {
            Slip::NeverClosed(_) => format!(
                "line {line}: the quote that opens here is never closed; close it at the end of the cell"
            ),
            Slip::Single { .. } => format!(
                "line {line}: a single quote inside a cell in quotes; double a quote that belongs to the text (\"\"), or \
                 take the outer quotes away"
            ),
        });
    }
    let mut builder = GridBuilder::default();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        builder.row(record.iter(), at as u32);
    }
    Ok(builder.finish())
}

/// Writes rows of cells as lines, and keeps where each cell went.
#[derive(Default)]
pub(super) struct GridBuilder {
    writer: Writer,
    grid: Grid,
    row: Vec<Cell>,
    /// Where the row begins.
    from: usize,
}

impl GridBuilder {
    /// A row of cells that are all their own.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>, number: u32) {
        cells.for_each(|cell| {
            self.cell(cell, None, number);
        });
        self.end_row();
    }
    /// The next cell of the row, line by line.
    pub fn cell(&mut self, words: &str, fault: Option<&'static str>, number: u32) -> Cell {
        if self.row.is_empty() {
            self.from = self.writer.here();
        } else {
            self.writer.between_cells(number);
        }
        let mut lines = words.split('\n');
        let mut span = self.writer.words(lines.next().unwrap_or_default(), number);
        for line in lines {
            self.writer.break_cell();
            let more = self.writer.words(line, number);
            span = if span.is_empty() { more } else { Span { to: more.to.max(span.to), ..span } };
        }
        let cell = Cell { span, first: true, fault };
        self.row.push(cell);
        cell
    }
    /// A cell that reaches here from the left or from above.
    pub fn again(&mut self, cell: Cell, number: u32) {
        self.cell("", None, number);
        let column = self.row.len() - 1;
        self.row[column] = Cell { first: false, ..cell };
    }
    pub fn end_row(&mut self) {
        let span = Span { from: self.from, to: self.writer.here() };
        self.writer.end_line();
        self.grid.rows.push(Row { cells: std::mem::take(&mut self.row), span });
        self.from = self.writer.here();
    }
    /// Where the next row begins.
    pub fn here(&self) -> usize {
        self.writer.here()
    }
    /// The text and its one grid.
    pub fn finish(mut self) -> Sheet<'static> {
        let text = self.writer.finish();
        self.grid.span = text.span();
        Sheet { text, grids: vec![self.grid], ..Sheet::default() }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::{Page, Sheet};
    use workspace::Rule;

    #[test]
    fn a_caption_stands_before_the_table_as_a_line_of_its_own() {
        let page = "<table><caption>Palmarès 2012</caption><tr><td>1<td>LCL<tr><td>2<td>MAIF</table>";
        let sheet = Sheet::open(Page::Html(page), &Rule::default()).unwrap();
        let words = sheet.text.get(sheet.grids[0].span);
        assert!(words.starts_with('1') && words.contains("MAIF"), "{words}");
    }
}
