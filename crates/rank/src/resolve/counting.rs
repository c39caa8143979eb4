//! Which awards are distinctions, and if not, why.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::canonical;
use super::verdict::Verdict;
use model::text;
use model::{Award, CompanyId, Counting, Kind, Outcome, Source, SourceId};

/// Whether an award counts, seen alone.
pub(super) fn alone(source: &Source, verdict: Verdict, company: Option<&CompanyId>) -> Counting {
    if verdict.outcome == Outcome::Annulled {
        Counting::Annulled
    } else if !source.counts {
        Counting::SourceDoesNotCount
    } else if !is_distinction(source, verdict) {
        Counting::NotADistinction
    } else if company.is_none() {
        Counting::NoCompany
    } else {
        Counting::Counts
    }
}

/// A place is a distinction down to the last one that the source honours, a standard met only where meeting one is all
/// there is to win.
fn is_distinction(source: &Source, verdict: Verdict) -> bool {
    match verdict.outcome {
        Outcome::Winner | Outcome::Special => true,
        Outcome::Placed => verdict.place.is_some_and(|place| place <= source.places),
        Outcome::Label => source.kind == Kind::Label,
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last | Outcome::Annulled => false,
    }
}

/// Marks the awards that hand over another source's result again: the other source has distinguished the same company
/// in the same calendar year. Without that result in the data, the award stands for itself.
pub(super) fn mark_echoes(awards: &mut [Award], sources: &BTreeMap<SourceId, Source>) {
    let echoing: BTreeMap<&SourceId, &Source> =
        sources.iter().filter(|(_, source)| !source.echo.is_empty()).collect();
    if echoing.is_empty() {
        return;
    }
    let repeats = |award: &Award| {
        let source = *echoing.get(&award.source)?;
        let category = text::heading(&award.category);
        let of = |named: &str| canonical(source, named) == canonical(source, &category);
        source.echo.iter().find(|(named, _)| of(named)).map(|(_, origin)| *origin)
    };
    let counted = |award: &Award| award.counting == Counting::Counts;
    let given = |source: &SourceId, award: &Award| (*source, award.company, award.awarded.year());
    let echoed: BTreeSet<&SourceId> = sources.values().flat_map(|source| source.echo.values()).collect();
    let firsthand: BTreeSet<_> = awards
        .iter()
        .filter(|award| echoed.contains(&award.source) && counted(award) && repeats(award).is_none())
        .map(|award| given(&award.source, award))
        .collect();
    for award in awards.iter_mut().filter(|award| counted(award)) {
        if let Some(origin) = repeats(award)
            && firsthand.contains(&given(&origin, award))
        {
            award.counting = Counting::Echo(origin);
        }
    }
}
