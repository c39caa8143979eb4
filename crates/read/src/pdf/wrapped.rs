//! Rows of a table whose cells hold several lines each: the lines of one cell stand closer than the rows do.

use std::collections::BTreeMap;

use super::Word;
use super::bands::{Band, Segment, band, column_of};

/// A cell with more lines is a paragraph.
const MOST_LINES: usize = 4;
/// Lines of one cell are apart by less than this many heights of a letter.
const LEADING: f64 = 1.6;

const UNEVEN: &str = "some of its cells have one line and some several, and nothing tells to which line the short ones belong; \
     type the table into a CSV file";

/// A block of lines: what poppler took together, or all of one column of it.
struct WordBlock<'w> {
    words: Vec<&'w Word>,
    lines: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// Rows made of whole blocks, and the words that stand in none.
pub(super) fn wrapped<'w>(words: &[&'w Word], edges: &[u32]) -> (Vec<Band>, Vec<&'w Word>) {
    let mut bands = Vec::new();
    let mut loose = Vec::new();
    for group in groups(blocks(words, edges)) {
        match row(&group) {
            Some(row) => {
                let words: Vec<&Word> = group.iter().flat_map(|block| block.words.iter().copied()).collect();
                bands.push(band(&words, false, vec![row]));
            }
            None => loose.extend(group.into_iter().flat_map(|block| block.words)),
        }
    }
    (bands, loose)
}

fn blocks<'w>(words: &[&'w Word], edges: &[u32]) -> Vec<WordBlock<'w>> {
    let mut by_number: BTreeMap<(u32, usize), Vec<&Word>> = BTreeMap::new();
    for word in words {
        let column = column_of(word.left + word.width / 2.0, edges);
        by_number.entry((word.block, column)).or_default().push(word);
    }
    let mut blocks: Vec<WordBlock<'_>> = by_number.into_values().map(block).collect();
    blocks.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    blocks
}

fn block(words: Vec<&Word>) -> WordBlock<'_> {
    let fold = |from: f64, pick: fn(f64, f64) -> f64, of: fn(&Word) -> f64| {
        words.iter().map(|word| of(word)).fold(from, pick)
    };
    // poppler parts a justified line into several, so a line is what stands at one height.
    let mut heights: Vec<f64> = words.iter().map(|word| word.top).collect();
    heights.sort_by(f64::total_cmp);
    let half = words[0].height / 2.0;
    heights.dedup_by(|next, last| *next - *last < half);
    WordBlock {
        lines: heights.len(),
        left: fold(f64::INFINITY, f64::min, |word| word.left),
        right: fold(0.0, f64::max, |word| word.left + word.width),
        top: fold(f64::INFINITY, f64::min, |word| word.top),
        bottom: fold(0.0, f64::max, |word| word.top + word.height),
        words,
    }
}

/// Blocks side by side: each reaches over half of the height of one before it.
fn groups(blocks: Vec<WordBlock<'_>>) -> Vec<Vec<WordBlock<'_>>> {
    let mut groups: Vec<Vec<WordBlock<'_>>> = Vec::new();
    let mut bottom = f64::NEG_INFINITY;
    for block in blocks {
        let half = block.words[0].height / 2.0;
        match groups.last_mut().filter(|_| block.top + half < bottom) {
            Some(group) => group.push(block),
            None => {
                groups.push(vec![block]);
                bottom = f64::NEG_INFINITY;
            }
        }
        bottom =
            bottom.max(groups.last().and_then(|group| group.last()).map_or(bottom, |block| block.bottom));
    }
    groups
}

/// The cells of a row, where each column has one block and some have one line, some several.
fn row(group: &[WordBlock<'_>]) -> Option<Vec<Segment>> {
    let mut cells: Vec<&WordBlock<'_>> = group.iter().collect();
    cells.sort_by(|a, b| a.left.total_cmp(&b.left));
    let apart = cells.windows(2).all(|pair| pair[0].right < pair[1].left);
    let most = cells.iter().map(|block| block.lines).max()?;
    let short = cells.iter().any(|block| block.lines == 1);
    if cells.len() < 2
        || !apart
        || !short
        || !(2..=MOST_LINES).contains(&most)
        || !cells.iter().all(|c| is_close(c))
    {
        return None;
    }
    let middle = |block: &WordBlock<'_>| (block.top + block.bottom) / 2.0;
    let longest = cells.iter().find(|block| block.lines == most)?;
    let tolerance = longest.words[0].height * 0.3;
    let centred = cells.iter().all(|block| (middle(block) - middle(longest)).abs() < tolerance);
    // A short cell at the height of one line among several may belong to that line alone.
    let fault = (!centred).then_some(UNEVEN);
    Some(
        cells
            .into_iter()
            .map(|block| Segment { left: block.left, right: block.right, text: text(block), fault })
            .collect(),
    )
}

/// Whether its lines stand as close as those of one cell.
fn is_close(block: &WordBlock<'_>) -> bool {
    let height = block.words[0].height;
    block.bottom - block.top < height * (1.1 + LEADING * (block.lines - 1) as f64)
}

/// The words of all lines; one that a hyphen breaks is put together.
fn text(block: &WordBlock<'_>) -> String {
    let mut text = String::new();
    let mut top = block.words[0].top;
    for word in &block.words {
        let broken = word.top > top + word.height / 2.0 && text.ends_with('-');
        if broken && word.text.starts_with(char::is_lowercase) {
            text.pop();
        } else if !broken && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
        top = word.top;
    }
    text
}
