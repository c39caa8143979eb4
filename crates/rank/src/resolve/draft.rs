//! Gathers the claims that tell of one prize.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::claim::{Claim, List, Place};
use super::names::Credit;
use super::verdict::Verdict;
use crate::column::Map;
use model::Outcome;

/// The claims of one prize, and what they together say of its identity.
pub(super) struct Draft<'c, 'a> {
    /// The category as it is compared; none when no claim names one.
    pub(super) heading: Option<u32>,
    pub(super) credit: Credit,
    /// At least one, in order.
    pub(super) claims: SmallVec<[&'c Claim<'a>; 1]>,
}

/// Gathers the claims of a list into prizes.
///
/// Claims that name category and recipient make the prizes. A claim that leaves one of them open attests the first
/// prize, by its category, that it does not contradict, and makes one of its own only where there is none.
pub(super) fn gather<'c, 'a>(list: List<'c, 'a>) -> Vec<Draft<'c, 'a>> {
    let prizes = list.iter().filter(|claim| claim.record.outcome != Outcome::Measured);
    let (mut open, complete): (Vec<_>, Vec<_>) = prizes.partition(|claim| left_open(claim) > 0);
    let complete = complete.chunk_by(|a, b| same_prize(a, b)).map(Draft::of).collect();
    if open.is_empty() {
        return complete;
    }
    let mut drafts = Drafts::of(complete);
    open.sort_by_key(|claim| left_open(claim));
    for claim in open {
        match drafts.attested_by(claim) {
            Some(at) => drafts.add(at, claim),
            None => drafts.push(Draft::of(&[claim])),
        }
    }
    drafts.all
}

/// Whether two complete claims tell of one prize.
fn same_prize(a: &Claim, b: &Claim) -> bool {
    let same_person = !a.source.recipient.has_own_name() || a.place.person == b.place.person;
    a.place.heading == b.place.heading && a.place.credit == b.place.credit && same_person
}

/// How many of category, company and person a claim does not tell.
fn left_open(claim: &Claim) -> u8 {
    let Place { heading, credit, person, .. } = claim.place;
    let no_person = claim.source.recipient.has_own_name() && person.is_none();
    u8::from(heading.is_none()) + u8::from(credit == Credit::Unnamed) + u8::from(no_person)
}

impl<'c, 'a> Draft<'c, 'a> {
    /// The draft of claims that tell of one prize, at least one.
    fn of(claims: &[&'c Claim<'a>]) -> Self {
        let Place { heading, credit, .. } = claims[0].place;
        Self { heading, credit, claims: SmallVec::from_slice(claims) }
    }

    /// Whether a claim may tell of the prize, whose recipients are these persons.
    fn fits(&self, claim: &Claim, persons: &BTreeSet<u32>) -> bool {
        let (ours, theirs) = (self.heading, claim.place.heading);
        let category = ours.is_none() || theirs.is_none() || ours == theirs;
        let agrees =
            |other: &&Claim| Verdict::of(other.record).disagrees(Verdict::of(claim.record)).is_none();
        category && self.same_recipient(claim, persons) && self.claims.iter().any(agrees)
    }

    fn same_recipient(&self, claim: &Claim, persons: &BTreeSet<u32>) -> bool {
        let Place { credit, person, .. } = claim.place;
        let same_person = person.is_some_and(|person| persons.contains(&person));
        let nobody = persons.is_empty() || person.is_none();
        match (self.credit, credit) {
            (Credit::Unnamed, Credit::Unnamed) => same_person || (persons.is_empty() && person.is_none()),
            (Credit::Unnamed, _) | (_, Credit::Unnamed) => same_person,
            (one, other) => one == other && (same_person || nobody || !claim.source.recipient.has_own_name()),
        }
    }
}

/// The drafts of a list, found by company and by person, so that a long list does not take its square.
#[derive(Default)]
struct Drafts<'c, 'a> {
    all: Vec<Draft<'c, 'a>>,
    /// The persons that each names, as they are compared.
    persons: Vec<BTreeSet<u32>>,
    by_credit: Map<Credit, Vec<usize>>,
    by_person: Map<u32, Vec<usize>>,
}

impl<'c, 'a> Drafts<'c, 'a> {
    fn of(drafts: Vec<Draft<'c, 'a>>) -> Self {
        let mut all = Self::default();
        drafts.into_iter().for_each(|draft| all.push(draft));
        all
    }

    fn push(&mut self, draft: Draft<'c, 'a>) {
        let at = self.all.len();
        self.by_credit.entry(draft.credit).or_default().push(at);
        let persons: BTreeSet<u32> = draft.claims.iter().filter_map(|claim| claim.place.person).collect();
        persons.iter().for_each(|person| self.by_person.entry(*person).or_default().push(at));
        self.persons.push(persons);
        self.all.push(draft);
    }

    /// Adds a claim to a draft, and what it tells to the draft's identity.
    fn add(&mut self, at: usize, claim: &'c Claim<'a>) {
        let draft = &mut self.all[at];
        let Place { heading, credit, person, .. } = claim.place;
        draft.claims.push(claim);
        draft.heading = draft.heading.or(heading);
        if draft.credit == Credit::Unnamed && credit != Credit::Unnamed {
            draft.credit = credit;
            self.by_credit.entry(credit).or_default().push(at);
        }
        if let Some(person) = person.filter(|person| self.persons[at].insert(*person)) {
            self.by_person.entry(person).or_default().push(at);
        }
    }

    /// The first draft that an open claim fits.
    fn attested_by(&self, claim: &Claim<'a>) -> Option<usize> {
        let by_person = claim.place.person.and_then(|person| self.by_person.get(&person));
        let by_credit = match claim.place.credit {
            Credit::Unnamed if claim.place.person.is_some() => None,
            credit => self.by_credit.get(&credit),
        };
        let candidates = by_person.into_iter().chain(by_credit).flatten().copied();
        candidates.filter(|at| self.all[*at].fits(claim, &self.persons[*at])).min()
    }
}
