//! Settles the claims of a prize into one award.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use super::claim::List;
use super::counting;
use super::draft::{Draft, gather};
use super::identifier::{each_once, heading, identifier, prefix, shortest};
use super::names::Credit;
use super::told::{Known, Told};
use super::verdict;
use crate::model::{Award, Issue, Shared};

/// The prizes that claims tell of, list by list, in the order of their identifiers.
pub(super) fn prizes<'c, 'a>(lists: &[List<'c, 'a>]) -> Vec<Vec<Draft<'c, 'a>>> {
    let mut lists: Vec<(String, List)> = lists.iter().map(|list| (prefix(list[0].record), *list)).collect();
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    lists.par_chunk_by(|(a, _), (b, _)| a == b).map(of_one_prefix).collect()
}

/// The awards of prizes, in their order, and what witnesses disagree on.
pub(super) fn settle(prizes: &[Vec<Draft>], known: &Known) -> (Vec<Award>, Vec<Issue>) {
    let drafts: Vec<&Draft> = prizes.iter().flatten().collect();
    let (mut awards, mut issues) = (Vec::new(), Vec::new());
    drafts.par_iter().map(|draft| one(draft, known)).unzip_into_vecs(&mut awards, &mut issues);
    (awards, issues.into_iter().flatten().collect())
}

/// The prizes of lists whose identifiers begin alike, in the order of their identifiers.
fn of_one_prefix<'c, 'a>(lists: &[(String, List<'c, 'a>)]) -> Vec<Draft<'c, 'a>> {
    let mut drafts: Vec<Draft> = lists.iter().flat_map(|(_, list)| gather(list)).collect();
    let key = |draft: &Draft<'c, 'a>| (heading(&draft.claims).position, recipient(draft));
    drafts.sort_by_cached_key(key);
    if drafts.windows(2).all(|pair| key(&pair[0]) != key(&pair[1])) {
        return drafts;
    }
    let named = each_once(drafts.into_iter().map(|draft| (identify(&draft), draft)).collect());
    named.into_iter().map(|(id, draft)| Draft { id: Some(id), ..draft }).collect()
}

fn one(draft: &Draft, known: &Known) -> (Award, Vec<Issue>) {
    let id = draft.id.clone().unwrap_or_else(|| identify(draft));
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

fn identify(draft: &Draft) -> String {
    identifier(&draft.claims, recipient(draft))
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
