//! What persons judged on two names, for good; and what the site once said and was wrong.

use super::{Bilingual, CompanyId, Day, Label, SourceId, Year};
use std::fmt;

/// A person's judgement on two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether the two are one company.
    pub verdict: Verdict,
    /// One name, as printed. Of two names that are the same, this one gives the identifier.
    pub one: String,
    /// The other name, as printed.
    pub other: String,
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
    pub why: Bilingual,
}

/// What a person decided on two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Same,
    Different,
    /// Not decided any more.
    Undone,
}

impl Verdict {
    /// The word in `decisions.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Undone => "undone",
        }
    }
}

impl Decision {
    /// The two names, whichever stands first.
    pub fn pair(&self) -> [&str; 2] {
        let mut pair = [self.one.trim(), self.other.trim()];
        pair.sort_unstable();
        pair
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { one, other, who, when, why, .. } = self;
        write!(f, "{} “{one}” “{other}” ({who}, {when}: {})", self.verdict.word(), why.fr)
    }
}

/// A mistake that stood on the site, and what is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day it was mended.
    pub when: Day,
    /// What stood there and what is right: in the workspace's language, and for English pages.
    pub what: Bilingual,
    /// The page that shows what is right.
    pub url: Option<String>,
    /// The company whose page it concerns.
    pub company: Option<CompanyId>,
    /// The source whose page it concerns, or that of one of its editions.
    pub source: Option<SourceId>,
    /// The edition, of that source.
    pub edition: Option<Label>,
    /// The year whose pages it concerns.
    pub year: Option<Year>,
}
