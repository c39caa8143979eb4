//! What a person is asked about names and headings, and what they may answer.
//!
//! 1. The queue, here: the pairs of companies that nobody has judged, those first that would move most on the
//!    published pages.
//! 2. `effect`: what joining two companies would change on the default leaderboards.
//! 3. `card`: what a person needs to see of a pair to answer.
//! 4. `check`: which companies bear a printed name, and whether a decision on two names can be followed.
//! 5. `headings`: sector headings that nobody has mapped, and what each may mean; companies without a sector.

mod card;
mod check;
mod effect;
mod headings;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::suggest::{Candidate, Clue, NameIndex, UnknownName};
use model::{Company, CompanyId, Day, Origin, Register, Subject, Verdict, Window};
use workspace::RankingSettings;

pub use card::{PairCard, Quote, Side};
pub use check::{Bearers, UndecidableNames, between, check};
pub use effect::{BoardEffect, Effect, NumberChange, RankChange, effects};
pub use headings::{LikelySector, UnmappedHeading, headings, without_sector};

// How many companies one name is asked to be.
const CANDIDATES: usize = 3;

// Pairs less likely than this, in thousandths, are not worth a person's time.
const FAINTEST: u16 = 50;

/// Two companies of a register that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyPair {
    /// The one that keeps its identifier if they are.
    pub one: CompanyId,
    pub other: CompanyId,
    /// How likely a person says that they are one, in thousandths.
    pub score: u16,
    /// What speaks for and against.
    pub clues: Vec<Clue>,
}

/// A pair that nobody has judged, and what a decision would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPair {
    pub pair: CompanyPair,
    /// What would change if they were one.
    pub effect: Effect,
}

/// What a person is asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OpenQuestion {
    /// Which sector a heading means.
    Heading(UnmappedHeading),
    /// Whether two companies are one.
    Pair(PairCard),
    /// In which sector a company is.
    Company { id: CompanyId, side: Side },
}

impl OpenQuestion {
    /// The question in which sector a company is.
    pub fn sector_of(register: &Register, id: CompanyId) -> Self {
        Self::Company { id, side: Side::new(register, &id) }
    }

    /// Whether a sector answers it.
    pub fn is_of_a_sector(&self) -> bool {
        match self {
            Self::Heading(_) | Self::Company { .. } => true,
            Self::Pair(_) => false,
        }
    }
}

impl fmt::Display for OpenQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(heading) => write!(f, "“{}” of {}", heading.printed, heading.source),
            Self::Pair(PairCard { sides: [one, other], .. }) => {
                write!(f, "“{}” “{}”", one.name, other.name)
            }
            Self::Company { side, .. } => write!(f, "the sector of “{}”", side.name),
        }
    }
}

/// The pairs of a register that nobody has judged, in the order in which they are asked.
pub fn open_pairs(register: &Register, settings: &RankingSettings) -> Vec<OpenPair> {
    let pairs = undecided(register);
    let ids: Vec<[CompanyId; 2]> = pairs.iter().map(|p| [p.one, p.other]).collect();
    let effects = effects(register, settings, &ids);
    in_order(register, pairs, effects)
}

/// The pairs of a register that nobody has judged.
pub fn undecided(register: &Register) -> Vec<CompanyPair> {
    let index = NameIndex::new(register.companies.values(), &register.sectors);
    let seen = appearances(register);
    let found = register.companies.values().filter(|company| company.origin == Origin::Found);
    let pairs = found.flat_map(|company| candidates(&index, company, seen.get(&company.id)));
    unjudged(register, &seen, pairs)
}

/// When and where awards and measures speak of a company.
struct Appearance<'r> {
    first: Day,
    years: Window,
    /// That of all its sources, if they share one.
    country: Option<&'r str>,
}

// Gathered once for all companies: each of 100,000 looking through a million awards would take hours.
fn appearances(register: &Register) -> BTreeMap<CompanyId, Appearance<'_>> {
    let awards = register.awards.iter().filter_map(|a| Some((a.company?, a.awarded, &a.source)));
    let measures = register.measures.iter().filter_map(|m| match m.subject {
        Subject::Company(id) => Some((id, m.awarded, &m.source)),
        Subject::Average => None,
    });
    let mut seen = BTreeMap::<CompanyId, Appearance>::new();
    for (company, day, source) in awards.chain(measures) {
        let country = register.source(source).country.as_str();
        let plain = || Appearance { first: day, years: Window::year(day.year()), country: Some(country) };
        let seen = seen.entry(company).or_insert_with(plain);
        seen.first = day.min(seen.first);
        seen.years.from = seen.years.from.min(day.year());
        seen.years.to = seen.years.to.max(day.year());
        seen.country = seen.country.filter(|known| *known == country);
    }
    seen
}

/// The companies that a name found in the data may mean.
fn candidates(index: &NameIndex, company: &Company, seen: Option<&Appearance>) -> Vec<CompanyPair> {
    let asked = UnknownName {
        name: &company.name,
        sector: company.sector.as_ref(),
        years: seen.map(|seen| seen.years),
        country: seen.and_then(|seen| seen.country),
    };
    let found = index.candidates(&asked, CANDIDATES + 1);
    let others =
        found.into_iter().filter(|c| c.company != company.id && c.score >= FAINTEST).take(CANDIDATES);
    let pair = |candidate: Candidate| CompanyPair {
        one: company.id,
        other: candidate.company,
        score: candidate.score,
        clues: candidate.clues,
    };
    others.map(pair).collect()
}

/// The pairs that a person has still to judge, each once with its best score, in the order of their companies.
///
/// Left out are those that a standing decision tells apart, and two that `companies.toml` declares apart.
fn unjudged(
    register: &Register,
    seen: &BTreeMap<CompanyId, Appearance>,
    found: impl IntoIterator<Item = CompanyPair>,
) -> Vec<CompanyPair> {
    let bearers = Bearers::new(register);
    let decided = apart(register, &bearers);
    let mut open = BTreeMap::<[CompanyId; 2], CompanyPair>::new();
    for pair in found {
        let known = [&pair.one, &pair.other].map(|id| register.companies.get(id));
        let [Some(one), Some(other)] = known else { continue };
        let declared = [one, other].iter().all(|company| company.origin == Origin::Declared);
        // A name that two companies bear cannot be judged by name.
        let shared = [one, other].iter().any(|company| bearers.of_name(&company.name).count() > 1);
        if one.id == other.id || declared || shared || decided.contains(&sorted(&one.id, &other.id)) {
            continue;
        }
        let age = |id: &CompanyId| {
            let company = register.company(id);
            (company.origin, seen.get(id).map_or((1, None), |seen| (0, Some(seen.first))), *id)
        };
        let [one, other] = if age(&one.id) <= age(&other.id) { [one, other] } else { [other, one] };
        let pair = CompanyPair { one: one.id, other: other.id, ..pair };
        let key = sorted(&pair.one, &pair.other);
        if open.get(&key).is_none_or(|kept| kept.score < pair.score) {
            open.insert(key, pair);
        }
    }
    open.into_values().collect()
}

fn sorted(one: &CompanyId, other: &CompanyId) -> [CompanyId; 2] {
    let mut pair = [*one, *other];
    pair.sort_unstable();
    pair
}

/// The companies that standing decisions tell apart.
fn apart(register: &Register, bearers: &Bearers) -> BTreeSet<[CompanyId; 2]> {
    let mut decided = BTreeSet::new();
    for decision in register.decisions.iter().filter(|decision| decision.verdict == Verdict::Different) {
        for one in bearers.of_name(&decision.one) {
            decided.extend(bearers.of_name(&decision.other).map(|other| sorted(one, other)));
        }
    }
    decided
}

/// The pairs in the order in which they are asked: the most places of top tens that would change, then the most
/// headline figures, then the likeliest, then by name.
fn in_order(register: &Register, pairs: Vec<CompanyPair>, effects: Vec<Effect>) -> Vec<OpenPair> {
    let mut open: Vec<OpenPair> =
        pairs.into_iter().zip(effects).map(|(pair, effect)| OpenPair { pair, effect }).collect();
    open.sort_by_cached_key(|OpenPair { pair, effect }| {
        let names = [&pair.one, &pair.other].map(|id| (register.company(id).name.clone(), *id));
        (Reverse(effect.figures()), Reverse(pair.score), names)
    });
    open
}
