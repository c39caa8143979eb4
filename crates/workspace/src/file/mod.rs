//! A text file of the workspace, and the mistakes found in it.

mod charset;
mod open;

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

pub use charset::Charset;
pub use open::{MOST_CSV, MOST_TOML, open};

use crate::mistake::{Mistake, MistakePlace, Point};

/// A longer line is no line that a person wrote, and no screen could show it.
const LONGEST_LINE: usize = 64 * 1024;
/// Of a line that is too long, so much is shown.
const SHOWN: usize = 100;
/// More than a person will read; the rest of one file is counted.
const MOST_MISTAKES: usize = 1000;

/// A text file, read by one of the readers of the catalog, which leave their mistakes with it.
pub struct TextFile {
    /// Relative to the workspace, with `/` between folders.
    pub name: String,
    /// UTF-8, without a byte order mark.
    pub text: String,
    /// Whether it could not be read at all; the text is empty then, which says nothing about what it should hold.
    pub lost: bool,
    numbers: OnceCell<LineNumbers>,
    mistakes: RefCell<Vec<Mistake>>,
    uncounted: Cell<usize>,
    distrusted: RefCell<Vec<Range<usize>>>,
}

impl TextFile {
    pub fn new(name: &str, text: String) -> Self {
        Self {
            name: name.into(),
            text,
            lost: false,
            numbers: OnceCell::new(),
            mistakes: RefCell::default(),
            uncounted: Cell::default(),
            distrusted: RefCell::default(),
        }
    }

    /// A file that cannot be read, and why.
    pub fn lost(name: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let file = Self { lost: true, ..Self::new(name, String::new()) };
        file.refuse_whole(what, remedy);
        file
    }

    /// Notes a mistake in the bytes of `span`.
    pub fn refuse(&self, span: Range<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        if self.trusts(span.start) {
            self.note(|| Mistake {
                spot: self.spot(span),
                what: what.into(),
                remedy: remedy.into(),
                other: None,
            });
        }
    }

    /// Notes a mistake that another place is part of.
    pub fn refuse_beside(&self, span: Range<usize>, what: String, remedy: &str, other: (MistakePlace, &str)) {
        if self.trusts(span.start) {
            let other = Some((other.0, other.1.into()));
            self.note(|| Mistake { spot: self.spot(span), what, remedy: remedy.into(), other });
        }
    }

    /// Notes a mistake about the file as a whole.
    pub fn refuse_whole(&self, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(|| whole(&self.name, what, remedy));
    }

    fn note(&self, mistake: impl FnOnce() -> Mistake) {
        let mut mistakes = self.mistakes.borrow_mut();
        if mistakes.len() < MOST_MISTAKES {
            mistakes.push(mistake());
        } else {
            self.uncounted.set(self.uncounted.get() + 1);
        }
    }

    /// Whether so many mistakes are noted that the others are only counted.
    pub fn counts_only(&self) -> bool {
        self.mistakes.borrow().len() >= MOST_MISTAKES
    }

    /// Suppresses errors in these bytes: they would only follow from one already noted.
    pub fn distrust(&self, part: Range<usize>) {
        self.distrusted.borrow_mut().push(part);
    }

    fn trusts(&self, at: usize) -> bool {
        !self.distrusted.borrow().iter().any(|part| part.contains(&at))
    }

    /// Whether anything has been noted so far.
    pub fn has_mistakes(&self) -> bool {
        !self.mistakes.borrow().is_empty()
    }

    pub fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        if self.uncounted.get() > 0 {
            let what = format!("{} more mistakes in this file are not shown", self.uncounted.get());
            mistakes.push(whole(&self.name, what, "correct the ones below and run again"));
        }
        mistakes
    }

    /// The same file, or a lost one if it holds a line that is too long to be read.
    pub fn with_sane_lines(self) -> Self {
        let long = longer_than(LONGEST_LINE, &self.text);
        for line in &long {
            let what = format!("this line is {} bytes long; at most {LONGEST_LINE} are read", line.len());
            self.refuse(line.start..line.start, what, "break it up: one row or one key a line");
        }
        if long.is_empty() { self } else { Self { lost: true, text: String::new(), ..self } }
    }

    /// The place of a span; of a span over several lines, the part in its first line.
    pub fn spot(&self, span: Range<usize>) -> MistakePlace {
        let line = self.line_around(span.start);
        let text = &self.text[line.start..self.cut(&line)];
        let inside = |at: usize| at.clamp(line.start, line.start + text.len()) - line.start;
        let marked = inside(span.start)..inside(span.end);
        let number = self.numbers.get_or_init(|| LineNumbers::of(&self.text)).at(&self.text, span.start);
        let column = 1 + text[..marked.start].chars().count();
        let point = Point { line: number, column, text: text.into(), marked };
        MistakePlace { file: self.name.clone(), point: Some(point) }
    }

    /// The bytes of the line in which a byte stands, without its line break.
    pub fn line_around(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |after| at + after);
        let returned = self.text[start..end].ends_with('\r');
        start..end - usize::from(returned)
    }

    /// Where the shown part of a line ends.
    fn cut(&self, line: &Range<usize>) -> usize {
        if line.len() <= LONGEST_LINE { line.end } else { self.text.floor_char_boundary(line.start + SHOWN) }
    }
}

fn whole(file: &str, what: impl Into<String>, remedy: impl Into<String>) -> Mistake {
    let spot = MistakePlace { file: file.into(), point: None };
    Mistake { spot, what: what.into(), remedy: remedy.into(), other: None }
}

/// A number is found by counting line breaks in one block at most.
const BLOCK: usize = 64 * 1024;

/// How many line breaks stand before each block of a text.
struct LineNumbers(Vec<usize>);

impl LineNumbers {
    /// The numbers of the lines of a text.
    fn of(text: &str) -> Self {
        let sums = text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
            *sum += breaks(block);
            Some(*sum)
        });
        Self(std::iter::once(0).chain(sums).collect())
    }

    /// The line, from 1, in which a byte of the same text stands.
    fn at(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        1 + self.0[block] + breaks(&text.as_bytes()[block * BLOCK..byte])
    }
}

fn breaks(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The lines with more than `most` bytes. Jumps from line break to line break as far as `most` allows, so that a
/// file of nothing but line breaks costs no more than any other.
fn longer_than(most: usize, text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut long, mut start) = (vec![], 0);
    while bytes.len() - start > most {
        match bytes[start..=start + most].iter().rposition(|byte| *byte == b'\n') {
            Some(last) => start += last + 1,
            None => {
                let rest = &bytes[start + most..];
                let length = most + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                long.push(start..start + length);
                start = (start + length + 1).min(bytes.len());
            }
        }
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_its_line() {
        let text = "é\n\n".repeat(BLOCK) + "last";
        let numbers = LineNumbers::of(&text);
        assert_eq!(numbers.at(&text, 0), 1);
        assert_eq!(numbers.at(&text, 2), 1, "a line break belongs to the line it ends");
        assert_eq!(numbers.at(&text, 4), 3);
        assert_eq!(numbers.at(&text, text.len()), 2 * BLOCK + 1);
        assert_eq!(LineNumbers::of("").at("", 0), 1);
        let whole = "x".repeat(BLOCK);
        assert_eq!(LineNumbers::of(&whole).at(&whole, BLOCK), 1);
    }

    #[test]
    fn long_lines_are_found_wherever_they_stand() {
        assert_eq!(longer_than(3, "123\n1234\n\n12345"), [4..8, 10..15]);
        assert_eq!(longer_than(3, "1\n1234").first(), Some(&(2..6)));
        assert!(longer_than(3, "123\n123\n").is_empty());
        assert!(longer_than(3, "").is_empty());
    }
}
