//! PDF: words with their places become lines, columns of prose one after the other, and tables.
//!
//! The words come from poppler's `pdftotext -tsv`, run as a process of its own: it keeps places, which award lists
//! need, and a file that loops or crashes it costs a process, not a run. `pdf-extract` flattens columns and panics on
//! many real files (its issues 36, 88, 104, 107). This module sees words only, and is pure.

mod bands;
mod wrapped;

use bands::{Segment, columns_in_order};
use wrapped::wrapped;

use crate::grid::{Grid, GridCell, Row};
use crate::page::Sheet;
use crate::text::{Span, TextWriter};
use workspace::Region;

/// A word of a PDF, in points from the upper left corner of its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub page: u32,
    /// The block that poppler put it in.
    pub block: u32,
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub text: String,
}

/// A file with more words is no list of winners.
const MOST_WORDS: usize = 300_000;

/// The words in the answer of `pdftotext -tsv`.
pub fn words(tsv: &str) -> Vec<Word> {
    let word = |line: &str| {
        let cells: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, page, flow, block, _, _, left, top, width, height, _, text] = cells[..] else {
            return None;
        };
        let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
        (level == "5").then_some(())?;
        // poppler counts blocks anew in each of its flows, which it calls paragraphs here.
        let (flow, block): (u32, u32) = (flow.parse().ok()?, block.parse().ok()?);
        let (page, block) = (page.parse().ok()?, flow << 16 | block & 0xffff);
        let (left, top, width, height) = (number(left)?, number(top)?, number(width)?, number(height)?);
        Some(Word { page, block, left, top, width, height, text: text.to_owned() })
    };
    tsv.lines().filter_map(word).take(MOST_WORDS + 1).collect()
}

/// The lines and tables of a file, of some pages only where they are named.
pub(super) fn sheet(words: &[Word], region: &Region) -> Result<Sheet<'static>, String> {
    if words.is_empty() {
        return Err(
            "it has no text: it is a picture of a page (a scan); type the edition into a CSV file".into()
        );
    }
    if words.len() > MOST_WORDS {
        return Err(format!("it has more than {MOST_WORDS} words"));
    }
    let mut numbers: Vec<u32> = words.iter().map(|word| word.page).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let pages = &region.pages;
    numbers.retain(|page| pages.is_empty() || pages.contains(page));
    if numbers.is_empty() {
        return Err(format!("it has no page {pages:?} with text"));
    }
    let mut writer = TextWriter::default();
    let mut grids = Vec::new();
    for number in numbers {
        writer.begin_page(number);
        let on_page: Vec<&Word> = words.iter().filter(|word| word.page == number).collect();
        write_page(&on_page, &region.edges, &mut writer, &mut grids);
    }
    Ok(Sheet { text: writer.finish(), grids, ..Sheet::default() })
}

fn write_page(words: &[&Word], edges: &[u32], writer: &mut TextWriter, grids: &mut Vec<Grid>) {
    let (mut bands, loose) = wrapped(words, edges);
    bands.extend(self::bands::bands(&loose, edges));
    bands.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    columns_in_order(&mut bands);
    let mut table: Vec<Vec<Segment>> = Vec::new();
    for band in bands {
        let row = band.rows.first().filter(|row| !band.prose && row.len() > 1);
        match row {
            Some(row) => table.push(row.clone()),
            None => {
                write_table(&mut table, edges, writer, grids);
                write_lines(&band.rows, writer);
            }
        }
    }
    write_table(&mut table, edges, writer, grids);
}

/// Writes lines; a word that a hyphen breaks at the end of one is put together there.
fn write_lines(rows: &[Vec<Segment>], writer: &mut TextWriter) {
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
fn write_table(rows: &mut Vec<Vec<Segment>>, edges: &[u32], writer: &mut TextWriter, grids: &mut Vec<Grid>) {
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
            cells.push(GridCell { span: writer.words(&words, 0), first: true, fault });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn page(words: &[(u32, f64, f64, &str)]) -> Vec<Word> {
        let word = |(block, left, top, text): &(u32, f64, f64, &str)| {
            let width = text.chars().count() as f64 * 6.0;
            Word {
                page: 1,
                block: *block,
                left: *left,
                top: *top,
                width,
                height: 12.0,
                text: (*text).to_owned(),
            }
        };
        words.iter().map(word).collect()
    }

    fn lines(words: &[Word]) -> Vec<String> {
        let sheet = sheet(words, &Region::default()).unwrap();
        sheet.text.lines.iter().map(|line| sheet.text.get(line.span()).to_owned()).collect()
    }

    #[test]
    fn cells_stay_in_their_columns_even_when_one_is_empty() {
        let words = page(&[
            (1, 0.0, 0.0, "Rang"),
            (2, 60.0, 0.0, "Marque"),
            (3, 200.0, 0.0, "Note"),
            (1, 0.0, 20.0, "1"),
            (2, 60.0, 20.0, "Dior"),
            (2, 90.0, 20.0, "Parfums"),
            (3, 200.0, 20.0, "92,3"),
            (1, 0.0, 40.0, "2"),
            (3, 200.0, 40.0, "91,5"),
        ]);
        assert_eq!(lines(&words), ["Rang | Marque | Note", "1 | Dior Parfums | 92,3", "2 |  | 91,5"]);
    }

    #[test]
    fn columns_of_prose_are_read_one_after_the_other_and_broken_words_joined() {
        let mut words = Vec::new();
        for (row, (left, right)) in
            [("a b c d", "m n o p"), ("e f g pri-", "q r s t"), ("mées h i j k", "u v w x")]
                .iter()
                .enumerate()
        {
            for (block, x, text) in [(1, 0.0, left), (2, 300.0, right)] {
                for (at, word) in text.split(' ').enumerate() {
                    words.extend(page(&[(block, x + at as f64 * 20.0, row as f64 * 14.0, word)]));
                }
            }
        }
        assert_eq!(lines(&words), ["a b c d", "e f g primées", "h i j k", "m n o p", "q r s t", "u v w x"]);
    }

    #[test]
    fn a_scan_is_told_loudly() {
        assert!(sheet(&words("level\tpage_num\n"), &Region::default()).unwrap_err().contains("scan"));
    }

    #[test]
    fn a_cell_of_several_lines_beside_centred_ones_is_one_row() {
        let words = page(&[
            (1, 0.0, 0.0, "Rang"),
            (2, 60.0, 0.0, "Marque"),
            (3, 0.0, 36.0, "1"),
            (4, 60.0, 30.0, "Caisse"),
            (4, 60.0, 42.0, "Nord"),
            (5, 0.0, 70.0, "2"),
            (6, 60.0, 70.0, "Free"),
        ]);
        assert_eq!(lines(&words), ["Rang | Marque", "1 | Caisse Nord", "2 | Free"]);
    }

    #[test]
    fn columns_begin_where_the_rule_says() {
        let words = page(&[(1, 0.0, 0.0, "1"), (1, 10.0, 0.0, "Free"), (1, 40.0, 0.0, "7,1")]);
        let edges = Region { edges: vec![0, 8, 38], ..Region::default() };
        assert_eq!(sheet(&words, &edges).unwrap().text.all, "1 | Free | 7,1\n");
        assert_eq!(lines(&words), ["1 Free 7,1"]);
    }
}
