//! What comes of reading a page.

use std::fmt;

use super::doubts::Held;
use super::text::{Span, Text};
use model::{Excerpt, Record};

/// What comes of reading a page.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The records, in the order of the page.
    pub records: Vec<Record>,
    /// Records that are not published, since the words in them are doubtful.
    pub held: Vec<Held>,
    /// Lines and cells of the region that no pattern reads or ignores.
    pub unread: Vec<Unread>,
    /// Why the page as a whole cannot be trusted to be read.
    pub troubles: Vec<Trouble>,
    /// How many winners the page itself says there are.
    pub claimed: Option<u32>,
    /// The page says that it has no winner to declare.
    pub declares_none: bool,
    pub title: String,
    pub text: Text,
    /// What was caught where, in the order of the page.
    pub marks: Vec<Mark>,
    /// The parts of the page that had to be read.
    pub region: Vec<Span>,
}

impl Extraction {
    /// Whether everything in the region was understood, and nothing of it is doubtful.
    pub fn is_clean(&self) -> bool {
        self.unread.is_empty() && self.troubles.is_empty() && self.held.is_empty()
    }
}

/// A few words of the page, and what they were taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    /// The name of the part, or of the pattern that ignores the line.
    pub name: String,
    /// The number of the record among all that the page gives, unless it is put aside or ignored.
    pub record: Option<usize>,
}

/// A line or cell that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line of the page's text, from 1.
    pub line: u32,
    pub text: String,
    /// Where they stand in the text.
    pub span: Span,
    pub reason: Reason,
}

/// Why a line or cell was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    NoPattern,
    /// No item of this list fits.
    NoItem(String),
    /// The words between two catches in a sentence seem to say something.
    Leftover,
    /// A column that is neither read nor put aside.
    Column,
    /// A part that cannot be what it should be.
    Bad {
        field: String,
        words: String,
        wanted: &'static str,
    },
    /// Two lists that should pair one by one, and have different lengths.
    Uneven {
        /// The lists and their lengths.
        lists: Vec<(String, usize)>,
    },
    /// Neither a company nor a person, and no score.
    Nobody,
    /// Only measured, and no score.
    NoScore,
    /// No place, in a list that gives places.
    NoPlace,
    /// A line too long to be one.
    TooLong,
    /// Several lines where one name should be.
    Broken {
        field: String,
    },
    /// Struck out, and nothing stands in its place.
    Struck,
    /// A cell of a workbook that shows no value of its own: why, and what to do.
    Cell(&'static str),
}

/// Why a page as a whole cannot be trusted to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    Unreadable(String),
    /// It says itself that it is no page, or wants something before it shows itself.
    NoPage(String),
    /// It may be such a page: it is short, says so, and has rows all the same.
    Wall(String),
    /// `within` matches no element: the layout moved, or this is another page.
    NothingWithin(String),
    /// No post has the line that was asked for.
    NoPost(String),
    /// The line where reading begins is missing.
    NoFrom(String),
    /// The line where reading ends is missing.
    NoUntil(String),
    /// No table has these columns.
    NoTable(Vec<String>),
    /// No element or node repeats.
    NoItems(String),
    /// Parts that the rule names are blank in every row.
    NeverFilled(Vec<String>),
    /// Records that the rule would read stand in parts that the page hides.
    Hidden {
        records: usize,
        first: String,
    },
    /// The region was found, and nothing in it is a record; nor does the page say that nobody won.
    NoRecords,
    /// The page announces another number of winners than it lists.
    Claimed {
        claimed: u32,
        /// The words that announce it.
        said: Excerpt,
        read: u32,
        /// The words of the first and the last winner read.
        rows: Box<[Excerpt; 2]>,
    },
    /// Both sides of two statements on the page.
    Twice {
        /// What is stated twice, differently.
        about: String,
        one: Excerpt,
        other: Excerpt,
    },
}

impl Reason {
    /// One word for the reason, stable for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NoPattern => "no-pattern",
            Self::NoItem(_) => "no-item",
            Self::Leftover => "leftover",
            Self::Column => "column",
            Self::Bad { .. } => "bad-part",
            Self::Uneven { .. } => "uneven-lists",
            Self::Nobody => "nobody",
            Self::NoScore => "no-score",
            Self::NoPlace => "no-place",
            Self::TooLong => "too-long",
            Self::Broken { .. } => "broken-name",
            Self::Struck => "struck",
            Self::Cell(_) => "cell",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPattern => f.write_str("no pattern fits; add one to `lines`, or ignore it by name"),
            Self::NoItem(list) => write!(f, "no item of the list `{list}` fits"),
            Self::Leftover => {
                f.write_str("left between two catches, with a number, quotes or a name in it; read it or ignore it by name")
            }
            Self::Column => f.write_str("this column is neither read nor put `aside`"),
            Self::Bad { field, words, wanted } => write!(f, "{field} “{words}” is not {wanted}"),
            Self::Uneven { lists } => {
                let each: Vec<_> = lists.iter().map(|(name, n)| format!("{n} × {name}")).collect();
                write!(f, "lists that should pair one by one: {}", each.join(", "))
            }
            Self::Nobody => f.write_str("it names neither a company nor a person, and has no score"),
            Self::NoScore => f.write_str("`measured` without a score; ignore it by name if nothing was measured"),
            Self::NoPlace => f.write_str(
                "it has no place in a list that has places: tied with the one above, or not ranked? Say which with \
                 a pattern, or ignore it by name",
            ),
            Self::TooLong => f.write_str("too long for a line; narrow the region with `within`, `from` and `until`"),
            Self::Broken { field } => write!(
                f,
                "{field} has several lines; if each is one of its own, add several = [\"{field}\"], else clean = {{ {field} = \"asides\" }}"
            ),
            Self::Struck => f.write_str("struck out, with nothing in its place; ignore it by name if it says nothing"),
            Self::Cell(why) => f.write_str(why),
        }
    }
}

impl Trouble {
    /// One word for the trouble, stable for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NoPage(_) => "no-page",
            Self::Wall(_) => "wall",
            Self::NothingWithin(_) => "nothing-within",
            Self::NoPost(_) => "no-post",
            Self::NoFrom(_) => "no-from",
            Self::NoUntil(_) => "no-until",
            Self::NoTable(_) => "no-table",
            Self::NoItems(_) => "no-items",
            Self::NeverFilled(_) => "never-filled",
            Self::Hidden { .. } => "hidden",
            Self::NoRecords => "no-records",
            Self::Claimed { .. } => "claimed",
            Self::Twice { .. } => "twice",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "the page cannot be read: {why}"),
            Self::NoPage(words) => write!(f, "it says itself that it is not the page: “{words}”"),
            Self::Wall(words) => write!(f, "it may be an error page, or ask for consent first: “{words}”"),
            Self::NothingWithin(selector) => write!(
                f,
                "`within = \"{selector}\"` matches nothing: the layout moved, or this is another page"
            ),
            Self::NoPost(pattern) => write!(f, "no post has a line like `{pattern}`"),
            Self::NoFrom(pattern) => write!(f, "no line like `{pattern}`, where reading begins"),
            Self::NoUntil(pattern) => write!(f, "no line like `{pattern}`, where reading ends"),
            Self::NoTable(columns) => write!(f, "no table has the columns {}", columns.join(", ")),
            Self::NoItems(path) => write!(f, "`{path}` matches nothing inside the region"),
            Self::NeverFilled(parts) => write!(
                f,
                "no row has a {}: the page lost it, or has none and the rule should not read it",
                parts.join(" or a ")
            ),
            Self::Hidden { records, first } => write!(
                f,
                "it hides {records} more records (the first: {first}), as in panels of tabs or hidden rows; \
                 add hidden = \"read\" to the rule, or put them away with `without`"
            ),
            Self::NoRecords => {
                f.write_str("the region has no record, and no line that `none` says declares no winner")
            }
            Self::Claimed { claimed, said, read, rows } => {
                let [first, last] = &**rows;
                write!(f, "the page announces {claimed} (“{said}”) and lists {read} (“{first}” to “{last}”)")
            }
            Self::Twice { about, one, other } => {
                write!(f, "{about} is “{one}” in one place and “{other}” in another")
            }
        }
    }
}
