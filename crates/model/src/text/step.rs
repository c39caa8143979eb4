//! The steps of folding, in the order in which they are taken.

use super::{legal, letters, words};

/// One step of folding. It sees the text as the steps above it left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Apostrophes of every kind become `'`: `L’Oréal`, `L´Oréal`.
    Apostrophes,
    /// Compatible characters become the plain one, invisible ones and trade marks go: `ﬁ`, `№`, `Ｋ`, `Nespresso™`.
    Unicode,
    Accents,
    /// Letters that Unicode does not take apart: `œ`, `æ`, `ß`, `ø`, `ł`.
    Ligatures,
    /// The agency that shares a prize goes: `LDLC (agence Publicis)`. Never `K par K` or `Courtyard by Marriott`.
    Agency,
    /// The remark on a former name goes: `Veepee (ex-Vente-privée)`.
    Former,
    /// Dots between initials go: `U.S. Bank`, `S.A.S.`
    Initials,
    /// Legal forms at the end go, French ones at the start too: `Bruneau SAS`, `SAS Bruneau`, `Haspa AG`. Looks at capitals, hence before [`Step::Case`].
    LegalForms,
    Case,
    /// Domain endings go: `Amazon.fr`, `www.chewy.com`.
    Domains,
    /// `+` between two words is `&`, elsewhere the word plus: `Canal+`.
    Plus,
    /// `groupe`, `group`, `holding` at either end go where a name is left: `Groupe La Poste`, not `Restaurant Group`.
    Group,
    /// One leading article goes: `la Maif`, `L'Oréal`, `The AA`.
    Articles,
    /// Punctuation, dashes and runs of blanks become one blank; `&` stays.
    Punctuation,
    /// `et`, `and`, `und` between two words become `&`.
    And,
    /// `st` and `ste` before a word become `saint` and `sainte`.
    Saints,
    /// Roman numerals after a word, made of I, V and X and at least two letters, become digits: `Century XXI`.
    Numerals,
    /// `France` at the end goes where a name is left: `DHL Express France`, not `Air France` or `Banque de France`.
    Country,
    /// What is often added goes from the end: `AXA Assurances`. Not for joining: Orange Bank is not Orange.
    Qualifiers,
    /// Blanks go: `LeasePlan`, `Lease Plan`.
    Spaces,
}

/// The steps that are safe enough to join two names without asking.
pub const JOINING: &[Step] = &[
    Step::Apostrophes,
    Step::Unicode,
    Step::Accents,
    Step::Ligatures,
    Step::Agency,
    Step::Former,
    Step::Initials,
    Step::LegalForms,
    Step::Case,
    Step::Domains,
    Step::Plus,
    Step::Group,
    Step::Articles,
    Step::Punctuation,
    Step::And,
    Step::Saints,
    Step::Numerals,
    Step::Country,
    Step::Spaces,
];

impl Step {
    /// Every step, in the order in which they are taken.
    pub const ALL: &[Self] = &[
        Self::Apostrophes,
        Self::Unicode,
        Self::Accents,
        Self::Ligatures,
        Self::Agency,
        Self::Former,
        Self::Initials,
        Self::LegalForms,
        Self::Case,
        Self::Domains,
        Self::Plus,
        Self::Group,
        Self::Articles,
        Self::Punctuation,
        Self::And,
        Self::Saints,
        Self::Numerals,
        Self::Country,
        Self::Qualifiers,
        Self::Spaces,
    ];

    /// The text after this step, or nothing when it changes nothing.
    pub fn apply(self, text: &str) -> Option<String> {
        match self {
            Self::Apostrophes => letters::apostrophes(text),
            Self::Unicode => letters::unicode(text),
            Self::Accents => letters::accents(text),
            Self::Ligatures => letters::ligatures(text),
            Self::Initials => letters::initials(text),
            Self::LegalForms => legal::without(text),
            Self::Case => letters::case(text),
            Self::Domains => letters::domains(text),
            Self::Plus => letters::plus(text),
            Self::Articles => words::articles(text),
            Self::Punctuation => letters::punctuation(text),
            Self::And => words::and(text),
            Self::Saints => words::saints(text),
            Self::Numerals => words::numerals(text),
            Self::Group => words::group(text),
            Self::Country => words::country(text),
            Self::Qualifiers => words::qualifiers(text),
            Self::Agency => letters::agency(text),
            Self::Former => letters::former(text),
            Self::Spaces => words::spaces(text),
        }
    }
}
