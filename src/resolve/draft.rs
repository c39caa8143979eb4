//! Gathers the claims that tell of one prize.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{Claim, List};
use super::names::Credit;
use super::verdict::Verdict;
use crate::model::{Outcome, Recipient};

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
    open.sort_by_key(|claim| left_open(claim));

    let mut gathered = Gathered::default();
    let mut places = BTreeMap::new();
    for claim in complete {
        let recipient = if names_persons(claim) { claim.person.as_str() } else { "" };
        let at = *places.entry((claim.heading, claim.credit, recipient)).or_insert_with(|| gathered.start());
        gathered.add(at, claim);
    }
    for claim in open {
        let at = gathered.attested_by(claim).unwrap_or_else(|| gathered.start());
        gathered.add(at, claim);
    }
    gathered.drafts
}

/// How many of category, company and person a claim does not tell.
fn left_open(claim: &Claim) -> u8 {
    let no_person = names_persons(claim) && claim.person.is_empty();
    u8::from(claim.heading.is_empty()) + u8::from(claim.credit == Credit::Unnamed) + u8::from(no_person)
}

/// Whether persons are part of a prize's identity: two people of one company may both be named.
fn names_persons(claim: &Claim) -> bool {
    match claim.source.recipient {
        Recipient::Company => false,
        Recipient::Person | Recipient::Agent => true,
    }
}

impl<'c, 'a> Draft<'c, 'a> {
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
            (one, other) => one == other && (same_person || nobody || !names_persons(claim)),
        }
    }
}

/// The drafts of a list, found by company and by person, so that a long list does not take its square.
#[derive(Default)]
struct Gathered<'c, 'a> {
    drafts: Vec<Draft<'c, 'a>>,
    by_credit: BTreeMap<Credit<'a>, Vec<usize>>,
    by_person: BTreeMap<&'c str, Vec<usize>>,
}

impl<'c, 'a> Gathered<'c, 'a> {
    fn start(&mut self) -> usize {
        let nothing_known =
            Draft { heading: "", credit: Credit::Unnamed, persons: BTreeSet::new(), claims: Vec::new() };
        self.drafts.push(nothing_known);
        self.drafts.len() - 1
    }

    /// Adds a claim to a draft, and what it tells to the draft's identity.
    fn add(&mut self, at: usize, claim: &'c Claim<'a>) {
        let draft = &mut self.drafts[at];
        if draft.claims.is_empty() || draft.credit == Credit::Unnamed {
            draft.credit = claim.credit;
            self.by_credit.entry(claim.credit).or_default().push(at);
        }
        if draft.heading.is_empty() {
            draft.heading = claim.heading;
        }
        if !claim.person.is_empty() && draft.persons.insert(&claim.person) {
            self.by_person.entry(&claim.person).or_default().push(at);
        }
        draft.claims.push(claim);
    }

    /// The first draft that an open claim fits.
    fn attested_by(&self, claim: &Claim<'a>) -> Option<usize> {
        let by_person =
            if claim.person.is_empty() { None } else { self.by_person.get(claim.person.as_str()) };
        let by_credit = match claim.credit {
            Credit::Unnamed if !claim.person.is_empty() => None,
            credit => self.by_credit.get(&credit),
        };
        let candidates = by_person.into_iter().chain(by_credit).flatten().copied();
        candidates.filter(|at| self.drafts[*at].fits(claim)).min()
    }
}
