//! A CSV file row by row. Rows are read fast; only one with a quote or a mistake is looked at twice.

use std::array;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::cell::{Cell, holds_invisible};
use super::header;
use super::quotes::{Slip, written};
use crate::file::TextFile;

/// One row of a CSV file.
pub struct Row<'a> {
    pub file: &'a TextFile,
    /// The names of the columns.
    pub columns: &'a [&'static str],
    /// The line it begins in, from 1.
    pub line: u64,
    /// Where it stands in the file.
    span: Range<usize>,
}

/// Hands over the cells of each row of a file with these columns. A row with a mistake of form is noted and left
/// out; so are all rows below a wrong header.
pub fn each_row<const N: usize>(
    file: &TextFile,
    columns: &[&'static str; N],
    mut read: impl FnMut(&Row<'_>, [Cell<'_>; N]),
) {
    if file.lost {
        return;
    }
    let mut reader = Reader::new(file, columns);
    let Some(first) = reader.next() else { return header::refuse_empty(file, columns) };
    if !header::is_right(&first, &reader.record) {
        return;
    }
    let careful = holds_invisible(&file.text);
    while let Some(row) = reader.next() {
        match row.quotes() {
            Quotes::InPlace if row.has_all_cells(&reader.record) => {
                let cells: [Cell<'_>; N] = array::from_fn(|n| Cell::new(&row, n, &reader.record[n]));
                cells.iter().for_each(|cell| cell.check_length());
                cells.iter().filter(|_| careful).for_each(|cell| cell.check_letters());
                read(&row, cells);
            }
            Quotes::InPlace | Quotes::Wrong => {}
            Quotes::Lost => return,
        }
    }
}

struct Reader<'a> {
    file: &'a TextFile,
    columns: &'a [&'static str],
    csv: csv::Reader<&'a [u8]>,
    /// The cells of the row that was read last.
    record: StringRecord,
}

impl<'a> Reader<'a> {
    fn new(file: &'a TextFile, columns: &'a [&'static str]) -> Self {
        let mut builder = ReaderBuilder::new();
        let csv = builder.has_headers(false).flexible(true).from_reader(file.text.as_bytes());
        Self { file, columns, csv, record: StringRecord::new() }
    }

    /// The next row that is not blank.
    fn next(&mut self) -> Option<Row<'a>> {
        loop {
            let found = self.csv.read_record(&mut self.record).expect("a text in memory can be read");
            let row = found.then(|| self.row())?;
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(row);
            }
        }
    }

    fn row(&self) -> Row<'a> {
        let position = self.record.position().expect("a record that was read has a position");
        let end = offset(self.csv.position().byte());
        // The reader counts line breaks in front of a row as part of it.
        let before = offset(position.byte());
        let blank = self.file.text[before..end].bytes().take_while(|b| matches!(b, b'\r' | b'\n'));
        let (length, breaks) = blank.fold((0, 0), |(n, lines), b| (n + 1, lines + u64::from(b == b'\n')));
        let (file, columns) = (self.file, self.columns);
        Row { file, columns, line: position.line() + breaks, span: before + length..end }
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

impl Row<'_> {
    /// The row as written, without the line break at its end.
    pub fn text(&self) -> &str {
        self.file.text[self.span.clone()].trim_end_matches(['\r', '\n'])
    }

    /// Where a cell stands; the end of the row where it has fewer cells.
    pub fn cell(&self, index: usize) -> Range<usize> {
        let row = self.text();
        let inside = written(row, ',').cells.get(index).cloned().unwrap_or(row.len()..row.len());
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
        match written(row, ',').slip {
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
        let (found, expected) = (record.len(), self.columns.len());
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
        self.file.refuse(surplus, format!("this row has {found} cells instead of {expected}"), remedy);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and the cells of each row.
    fn rows(text: &str) -> Vec<(u64, [String; 2])> {
        let file = TextFile::new("x.csv", text.into());
        let mut rows = vec![];
        each_row(&file, &["a", "b"], |row, cells| rows.push((row.line, cells.map(Cell::owned))));
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
        each_row(&file, &["a", "b"], |_, [_, b]| b.refuse("here", "there"));
        let point = file.into_mistakes().remove(0).spot.point.unwrap();
        assert_eq!((point.line, point.column, &point.text[point.marked]), (3, 12, "2"));
    }
}
