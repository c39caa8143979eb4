//! Settles the claims of a prize into one award.

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::claim::List;
use super::counting;
use super::draft::{Draft, gather};
use super::identifier::{each_once, identifier, shortest};
use super::names::Credit;
use super::told::{Known, Told};
use super::verdict;
use crate::model::{Award, Issue, Shared};

/// The awards that claims tell of, in the order of their identifiers, and what witnesses disagree on.
pub(super) fn settle(lists: &[List], known: &Known) -> (Vec<Award>, Vec<Issue>) {
    let by_source = lists.par_chunk_by(|a, b| a[0].place.source == b[0].place.source);
    let mut settled: Vec<_> = by_source.map(|lists| of_source(lists, known)).collect();
    // An identifier begins with its source and a colon, which no source holds.
    settled.sort_by_key(|(awards, _)| awards.first().map(|award| format!("{}:", award.source)));
    let mut awards = Vec::with_capacity(settled.iter().map(|(awards, _)| awards.len()).sum());
    let mut issues = Vec::new();
    for (of_source, disputed) in settled {
        awards.extend(of_source);
        issues.extend(disputed);
    }
    (awards, issues)
}

fn of_source(lists: &[List], known: &Known) -> (Vec<Award>, Vec<Issue>) {
    let drafts = lists.iter().flat_map(|list| gather(list)).map(|draft| (identify(&draft), draft));
    let drafts = each_once(drafts.collect());
    let (mut awards, mut issues) = (Vec::with_capacity(drafts.len()), Vec::new());
    for (id, draft) in drafts {
        let (award, disputed) = one(&draft, id, known);
        awards.push(award);
        issues.extend(disputed);
    }
    (awards, issues)
}

fn one(draft: &Draft, id: String, known: &Known) -> (Award, Vec<Issue>) {
    let (record, source) = (draft.claims[0].record, draft.claims[0].source);
    let company = match draft.credit {
        Credit::Company(company) => Some(known.names.company(company)),
        Credit::Ambiguous(_) | Credit::Unnamed => None,
    };
    let (told, mut issues) = Told::of(&draft.claims, draft.heading, company, known);
    let (verdict, disputed) = verdict::settle(&draft.claims, &id);
    issues.extend(disputed);
    if draft.credit == Credit::Unnamed {
        issues.push(Issue::NoCompany { id: id.clone() });
    }
    let award = Award {
        id,
        source: source.id,
        edition: record.edition,
        awarded: told.awarded,
        category: told.category,
        level: record.level,
        outcome: verdict.outcome,
        place: verdict.place.map(|number| verdict::place(number, &draft.claims)),
        recipient: source.recipient,
        company: company.cloned(),
        printed: first(told.witnesses.iter().map(|witness| &witness.printed)).unwrap_or_default(),
        person: first(told.witnesses.iter().map(|witness| &witness.person)),
        sector: told.sector,
        counting: counting::alone(source, verdict, company),
        evidence: told.evidence,
        witnesses: told.witnesses,
    };
    (award, issues)
}

/// Named by the person where the source awards persons, else by the company, as far as they are printed.
fn identify(draft: &Draft) -> String {
    let company = shortest(draft.claims.iter().map(|claim| claim.name.slug.as_str()));
    let person = shortest(draft.claims.iter().map(|claim| claim.person.slug.as_str()));
    let own_name = draft.claims[0].source.recipient.has_own_name();
    let by_person = if own_name { !person.is_empty() } else { company.is_empty() };
    identifier(&draft.claims, if by_person { person } else { company })
}

fn first<'a>(mut printed: impl Iterator<Item = &'a Shared>) -> Option<Shared> {
    printed.find(|text| !text.is_empty()).cloned()
}
