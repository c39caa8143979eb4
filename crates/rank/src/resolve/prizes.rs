//! The prizes that claims tell of: claims are gathered by prize, and each prize gets its identifier.
//!
//! Identifiers are made of printed words alone, so that better folding, or a company declared later, renumbers nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::claims::{Claim, ClaimKey, ClaimList};
use super::headings::PrintedCategory;
use super::names::Credit;
use super::witnesses::Placing;
use crate::distinct::Map;
use model::text;
use model::{Label, Level, Outcome, Record, SourceId};

/// A prize, and what its identifier is made of.
pub(super) struct Prize<'c, 'a> {
    pub(super) draft: PrizeDraft<'c, 'a>,
    category: &'a PrintedCategory,
    recipient: &'a str,
    /// The identifier, where the words alone would not tell the prize from another one.
    numbered: Option<String>,
}

/// The prizes of lists, in the order of their identifiers.
pub(super) fn prizes<'c, 'a>(lists: &[ClaimList<'c, 'a>]) -> Vec<Prize<'c, 'a>> {
    let mut lists: Vec<(String, ClaimList)> =
        lists.iter().map(|list| (prefix(&list[0].record), *list)).collect();
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    lists.chunk_by(|(a, _), (b, _)| a == b).flat_map(of_one_prefix).collect()
}

fn of_one_prefix<'c, 'a>(lists: &[(String, ClaimList<'c, 'a>)]) -> Vec<Prize<'c, 'a>> {
    let mut prizes: Vec<Prize> = lists.iter().flat_map(|(_, list)| gather(list)).map(Prize::new).collect();
    prizes.sort_by_key(Prize::key);
    if prizes.windows(2).all(|pair| pair[0].key() != pair[1].key()) {
        return prizes;
    }
    let named = each_once(prizes.into_iter().map(|prize| (prize.id(), prize)).collect());
    named.into_iter().map(|(id, prize)| Prize { numbered: Some(id), ..prize }).collect()
}

impl<'c, 'a> Prize<'c, 'a> {
    fn new(draft: PrizeDraft<'c, 'a>) -> Self {
        let (category, recipient) = (heading(&draft.claims), recipient(&draft));
        Self { draft, category, recipient, numbered: None }
    }

    /// What puts prizes of one prefix in the order of their identifiers.
    fn key(&self) -> (u32, &'a str) {
        (self.category.position, self.recipient)
    }

    pub(super) fn id(&self) -> String {
        let id = || identifier(&self.draft.claims[0].record, &self.category.slug, self.recipient);
        self.numbered.clone().unwrap_or_else(id)
    }
}

/// The person where the source awards persons, else the company, as far as they are printed.
fn recipient<'a>(draft: &PrizeDraft<'_, 'a>) -> &'a str {
    let company = shortest(draft.claims.iter().map(|claim| claim.name.slug.as_str()));
    let person = shortest(draft.claims.iter().map(|claim| claim.person.slug.as_str()));
    let own_name = draft.claims[0].source.recipient.has_own_name();
    let (wanted, other) = if own_name { (person, company) } else { (company, person) };
    if wanted.is_empty() { other } else { wanted }
}

/// `source:edition:level:category:recipient`, empty where nothing is printed.
pub(super) fn identifier(record: &Record, category: &str, recipient: &str) -> String {
    let Record { source, edition, level, .. } = record;
    [source.as_str(), &word(edition), level_word(*level), category, recipient].join(":")
}

/// `source:edition:`, with which the identifiers of an edition begin. Neither part holds a colon: identifiers are in
/// the order of their beginnings.
pub(super) fn beginning(source: SourceId, edition: &Label) -> String {
    format!("{source}:{}:", word(edition))
}

/// `source:edition:level:`, with which the identifiers of a list begin.
fn prefix(record: &Record) -> String {
    format!("{}{}:", beginning(record.source, &record.edition), level_word(record.level))
}

/// The heading with the shortest slug, the first by its letters among equals.
pub(super) fn heading<'a>(claims: &[&Claim<'a>]) -> &'a PrintedCategory {
    let headings = claims.iter().map(|claim| claim.category);
    let shortest =
        headings.min_by_key(|heading| (heading.slug.is_empty(), heading.slug.len(), &heading.slug));
    shortest.expect("at least one claim")
}

/// What has identifiers, in their order. The first keeps one that several have; a number follows in the others, in the
/// order in which they came.
pub(super) fn each_once<T>(mut all: Vec<(String, T)>) -> Vec<(String, T)> {
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    let repeated = |at: &usize| *at > 0 && all[*at].0 == all[*at - 1].0;
    let repeated: Vec<usize> = (0..all.len()).filter(repeated).collect();
    if repeated.is_empty() {
        return all;
    }
    let mut given: BTreeSet<String> = all.iter().map(|(id, _)| id.clone()).collect();
    for at in repeated {
        let numbered = (2..).map(|n| format!("{}_{n}", all[at].0));
        let free = numbered.into_iter().find(|id| given.insert(id.clone()));
        all[at].0 = free.expect("numbers do not end");
    }
    each_once(all)
}

/// The shortest of several slugs, the first by its letters among equals; empty when nothing is printed.
pub(super) fn shortest<'a>(slugs: impl Iterator<Item = &'a str>) -> &'a str {
    slugs.filter(|slug| !slug.is_empty()).min_by_key(|slug| (slug.len(), *slug)).unwrap_or_default()
}

/// A label in letters that are safe in an address.
fn word(label: &Label) -> Cow<'_, str> {
    let safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let label = label.as_str();
    if label.chars().all(safe) { Cow::Borrowed(label) } else { Cow::Owned(text::slug(label)) }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Overall => "overall",
        Level::Sector => "sector",
        Level::Category => "category",
        Level::Channel => "channel",
    }
}

/// The claims of one prize, and what they together say of its identity.
pub(super) struct PrizeDraft<'c, 'a> {
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
pub(super) fn gather<'c, 'a>(list: ClaimList<'c, 'a>) -> Vec<PrizeDraft<'c, 'a>> {
    let prizes = list.iter().filter(|claim| claim.record.outcome != Outcome::Measured);
    let (mut open, complete): (Vec<_>, Vec<_>) = prizes.partition(|claim| left_open(claim) > 0);
    let complete = complete.chunk_by(|a, b| same_prize(a, b)).map(PrizeDraft::of).collect();
    if open.is_empty() {
        return complete;
    }
    let mut drafts = Drafts::new(complete);
    open.sort_by_key(|claim| left_open(claim));
    for claim in open {
        match drafts.attested_by(claim) {
            Some(at) => drafts.add(at, claim),
            None => drafts.push(PrizeDraft::of(&[claim])),
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
    let ClaimKey { heading, credit, person, .. } = claim.place;
    let no_person = claim.source.recipient.has_own_name() && person.is_none();
    u8::from(heading.is_none()) + u8::from(credit == Credit::Unnamed) + u8::from(no_person)
}

impl<'c, 'a> PrizeDraft<'c, 'a> {
    /// The draft of claims that tell of one prize, at least one.
    fn of(claims: &[&'c Claim<'a>]) -> Self {
        let ClaimKey { heading, credit, .. } = claims[0].place;
        Self { heading, credit, claims: SmallVec::from_slice(claims) }
    }

    /// Whether a claim may tell of the prize, whose recipients are these persons.
    fn fits(&self, claim: &Claim, persons: &BTreeSet<u32>) -> bool {
        let (ours, theirs) = (self.heading, claim.place.heading);
        let category = ours.is_none() || theirs.is_none() || ours == theirs;
        let agrees =
            |other: &&Claim| Placing::of(&other.record).disagrees(Placing::of(&claim.record)).is_none();
        category && self.same_recipient(claim, persons) && self.claims.iter().any(agrees)
    }

    fn same_recipient(&self, claim: &Claim, persons: &BTreeSet<u32>) -> bool {
        let ClaimKey { credit, person, .. } = claim.place;
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
    all: Vec<PrizeDraft<'c, 'a>>,
    /// The persons that each names, as they are compared.
    persons: Vec<BTreeSet<u32>>,
    by_credit: Map<Credit, Vec<usize>>,
    by_person: Map<u32, Vec<usize>>,
}

impl<'c, 'a> Drafts<'c, 'a> {
    fn new(drafts: Vec<PrizeDraft<'c, 'a>>) -> Self {
        let mut all = Self::default();
        drafts.into_iter().for_each(|draft| all.push(draft));
        all
    }

    fn push(&mut self, draft: PrizeDraft<'c, 'a>) {
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
        let ClaimKey { heading, credit, person, .. } = claim.place;
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
