//! CSV files, row by row: every cell knows its place, and every mistake is noted where it stands. Rows are read fast; only
//! one with a quote or a mistake is looked at twice.

mod header;
mod quotes;

pub use quotes::{Slip, misplaced_quote};

use std::array;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use quotes::written;

use crate::file::TextFile;
use crate::keys::CsvColumn;
use crate::value::{Wrong, quoted};

/// One row of a CSV file.
pub struct CsvRow<'a> {
    pub file: &'a TextFile,
    pub columns: &'static [CsvColumn],
    /// How many cells the header has.
    width: usize,
    /// The line it begins in, from 1.
    pub line: u64,
    /// Where it stands in the file.
    span: Range<usize>,
}

/// Hands over the cells of each row, in the order in which the columns are declared; a column that the file does not
/// have is empty. A row with a mistake of form is noted and left out; so are all rows below a wrong header.
pub fn each_row<const N: usize>(
    file: &TextFile,
    columns: &'static [CsvColumn; N],
    mut read: impl FnMut(&CsvRow<'_>, [CsvCell<'_>; N]),
) {
    if file.lost {
        return;
    }
    let mut rows = SheetRows::new(file, columns);
    let Some(first) = rows.next() else { return header::refuse_empty(file, columns) };
    let Some(places) = header::places::<N>(&first, &rows.record) else { return };
    rows.width = rows.record.len();
    let careful = holds_invisible(&file.text);
    while let Some(row) = rows.next() {
        match row.quotes() {
            Quotes::InPlace if row.has_all_cells(&rows.record) => {
                let cell =
                    |n: usize| CsvCell::new(&row, n, places[n], places[n].map_or("", |at| &rows.record[at]));
                let cells: [CsvCell<'_>; N] = array::from_fn(cell);
                cells.iter().for_each(|cell| cell.check_length());
                cells.iter().filter(|_| careful).for_each(|cell| cell.check_letters());
                read(&row, cells);
            }
            Quotes::InPlace | Quotes::Wrong => {}
            Quotes::Lost => return,
        }
    }
}

struct SheetRows<'a> {
    file: &'a TextFile,
    columns: &'static [CsvColumn],
    width: usize,
    csv: csv::Reader<&'a [u8]>,
    /// The cells of the row that was read last.
    record: StringRecord,
}

impl<'a> SheetRows<'a> {
    fn new(file: &'a TextFile, columns: &'static [CsvColumn]) -> Self {
        let mut builder = ReaderBuilder::new();
        let csv = builder.has_headers(false).flexible(true).from_reader(file.text.as_bytes());
        Self { file, columns, width: columns.len(), csv, record: StringRecord::new() }
    }

    /// The next row that is not blank.
    fn next(&mut self) -> Option<CsvRow<'a>> {
        loop {
            let found = self.csv.read_record(&mut self.record).expect("a text in memory can be read");
            let row = found.then(|| self.row())?;
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(row);
            }
        }
    }

    fn row(&self) -> CsvRow<'a> {
        let position = self.record.position().expect("a record that was read has a position");
        let end = offset(self.csv.position().byte());
        // The reader counts line breaks in front of a row as part of it.
        let before = offset(position.byte());
        let blank = self.file.text[before..end].bytes().take_while(|b| matches!(b, b'\r' | b'\n'));
        let (length, breaks) = blank.fold((0, 0), |(n, lines), b| (n + 1, lines + u64::from(b == b'\n')));
        let Self { file, columns, width, .. } = *self;
        CsvRow { file, columns, width, line: position.line() + breaks, span: before + length..end }
    }
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).expect("the file is in memory")
}

/// How the quotes of a row are.
enum Quotes {
    /// None, or all of them where they should be.
    InPlace,
    /// One is wrong; the next row is clear again.
    Wrong,
    /// One is wrong, and nobody can tell where the next row begins.
    Lost,
}

impl CsvRow<'_> {
    /// The row as written, without the line break at its end.
    pub fn text(&self) -> &str {
        self.file.text[self.span.clone()].trim_end_matches(['\r', '\n'])
    }

    /// Where a cell stands; the end of the row where it has fewer cells.
    pub fn cell(&self, index: usize) -> Range<usize> {
        let row = self.text();
        let inside = written(row, ',').0.get(index).cloned().unwrap_or(row.len()..row.len());
        self.place(inside)
    }

    fn place(&self, inside: Range<usize>) -> Range<usize> {
        self.span.start + inside.start..self.span.start + inside.end
    }

    fn quotes(&self) -> Quotes {
        let row = self.text();
        if !row.contains('"') {
            return Quotes::InPlace;
        }
        match written(row, ',').1 {
            None => Quotes::InPlace,
            Some(Slip::NeverClosed(opened)) => {
                let what = "the quote that opens here is never closed";
                self.file.refuse(self.place(opened..opened + 1), what, "close it at the end of the cell");
                Quotes::Lost
            }
            Some(Slip::Single { opened, closed }) => self.refuse_single(opened, closed),
        }
    }

    fn refuse_single(&self, opened: usize, closed: usize) -> Quotes {
        let lines = self.text()[opened..closed].matches('\n').count() as u64;
        if lines > 0 {
            let what =
                format!("the quote that opens here closes in line {}, before a text", self.line + lines);
            self.file.refuse(self.place(opened..opened + 1), what, "close it at the end of the cell");
            return Quotes::Lost;
        }
        let remedy = "double a quote that belongs to the text (\"\"), or take the outer quotes away";
        self.file.refuse(self.place(closed..closed + 1), "a single quote inside a cell in quotes", remedy);
        Quotes::Wrong
    }

    fn has_all_cells(&self, record: &StringRecord) -> bool {
        let (found, expected) = (record.len(), self.width);
        if found == expected {
            return true;
        }
        let row = self.text();
        let surplus = self.cell(expected).start..self.place(row.len()..row.len()).end;
        let remedy = if found > expected {
            "put a cell that holds a comma in quotes: \"a, b\""
        } else {
            "give every column its comma, also where the cell is empty"
        };
        self.file.refuse(
            surplus,
            format!("this row has {found} cells, and the first line names {expected} columns"),
            remedy,
        );
        false
    }
}

/// A cell, without the blanks around it.
#[derive(Clone, Copy)]
pub struct CsvCell<'a> {
    row: &'a CsvRow<'a>,
    /// Which of the declared columns it belongs to.
    column: usize,
    /// Where it stands in the row; nothing when the file does not have the column.
    at: Option<usize>,
    pub text: &'a str,
}

impl<'a> CsvCell<'a> {
    fn new(row: &'a CsvRow<'a>, column: usize, at: Option<usize>, text: &'a str) -> Self {
        Self { row, column, at, text: text.trim() }
    }

    /// Notes a text that is longer than any headline.
    fn check_length(self) {
        let length = self.text.len();
        if length > LONGEST {
            let what = format!("this `{}` is {length} bytes long; at most {LONGEST} are read", self.name());
            self.refuse(what, "shorten it, or close a quote that was left open");
        }
    }

    /// Notes a text that is not for reading.
    fn check_letters(self) {
        if holds_invisible(self.text) {
            self.refuse(format!("`{}` holds an invisible character", self.name()), "type the text anew");
        }
    }

    fn name(self) -> &'static str {
        self.row.columns[self.column].name
    }

    pub fn refuse(self, what: impl Into<String>, remedy: impl Into<String>) {
        self.row.file.refuse(self.span(), what, remedy);
    }

    /// Where it stands in the file.
    pub fn span(self) -> Range<usize> {
        self.row.cell(self.at.unwrap_or(self.row.width))
    }

    pub fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    pub fn owned(self) -> String {
        self.text.to_owned()
    }

    /// What an empty cell may leave open; nothing when it is empty or wrong.
    pub fn optional<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        if self.is_empty() { None } else { self.checked(check) }
    }

    /// What every row must say.
    pub fn required<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        if self.is_empty() {
            self.refuse(format!("`{}` is empty", self.name()), "every row needs it");
            return None;
        }
        self.checked(check)
    }

    fn checked<T>(self, check: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let refused = |w: Wrong| {
            self.refuse(format!("`{}` cannot be {}: {}", self.name(), quoted(self.text), w.why), w.remedy);
        };
        check(self.text).map_err(refused).ok()
    }
}

/// The longest cell: room for a headline and a remark.
const LONGEST: usize = 4000;

/// Whether a text holds control characters other than tabs and line breaks. Looks at blocks without a branch for
/// each byte: a million rows take 20 ms instead of 150.
fn holds_invisible(text: &str) -> bool {
    let invisible = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7f;
    text.as_bytes().chunks(4096).any(|block| block.iter().fold(false, |found, b| found | invisible(*b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::CellForm;

    static COLUMNS: [CsvColumn; 2] = [
        CsvColumn { name: "a", about: "", required: true, form: CellForm::Any },
        CsvColumn { name: "b", about: "", required: false, form: CellForm::Any },
    ];

    /// The line and the cells of each row.
    fn rows(text: &str) -> Vec<(u64, [String; 2])> {
        let file = TextFile::new("x.csv", text.into());
        let mut rows = vec![];
        each_row(&file, &COLUMNS, |row, cells| rows.push((row.line, cells.map(CsvCell::owned))));
        assert!(!file.has_mistakes(), "{:?}", file.into_mistakes());
        rows
    }

    fn row(line: u64, a: &str, b: &str) -> (u64, [String; 2]) {
        (line, [a.into(), b.into()])
    }

    #[test]
    fn every_row_knows_its_line() {
        let expected = [row(3, "1", "2"), row(4, "3", "4\n5"), row(7, "6", "")];
        assert_eq!(rows("a,b\n\n1,2\n3,\"4\n5\"\n,\n6,\n"), expected);
    }

    #[test]
    fn windows_line_ends_count_once() {
        assert_eq!(rows("a,b\r\n1, 2\r\n\r\n\"3\",4"), [row(2, "1", "2"), row(4, "3", "4")]);
    }

    #[test]
    fn a_mistake_points_at_its_cell() {
        let file = TextFile::new("x.csv", "a,b\r\n\r\n\"é, \"\"è\"\"\",2\r\n".into());
        each_row(&file, &COLUMNS, |_, [_, b]| b.refuse("here", "there"));
        let point = file.into_mistakes().remove(0).spot.point.unwrap();
        assert_eq!((point.line, point.column, &point.text[point.marked]), (3, 12, "2"));
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        assert_eq!(rows("b,a\n1,2\n"), [row(2, "2", "1")]);
        assert_eq!(rows("a\n1\n"), [row(2, "1", "")], "a column that is not required may be missing");
    }

    #[test]
    fn a_mistake_in_a_column_that_is_not_there_stands_at_the_end_of_the_row() {
        let file = TextFile::new("x.csv", "a\n1\n".into());
        each_row(&file, &COLUMNS, |_, [_, b]| b.refuse("here", "there"));
        let point = file.into_mistakes().remove(0).spot.point.unwrap();
        assert_eq!((point.line, point.column), (2, 2));
    }
}
