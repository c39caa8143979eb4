//! Every key of the TOML files and every column of the CSV files, each declared once.
//!
//! The readers refuse what is not declared here and miss what is required; [`schemas`](crate::schemas) prints the
//! keys as JSON Schema, and `docs/keys.md` is written from them. To add a key: a line here, and the line that reads it.

mod other_files;
mod rules;
mod sources;
pub mod terms;

use ValueKind::{Form, List, Whole};

use other_files::CORRECTIONS_FILE;
pub use other_files::{COMPANIES_FILE, DECISIONS_FILE, SECTORS_FILE};
pub use rules::RULES_FILE;
pub use sources::SOURCES_FILE;

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: ValueKind,
    /// A value as TOML writes it; empty for a table of its own.
    pub example: &'static str,
    pub about: &'static str,
    pub required: bool,
    /// What holds without the key, as TOML writes it; empty where nothing does.
    pub usual: &'static str,
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum ValueKind {
    Text,
    /// A text of this form. The reader may check more than a regular expression can tell.
    Form(&'static str),
    /// One of a closed list of words.
    Word(fn() -> Vec<&'static str>),
    Flag,
    /// A whole number within limits.
    Whole(i64, i64),
    /// A day, a month or a year.
    Date,
    WholeDay,
    /// A list with at least and at most so many items.
    List(&'static ValueKind, usize, usize),
    Table(&'static Keys),
    /// A table whose keys the user chooses, and what stands under each.
    Map(Chosen, &'static ValueKind),
    Either(&'static [ValueKind]),
}

impl ValueKind {
    /// The kinds of what a value of this kind holds, or may be.
    pub fn inner(&self) -> &'static [ValueKind] {
        match self {
            Self::List(of, _, _) | Self::Map(_, of) => std::slice::from_ref(*of),
            Self::Either(kinds) => kinds,
            Self::Text
            | Self::Form(_)
            | Self::Word(_)
            | Self::Flag
            | Self::Whole(_, _)
            | Self::Date
            | Self::WholeDay
            | Self::Table(_) => &[],
        }
    }
}

/// Which keys a user may choose.
#[derive(Debug, Clone, Copy)]
pub enum Chosen {
    /// A name, or words as a page prints them.
    Any,
    Form(&'static str),
    OneOf(fn() -> Vec<&'static str>),
}

/// The keys of a table.
#[derive(Debug)]
pub struct Keys {
    pub name: &'static str,
    pub about: &'static str,
    pub keys: &'static [Key],
    pub further: Option<Further>,
}

/// Keys beside those declared, each of which holds a text: the languages of a sector's names.
#[derive(Debug, Clone, Copy)]
pub struct Further {
    pub accepts: fn(&str) -> bool,
    pub form: &'static str,
    pub about: &'static str,
}

/// A column of a CSV file. Columns stand in any order; one that is not required may be missing.
#[derive(Debug)]
pub struct CsvColumn {
    pub name: &'static str,
    pub about: &'static str,
    pub required: bool,
    /// What a filled cell looks like. The reader checks more.
    pub form: CellForm,
}

#[derive(Debug, Clone, Copy)]
pub enum CellForm {
    Any,
    /// One of the words that [`terms`] explains for the column.
    Words,
    /// A regular expression.
    Like(&'static str),
}

impl CsvColumn {
    const fn like(self, form: &'static str) -> Self {
        Self { form: CellForm::Like(form), ..self }
    }

    const fn of_words(self) -> Self {
        Self { form: CellForm::Words, ..self }
    }
}

impl Keys {
    pub fn find(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }

    const fn new(name: &'static str, about: &'static str, keys: &'static [Key]) -> Self {
        Self { name, about, keys, further: None }
    }
}

impl Key {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }
    const fn usually(self, usual: &'static str) -> Self {
        Self { usual, ..self }
    }
}

const fn key(name: &'static str, kind: ValueKind, example: &'static str, about: &'static str) -> Key {
    Key { name, kind, example, about, required: false, usual: "" }
}

const fn list(of: &'static ValueKind) -> ValueKind {
    List(of, 0, usize::MAX)
}

const fn pair(of: &'static ValueKind) -> ValueKind {
    List(of, 2, 2)
}

const fn needed(name: &'static str, about: &'static str) -> CsvColumn {
    CsvColumn { name, about, required: true, form: CellForm::Any }
}

const fn column(name: &'static str, about: &'static str) -> CsvColumn {
    CsvColumn { name, about, required: false, form: CellForm::Any }
}

const ADDRESS: ValueKind = Form(HTTP);
const HTTP: &str = "^https?://";
/// A day, a month or a year.
pub const DAY: &str = r"^\d{4}(-\d{2}){0,2}$";
pub const WHOLE_DAY: &str = r"^\d{4}-\d{2}-\d{2}$";
const YEAR: ValueKind = Whole(1900, 2199);
/// Two letters, as ISO 639-1 has them.
const LANGUAGE: &str = "^[a-z]{2}$";
/// How a source, a company or a sector is called in the files.
const ID: Chosen = Chosen::Form("^[a-z0-9][a-z0-9_]{0,59}$");

/// The TOML files of a workspace.
pub static FILES: [&Keys; 5] =
    [&SOURCES_FILE, &COMPANIES_FILE, &SECTORS_FILE, &DECISIONS_FILE, &CORRECTIONS_FILE];

/// `data/*.csv`: the hand-kept editions, one row a line.
pub static ROWS: [CsvColumn; 16] = [
    needed("edition", "The label of the edition, as `sources.toml` declares it or as a year."),
    column("awarded", "When it was handed over, if not as the edition says: YYYY, YYYY-MM or YYYY-MM-DD.")
        .like(DAY),
    column("category", "The category, as printed."),
    column("sector", "The heading of the sector, as printed."),
    column("level", "`overall`, `sector`, `category` (if empty) or `channel`.").of_words(),
    column("rank", "The place, such as 3, or 3= for a tie.").like(r"^\d+=?$"),
    needed(
        "outcome",
        "`winner`, `placed`, `special`, `label`, `finalist`, `mention`, `measured`, `last` or `annulled`.",
    )
    .of_words(),
    needed("company", "The company, as printed; empty for an average, or where only a person is named."),
    column("person", "The person, virtual agent or product that received it."),
    column("score", "The score, with a decimal point.").like(r"^-?\d+(\.\d{1,6})?$"),
    column("scale", "The scale of the score: its highest value, or both ends as 0..10.")
        .like(r"^(-?\d+\.\.)?-?\d+$"),
    needed("url", "The page that states it.").like(HTTP),
    column("title", "The title of that page."),
    needed(
        "evidence",
        "`stated`, `partial` or `derived`, with a remark in brackets, in the first language of the site.",
    )
    .like(r"^(stated|partial|derived)\b"),
    column("remark_en", "The remark for English pages."),
    column("added", "The day on which the row was added, YYYY-MM-DD: feeds tell it as new on that day.")
        .like(WHOLE_DAY),
];

/// The columns of a list that a reader sends: those of [`ROWS`], and the source it belongs to.
pub fn sent_columns() -> impl Iterator<Item = &'static str> {
    std::iter::once("source").chain(ROWS.iter().map(|column| column.name))
}

/// `data/left-out.csv`: facts that are kept out of the ranking, and why.
pub static LEFT_OUT: [CsvColumn; 14] = [
    needed("source", "The source that the fact belongs to."),
    column("edition", "The edition."),
    column("category", "The category, as printed."),
    column("sector", "The heading of the sector, as printed."),
    column("rank", "The place."),
    column("distinction", "What was won, as printed."),
    column("company", "The company, as printed."),
    column("person", "The person."),
    column("score", "The score."),
    column("scale", "The scale of the score."),
    column("url", "The page that states it."),
    column("title", "The title of that page."),
    column("evidence", "How firmly it states it."),
    needed("reason", "Why it is left out."),
];

/// The CSV files, by the names of their schemas, with where they lie.
pub static CSV_FILES: [(&str, &str, &[CsvColumn]); 3] = [
    ("data.csv", "data/*.csv", &ROWS),
    ("left-out.csv", "data/left-out.csv", &LEFT_OUT),
    ("published.csv", "published.csv", &PUBLISHED),
];

/// `published.csv`: figures that somebody else published, to be held against ours.
pub static PUBLISHED: [CsvColumn; 7] = [
    needed("year", "2012, 2016-2025 or all."),
    needed("figure", "Which figure."),
    column("value", "Its value; words are in the first language of the site."),
    column("value_en", "The same for English pages, where it is in words."),
    column("company", "The company that it names."),
    needed("url", "The page that states it."),
    needed("evidence", "How the page states it."),
];
