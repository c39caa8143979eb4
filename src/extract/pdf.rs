//! PDF: words with their places become lines, columns of prose one after the other, and tables.
//!
//! The words come from poppler's `pdftotext -tsv`, run as a process of its own: it keeps places, which award lists
//! need, and a file that loops or crashes it costs a process, not a run. `pdf-extract` flattens columns and panics on
//! many real files (its issues 36, 88, 104, 107). This module sees words only, and is pure.

use super::grid::{Cell, Grid, Row};
use super::page::Sheet;
use super::text::{Span, Writer};

/// A word of a PDF, in points from the upper left corner of its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The page, from 1.
    pub page: u32,
    /// The block that poppler put it in.
    pub block: u32,
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The word.
    pub text: String,
}

/// A file with more words is no list of winners.
const MOST_WORDS: usize = 300_000;
/// A gap this many times as wide as the letters are high parts two cells.
const CELL_GAP: f64 = 2.0;
/// This many rows of a block without a gap, with this many words in each, are prose, no table.
const PROSE: (usize, usize) = (2, 4);
/// Rows of prose follow each other within this many heights of a letter.
const LEADING: f64 = 1.8;

/// The words in the answer of `pdftotext -tsv`.
pub fn words(tsv: &str) -> Vec<Word> {
    let word = |line: &str| {
        let cells: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, page, _, block, _, _, left, top, width, height, _, text] = cells[..] else { return None };
        let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
        (level == "5").then_some(())?;
        let (page, block) = (page.parse().ok()?, block.parse().ok()?);
        let (left, top, width, height) = (number(left)?, number(top)?, number(width)?, number(height)?);
        Some(Word { page, block, left, top, width, height, text: text.to_owned() })
    };
    tsv.lines().filter_map(word).take(MOST_WORDS + 1).collect()
}

/// The lines and tables of a file, of some pages only where they are named.
pub(super) fn sheet(words: &[Word], pages: &[u32]) -> Result<Sheet<'static>, String> {
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
    numbers.retain(|page| pages.is_empty() || pages.contains(page));
    if numbers.is_empty() {
        return Err(format!("it has no page {pages:?} with text"));
    }
    let mut writer = Writer::default();
    let mut grids = Vec::new();
    for number in numbers {
        writer.begin_page(number);
        let on_page: Vec<&Word> = words.iter().filter(|word| word.page == number).collect();
        write_page(&on_page, &mut writer, &mut grids);
    }
    Ok(Sheet { text: writer.finish(), grids, ..Sheet::default() })
}

/// A few words side by side.
#[derive(Debug, Clone)]
struct Segment {
    left: f64,
    right: f64,
    text: String,
}

/// Segments at one height, or a block of prose as rows of one segment.
struct Band {
    top: f64,
    left: f64,
    bottom: f64,
    prose: bool,
    rows: Vec<Vec<Segment>>,
}

fn write_page(words: &[&Word], writer: &mut Writer, grids: &mut Vec<Grid>) {
    let mut bands = bands(words);
    bands.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    columns_in_order(&mut bands);
    let mut table: Vec<Vec<Segment>> = Vec::new();
    for band in bands {
        let row = band.rows.first().filter(|row| !band.prose && row.len() > 1);
        match row {
            Some(row) => table.push(row.clone()),
            None => {
                write_table(&mut table, writer, grids);
                write_lines(&band.rows, writer);
            }
        }
    }
    write_table(&mut table, writer, grids);
}

/// Prose blocks, and rows of everything else.
fn bands(words: &[&Word]) -> Vec<Band> {
    let mut blocks: Vec<u32> = words.iter().map(|word| word.block).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let mut bands = Vec::new();
    let mut loose: Vec<&Word> = Vec::new();
    for block in blocks {
        let inside: Vec<&Word> = words.iter().copied().filter(|word| word.block == block).collect();
        for run in runs(rows(&inside)) {
            let words = run.concat();
            if run.len() >= PROSE.0 && words.len() >= run.len() * PROSE.1 {
                let joined = run.iter().map(|row| vec![joined(row)]).collect();
                bands.push(band(&words, true, joined));
            } else {
                loose.extend(words);
            }
        }
    }
    bands.extend(rows(&loose).into_iter().map(|row| band(&row, false, vec![segments(&row)])));
    bands
}

/// Rows of a block that follow each other closely and have no gap inside; a row with a gap stands alone.
fn runs(rows: Vec<Vec<&Word>>) -> Vec<Vec<Vec<&Word>>> {
    let mut runs: Vec<Vec<Vec<&Word>>> = Vec::new();
    let whole = |row: &[&Word]| segments(row).len() == 1;
    for row in rows {
        let follows = |last: &Vec<Vec<&Word>>| {
            let above = last[last.len() - 1][0];
            whole(&last[0]) && whole(&row) && row[0].top - above.top < above.height * LEADING
        };
        match runs.last_mut().filter(|last| follows(last)) {
            Some(last) => last.push(row),
            None => runs.push(vec![row]),
        }
    }
    runs
}

fn band(words: &[&Word], prose: bool, rows: Vec<Vec<Segment>>) -> Band {
    let least = |of: fn(&Word) -> f64| words.iter().map(|word| of(word)).fold(f64::INFINITY, f64::min);
    let bottom = words.iter().map(|word| word.top + word.height).fold(0.0, f64::max);
    Band { top: least(|w| w.top), left: least(|w| w.left), bottom, prose, rows }
}

/// Prose side by side is read column by column.
fn columns_in_order(bands: &mut [Band]) {
    let mut from = 0;
    while from < bands.len() {
        let mut bottom = bands[from].bottom;
        let mut to = from + 1;
        while bands[from].prose && to < bands.len() && bands[to].prose && bands[to].top < bottom {
            bottom = bottom.max(bands[to].bottom);
            to += 1;
        }
        bands[from..to].sort_by(|a, b| a.left.total_cmp(&b.left).then(a.top.total_cmp(&b.top)));
        from = to;
    }
}

/// Words at one height, from left to right; the heights from above.
fn rows<'w>(words: &[&'w Word]) -> Vec<Vec<&'w Word>> {
    let middle = |word: &Word| word.top + word.height / 2.0;
    let mut sorted: Vec<&Word> = words.to_vec();
    sorted.sort_by(|a, b| middle(a).total_cmp(&middle(b)).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<&Word>> = Vec::new();
    for word in sorted {
        let last = rows
            .last_mut()
            .filter(|row| middle(word) - middle(row[0]) < row[0].height.min(word.height) / 2.0);
        match last {
            Some(row) => row.push(word),
            None => rows.push(vec![word]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows
}

/// The words of a row, parted where another block begins after a gap, or the gap is wide.
fn segments(row: &[&Word]) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    let mut block = None;
    for word in row {
        let gap = all.last().map_or(f64::INFINITY, |last| word.left - last.right);
        let parts = gap > word.height * CELL_GAP || block != Some(word.block) && gap > word.height * 0.6;
        block = Some(word.block);
        match all.last_mut().filter(|_| !parts) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.right = word.left + word.width;
            }
            None => {
                all.push(Segment { left: word.left, right: word.left + word.width, text: word.text.clone() })
            }
        }
    }
    all
}

fn joined(row: &[&Word]) -> Segment {
    let text = row.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    Segment { left: row[0].left, right: row[row.len() - 1].left, text }
}

/// Writes lines; a word that a hyphen breaks at the end of one is put together there.
fn write_lines(rows: &[Vec<Segment>], writer: &mut Writer) {
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
fn write_table(rows: &mut Vec<Vec<Segment>>, writer: &mut Writer, grids: &mut Vec<Grid>) {
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
            cells.push(Cell { span: writer.words(&words, 0), first: true });
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
        let sheet = sheet(words, &[]).unwrap();
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
        assert!(sheet(&words("level\tpage_num\n"), &[]).unwrap_err().contains("scan"));
    }
}
