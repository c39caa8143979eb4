//! Grids: tables of every medium as rows of cells, with `rowspan` and `colspan` filled in.

use crate::html::{NodeId, Role, Tree};
use crate::page::{Markup, Sheet};
use crate::text::{Span, Text, TextWriter};
use workspace::{Slip, misplaced_quote};

/// A grid wider than this is built to harm.
const WIDEST: usize = 500;
/// A grid with more cells than this is none we read.
const MOST_CELLS: usize = 500_000;

#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    pub span: Span,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub cells: Vec<GridCell>,
    pub span: Span,
}

/// A cell; one that spans several columns or rows stands in each of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct GridCell {
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
        // A cell that reaches down from a row above is a value of this row too.
        let across = self.cells.iter().all(|cell| cell.span.is_empty() || cell.span == only.span);
        (said.next().is_none() && across && self.cells.len() > 1).then_some(only.span)
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
    let mut carried: Vec<(usize, GridCell)> = Vec::new();
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
                    let cell = GridCell { span, first: step == 0, fault: None };
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
fn fill(line: &mut Vec<GridCell>, carried: &mut [(usize, GridCell)]) {
    while let Some((left, cell)) = carried.get_mut(line.len()).filter(|(left, _)| *left > 0) {
        *left -= 1;
        line.push(GridCell { first: false, ..*cell });
    }
}

fn place(line: &mut Vec<GridCell>, carried: &mut Vec<(usize, GridCell)>, cell: GridCell, rows: usize) {
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
    writer: TextWriter,
    grid: Grid,
    row: Vec<GridCell>,
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
    pub fn cell(&mut self, words: &str, fault: Option<&'static str>, number: u32) -> GridCell {
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
        let cell = GridCell { span, first: true, fault };
        self.row.push(cell);
        cell
    }
    /// A cell that reaches here from the left or from above.
    pub fn again(&mut self, cell: GridCell, number: u32) {
        self.cell("", None, number);
        let column = self.row.len() - 1;
        self.row[column] = GridCell { first: false, ..cell };
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

/// The tables that are made of other elements: rows whose children are all cells, cells that are blocks without blocks
/// inside, rows of one parent or of sections side by side. All rows are as wide as the first, since nothing would say
/// which columns a narrower one leaves out.
pub(super) fn of_blocks(markup: &Markup<'_>, text: &Text) -> Vec<Grid> {
    let tree = &markup.tree;
    let section = |row: NodeId| tree.node(row).parent;
    let mut grids: Vec<(NodeId, Grid)> = Vec::new();
    for row in 1..tree.len() {
        let Some(cells) = block_row(tree, row) else { continue };
        let cell = |id: &NodeId| GridCell { span: text.trimmed(markup.span(*id)), first: true, fault: None };
        let made = Row { cells: cells.iter().map(cell).collect(), span: markup.span(row) };
        let beside = |other: NodeId| {
            section(other) == section(row) || section(section(other)) == section(section(row))
        };
        match grids.last_mut().filter(|(last, _)| beside(*last)) {
            Some((last, grid)) => {
                grid.span.to = made.span.to;
                grid.rows.push(made);
                *last = row;
            }
            None => grids.push((row, Grid { span: made.span, rows: vec![made] })),
        }
    }
    let even = |grid: &Grid| grid.rows.iter().all(|row| row.cells.len() == grid.rows[0].cells.len());
    grids.into_iter().map(|(_, grid)| grid).filter(|grid| grid.rows.len() > 1 && even(grid)).collect()
}

/// The cells of an element, if it is a row: two or more, and no words beside them.
fn block_row(tree: &Tree<'_>, row: NodeId) -> Option<Vec<NodeId>> {
    let mut cells = Vec::new();
    let mut at = if is_block(tree.node(row).role) { row + 1 } else { tree.node(row).end };
    while at < tree.node(row).end {
        if is_block(tree.node(at).role) && (at + 1..tree.node(at).end).all(|id| !is_block(tree.node(id).role))
        {
            cells.push(at);
        } else if tree.is_element(at) || !tree.raw(at).trim().is_empty() {
            return None;
        }
        at = tree.node(at).end;
    }
    (cells.len() > 1).then_some(cells)
}

fn is_block(role: Role) -> bool {
    match role {
        Role::Block | Role::Paragraph | Role::Item | Role::Term | Role::List => true,
        Role::Inline | Role::Break | Role::Verbatim | Role::Table | Role::Section | Role::Row => false,
        Role::Cell | Role::Void | Role::Raw | Role::Hidden | Role::Text => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Page, Sheet};
    use workspace::Rule;

    #[test]
    fn a_caption_stands_before_the_table_as_a_line_of_its_own() {
        let page = "<table><caption>Palmarès 2012</caption><tr><td>1<td>LCL<tr><td>2<td>MAIF</table>";
        let sheet = Sheet::open(Page::Html(page), &Rule::default()).unwrap();
        let words = sheet.text.get(sheet.grids[0].span);
        assert!(words.starts_with('1') && words.contains("MAIF"), "{words}");
    }

    /// The rows of each grid, cells apart.
    fn found(page: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::open(Page::Html(page), &Rule::default()).unwrap();
        let row =
            |row: &Row| row.cells.iter().map(|cell| sheet.text.get(cell.span)).collect::<Vec<_>>().join("|");
        let grids = of_blocks(sheet.markup.as_ref().unwrap(), &sheet.text);
        grids.iter().map(|grid| grid.rows.iter().map(row).collect()).collect()
    }

    #[test]
    fn rows_of_blocks_are_a_grid_when_all_are_equally_wide() {
        let row = |cells: &[&str]| {
            format!("<div>{}</div>", cells.iter().map(|c| format!("<div>{c}</div>")).collect::<String>())
        };
        let (head, one, two) = (row(&["Rang", "Marque"]), row(&["1", "<b>Free</b>"]), row(&["2", ""]));
        let sections = format!("<p>a<div class=t><div>{head}</div><div>{one}\n{two}</div></div><p>b");
        assert_eq!(found(&sections), [["Rang|Marque", "1|Free", "2|"]]);
        assert_eq!(found(&format!("<section>{head}{one}</section>")), [["Rang|Marque", "1|Free"]]);
        assert!(found(&format!("<section>{head}{one}{}</section>", row(&["2", "MAIF", "7,1"]))).is_empty());
        assert!(found(&format!("<section>{head}</section>")).is_empty(), "one row is no table");
        assert!(found("<section><div>1 <p>Free<p>MAIF</div><div>2 <p>a<p>b</div></section>").is_empty());
    }
}
