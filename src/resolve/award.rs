//! Settles the claims of a prize into one award.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::claim::List;
use super::counting;
use super::draft::{Draft, gather};
use super::identifier::{each_once, heading, identifier, prefix, shortest};
use super::names::Credit;
use super::told::{Known, Told};
use super::verdict;
use crate::model::{Award, Issue, Shared};

/// The awards that claims tell of, in the order of their identifiers, and what witnesses disagree on.
pub(super) fn settle(lists: &[List], known: &Known) -> (Vec<Award>, Vec<Issue>) {
    let mut lists: Vec<(String, List)> = lists.iter().map(|list| (prefix(list[0].record), *list)).collect();
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    let by_prefix: Vec<_> = lists.par_chunk_by(|(a, _), (b, _)| a == b).map(drafts).collect();
    let mut drafts = Vec::with_capacity(by_prefix.iter().map(Vec::len).sum());
    by_prefix.into_iter().for_each(|of_prefix| drafts.extend(of_prefix));
    let (mut awards, mut issues) = (Vec::new(), Vec::new());
    let settled = drafts.into_par_iter().map(|(id, draft)| one(&draft, id, known));
    settled.unzip_into_vecs(&mut awards, &mut issues);
    (awards, issues.into_iter().flatten().collect())
}

/// The prizes of lists whose identifiers begin alike, in the order of their identifiers.
fn drafts<'c, 'a>(lists: &[(String, List<'c, 'a>)]) -> Vec<(String, Draft<'c, 'a>)> {
    let mut drafts: Vec<Draft> = lists.iter().flat_map(|(_, list)| gather(list)).collect();
    // Nearly the order of the identifiers, found without comparing their letters.
    drafts.sort_by_cached_key(|draft| (heading(&draft.claims).position, recipient(draft)));
    let id = |draft: &Draft| identifier(&lists[0].0, &draft.claims, recipient(draft));
    each_once(drafts.into_iter().map(|draft| (id(&draft), draft)).collect())
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
        company: company.copied(),
        printed: first(told.witnesses.iter().map(|witness| &witness.printed)).unwrap_or_default(),
        person: first(told.witnesses.iter().map(|witness| &witness.person)),
        sector: told.sector,
        counting: counting::alone(source, verdict, company),
        evidence: told.evidence,
        witnesses: told.witnesses,
    };
    (award, issues)
}

/// Who is named in an identifier: the person where the source awards persons, else the company, as far as they are
/// printed.
fn recipient<'a>(draft: &Draft<'_, 'a>) -> &'a str {
    let company = shortest(draft.claims.iter().map(|claim| claim.name.slug.as_str()));
    let person = shortest(draft.claims.iter().map(|claim| claim.person.slug.as_str()));
    let own_name = draft.claims[0].source.recipient.has_own_name();
    let (wanted, other) = if own_name { (person, company) } else { (company, person) };
    if wanted.is_empty() { other } else { wanted }
}

fn first<'a>(mut printed: impl Iterator<Item = &'a Shared>) -> Option<Shared> {
    printed.find(|text| !text.is_empty()).copied()
}
