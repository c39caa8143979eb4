//! Doubts: why the words in a record are probably not the name that they stand for. One list for the records of every
//! road: hand-kept rows, rules, JSON, workbooks, imports.
//!
//! A doubtful record is held: not published, and told with its place, the reason and what to do. A name that
//! `companies.toml` declares is never doubtful, which is the remedy for a company really called so.

mod letters;
mod words;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;

use rayon::iter::{
    IntoParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use crate::value;
use model::text::counting::is_parted;
use model::text::{is_legal_form, key};
use model::{Company, Issue, Locator, Record, Records, Shared};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    Placeholder,
    SheetError,
    Heading,
    LegalForm,
    Sentence,
    /// It begins with this company, and goes on.
    GoesOn(String),
    /// It names these two companies.
    Joined(String, String),
    Piece,
    Number,
    Address,
    Markup,
    /// It went through the wrong charset; this is what it was.
    Mojibake(String),
    LostLetters,
    LineBreak,
    /// It has letters that cannot be seen; this is what is seen.
    Invisible(String),
    /// It has letters of another script; this is what it looks like.
    LookAlike(String),
}

impl Doubt {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Placeholder => "leave the row out, or say in the rule with `none` that nobody won",
            Self::SheetError => "open the spreadsheet, correct the cell and export the table again",
            Self::Heading => {
                "leave the title out of what is read; declare a company really called so in companies.toml"
            }
            Self::LegalForm => {
                "put it behind the name it was cut from: in quotes, or with `several` left out"
            }
            Self::Sentence | Self::GoesOn(_) => {
                "keep the name alone, with `clean` or a narrower pattern; declare a company really called so in companies.toml"
            }
            Self::Joined(..) => {
                "give each its own row, or read the part with `several`; declare one company of that name in companies.toml"
            }
            Self::Piece => "correct the pattern so that the whole name is caught, and nothing but the name",
            Self::Number => {
                "see whether the columns are the right ones; declare a company really called so in companies.toml"
            }
            Self::Address => "put it into `url`, and the name here",
            Self::Markup => "type the letters themselves: & for &amp;, and no tags",
            Self::Mojibake(_) => "correct the name, or export the table again as UTF-8",
            Self::LostLetters => "type the name anew from its page; the letters are lost in this copy",
            Self::LineBreak => "put the name on one line; two names are two rows",
            Self::Invisible(_) | Self::LookAlike(_) => "type the name anew",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder => f.write_str("it says that nobody won, or that the winner is not known"),
            Self::SheetError => f.write_str("it is an error or a formula of a spreadsheet"),
            Self::Heading => f.write_str("it is the title of a column or a list"),
            Self::LegalForm => f.write_str("it is a legal form without a name"),
            Self::Sentence => f.write_str("it reads like a sentence"),
            Self::GoesOn(known) => write!(f, "it begins with a company that is known, “{known}”, and goes on"),
            Self::Joined(one, other) => write!(f, "it names two companies, “{one}” and “{other}”"),
            Self::Piece => f.write_str("it was cut from a longer text: a sign or a number is left at an end, half a pair of brackets, or a score inside"),
            Self::Number => f.write_str("it is a number, a place or a day"),
            Self::Address => f.write_str("it is an address"),
            Self::Markup => f.write_str("it holds tags, or letters written as entities"),
            Self::Mojibake(mended) => write!(f, "it was decoded with the wrong character set (UTF-8 read as Windows-1252, or the like); it is “{mended}”"),
            Self::LostLetters => f.write_str("letters are lost in it (� or ? inside a word)"),
            Self::LineBreak => f.write_str("it has a line break in it"),
            Self::Invisible(seen) => write!(f, "it has letters that cannot be seen; what is seen is “{seen}”"),
            Self::LookAlike(latin) => write!(f, "it has letters of another script that look like Latin ones; in Latin letters it is “{latin}”"),
        }
    }
}

/// Whether a text can be the heading of a category or sector: no sentence, no piece of a line, no number alone.
pub(crate) fn is_heading_like(text: &str) -> bool {
    !(words::is_piece(text) || words::is_sentence(text) || is_number(text) || words::is_placeholder(text))
}

/// A record that is not published, and why.
#[derive(Debug, Clone)]
pub struct Held {
    pub record: Record,
    /// The part that is doubted, by the name of its column.
    pub part: &'static str,
    pub doubt: Doubt,
}

impl Held {
    /// A record with the first doubt about it, where there is one.
    pub fn of(record: &Record, known: &Known) -> Option<Self> {
        let (part, doubt) =
            parts(record).find_map(|(part, words)| Some((part, doubt(part, &words, known)?)))?;
        Some(Self { record: record.clone(), part, doubt })
    }

    /// The words that are doubted.
    pub fn words(&self) -> &str {
        let Record { company, person, category, sector, .. } = &self.record;
        match self.part {
            "company" => company,
            "person" => person,
            "category" => category,
            _ => sector,
        }
    }

    /// The same, with what cannot be seen in them written out.
    pub fn shown(&self) -> String {
        self.words().escape_debug().to_string().replace("\\'", "'")
    }

    /// As a person is told of it.
    pub fn issue(&self) -> Issue {
        let place = match &self.record.locator {
            row @ Locator::Row { .. } => row.to_string(),
            Locator::Snapshot(passage) => {
                format!("{}, line {} ({})", self.record.url.as_str(), passage.line, passage.place)
            }
        };
        Issue::Held {
            source: self.record.source,
            edition: self.record.edition,
            place,
            column: self.part,
            printed: self.shown(),
            why: self.doubt.to_string(),
            remedy: self.doubt.remedy(),
        }
    }
}

/// The doubtful records of these batches, which then hold them no more. Names repeat, so each is looked at once.
pub fn take_doubtful(batches: &mut [Vec<Record>], known: &Known) -> Vec<Held> {
    let printed = distinct(batches, parts);
    let doubts: HashMap<(&'static str, Shared), Doubt> = printed
        .into_par_iter()
        .filter_map(|(part, words)| Some(((part, words), doubt(part, &words, known)?)))
        .collect();
    if doubts.is_empty() {
        return vec![];
    }
    batches.par_iter_mut().flat_map_iter(|batch| take_these(batch, &doubts)).collect()
}

fn take_these(records: &mut Vec<Record>, doubts: &HashMap<(&'static str, Shared), Doubt>) -> Vec<Held> {
    let doubted =
        |record: &Record| parts(record).find_map(|(part, words)| Some((part, doubts.get(&(part, words))?)));
    let mut held = Vec::new();
    records.retain(|record| match doubted(record) {
        None => true,
        Some((part, doubt)) => {
            held.push(Held { record: record.clone(), part, doubt: doubt.clone() });
            false
        }
    });
    held
}

/// Each thing once that records hold, looked for side by side.
fn distinct<T, I>(batches: &[Vec<Record>], of: impl Fn(&Record) -> I + Sync) -> HashSet<T>
where
    T: Eq + Hash + Send,
    I: IntoIterator<Item = T>,
{
    let add = |mut all: HashSet<T>, batch: &Vec<Record>| {
        all.extend(batch.iter().flat_map(&of));
        all
    };
    let join = |mut one: HashSet<T>, other| {
        one.extend(other);
        one
    };
    batches.par_iter().fold(HashSet::new, add).reduce(HashSet::new, join)
}

/// What a record prints, by the name of its column.
fn parts(record: &Record) -> impl Iterator<Item = (&'static str, Shared)> + use<> {
    let parts = [
        ("company", record.company),
        ("person", record.person),
        ("category", record.category),
        ("sector", record.sector),
    ];
    parts.into_iter().filter(|(_, words)| !words.is_empty())
}

/// Why what stands in a column is doubted.
fn doubt(part: &str, words: &str, known: &Known) -> Option<Doubt> {
    match part {
        "company" => of_company(words, known),
        "person" => of_letters(words).or_else(|| of_words(words)),
        _ => of_letters(words),
    }
}

/// Why the name of a company is doubted.
fn of_company(name: &str, known: &Known) -> Option<Doubt> {
    if known.is_written(name) {
        return None;
    }
    let is_known = |other: &str| known.is_known(other);
    let look_alike = || letters::in_latin(name, is_known).map(Doubt::LookAlike);
    if let Some(doubt) = of_letters(name).or_else(look_alike) {
        return Some(doubt);
    }
    if known.is_declared(name) {
        return None;
    }
    let form = || is_legal_form(name).then_some(Doubt::LegalForm);
    let joined = || {
        let (one, other) = words::joined(name, is_known)?;
        Some(Doubt::Joined(one.to_owned(), other.to_owned()))
    };
    let goes_on = || words::begins_with(name, is_known).map(|known| Doubt::GoesOn(known.to_owned()));
    form().or_else(joined).or_else(goes_on).or_else(|| of_words(name))
}

/// Why the letters of a text are doubted.
fn of_letters(text: &str) -> Option<Doubt> {
    let first = [
        (words::is_sheet_error(text), Doubt::SheetError),
        (words::is_markup(text), Doubt::Markup),
        (text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']), Doubt::LineBreak),
    ];
    let of_list = first.into_iter().find(|(is, _)| *is).map(|(_, doubt)| doubt);
    let charset = || letters::mended(text).map(Doubt::Mojibake);
    let lost = || letters::are_lost(text).then_some(Doubt::LostLetters);
    of_list.or_else(charset).or_else(lost).or_else(|| letters::visible(text).map(Doubt::Invisible))
}

/// Why words are doubted to be the name of a company or a person.
fn of_words(name: &str) -> Option<Doubt> {
    type Check = fn(&str) -> bool;
    let checks: [(Check, Doubt); 6] = [
        (is_number, Doubt::Number),
        (words::is_placeholder, Doubt::Placeholder),
        (words::is_heading, Doubt::Heading),
        (words::is_address, Doubt::Address),
        (words::is_piece, Doubt::Piece),
        (words::is_sentence, Doubt::Sentence),
    ];
    checks.into_iter().find(|(is, _)| is(name)).map(|(_, doubt)| doubt)
}

/// A number, a place or a day, and no name with digits in it.
fn is_number(text: &str) -> bool {
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let spelt = value::is_number(text) || value::place(text).is_some() || value::is_day(text);
    digits && (spelt || !text.chars().any(char::is_alphabetic))
}

/// The names that `companies.toml` declares, and those that rows print.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// As written, one blank apart.
    written: HashSet<String>,
    declared: HashSet<String>,
    printed: HashSet<String>,
}

impl Known {
    pub fn new<'a>(companies: impl IntoIterator<Item = &'a Company>) -> Self {
        let mut known = Self::default();
        for name in companies.into_iter().flat_map(Company::names) {
            known.written.insert(name.split_whitespace().collect::<Vec<_>>().join(" "));
            known.declared.insert(key(name));
        }
        known
    }

    /// With the companies that these records name: two of them side by side in a third are two companies.
    #[must_use]
    pub fn with_printed(mut self, records: &Records) -> Self {
        let names = distinct(records.batches(), |record| Some(record.company));
        self.printed = names.par_iter().filter(|name| !name.is_empty()).map(|name| key(name)).collect();
        self
    }

    /// Whether this very name is declared.
    pub(super) fn is_written(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Whether a name that is compared alike is declared.
    pub(crate) fn is_declared(&self, name: &str) -> bool {
        !self.declared.is_empty() && self.declared.contains(&key(name))
    }

    /// Whether anything names a company so.
    pub(super) fn is_known(&self, name: &str) -> bool {
        let key = key(name);
        self.declared.contains(&key) || self.printed.contains(&key)
    }

    /// The declared names that an enumeration would be cut in: `Pierre & Vacances`, `Bed, Bath and Beyond`.
    pub(crate) fn with_separators(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str).filter(|name| is_parted(name))
    }
}
