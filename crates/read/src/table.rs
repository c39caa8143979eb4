//! Tables: the rows under a header, of whatever medium.

use std::collections::BTreeMap;
use std::ops::Range;

use super::caught::{Caught, Words};
use super::grid::{Grid, Row};
use super::report::Reason;
use super::text::{Span, Text};
use model::text::heading;
use workspace::{Column, Columns, Rule};

/// A header stands in one of the first rows.
const LAST_HEADER: usize = 6;

/// A table whose columns are known.
pub(super) struct Reader<'r> {
    /// Which column each part stands in.
    at: BTreeMap<&'r str, usize>,
    aside: Vec<usize>,
    titles: Vec<String>,
    columns: &'r Columns,
    rule: &'r Rule,
    /// The rows of the header.
    pub header: Range<usize>,
}

/// What a row of a known table is.
pub(super) enum RowKind<'r> {
    /// Parts, each from its column: once, or once for each line that the cells break into.
    Parts(Vec<Caught<'r>>),
    /// Cells that break into lines, and nothing says how these belong together.
    Broken(Span, Reason),
    /// One cell across the table: a heading, or a remark.
    Across(Span),
    /// The header again, or nothing.
    Nothing,
}

impl<'r> Reader<'r> {
    /// Finds the header; nothing when the table lacks a column that is read.
    pub fn new(grid: &Grid, text: &Text, columns: &'r Columns, rule: &'r Rule) -> Option<Self> {
        if !columns.titled() {
            return Self::under(grid, text, (columns, rule), 0..0);
        }
        (1..=grid.rows.len().min(LAST_HEADER)).find_map(|end| {
            let one_row = Self::under(grid, text, (columns, rule), end - 1..end);
            one_row.or_else(|| Self::under(grid, text, (columns, rule), end.saturating_sub(2)..end))
        })
    }

    /// The reader, if the titles in these rows name every column that is read.
    fn under(
        grid: &Grid,
        text: &Text,
        (columns, rule): (&'r Columns, &'r Rule),
        header: Range<usize>,
    ) -> Option<Self> {
        let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let titles: Vec<String> = (0..width).map(|column| title(grid, text, &header, column)).collect();
        let mut at = BTreeMap::new();
        for (name, alternatives) in &columns.columns {
            at.insert(name.as_str(), alternatives.iter().find_map(|column| find(column, &titles))?);
        }
        let put_aside = |name: &String| {
            let by_number = name.parse().map_or_else(|_| Column::Header(name.clone()), Column::At);
            find(&by_number, &titles)
        };
        let aside = columns.aside.iter().filter_map(put_aside).collect();
        Some(Self { at, aside, titles, columns, rule, header })
    }

    /// Columns with words that are neither read nor put aside: their title, else their first words.
    pub fn unknown(&self, grid: &Grid, text: &Text) -> Vec<Span> {
        let read = |column: &usize| self.at.values().any(|at| at == column) || self.aside.contains(column);
        let says = |row: &&Row, column: usize| {
            row.alone().is_none()
                && row.cells.get(column).is_some_and(|cell| cell.first && !text.get(cell.span).is_empty())
        };
        let of = |column: usize| {
            let first = grid.rows[self.header.end..].iter().find(|row| says(row, column))?.cells[column].span;
            let titled = grid.rows[self.header.clone()].iter().filter_map(|row| row.cells.get(column));
            titled.map(|cell| cell.span).rfind(|span| !span.is_empty()).or(Some(first))
        };
        (0..self.titles.len()).filter(|column| !read(column)).filter_map(of).collect()
    }

    pub fn row(&self, row: &Row, text: &Text) -> RowKind<'r> {
        if row.is_blank() || !self.header.is_empty() && self.repeats_header(row, text) {
            return RowKind::Nothing;
        }
        if let Some(words) = row.alone().filter(|_| self.at.len() > 1) {
            return RowKind::Across(words);
        }
        let fault = self.at.values().find_map(|at| row.cells.get(*at)?.fault);
        if let Some(why) = fault {
            return RowKind::Broken(row.span, Reason::Cell(why));
        }
        let mut caught = Caught { span: row.span, also: &self.columns.also, ..Caught::default() };
        for (name, at) in &self.at {
            let words = row.cells.get(*at).map(|cell| cell.span).filter(|span| !span.is_empty());
            if let Some(span) = words {
                caught.parts.insert(name, Words { text: text.get(span).to_owned(), span, printed: true });
            }
        }
        caught.asides.extend(self.aside.iter().filter_map(|at| row.cells.get(*at)).map(|cell| cell.span));
        self.lines(caught, text)
    }

    /// A row once for each line of its cells, where those that break into lines break alike. A name alone that breaks
    /// may be two names or one that was wrapped: only the rule can tell.
    fn lines(&self, caught: Caught<'r>, text: &Text) -> RowKind<'r> {
        let is_name = |name: &str| matches!(name, "company" | "person");
        let broken: BTreeMap<&'r str, Vec<Span>> = caught
            .parts
            .iter()
            .map(|(name, words)| (*name, text.lines_of_cell(words.span)))
            .filter(|(_, lines)| lines.len() > 1)
            .collect();
        let Some((name, lines)) = broken.iter().find(|(name, _)| is_name(name)) else {
            return RowKind::Parts(vec![caught]);
        };
        let listed = self.rule.lists.contains_key(*name);
        if broken.len() == 1 && !listed {
            let cleaned = self.rule.clean.contains_key(*name);
            let reason = Reason::Broken { field: (*name).to_owned() };
            return if cleaned { RowKind::Parts(vec![caught]) } else { RowKind::Broken(caught.span, reason) };
        }
        if broken.values().any(|others| others.len() != lines.len()) {
            let lists = broken.iter().map(|(name, lines)| ((*name).to_owned(), lines.len())).collect();
            return RowKind::Broken(caught.span, Reason::Uneven { lists });
        }
        let shared = caught.parts.contains_key("place") && !broken.contains_key("place");
        let line = |at: usize| {
            let mut one = Caught { shared, ..caught.clone() };
            for (name, lines) in &broken {
                let words = Words { text: text.get(lines[at]).to_owned(), span: lines[at], printed: true };
                one.parts.insert(name, words);
            }
            one
        };
        RowKind::Parts((0..lines.len()).map(line).collect())
    }

    /// Whether a row says in all columns that are read what their titles say.
    fn repeats_header(&self, row: &Row, text: &Text) -> bool {
        let words = |at: usize| row.cells.get(at).map(|cell| text.get(cell.span));
        let counts = |words: &str| words.bytes().any(|b| b.is_ascii_digit());
        // Digits survive folding, so a number tells most rows from the header before anything is folded.
        let differs = |at: &usize| words(*at).is_some_and(counts) && !counts(&self.titles[*at]);
        let same = |at: &usize| words(*at).is_some_and(|words| heading(words) == self.titles[*at]);
        !self.at.values().any(differs) && self.at.values().all(same)
    }
}

/// The title of a column: its words in all rows of the header.
fn title(grid: &Grid, text: &Text, header: &Range<usize>, column: usize) -> String {
    let cells = grid.rows[header.clone()].iter().filter_map(|row| row.cells.get(column));
    let mut words: Vec<&str> = cells.map(|cell| text.get(cell.span)).collect();
    words.dedup();
    heading(&words.join(" "))
}

/// The one column that is meant. A title that stands twice does not tell which, so it is none.
fn find(column: &Column, titles: &[String]) -> Option<usize> {
    match column {
        Column::At(n) => n.checked_sub(1).filter(|at| *at < titles.len()),
        Column::Header(name) => {
            let wanted = heading(name);
            let mut found = (0..titles.len()).filter(|at| titles[*at] == wanted);
            let only = found.next()?;
            found.next().is_none().then_some(only)
        }
    }
}
