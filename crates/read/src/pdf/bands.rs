//! Words become rows of segments, and blocks of prose.

use super::Word;

/// A gap this many times as wide as the letters are high parts two cells.
const CELL_GAP: f64 = 2.0;
/// This many rows of a block without a gap, with this many words in each, are prose, no table.
const PROSE: (usize, usize) = (2, 4);
/// Rows of prose follow each other within this many heights of a letter.
const LEADING: f64 = 1.8;

/// A few words side by side.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub left: f64,
    pub right: f64,
    pub text: String,
    /// Why its words are no value.
    pub fault: Option<&'static str>,
}

/// Segments at one height, or a block of prose as rows of one segment.
pub(super) struct Band {
    pub top: f64,
    pub left: f64,
    pub bottom: f64,
    pub prose: bool,
    pub rows: Vec<Vec<Segment>>,
}

/// Prose blocks, and rows of everything else.
pub(super) fn bands(words: &[&Word], edges: &[u32]) -> Vec<Band> {
    let mut blocks: Vec<u32> = words.iter().map(|word| word.block).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let mut bands = Vec::new();
    let mut loose: Vec<&Word> = Vec::new();
    for block in blocks {
        let inside: Vec<&Word> = words.iter().copied().filter(|word| word.block == block).collect();
        for run in runs(rows(&inside), edges) {
            let words = run.concat();
            if edges.is_empty() && run.len() >= PROSE.0 && words.len() >= run.len() * PROSE.1 {
                let joined = run.iter().map(|row| vec![joined(row)]).collect();
                bands.push(band(&words, true, joined));
            } else {
                loose.extend(words);
            }
        }
    }
    bands.extend(rows(&loose).into_iter().map(|row| band(&row, false, vec![segments(&row, edges)])));
    bands
}

/// Rows of a block that follow each other closely and have no gap inside; a row with a gap stands alone.
fn runs<'w>(rows: Vec<Vec<&'w Word>>, edges: &[u32]) -> Vec<Vec<Vec<&'w Word>>> {
    let mut runs: Vec<Vec<Vec<&Word>>> = Vec::new();
    let whole = |row: &[&Word]| segments(row, edges).len() == 1;
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

pub(super) fn band(words: &[&Word], prose: bool, rows: Vec<Vec<Segment>>) -> Band {
    let least = |of: fn(&Word) -> f64| words.iter().map(|word| of(word)).fold(f64::INFINITY, f64::min);
    let bottom = words.iter().map(|word| word.top + word.height).fold(0.0, f64::max);
    Band { top: least(|w| w.top), left: least(|w| w.left), bottom, prose, rows }
}

/// Prose side by side is read column by column.
pub(super) fn columns_in_order(bands: &mut [Band]) {
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
fn segments(row: &[&Word], edges: &[u32]) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    let (mut block, mut column) = (None, None);
    for word in row {
        let gap = all.last().map_or(f64::INFINITY, |last| word.left - last.right);
        let wide = gap > word.height * CELL_GAP || block != Some(word.block) && gap > word.height * 0.6;
        let here = Some(column_of(word.left + word.width / 2.0, edges));
        let parts = if edges.is_empty() { wide } else { column != here };
        column = here;
        block = Some(word.block);
        match all.last_mut().filter(|_| !parts) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.right = word.left + word.width;
            }
            None => {
                let (left, right) = (word.left, word.left + word.width);
                all.push(Segment { left, right, text: word.text.clone(), fault: None });
            }
        }
    }
    all
}

/// The column that a point lies in, by the edges where columns begin.
pub(super) fn column_of(point: f64, edges: &[u32]) -> usize {
    edges.partition_point(|edge| f64::from(*edge) <= point).saturating_sub(1)
}

fn joined(row: &[&Word]) -> Segment {
    let text = row.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    Segment { left: row[0].left, right: row[row.len() - 1].left, text, fault: None }
}
