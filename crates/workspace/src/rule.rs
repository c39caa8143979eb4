//! Rules: how the bytes of a page become records. Data, written by people in `sources.toml`.
//!
//! A rule says where to read ([`Region`]), what repeats (lines, sentences, table rows, items, members), what each
//! part is (the names in a pattern, the columns, the fields), how a part is read further ([`List`]) and cleaned
//! ([`Clean`]), and what the page does not print ([`Setting`]). `docs/rules.md` tells it to those who write them.

use std::collections::BTreeMap;

use crate::{Pattern, Selector};

/// What a caught text can be. Other names are helpers: a [`List`] or a [`Setting`] has to use them.
pub const FIELDS: [&str; 14] = [
    "company", "person", "category", "sector", "place", "score", "scale", "outcome", "level", "edition",
    "awarded", "evidence", "claimed", "streak",
];

/// How a page's text becomes records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// Its name, the key in `sources.toml`.
    pub name: String,
    pub region: Region,
    /// What a line looks like; the first pattern that fits reads it.
    pub lines: Vec<Catch>,
    /// What a part of a sentence looks like.
    pub prose: Vec<Catch>,
    /// How the rows of a table are read.
    pub table: Option<Columns>,
    /// How repeated elements are read.
    pub items: Option<Items>,
    /// How the nodes of a JSON text are read.
    pub json: Option<Members>,
    /// Lines whose parts hold for what follows, the widest first.
    pub headings: Vec<Catch>,
    /// Lines whose parts hold for the whole page.
    pub once: Vec<Catch>,
    /// Lines that say nothing, by name.
    pub ignore: BTreeMap<String, Pattern>,
    /// Parts that hold several things, by the name of the part.
    pub lists: BTreeMap<String, List>,
    /// How parts are cleaned, by name.
    pub clean: BTreeMap<String, Vec<Clean>>,
    /// What printed words mean, by name of the part and folded word.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// Names that are never cut in two, folded.
    pub whole: Vec<String>,
    /// What a page says that has no winner to declare.
    pub none: Option<Pattern>,
    /// What the page does not print.
    pub set: Setting,
}

/// Where to read. Everything in it is read, ignored by name, or reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// These elements; the whole page when none.
    pub within: Option<Selector>,
    /// But not these elements.
    pub without: Option<Selector>,
    /// A line that begins a new post.
    pub split: Option<Pattern>,
    /// Only the posts that have such a line.
    pub post: Option<Pattern>,
    /// After the first such line.
    pub from: Option<Pattern>,
    /// Before the next such line.
    pub until: Option<Pattern>,
    /// Only these pages of a PDF.
    pub pages: Vec<u32>,
    /// Only this sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether what stands in comments of the page is read too.
    pub comments: Unshown,
    /// Whether what the page hides is read too: the panels of tabs.
    pub hidden: Unshown,
    /// Whether pictures are read by their `alt` or `aria-label`.
    pub pictures: Unshown,
    /// Where the columns of a PDF's tables begin, in points from the left edge.
    pub edges: Vec<u32>,
}

/// What is done with a part of a page that a reader does not see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unshown {
    #[default]
    Skipped,
    /// It is read as if it were shown.
    Read,
}

/// A pattern, and what it says beyond what it catches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catch {
    /// How the line, or the part of it, looks.
    pub pattern: Pattern,
    pub element: Option<Selector>,
    /// What the line does not print.
    pub set: Setting,
    /// Further records of the same line, each with what differs.
    pub also: Vec<Setting>,
}

/// How the rows of a table are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which column each part stands in.
    pub columns: BTreeMap<String, Vec<Column>>,
    /// Headers of columns that are put aside.
    pub aside: Vec<String>,
    /// Further records of the same row.
    pub also: Vec<Setting>,
}

impl Columns {
    /// Whether a title tells any of them.
    pub fn titled(&self) -> bool {
        self.columns.values().flatten().any(|column| matches!(column, Column::Header(_)))
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// Under this header; case, accents and plurals make no difference.
    Header(String),
    /// The n-th from the left, from 1.
    At(usize),
}

/// How what repeats on a page is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated<Place, Field> {
    pub each: Place,
    /// Where each part stands inside; of elements without any, each is read as a line.
    pub fields: BTreeMap<String, Field>,
    /// What is put aside.
    pub aside: Vec<Place>,
    /// Further records of the same one.
    pub also: Vec<Setting>,
}

/// How repeated elements are read.
pub type Items = Repeated<Selector, Part>;

/// How the nodes of a JSON text are read, by paths of RFC 9535; those of the parts begin at the node.
pub type Members = Repeated<String, String>;

/// Where a part of an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The element; the item itself when none.
    pub element: Option<Selector>,
    /// Its attribute; its text when none.
    pub attribute: Option<String>,
}

/// A part that holds several things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What one thing looks like.
    pub items: Vec<Catch>,
    /// What stands between two things.
    pub between: Vec<Pattern>,
}

/// How a part is cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clean {
    /// Remarks in brackets are put aside.
    Asides,
    /// What follows a comma, a semicolon, a colon or a dash between blanks is put aside.
    Comment,
    /// Only the words in capitals at the beginning are kept.
    Capitals,
    /// Quotes around it are put aside.
    Quotes,
    /// What looks like this is put aside.
    Cut(Pattern),
}

/// What a page does not print, by the name of the part.
pub type Setting = BTreeMap<String, Value>;

/// A text with names in it: `winner`, `{position}`, `Palme {heading}`, `{place+moves}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value(pub Vec<Piece>);

/// A part of a [`Value`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// What was caught under this name, or `position`, `countdown`, `heading`, `label`.
    Name(String),
    /// A number caught, with others added or taken away.
    Sum(Vec<(Sign, Term)>),
}

/// Whether a term is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
}

/// A term of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    Name(String),
    Number(i64),
}

impl Value {
    /// Reads a text with names in braces; nothing when a brace has no partner or no name.
    pub fn new(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, next) = after.split_once('}')?;
            pieces.extend((!before.is_empty()).then(|| Piece::Text(before.into())));
            pieces.push(piece(inside)?);
            rest = next;
        }
        pieces.extend((!rest.is_empty()).then(|| Piece::Text(rest.into())));
        (!rest.contains('}')).then_some(Self(pieces))
    }
    /// The names it asks for.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().flat_map(Piece::names).collect()
    }
}

impl Piece {
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(_) => vec![],
            Self::Name(name) => vec![name],
            Self::Sum(terms) => terms.iter().filter_map(|(_, term)| term.name()).collect(),
        }
    }
}

impl Term {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Number(_) => None,
        }
    }
}

fn piece(inside: &str) -> Option<Piece> {
    let wordy = |t: &str| {
        t.starts_with(|c: char| c.is_ascii_lowercase())
            && t.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if wordy(inside) {
        return Some(Piece::Name(inside.into()));
    }
    let mut terms = Vec::new();
    let mut rest = inside;
    let mut sign = Sign::Plus;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let term = rest[..end].trim();
        let read = if wordy(term) { Term::Name(term.into()) } else { Term::Number(term.parse().ok()?) };
        terms.push((sign, read));
        match rest[end..].chars().next() {
            None => return Some(Piece::Sum(terms)),
            Some(c) => sign = if c == '+' { Sign::Plus } else { Sign::Minus },
        }
        rest = &rest[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_names_what_it_needs() {
        assert_eq!(Value::new("Palme {heading}").unwrap().names(), ["heading"]);
        assert_eq!(Value::new("{place+moves-1}").unwrap().names(), ["place", "moves"]);
        assert_eq!(Value::new("winner").unwrap().0, [Piece::Text("winner".into())]);
        assert_eq!(Value::new("{Place}"), None);
        assert_eq!(Value::new("a } b"), None);
        assert_eq!(Value::new("{a"), None);
    }
}
