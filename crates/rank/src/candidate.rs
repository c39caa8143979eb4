//! Candidates: the companies that an unknown name may mean, with what speaks for and against each.

use std::fmt;

use model::CompanyId;

/// A company that a printed name may mean. A question for a person, never an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The company.
    pub company: CompanyId,
    /// Its name, of today or before, that comes nearest.
    pub name: String,
    /// How likely a person says that it is the same company, in thousandths: 0 to 1000.
    pub score: u16,
    /// What speaks for and against, the weightiest first; at least one.
    pub clues: Vec<Clue>,
}

/// One reason for or against two names being one company.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clue {
    /// They fold to one key.
    SameName,
    /// They differ only by words that say little, such as “Groupe”.
    OnlyWeakWords(String),
    /// One has words more than the other.
    MoreWords(String),
    /// One has a word more that names a line of business or a region, such as “Bank”.
    Line(String),
    /// Each has words that the other lacks.
    OtherWords(String, String),
    /// They share a word that few names have.
    SharedWord(String),
    /// The letters differ in so many places.
    Letters(usize),
    /// One is the initials of the other.
    Initials,
    /// A word is cut short in one of them.
    CutShort(String),
    /// One begins as the other does.
    SameStart,
    /// There are few letters to tell by.
    Short,
    /// They hold different numbers.
    Numbers,
    /// They stand in one sector.
    SameSector,
    /// They stand in different sectors.
    OtherSector,
    /// They are at home in different countries.
    OtherCountry,
    /// The name was in use in the years asked for.
    NameOfThoseYears,
}

impl Clue {
    /// One word for the kind of clue, stable for translations and scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SameName => "same-name",
            Self::OnlyWeakWords(_) => "only-weak-words",
            Self::MoreWords(_) => "more-words",
            Self::Line(_) => "line",
            Self::OtherWords(..) => "other-words",
            Self::SharedWord(_) => "shared-word",
            Self::Letters(_) => "letters",
            Self::Initials => "initials",
            Self::CutShort(_) => "cut-short",
            Self::SameStart => "same-start",
            Self::Short => "short",
            Self::Numbers => "numbers",
            Self::SameSector => "same-sector",
            Self::OtherSector => "other-sector",
            Self::OtherCountry => "other-country",
            Self::NameOfThoseYears => "name-of-those-years",
        }
    }
}

impl fmt::Display for Clue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameName => write!(f, "the names fold alike"),
            Self::OnlyWeakWords(words) => write!(f, "they differ only by “{words}”"),
            Self::MoreWords(words) => write!(f, "one has “{words}” more"),
            Self::Line(words) => write!(f, "“{words}” often means another line or region of a house"),
            Self::OtherWords(one, other) => write!(f, "one says “{one}” where the other says “{other}”"),
            Self::SharedWord(word) => write!(f, "they share “{word}”"),
            Self::Letters(1) => write!(f, "one letter differs"),
            Self::Letters(number) => write!(f, "{number} letters differ"),
            Self::Initials => write!(f, "one is the initials of the other"),
            Self::CutShort(word) => write!(f, "“{word}” is cut short in one"),
            Self::SameStart => write!(f, "one begins as the other does"),
            Self::Short => write!(f, "the names are short"),
            Self::Numbers => write!(f, "they hold different numbers"),
            Self::SameSector => write!(f, "they stand in one sector"),
            Self::OtherSector => write!(f, "they stand in different sectors"),
            Self::OtherCountry => write!(f, "they are at home in different countries"),
            Self::NameOfThoseYears => write!(f, "it was called so in those years"),
        }
    }
}
