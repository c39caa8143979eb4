//! Gathers the claims that tell of one prize.

use std::collections::{BTreeSet, HashMap};

use super::claim::{Claim, List};
use super::names::Credit;
use super::verdict::Verdict;
use crate::model::Outcome;

/// The claims of one prize, and what they together say of its identity.
pub(super) struct Draft<'c, 'a> {
    /// The category as it is compared; empty when no claim names one.
    pub(super) heading: &'a str,
    pub(super) credit: Credit<'a>,
    /// The persons named, as they are compared.
    pub(super) persons: BTreeSet<&'c str>,
    /// At least one, in order.
    pub(super) claims: Vec<&'c Claim<'a>>,
}

/// Gathers the claims of a list into prizes.
///
/// Claims that name category and recipient make the prizes. A claim that leaves one of them open attests the first
/// prize, by its category, that it does not contradict, and makes one of its own only where there is none.
pub(super) fn gather<'c, 'a>(list: &'c List<'a>) -> Vec<Draft<'c, 'a>> {
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
    let same_person = !a.source.recipient.has_own_name() || a.person == b.person;
    a.heading == b.heading && a.credit == b.credit && same_person
}

/// How many of category, company and person a claim does not tell.
fn left_open(claim: &Claim) -> u8 {
    let no_person = claim.source.recipient.has_own_name() && claim.person.is_empty();
    u8::from(claim.heading.is_empty()) + u8::from(claim.credit == Credit::Unnamed) + u8::from(no_person)
}

impl<'c, 'a> Draft<'c, 'a> {
    /// The draft of claims that tell of one prize, at least one.
    fn of(claims: &[&'c Claim<'a>]) -> Self {
        let persons = claims.iter().map(|claim| claim.person.as_str()).filter(|person| !person.is_empty());
        Self {
            heading: claims[0].heading,
            credit: claims[0].credit,
            persons: persons.collect(),
            claims: claims.to_vec(),
        }
    }

    fn fits(&self, claim: &Claim) -> bool {
        let category = self.heading.is_empty() || claim.heading.is_empty() || self.heading == claim.heading;
        let agrees =
            |other: &&Claim| Verdict::of(other.record).disagrees(Verdict::of(claim.record)).is_none();
        category && self.same_recipient(claim) && self.claims.iter().any(agrees)
    }

    fn same_recipient(&self, claim: &Claim) -> bool {
        let same_person = self.persons.contains(claim.person.as_str());
        let nobody = self.persons.is_empty() || claim.person.is_empty();
        match (self.credit, claim.credit) {
            (Credit::Unnamed, Credit::Unnamed) => {
                same_person || (self.persons.is_empty() && claim.person.is_empty())
            }
            (Credit::Unnamed, _) | (_, Credit::Unnamed) => same_person,
            (one, other) => one == other && (same_person || nobody || !claim.source.recipient.has_own_name()),
        }
    }
}

/// The drafts of a list, found by company and by person, so that a long list does not take its square.
#[derive(Default)]
struct Drafts<'c, 'a> {
    all: Vec<Draft<'c, 'a>>,
    by_credit: HashMap<Credit<'a>, Vec<usize>>,
    by_person: HashMap<&'c str, Vec<usize>>,
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
        draft.persons.iter().for_each(|person| self.by_person.entry(*person).or_default().push(at));
        self.all.push(draft);
    }

    /// Adds a claim to a draft, and what it tells to the draft's identity.
    fn add(&mut self, at: usize, claim: &'c Claim<'a>) {
        let draft = &mut self.all[at];
        draft.claims.push(claim);
        if draft.heading.is_empty() {
            draft.heading = claim.heading;
        }
        if draft.credit == Credit::Unnamed && claim.credit != Credit::Unnamed {
            draft.credit = claim.credit;
            self.by_credit.entry(claim.credit).or_default().push(at);
        }
        if !claim.person.is_empty() && draft.persons.insert(&claim.person) {
            self.by_person.entry(&claim.person).or_default().push(at);
        }
    }

    /// The first draft that an open claim fits.
    fn attested_by(&self, claim: &Claim<'a>) -> Option<usize> {
        let by_person = self.by_person.get(claim.person.as_str());
        let by_credit = match claim.credit {
            Credit::Unnamed if !claim.person.is_empty() => None,
            credit => self.by_credit.get(&credit),
        };
        let candidates = by_person.into_iter().chain(by_credit).flatten().copied();
        candidates.filter(|at| self.all[*at].fits(claim)).min()
    }
}
