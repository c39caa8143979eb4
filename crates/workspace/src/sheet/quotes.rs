//! One row of a CSV file as it is written: where each cell stands, and where a quote is out of place.

use std::ops::Range;

/// A quote out of place.
#[derive(Debug, PartialEq, Eq)]
pub enum Slip {
    /// The quote that opens here is never closed.
    NeverClosed(usize),
    /// Text follows a closing quote: a quote inside the text is not doubled, or one was left open before.
    Single {
        /// Where the cell's quote opens.
        opened: usize,
        closed: usize,
    },
}

impl Slip {
    /// Where the quote stands that opens the cell.
    fn opened(&self) -> usize {
        match self {
            Self::NeverClosed(opened) | Self::Single { opened, .. } => *opened,
        }
    }
}

/// Where the cells of a row stand as written, quotes included, and the first quote out of place. A quote inside a cell
/// that does not begin with one is a letter like any other.
pub fn written(row: &str, separator: char) -> (Vec<Range<usize>>, Option<Slip>) {
    let (mut cells, mut first_slip, mut start) = (vec![], None, 0);
    loop {
        let quoted = row[start..].starts_with('"').then(|| closing(row, start));
        let after = match quoted {
            Some(Some(closed)) => closed + 1,
            Some(None) => row.len(),
            None => start,
        };
        let end = row[after..].find([separator, '\r', '\n']).map_or(row.len(), |at| after + at);
        let slip = match quoted {
            Some(None) => Some(Slip::NeverClosed(start)),
            Some(Some(closed)) if end > after => Some(Slip::Single { opened: start, closed }),
            Some(Some(_)) | None => None,
        };
        first_slip = first_slip.or(slip);
        cells.push(start..end);
        if !row[end..].starts_with(separator) {
            return (cells, first_slip);
        }
        start = end + separator.len_utf8();
    }
}

/// The first quote out of place in a CSV text, and the line, from 1, that it spoils. For files that are read by a rule:
/// a quote that is never closed makes one cell of everything that follows.
pub fn misplaced_quote(text: &str, separator: char) -> Option<(usize, Slip)> {
    let mut start = 0;
    while start < text.len() {
        let row = &text[start..];
        let (cells, slip) = written(row, separator);
        if let Some(slip) = slip {
            let at = start + slip.opened();
            return Some((1 + text[..at].matches('\n').count(), slip));
        }
        let end = cells.last().map_or(0, |cell| cell.end);
        start += row[end..].find('\n').map_or(row.len(), |line_break| end + line_break + 1);
    }
    None
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
            |row: &str| written(row, ',').0.into_iter().map(|c| row[c].to_owned()).collect::<Vec<_>>();
        assert_eq!(texts("a,\"b, \"\"c\"\"\",,d\r\n"), ["a", "\"b, \"\"c\"\"\"", "", "d"]);
        assert_eq!(texts("5\" disk,b"), ["5\" disk", "b"]);
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("\"a\nb\",c"), ["\"a\nb\"", "c"]);
    }

    #[test]
    fn a_quote_out_of_place_is_found() {
        assert_eq!(written("a,\"b\",c", ',').1, None);
        assert_eq!(written("a,\"b,c", ',').1, Some(Slip::NeverClosed(2)));
        assert_eq!(written("\"Le \"Podium\" 2012\",c", ',').1, Some(Slip::Single { opened: 0, closed: 4 }));
    }

    #[test]
    fn the_line_of_the_first_misplaced_quote_is_told() {
        assert_eq!(
            misplaced_quote("Rang,Marque\n1,\"MAIF,87\n2,AXA\n", ','),
            Some((2, Slip::NeverClosed(2)))
        );
        let single = misplaced_quote("a;b\r\n1;\"x\ny\"\n2;\"Le \"P\" 2\"\n", ';');
        assert_eq!(single.map(|(line, _)| line), Some(4));
        assert_eq!(misplaced_quote("a,b\n5\" disk,\"c, \"\"d\"\"\"\n\n", ','), None);
        assert_eq!(misplaced_quote("", ','), None);
    }
}
