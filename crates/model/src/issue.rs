//! Issues: what a run did not understand. Values, never exceptions.

use std::fmt;

use super::{CompanyId, Day, Digest, Excerpt, Label, Language, SourceId};

/// Something a person should look at. Ordered, so that every listing is the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issue {
    /// A sector heading that `sectors.toml` does not map.
    UnknownSector {
        /// The source that prints it.
        source: SourceId,
        printed: String,
        editions: Vec<Label>,
    },
    /// A name that more than one company bears.
    AmbiguousCompany {
        /// The source that prints it.
        source: SourceId,
        edition: Label,
        printed: String,
        /// The companies it could be.
        among: Vec<CompanyId>,
    },
    /// A decision that two names are the same, which another decision forbids to follow.
    DecisionConflict { one: String, other: String },
    /// A row whose ceremony year cannot be told; it is left out of every figure.
    Undated {
        source: SourceId,
        /// The label without a year.
        edition: Label,
        rows: usize,
    },
    /// Two witnesses of one edition disagree on the day.
    DayContradiction { source: SourceId, edition: Label, one: Statement, other: Statement },
    /// Two witnesses of one award or measure disagree.
    Contradiction {
        id: String,
        /// What they disagree on (`place`, `score`, `outcome`).
        about: String,
        one: Statement,
        other: Statement,
    },
    /// A list of winners shorter or longer than it should be.
    WinnerCount {
        source: SourceId,
        edition: Label,
        found: u32,
        /// Fewest and most expected.
        expected: (u32, u32),
    },
    /// A score that lies outside its scale.
    ScoreOffScale { source: SourceId, edition: Label, row: String },
    /// A reading of a page that is not published until a person looks. It says nothing of what was read.
    HeldPage {
        source: SourceId,
        edition: Label,
        url: String,
        /// When the page was seen to say so.
        day: Day,
        /// What kinds of doubt there are.
        why: String,
    },
    /// A page, or a copy of it, that no rule reads: it is not the whole page that was asked for. `why` says what to
    /// type next.
    NotRead { source: SourceId, edition: Label, url: String, why: String },
    /// Copies that the archive held once, and no file of it holds any more.
    Lost {
        /// The file in the archive folder.
        file: String,
        pages: Vec<String>,
    },
    /// A place of the archive that is no record any more; the pages it held are missing.
    Damaged {
        /// The file in the archive folder.
        file: String,
        /// The byte it begins at.
        offset: u64,
    },
    /// Messages that a language of the site lacks, and so says in English.
    Untranslated { language: Language, keys: Vec<String> },
    /// A row or line that is not published, since words in it are probably not what they should be.
    Held {
        source: SourceId,
        edition: Label,
        /// The file or page, and the line in it.
        place: String,
        column: &'static str,
        /// The words that are doubted.
        printed: String,
        why: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// A typed row that the archived copies of its page do not say.
    NotSaid {
        source: SourceId,
        edition: Label,
        row: String,
        url: String,
        /// When the newest copy was seen, and which it is.
        day: Day,
        copy: Digest,
        /// What was looked for and not found.
        unsaid: String,
    },
    /// An award that no witness credits to a company.
    NoCompany { id: String },
}

/// How many keys of messages, or pages that are lost, are named.
const SHOWN: usize = 5;

/// What one witness says, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    pub said: String,
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
            Self::HeldPage { .. } => "held-page",
            Self::NotRead { .. } => "not-read",
            Self::Lost { .. } => "lost",
            Self::Damaged { .. } => "damaged",
            Self::Untranslated { .. } => "untranslated",
            Self::Held { .. } => "held",
            Self::NotSaid { .. } => "not-said",
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
            Self::HeldPage { .. } => "palmares check says what it would change, and how to settle it",
            Self::NotRead { .. } => {
                "do as it says, bring a saved copy with palmares archive import, or take `read` away from the edition"
            }
            Self::Lost { .. } => {
                "restore the file from a copy, or fetch the pages again with palmares crawl --refresh; to do without \
                 them, delete archive/index.cdxj"
            }
            Self::Damaged { .. } => {
                "restore the file from a copy, or fetch its pages again with palmares crawl --refresh"
            }
            Self::Untranslated { .. } => {
                "translate them in the file; `palmares words` writes it where there is none"
            }
            Self::Held { remedy, .. } => remedy,
            Self::NotSaid { .. } => {
                "correct or leave out the row, or its `url`; a copy of the day when the page said it: palmares archive \
                 import; where only a picture of it or its next page says it: palmares decide accept SOURCE EDITION \
                 --why \"…\""
            }
            Self::NoCompany { .. } => "find the employer or owner of that edition",
        }
    }
}

/// The first of some names, and whether there are more.
fn first_of(names: &[String]) -> String {
    let more = if names.len() > SHOWN { ", …" } else { "" };
    names[..names.len().min(SHOWN)].join(", ") + more
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
            Self::HeldPage { source, edition, url, day, why } => {
                write!(f, "{source} {edition}: what {url} said on {day} is held: {why}")
            }
            Self::NotRead { source, edition, url, why } => {
                write!(f, "{source} {edition}: {url} is not read: {why}")
            }
            Self::Lost { file, pages } => {
                let (count, first) = (pages.len(), first_of(pages));
                write!(f, "archive/{file} has lost {count} page(s) that the index knows: {first}")
            }
            Self::Damaged { file, offset } => {
                write!(f, "archive/{file}: the record at byte {offset} cannot be read")
            }
            Self::Untranslated { language, keys } => {
                let (count, first) = (keys.len(), first_of(keys));
                write!(
                    f,
                    "templates/words/{language}.toml lacks {count} message(s), said in English: {first}"
                )
            }
            Self::Held { source, edition, place, column, printed, why, .. } => {
                write!(f, "{source} {edition}: {place}, `{column}`: held, not published: “{printed}”: {why}")
            }
            Self::NotSaid { source, edition, row, url, day, unsaid, .. } => {
                write!(f, "{source} {edition}: {row}: the copy of {day} of {url} does not say {unsaid}")
            }
            Self::NoCompany { id } => write!(f, "{id}: no company named, so nobody is credited"),
        }
    }
}
