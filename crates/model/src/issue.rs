//! Issues: what a run did not understand. Values, never exceptions.

use std::fmt;

use super::{CompanyId, Excerpt, Label, Language, SourceId};

/// Something a person should look at. Ordered, so that every listing is the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issue {
    /// A sector heading that `sectors.toml` does not map.
    UnknownSector {
        /// The source that prints it.
        source: SourceId,
        /// As printed.
        printed: String,
        /// In which editions.
        editions: Vec<Label>,
    },
    /// A name that more than one company bears.
    AmbiguousCompany {
        /// The source that prints it.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// As printed.
        printed: String,
        /// The companies it could be.
        among: Vec<CompanyId>,
    },
    /// A decision that two names are the same, which another decision forbids to follow.
    DecisionConflict {
        /// One name.
        one: String,
        /// The other name.
        other: String,
    },
    /// A row whose ceremony year cannot be told; it is left out of every figure.
    Undated {
        /// The source.
        source: SourceId,
        /// The label without a year.
        edition: Label,
        /// How many rows wait.
        rows: usize,
    },
    /// Two witnesses of one edition disagree on the day.
    DayContradiction {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// What one says.
        one: Statement,
        /// What the other says.
        other: Statement,
    },
    /// Two witnesses of one award or measure disagree.
    Contradiction {
        /// The award or measure.
        id: String,
        /// What they disagree on (`place`, `score`, `outcome`).
        about: String,
        /// What one says.
        one: Statement,
        /// What the other says.
        other: Statement,
    },
    /// A list of winners shorter or longer than it should be.
    WinnerCount {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// Winners found.
        found: u32,
        /// Fewest and most expected.
        expected: (u32, u32),
    },
    /// A score that lies outside its scale.
    ScoreOffScale {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// The row, in words.
        row: String,
    },
    /// A line or cell of a page that its rule neither reads nor ignores.
    Unread {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// The page.
        url: String,
        /// The line of the page's text, from 1.
        line: u32,
        /// The words.
        text: String,
        /// Why they were not understood.
        why: String,
    },
    /// A page that its rule does not read, or whose reading is not trusted.
    Page {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// The page.
        url: String,
        /// What is wrong.
        why: String,
    },
    /// A place of the archive that is no record any more; the pages it held are missing.
    Damaged {
        /// The file in the archive folder.
        file: String,
        /// The byte it begins at.
        offset: u64,
    },
    /// Messages that a language of the site lacks, and so says in English.
    Untranslated {
        /// The language.
        language: Language,
        /// Their keys, in order.
        keys: Vec<String>,
    },
    /// A row or line that is not published, since words in it are probably not what they should be.
    Held {
        /// The source.
        source: SourceId,
        /// The edition.
        edition: Label,
        /// The file or page, and the line in it.
        place: String,
        /// The column or part.
        column: &'static str,
        /// The words that are doubted.
        printed: String,
        /// Why.
        why: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// An award that no witness credits to a company.
    NoCompany {
        /// The award.
        id: String,
    },
}

/// How many keys of messages are named.
const SHOWN: usize = 5;

/// What one witness says, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// What it says.
    pub said: String,
    /// The page.
    pub url: String,
    /// The words of the archived page, or the row as it was typed.
    pub excerpt: Excerpt,
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}: “{}”)", self.said, self.url, self.excerpt)
    }
}

impl Issue {
    /// One word for the kind of issue, stable for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownSector { .. } => "unknown-sector",
            Self::AmbiguousCompany { .. } => "ambiguous-company",
            Self::DecisionConflict { .. } => "decision-conflict",
            Self::Undated { .. } => "undated",
            Self::DayContradiction { .. } => "day-contradiction",
            Self::Contradiction { .. } => "contradiction",
            Self::WinnerCount { .. } => "winner-count",
            Self::ScoreOffScale { .. } => "score-off-scale",
            Self::Unread { .. } => "unread",
            Self::Page { .. } => "page",
            Self::Damaged { .. } => "damaged",
            Self::Untranslated { .. } => "untranslated",
            Self::Held { .. } => "held",
            Self::NoCompany { .. } => "no-company",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::UnknownSector { .. } => {
                "file it with `palmares review`, or add the label to a sector in sectors.toml"
            }
            Self::AmbiguousCompany { .. } => "tell the companies apart in companies.toml",
            Self::DecisionConflict { .. } => "take back one of the decisions in decisions.toml",
            Self::Undated { .. } => "give the row or its edition an `awarded` day",
            Self::DayContradiction { .. } => "correct the row, or the edition's `awarded` in sources.toml",
            Self::Contradiction { .. } => "read both pages, and correct or leave out the wrong row",
            Self::WinnerCount { .. } => "compare with the page, or correct `winners` in sources.toml",
            Self::ScoreOffScale { .. } => "correct the score or its scale",
            Self::Unread { .. } => {
                "add a pattern to the rule, or ignore the line by name; see it with palmares try"
            }
            Self::Page { .. } => {
                "look at the page, and correct the rule; see what it reads with palmares try"
            }
            Self::Damaged { .. } => {
                "restore the file from a copy, or fetch its pages again with palmares crawl --refresh"
            }
            Self::Untranslated { .. } => "add them to the file; their English words stand in words/en.toml",
            Self::Held { remedy, .. } => remedy,
            Self::NoCompany { .. } => "find the employer or owner of that edition",
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownSector { source, printed, editions } => {
                let labels: Vec<_> = editions.iter().copied().map(Label::as_str).collect();
                write!(f, "{source} ({}): no sector for “{printed}”", labels.join(", "))
            }
            Self::AmbiguousCompany { source, edition, printed, among } => {
                let ids: Vec<_> = among.iter().copied().map(CompanyId::as_str).collect();
                write!(f, "{source} {edition}: “{printed}” could be {}", ids.join(" or "))
            }
            Self::DecisionConflict { one, other } => {
                write!(
                    f,
                    "“{one}” and “{other}” cannot be one company: that would join two that are decided to differ"
                )
            }
            Self::Undated { source, edition, rows } => {
                write!(f, "{source} “{edition}”: {rows} row(s) without a year are left out")
            }
            Self::DayContradiction { source, edition, one, other } => {
                write!(f, "{source} {edition}: handed over on {one} or on {other}")
            }
            Self::Contradiction { id, about, one, other } => {
                write!(f, "{id}: {about} is {one} or {other}")
            }
            Self::WinnerCount { source, edition, found, expected } => {
                write!(f, "{source} {edition}: {found} winners, expected {} to {}", expected.0, expected.1)
            }
            Self::ScoreOffScale { source, edition, row } => {
                write!(f, "{source} {edition}: {row} is off its scale")
            }
            Self::Unread { source, edition, url, line, text, why } => {
                write!(f, "{source} {edition}: line {line} of {url} is unread: “{text}” ({why})")
            }
            Self::Page { source, edition, url, why } => write!(f, "{source} {edition}: {url}: {why}"),
            Self::Damaged { file, offset } => {
                write!(f, "archive/{file}: the record at byte {offset} cannot be read")
            }
            Self::Untranslated { language, keys } => {
                let more = if keys.len() > SHOWN { ", …" } else { "" };
                let first = keys[..keys.len().min(SHOWN)].join(", ");
                write!(
                    f,
                    "templates/words/{language}.toml lacks {} message(s), said in English: {first}{more}",
                    keys.len()
                )
            }
            Self::Held { source, edition, place, column, printed, why, .. } => {
                write!(f, "{source} {edition}: {place}, `{column}`: held, not published: “{printed}”: {why}")
            }
            Self::NoCompany { id } => write!(f, "{id}: no company named, so nobody is credited"),
        }
    }
}
