//! The claims of a prize become one award: what they tell alike, whether it is a distinction, and if not, why.

use std::collections::{BTreeMap, BTreeSet};

use super::SettledClaims;
use super::claims::Claim;
use super::headings::{Shown, canonical, most_used};
use super::names::{Credit, Names};
use super::prizes::Prize;
use super::witnesses::{self, Placing};
use model::text;
use model::{
    Award, Company, CompanyId, Counting, Day, EvidenceKind, Issue, Kind, Label, Outcome, SectorId, Shared,
    Source, SourceId, Witnesses,
};
use workspace::Meaning;

/// What is known before the first award or measure is settled.
pub(super) struct SettledNames<'a> {
    pub(super) companies: BTreeMap<CompanyId, Company>,
    pub(super) names: &'a Names<'a>,
    pub(super) shown: Shown,
}

/// The parts that awards and measures share.
pub(super) struct CommonParts {
    pub(super) awarded: Day,
    pub(super) category: Shared,
    pub(super) sector: Option<SectorId>,
    pub(super) evidence: EvidenceKind,
    pub(super) witnesses: Witnesses,
    pub(super) added: Option<Day>,
}

impl CommonParts {
    /// What claims (at least one, of one list) say under a heading about a company, if one is credited; and what they
    /// disagree on.
    pub(super) fn of(
        claims: &[&Claim],
        heading: Option<u32>,
        company: Option<&CompanyId>,
        known: &SettledNames,
    ) -> (Self, Vec<Issue>) {
        let record = &claims[0].record;
        let (awarded, issues) =
            witnesses::day(claims.iter().map(|claim| &claim.record), claims[0].source, &record.edition);
        let mut witnesses: Witnesses = claims.iter().map(|claim| claim.witness()).collect();
        witnesses.sort();
        witnesses.dedup();
        let firmest = claims.iter().map(|claim| claim.record.evidence.kind).min();
        let parts = Self {
            awarded,
            category: known.shown.get(&(claims[0].place.source, heading)).cloned().unwrap_or_default(),
            sector: sector(claims).or_else(|| basket(claims, company, known)),
            evidence: firmest.expect("at least one claim"),
            witnesses,
            // A second page that tells the same is nothing new.
            added: claims.iter().filter_map(|claim| claim.record.added).min(),
        };
        (parts, issues)
    }
}

/// The sector that most claims give.
fn sector(claims: &[&Claim]) -> Option<SectorId> {
    let mut counts = BTreeMap::<&SectorId, usize>::new();
    for claim in claims {
        match claim.meaning {
            Some(Meaning::Sector(sector)) => *counts.entry(sector).or_default() += 1,
            Some(Meaning::EachCompany | Meaning::NoSector) | None => {}
        }
    }
    most_used(counts).cloned()
}

/// The company's own sector, where the heading is a mixed basket.
fn basket(claims: &[&Claim], company: Option<&CompanyId>, known: &SettledNames) -> Option<SectorId> {
    let mixed = claims.iter().any(|claim| claim.meaning == Some(&Meaning::EachCompany));
    if mixed { known.companies.get(company?)?.sector } else { None }
}

/// Adds the awards of prizes, in their order, and what witnesses disagree on.
pub(super) fn settle(prizes: &[Prize], known: &SettledNames, into: &mut SettledClaims) {
    for prize in prizes {
        let (award, disputed) = one(prize, known);
        into.awards.push(award);
        into.issues.extend(disputed);
    }
}

fn one(prize: &Prize, known: &SettledNames) -> (Award, Vec<Issue>) {
    let (id, draft) = (prize.id(), &prize.draft);
    let (record, source) = (&draft.claims[0].record, draft.claims[0].source);
    let company = match draft.credit {
        Credit::Company(company) => Some(known.names.company(company)),
        Credit::Ambiguous(_) | Credit::Unnamed => None,
    };
    let (parts, mut issues) = CommonParts::of(&draft.claims, draft.heading, company, known);
    let (placing, disputed) = witnesses::placing(&draft.claims, &id);
    issues.extend(disputed);
    if draft.credit == Credit::Unnamed {
        issues.push(Issue::NoCompany { id: id.clone() });
    }
    let award = Award {
        id,
        source: source.id,
        edition: record.edition,
        awarded: parts.awarded,
        category: parts.category,
        level: record.level,
        outcome: placing.outcome,
        place: placing.place.map(|number| witnesses::place(number, &draft.claims)),
        recipient: source.recipient,
        company: company.copied(),
        printed: first(parts.witnesses.iter().map(|witness| &witness.printed)).unwrap_or_default(),
        person: first(parts.witnesses.iter().map(|witness| &witness.person)),
        sector: parts.sector,
        counting: counting(source, placing, company),
        evidence: parts.evidence,
        witnesses: parts.witnesses,
        added: parts.added,
    };
    (award, issues)
}

fn first<'a>(mut printed: impl Iterator<Item = &'a Shared>) -> Option<Shared> {
    printed.find(|text| !text.is_empty()).copied()
}

/// Whether an award counts, seen alone; echoes are told by looking at all awards.
fn counting(source: &Source, placing: Placing, company: Option<&CompanyId>) -> Counting {
    if placing.outcome == Outcome::Annulled {
        Counting::Annulled
    } else if !source.counts {
        Counting::SourceDoesNotCount
    } else if !is_distinction(source, placing) {
        Counting::NotADistinction
    } else if company.is_none() {
        Counting::NoCompany
    } else {
        Counting::Counts
    }
}

/// A place is a distinction down to the last one that the source honours, a standard met only where meeting one is all
/// there is to win.
fn is_distinction(source: &Source, placing: Placing) -> bool {
    match placing.outcome {
        Outcome::Winner | Outcome::Special => true,
        Outcome::Placed => placing.place.is_some_and(|place| place <= source.places),
        Outcome::Label => source.kind == Kind::Label,
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last | Outcome::Annulled => false,
    }
}

/// Marks the awards that would count, but for the pages that say so outright.
pub(super) fn mark_derived(awards: &mut [Award]) {
    let derived = |award: &&mut Award| award.evidence == EvidenceKind::Derived;
    let counting = awards.iter_mut().filter(|award| award.counting == Counting::Counts);
    counting.filter(derived).for_each(|award| award.counting = Counting::Derived);
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

/// An issue for every edition whose winners and placed are fewer or more than declared.
pub(super) fn unexpected_counts(awards: &[Award], sources: &BTreeMap<SourceId, Source>) -> Vec<Issue> {
    let editions = sources.values().flat_map(|source| source.editions.values().map(|e| (source.id, e)));
    let declared = editions.filter_map(|(source, edition)| Some(((source, edition.label), edition.winners?)));
    let mut lists: BTreeMap<(SourceId, Label), (u32, (u32, u32))> =
        declared.map(|(list, expected)| (list, (0, expected))).collect();
    for award in awards.iter().filter(|award| matches!(award.outcome, Outcome::Winner | Outcome::Placed)) {
        if let Some((found, _)) = lists.get_mut(&(award.source, award.edition)) {
            *found += 1;
        }
    }
    let wrong = lists.into_iter().filter(|(_, (found, (fewest, most)))| !(fewest..=most).contains(&found));
    let issue =
        |((source, edition), (found, expected))| Issue::WinnerCount { source, edition, found, expected };
    wrong.map(issue).collect()
}
