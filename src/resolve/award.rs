//! Settles the claims of a prize into one award.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::counting;
use super::draft::{Draft, gather};
use super::headings::Shown;
use super::identifier::{Identifiers, shortest};
use super::names::Credit;
use super::told::Told;
use super::verdict;
use crate::model::{Award, Company, CompanyId, Issue, Recipient};

/// The awards that claims tell of, in the order of their identifiers, and what witnesses disagree on.
pub(super) fn settle(
    claims: &[Claim],
    companies: &BTreeMap<CompanyId, Company>,
    shown: &Shown,
) -> (Vec<Award>, Vec<Issue>) {
    let mut identifiers = Identifiers::default();
    let (mut awards, mut issues) = (Vec::new(), Vec::new());
    for list in claims.chunk_by(|a, b| a.list() == b.list()) {
        for draft in gather(list) {
            let id = identifiers.give(&draft.claims, &recipient(&draft));
            let (award, disputed) = one(&draft, id, companies, shown);
            awards.push(award);
            issues.extend(disputed);
        }
    }
    awards.sort_by(|a, b| a.id.cmp(&b.id));
    (awards, issues)
}

fn one(
    draft: &Draft,
    id: String,
    companies: &BTreeMap<CompanyId, Company>,
    shown: &Shown,
) -> (Award, Vec<Issue>) {
    let source = draft.claims[0].source;
    let company = match draft.credit {
        Credit::Company(company) => companies.get(company),
        Credit::Ambiguous(_) | Credit::Unnamed => None,
    };
    let (told, mut issues) = Told::of(&draft.claims, draft.heading, company, shown);
    let (verdict, disputed) = verdict::settle(draft.claims.iter().map(|claim| claim.record), &id);
    issues.extend(disputed);
    if draft.credit == Credit::Unnamed {
        issues.push(Issue::NoCompany { id: id.clone() });
    }
    let (_, edition, level) = draft.claims[0].list();
    let award = Award {
        id,
        source: source.id.clone(),
        edition: edition.clone(),
        awarded: told.awarded,
        category: told.category,
        level,
        outcome: verdict.outcome,
        place: verdict.place,
        recipient: source.recipient,
        company: company.map(|company| company.id.clone()),
        printed: first(told.witnesses.iter().map(|witness| &witness.printed)).unwrap_or_default(),
        person: first(told.witnesses.iter().map(|witness| &witness.person)),
        sector: told.sector,
        counting: counting::alone(source, verdict, company),
        evidence: told.evidence,
        witnesses: told.witnesses,
    };
    (award, issues)
}

/// The person where the source awards persons, else the company, as far as they are printed.
fn recipient(draft: &Draft) -> String {
    let person = shortest(draft.claims.iter().map(|claim| claim.record.person.as_str()));
    let company = shortest(draft.claims.iter().map(|claim| claim.record.company.as_str()));
    let by_person = match draft.claims[0].source.recipient {
        Recipient::Company => company.is_empty(),
        Recipient::Person | Recipient::Agent => !person.is_empty(),
    };
    if by_person { person } else { company }
}

fn first<'a>(mut printed: impl Iterator<Item = &'a String>) -> Option<String> {
    printed.find(|text| !text.is_empty()).cloned()
}
