//! The queue: pairs of companies that nobody has judged, those first that would move most on the published pages.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Candidate, Clue, Effect};
use model::{Company, CompanyId, Day, Origin, Register, Subject, Verdict, Window, Year};

use super::Bearers;
use crate::suggest::{Asked, Index};
use crate::{Options, effects};

/// How many companies one name is asked to be.
const CANDIDATES: usize = 3;

/// Pairs less likely than this, in thousandths, are not worth a person's time.
const FAINTEST: u16 = 50;

/// Two companies of a register that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one that keeps its identifier if they are.
    pub one: CompanyId,
    /// The other one.
    pub other: CompanyId,
    /// How likely a person says that they are one, in thousandths.
    pub score: u16,
    /// What speaks for and against.
    pub clues: Vec<Clue>,
}

/// A pair, and what a decision would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who is asked about.
    pub pair: Pair,
    /// What would change if they were one.
    pub effect: Effect,
}

/// The pairs of a register that nobody has judged, in the order in which they are asked.
pub fn questions(register: &Register, options: &Options) -> Vec<Question> {
    let pairs = undecided(register);
    let ids: Vec<[CompanyId; 2]> = pairs.iter().map(|p| [p.one, p.other]).collect();
    let effects = effects(register, options, &ids);
    in_order(register, pairs, effects)
}

/// The pairs of a register that nobody has judged.
pub fn undecided(register: &Register) -> Vec<Pair> {
    let index = Index::of(register.companies.values(), &register.sectors);
    let found = register.companies.values().filter(|company| company.origin == Origin::Found);
    open_pairs(register, found.flat_map(|company| candidates(register, &index, company)))
}

/// The companies that a name found in the data may mean.
fn candidates(register: &Register, index: &Index, company: &Company) -> Vec<Pair> {
    let of_company = |id: Option<&CompanyId>| id == Some(&company.id);
    let awards = register.awards.iter().filter(|a| of_company(a.company.as_ref()));
    let measures = register.measures.iter().filter(|m| m.subject == Subject::Company(company.id));
    let told =
        awards.map(|a| (a.awarded.year(), &a.source)).chain(measures.map(|m| (m.awarded.year(), &m.source)));
    let told: Vec<_> = told.collect();
    let years = || told.iter().map(|(year, _)| *year);
    let countries = || told.iter().map(|(_, source)| register.source(source).country.as_str());
    let asked = Asked {
        name: &company.name,
        sector: company.sector.as_ref(),
        years: years().min().zip(years().max()).and_then(|(from, to): (Year, Year)| Window::new(from, to)),
        country: countries().next().filter(|first| countries().all(|country| country == *first)),
    };
    let found = index.candidates(&asked, CANDIDATES + 1);
    let others =
        found.into_iter().filter(|c| c.company != company.id && c.score >= FAINTEST).take(CANDIDATES);
    let pair = |candidate: Candidate| Pair {
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
fn open_pairs(register: &Register, found: impl IntoIterator<Item = Pair>) -> Vec<Pair> {
    let bearers = Bearers::of(register);
    let decided = apart(register, &bearers);
    let first = first_seen(register);
    let mut open = BTreeMap::<[CompanyId; 2], Pair>::new();
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
            (company.origin, first.get(id).copied().map_or((1, None), |day| (0, Some(day))), *id)
        };
        let [one, other] = if age(&one.id) <= age(&other.id) { [one, other] } else { [other, one] };
        let pair = Pair { one: one.id, other: other.id, ..pair };
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

/// The day on which each company is first told of.
fn first_seen(register: &Register) -> BTreeMap<&CompanyId, Day> {
    let awards = register.awards.iter().filter_map(|award| Some((award.company.as_ref()?, award.awarded)));
    let measures = register.measures.iter().filter_map(|measure| match &measure.subject {
        Subject::Company(id) => Some((id, measure.awarded)),
        Subject::Average => None,
    });
    let mut first = BTreeMap::<&CompanyId, Day>::new();
    for (company, day) in awards.chain(measures) {
        first.entry(company).and_modify(|known| *known = day.min(*known)).or_insert(day);
    }
    first
}

/// The questions in the order in which they are asked: the most places of top tens that would change, then the most
/// headline figures, then the likeliest, then by name.
fn in_order(register: &Register, pairs: Vec<Pair>, effects: Vec<Effect>) -> Vec<Question> {
    let mut questions: Vec<Question> =
        pairs.into_iter().zip(effects).map(|(pair, effect)| Question { pair, effect }).collect();
    questions.sort_by_cached_key(|Question { pair, effect }| {
        let names = [&pair.one, &pair.other].map(|id| (register.company(id).name.clone(), *id));
        (Reverse(effect.figures()), Reverse(pair.score), names)
    });
    questions
}
