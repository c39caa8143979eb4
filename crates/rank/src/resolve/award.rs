//! Settles the claims of a prize into one award.

use std::sync::Mutex;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::counting;
use super::names::Credit;
use super::prize::Prize;
use super::told::{Known, Told};
use super::verdict;
use model::{Award, Issue, Shared};

/// The awards of prizes, in their order, and what witnesses disagree on, in no order.
pub(super) fn settle(prizes: &[Vec<Prize>], known: &Known) -> (Vec<Award>, Vec<Issue>) {
    let prizes: Vec<&Prize> = prizes.iter().flatten().collect();
    // Hardly any award is disputed: a list of issues for each would be a million empty lists.
    let issues = Mutex::new(Vec::new());
    let settled = prizes.par_iter().map(|prize| {
        let (award, disputed) = one(prize, known);
        if !disputed.is_empty() {
            issues.lock().expect("nobody panics while writing").extend(disputed);
        }
        award
    });
    (settled.collect(), issues.into_inner().expect("nobody panics while writing"))
}

fn one(prize: &Prize, known: &Known) -> (Award, Vec<Issue>) {
    let (id, draft) = (prize.id(), &prize.draft);
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

fn first<'a>(mut printed: impl Iterator<Item = &'a Shared>) -> Option<Shared> {
    printed.find(|text| !text.is_empty()).copied()
}
