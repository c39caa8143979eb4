//! A record: one line as printed, before anybody understood it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, Decimal, Digest, Label, Moment, Scale, Shared, SourceId, Year};

/// One line as printed by a page or kept by hand, with the place it came from.
#[derive(Debug, Clone)]
pub struct Record {
    /// The source it belongs to.
    pub source: SourceId,
    /// The edition it belongs to.
    pub edition: Label,
    /// When the line says the prize was handed over.
    pub awarded: Option<Day>,
    /// When the line came to be known; only a row that was typed says so.
    pub added: Option<Day>,
    pub category: Shared,
    /// The organiser's sector, where it prints one.
    pub sector: Shared,
    /// Which part of the list it is.
    pub level: Level,
    /// The place in the list.
    pub place: Option<Place>,
    /// What was won, or not.
    pub outcome: Outcome,
    /// The company; empty for an average, or a person whose employer is not printed.
    pub company: Shared,
    /// The person, where one is named.
    pub person: Shared,
    pub score: Option<Decimal>,
    /// The scale of the score.
    pub scale: Option<Scale>,
    /// The page that states it.
    pub url: Shared,
    pub title: Shared,
    /// How firmly the page states it.
    pub evidence: Evidence,
    pub locator: Locator,
}

impl Record {
    /// A line of which nothing else is known yet. Who reads more of it sets that on top, so that a new column concerns
    /// only those who can read it.
    pub fn of(
        source: SourceId,
        edition: Label,
        outcome: Outcome,
        evidence: Evidence,
        locator: Locator,
    ) -> Self {
        let nothing = Shared::default();
        Self {
            source,
            edition,
            awarded: None,
            added: None,
            category: nothing,
            sector: nothing,
            level: Level::Category,
            place: None,
            outcome,
            company: nothing,
            person: nothing,
            score: None,
            scale: None,
            url: nothing,
            title: nothing,
            evidence,
            locator,
        }
    }
}

/// Records in the batches in which they were read: to put a million of them together would be to move them all.
#[derive(Debug, Clone, Default)]
pub struct Records(Vec<Vec<Record>>);

impl Records {
    pub fn count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }
    /// In the order in which they were read.
    pub fn iter(&self) -> std::iter::Flatten<std::slice::Iter<'_, Vec<Record>>> {
        self.0.iter().flatten()
    }
    pub fn batches(&self) -> &[Vec<Record>] {
        &self.0
    }
    /// The batches, to take records out of them.
    pub fn batches_mut(&mut self) -> &mut [Vec<Record>] {
        &mut self.0
    }
    /// Puts a batch behind the others.
    pub fn add(&mut self, batch: Vec<Record>) {
        self.0.push(batch);
    }
    /// The batches, for whoever lets go of each when it is understood.
    pub fn into_batches(self) -> Vec<Vec<Record>> {
        self.0
    }
}

impl FromIterator<Record> for Records {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        Self(vec![records.into_iter().collect()])
    }
}

impl<'a> IntoIterator for &'a Records {
    type Item = &'a Record;
    type IntoIter = std::iter::Flatten<std::slice::Iter<'a, Vec<Record>>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Locator {
    /// A row of a hand-kept file.
    Row {
        /// The file, relative to the workspace.
        file: Shared,
        line: u64,
        /// The words of an archived copy of its page that say the same, once they were found.
        proof: Option<Box<Passage>>,
    },
    /// A place in a snapshot; in a box, since most records of a large workspace are rows.
    Snapshot(Box<Passage>),
}

/// The words of an archived page that state a record, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Passage {
    /// The SHA-256 of the bytes.
    pub digest: Digest,
    /// When the page was seen to have these bytes.
    pub seen: Moment,
    /// The element, cell, member or page it stands in, in words a person can follow.
    pub place: String,
    /// The line of the page's text, from 1.
    pub line: u32,
    /// The words around, and which of them name the winner.
    pub excerpt: Excerpt,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { file, line, .. } => write!(f, "{}, line {line}", file.as_str()),
            Self::Snapshot(passage) => write!(f, "{}", passage.place),
        }
    }
}

impl Locator {
    /// What holds the record: the hand-kept file, or the snapshot by its digest.
    pub fn file(&self) -> Shared {
        match self {
            Self::Row { file, .. } => *file,
            Self::Snapshot(passage) => format!("sha256:{}", passage.digest).into(),
        }
    }
    /// The words of an archived page that the record was read from, or that say the same as its row.
    pub fn passage(&self) -> Option<&Passage> {
        match self {
            Self::Row { proof, .. } => proof.as_deref(),
            Self::Snapshot(passage) => Some(passage),
        }
    }
}

/// A few words of a page, some of them marked.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Excerpt {
    /// The words, as one line.
    pub text: String,
    /// The first marked character, from 0.
    pub from: u32,
    /// The first character after the mark.
    pub to: u32,
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [before, marked, after] = self.parts();
        write!(f, "{before}[{marked}]{after}")
    }
}

impl Excerpt {
    /// The words before the mark, the marked ones, and those after.
    pub fn parts(&self) -> [String; 3] {
        let (from, to) = (self.from as usize, self.to.max(self.from) as usize);
        let cut = |skip: usize, take: usize| self.text.chars().skip(skip).take(take).collect();
        [cut(0, from), cut(from, to - from), cut(to, usize::MAX)]
    }
}

/// Which part of a list an award or measure belongs to, widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Across all sectors.
    Overall,
    Sector,
    /// Within a category of the organiser.
    Category,
    /// On one channel (telephone, e-mail…) of a category.
    Channel,
}

/// What was won, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// First, or the one chosen.
    Winner,
    /// A place in a list.
    Placed,
    /// A prize outside the categories.
    Special,
    /// A standard met.
    Label,
    /// Among the last candidates.
    Finalist,
    /// Named with praise.
    Mention,
    /// A score, no prize.
    Measured,
    /// Among the worst.
    Last,
    /// Won, then taken back.
    Annulled,
}

/// A place in a list, 1 being the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    pub number: u16,
    /// Whether the page says that others share it.
    pub tied: bool,
}

/// How firmly a page states a fact, with the remark that qualifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    pub kind: EvidenceKind,
    pub remark: Remark,
}

/// What qualifies a statement. Readers have their own language: what the program itself says is said by the site's
/// words, and what an editor wrote stands in the workspace's language and, where somebody translated it, in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// By an editor, without brackets; either may be empty.
    Written { own: Shared, en: Shared },
    /// It follows from so many titles in a row, the last of them in this year.
    Streak { titles: u32, until: Year },
    /// It follows from the line by arithmetic.
    Arithmetic,
    /// The page shows the beginning of a longer list.
    ListGoesOn,
}

impl Remark {
    /// The remark in English; empty where nobody wrote one.
    pub fn english(self) -> Shared {
        if let Self::Written { en, .. } = self { en } else { self.to_string().into() }
    }
}

impl From<&str> for Remark {
    fn from(own: &str) -> Self {
        Self::Written { own: own.into(), en: Shared::default() }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written { own, .. } => f.write_str(own),
            Self::Streak { titles, until } => write!(f, "{titles} in a row in {until}"),
            Self::Arithmetic => f.write_str("by arithmetic on the line"),
            Self::ListGoesOn => f.write_str("the list goes on"),
        }
    }
}

/// How firmly a page states a fact, firmest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    Stated,
    /// The page says it, in a list known to be incomplete.
    Partial,
    /// It follows from what pages say, by arithmetic.
    Derived,
}
