//! Documents that cite our figures: every id of a figure with the number that stands before it, and where.
//!
//! A figure is cited as `39 (fig-q484wdv3g3)`: in Word, on slides and in mails its number is the last one before the id, in
//! the same paragraph, or in the cell before. In HTML an element may carry it: `<b data-figure="q484wdv3g3">39</b>`.

mod office;
mod page;

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pdf::Word;
use model::{Decimal, FigureId};

pub use page::mended;

/// A figure as a document cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub id: FigureId,
    /// Slide, page, cell or line.
    pub place: String,
    /// The number beside it; none where the document has none.
    pub printed: Option<Decimal>,
    /// Where the number stands, as bytes of the file; only of plain text and HTML.
    pub span: Option<Range<usize>>,
}

/// A stretch of a document: a paragraph, or a cell.
struct Stretch {
    place: String,
    text: String,
    /// The row of a table that it stands in: the number of an id may stand in the cell before.
    row: Option<usize>,
}

/// The kinds of documents that are read for citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Word, PowerPoint or Excel, told apart by its parts.
    Office,
    Pdf,
    Plain,
}

impl DocumentKind {
    /// What a file is, by what it begins with.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") {
            Self::Office
        } else if bytes.starts_with(b"%PDF") {
            Self::Pdf
        } else {
            Self::Plain
        }
    }
}

/// The citations of an office file, in the order of its slides, paragraphs or cells.
pub fn of_office(bytes: &[u8]) -> Result<Vec<Citation>, String> {
    Ok(cited(&office::stretches(bytes)?))
}

/// The citations of a text or a page of HTML.
pub fn of_text(text: &str) -> Vec<Citation> {
    page::citations(text)
}

/// The citations among the words of a PDF.
pub fn of_words(words: &[Word]) -> Vec<Citation> {
    let blocks = words.chunk_by(|a, b| (a.page, a.block) == (b.page, b.block));
    let stretch = |block: &[Word]| Stretch {
        place: format!("page {}", block[0].page),
        text: block.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "),
        row: Some(block[0].page as usize),
    };
    cited(&blocks.map(stretch).collect::<Vec<_>>())
}

static ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bfig-([0-9a-z]{10})\b").expect("it is tested"));

/// A number as people write it: groups of three with narrow blanks, a point or a comma for decimals.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("[-\u{2212}]?(?:\\d{1,3}(?:[\u{a0}\u{202f}\u{2009}]\\d{3})+|\\d+)(?:[.,]\\d+)?")
        .expect("it is tested")
});

/// What stands between a number and the number that it is out of: `12 of 45`, `12 sur 45`, `12/45`.
static OUT_OF: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*(?:/|sur|of|out of|von)\s*$").expect("it is tested"));

fn cited(stretches: &[Stretch]) -> Vec<Citation> {
    let mut all = Vec::new();
    for (at, stretch) in stretches.iter().enumerate() {
        // Once for all ids of the stretch: there may be as many as the one before has letters.
        let beside = LazyCell::new(|| {
            let previous = at.checked_sub(1).map(|at| &stretches[at])?;
            let same_row = stretch.row.is_some() && previous.row == stretch.row;
            last_number(&previous.text).filter(|_| same_row)
        });
        for (id, before) in ids(&stretch.text) {
            let own = last_number(&stretch.text[before]);
            let printed = own.or_else(|| (*beside).clone()).and_then(|(_, number)| number);
            all.push(Citation { id, place: stretch.place.clone(), printed, span: None });
        }
    }
    all
}

/// Every id of a text, and the stretch between it and the id before.
fn ids(text: &str) -> Vec<(FigureId, Range<usize>)> {
    let mut all = Vec::new();
    let mut from = 0;
    for found in ID.find_iter(text) {
        // Letters that no id has make it another word.
        if let Ok(id) = found.as_str().parse() {
            all.push((id, from..found.start()));
            from = found.end();
        }
    }
    all
}

/// The last number of a text and where it stands; not the one that it is out of.
fn last_number(text: &str) -> Option<(Range<usize>, Option<Decimal>)> {
    let all: Vec<_> = NUMBER.find_iter(text).collect();
    let last = all.last()?;
    let before = all.iter().rev().nth(1);
    let found = before.filter(|before| OUT_OF.is_match(&text[before.end()..last.start()])).unwrap_or(last);
    Some((found.range(), value(found.as_str())))
}

/// The value of a printed number. Exactly three digits after a comma are thousands, as in `1,234`.
fn value(printed: &str) -> Option<Decimal> {
    let thousands = printed.split_once(',').is_some_and(|(before, after)| {
        after.len() == 3 && (1..=3).contains(&before.trim_start_matches('-').len()) && before != "0"
    });
    let groups = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') || thousands && c == ',';
    let plain: String = printed
        .chars()
        .filter(|c| !groups(*c))
        .map(|c| match c {
            ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Vec<Option<String>> {
        let stretch = Stretch { place: String::new(), text: text.into(), row: None };
        let cited = cited(&[stretch]);
        cited.into_iter().map(|citation| citation.printed.map(|number| number.to_string())).collect()
    }

    #[test]
    fn the_number_of_an_id_is_the_last_one_before_it() {
        let some = |numbers: &[&str]| numbers.iter().map(|n| Some((*n).to_owned())).collect::<Vec<_>>();
        assert_eq!(printed("En 2012, 39 entreprises (fig-q484wdv3g3)."), some(&["39"]));
        assert_eq!(printed("6,8 sur 10 (fig-q484wdv3g3), 57 % [fig-0123456789]"), some(&["6.8", "57"]));
        assert_eq!(printed("1\u{202f}234 (FIG-Q484WDV3G3)"), some(&["1234"]));
        assert_eq!(printed("1,234 (fig-q484wdv3g3)"), some(&["1234"]));
        assert_eq!(printed("\u{2212}12.5 (fig-q484wdv3g3)"), some(&["-12.5"]));
        assert_eq!(printed("1er ex æquo (fig-q484wdv3g3)"), some(&["1"]));
        assert_eq!(printed("voir fig-q484wdv3g3"), [None]);
        assert_eq!(
            printed("3 config-0123456789, fig-shorter, 3 fig-0123456789ab"),
            Vec::<Option<String>>::new()
        );
    }
}
