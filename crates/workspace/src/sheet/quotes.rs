//! One row of a CSV file as it is written: where each cell stands, and where a quote is out of place.

use std::ops::Range;

/// The cells of a row as written, quotes included, and the first quote out of place.
pub struct Written {
    /// One range a cell.
    pub cells: Vec<Range<usize>>,
    /// What is wrong with the quotes, if anything.
    pub slip: Option<Slip>,
}

/// A quote out of place.
#[derive(Debug, PartialEq, Eq)]
pub enum Slip {
    /// The quote that opens here is never closed.
    NeverClosed(usize),
    /// Text follows a closing quote: a quote inside the text is not doubled, or one was left open before.
    Single {
        /// Where the cell's quote opens.
        opened: usize,
        /// The closing quote.
        closed: usize,
    },
}

/// Takes a row apart that has this sign between its cells. A quote inside a cell that does not begin with one is a letter like any other.
pub fn written(row: &str, between: char) -> Written {
    let mut written = Written { cells: vec![], slip: None };
    let mut start = 0;
    loop {
        let quoted = row[start..].starts_with('"').then(|| closing(row, start));
        let after = match quoted {
            Some(Some(closed)) => closed + 1,
            Some(None) => row.len(),
            None => start,
        };
        let end = row[after..].find([between, '\r', '\n']).map_or(row.len(), |at| after + at);
        let slip = match quoted {
            Some(None) => Some(Slip::NeverClosed(start)),
            Some(Some(closed)) if end > after => Some(Slip::Single { opened: start, closed }),
            Some(Some(_)) | None => None,
        };
        written.slip = written.slip.or(slip);
        written.cells.push(start..end);
        if !row[end..].starts_with(between) {
            return written;
        }
        start = end + 1;
    }
}

/// The quote that closes the one at `open`; two in a row stand for one inside the text.
fn closing(row: &str, open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let quote = at + row[at..].find('"')?;
        if !row[quote + 1..].starts_with('"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_as_they_are_written() {
        let texts =
            |row: &str| written(row, ',').cells.into_iter().map(|c| row[c].to_owned()).collect::<Vec<_>>();
        assert_eq!(texts("a,\"b, \"\"c\"\"\",,d\r\n"), ["a", "\"b, \"\"c\"\"\"", "", "d"]);
        assert_eq!(texts("5\" disk,b"), ["5\" disk", "b"]);
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("\"a\nb\",c"), ["\"a\nb\"", "c"]);
    }

    #[test]
    fn a_quote_out_of_place_is_found() {
        let written = |row: &'static str| written(row, ',');
        assert_eq!(written("a,\"b\",c").slip, None);
        assert_eq!(written("a,\"b,c").slip, Some(Slip::NeverClosed(2)));
        assert_eq!(written("\"Le \"Podium\" 2012\",c").slip, Some(Slip::Single { opened: 0, closed: 4 }));
    }
}
