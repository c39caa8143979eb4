//! Suggestions: which companies an unknown name may mean. They are questions for a person and join nothing.
//!
//! 1. `words`: a name as words, each with what it weighs: rare ones more, “Groupe” and “Bank” less.
//! 2. `blocks`: the few names that have anything in common with it, out of any number.
//! 3. `likeness`: in what two names are alike.
//! 4. `judge`: from likeness, sector, country and years to a calibrated score and its reasons.

mod blocks;
mod judge;
mod likeness;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use blocks::NameBlocks;
use judge::{Circumstances, Compared};
use likeness::Likeness;
use model::{Company, CompanyId, Sector, SectorId, Window};
use words::{ComparedName, Vocabulary};

/// A company that a printed name may mean. A question for a person, never an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
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

// How many names are compared closely with one asked for.
const COMPARED: usize = 12;

/// A name that nobody knows yet, with what its record says beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnknownName<'a> {
    pub name: &'a str,
    /// Its sector, where its heading means one.
    pub sector: Option<&'a SectorId>,
    /// The years in which it was printed.
    pub years: Option<Window>,
    /// The country of the source that prints it.
    pub country: Option<&'a str>,
}

/// The companies of a register, ready to be asked.
#[derive(Debug)]
pub struct NameIndex<'a> {
    names: Vec<KnownName<'a>>,
    vocabulary: Vocabulary,
    blocks: NameBlocks,
    sectors: &'a BTreeMap<SectorId, Sector>,
}

/// A name that a company has or had.
#[derive(Debug)]
struct KnownName<'a> {
    company: &'a Company,
    printed: &'a str,
    years: Option<Window>,
    form: ComparedName,
}

impl<'a> NameIndex<'a> {
    /// Makes companies ready to be asked; `sectors` tells which sectors are one family.
    pub fn new(
        companies: impl IntoIterator<Item = &'a Company>,
        sectors: &'a BTreeMap<SectorId, Sector>,
    ) -> Self {
        let mut names: Vec<KnownName> = companies.into_iter().flat_map(names_of).collect();
        let mut vocabulary = Vocabulary::default();
        for word in names.iter().flat_map(|name| &name.form.words) {
            *vocabulary.entry(word.hash).or_default() += 1;
        }
        names.iter_mut().for_each(|name| name.form.weigh(&vocabulary));
        let blocks = NameBlocks::new(names.iter().map(|name| &name.form));
        Self { names, vocabulary, blocks, sectors }
    }

    /// The companies that a name may mean, at most so many, the likeliest first, then by identifier.
    pub fn candidates(&self, asked: &UnknownName, most: usize) -> Vec<Candidate> {
        let form = self.form(asked.name);
        let near = self.blocks.nearest(&form, COMPARED);
        let compared = near.into_iter().map(|at| {
            let name = &self.names[at as usize];
            let (likeness, around) = (Likeness::of(&form, &name.form), self.around(asked, name));
            (judge::points(&likeness, around), name, likeness, around)
        });
        let mut best = BTreeMap::<&CompanyId, (i32, &KnownName, Likeness, Circumstances)>::new();
        for seen in compared {
            let kept = best.get(&seen.1.company.id);
            if kept.is_none_or(|kept| (kept.0, seen.1.printed) < (seen.0, kept.1.printed)) {
                best.insert(&seen.1.company.id, seen);
            }
        }
        let mut best: Vec<_> = best.into_values().collect();
        best.sort_by_key(|(points, name, ..)| (std::cmp::Reverse(*points), &name.company.id));
        best.truncate(most);
        best.iter()
            .map(|(points, name, likeness, around)| candidate(name, *points, likeness, *around))
            .collect()
    }

    /// How strongly a person would be asked whether two sets of names mean one company, in thousandths, and why: the
    /// nearest two of them speak for all.
    pub fn compare(&self, ours: &[&str], theirs: &[&str]) -> (u16, Vec<Clue>) {
        let [ours, theirs] =
            [ours, theirs].map(|names| names.iter().map(|name| self.form(name)).collect::<Vec<_>>());
        let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| Likeness::of(one, other)));
        let around = Circumstances::default();
        let nearest = pairs.max_by_key(|likeness| judge::points(likeness, around));
        let score = |likeness: &Likeness| judge::score(judge::points(likeness, around));
        nearest.map(|likeness| (score(&likeness), judge::clues(&likeness, around))).unwrap_or_default()
    }

    fn form(&self, name: &str) -> ComparedName {
        let mut form = ComparedName::new(name);
        form.weigh(&self.vocabulary);
        form
    }

    fn around(&self, asked: &UnknownName, name: &KnownName) -> Circumstances {
        let family =
            |sector: &'_ SectorId| self.sectors.get(sector).and_then(|s| s.parent).unwrap_or(*sector);
        let years = match asked.years.zip(name.years) {
            Some((asked, used)) if asked.from <= used.to && used.from <= asked.to => Compared::Agree,
            Some(_) => Compared::Differ,
            None => Compared::Unknown,
        };
        Circumstances {
            sector: Compared::of(asked.sector.map(family), name.company.sector.as_ref().map(family)),
            country: Compared::of(asked.country, name.company.country.as_deref()),
            years,
        }
    }
}

fn candidate(name: &KnownName, points: i32, likeness: &Likeness, around: Circumstances) -> Candidate {
    Candidate {
        company: name.company.id,
        name: name.printed.to_owned(),
        score: judge::score(points),
        clues: judge::clues(likeness, around),
    }
}

/// Every name of a company; a former one with the years of its use.
fn names_of(company: &Company) -> impl Iterator<Item = KnownName<'_>> {
    let today = std::iter::once(&company.name).chain(&company.spellings).map(|name| (name, None));
    let former = company.former.iter().map(|former| (&former.name, former.from.zip(former.until)));
    today.chain(former).map(|(printed, years)| KnownName {
        company,
        printed,
        years: years.and_then(|(from, until)| Window::new(from, until)),
        form: ComparedName::new(printed),
    })
}
