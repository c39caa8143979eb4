//! What the claims of one award or measure tell alike: the day, the heading, the sector, the witnesses.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::day;
use super::headings::{Shown, most_used};
use super::names::Names;
use model::{Company, CompanyId, Day, EvidenceKind, Issue, SectorId, Shared, Witnesses};
use workspace::Meaning;

/// What is known before the first award or measure is settled.
pub(super) struct Known<'a> {
    pub(super) companies: BTreeMap<CompanyId, Company>,
    pub(super) names: &'a Names<'a>,
    pub(super) shown: Shown,
}

/// The parts that awards and measures share.
pub(super) struct Told {
    pub(super) awarded: Day,
    pub(super) category: Shared,
    pub(super) sector: Option<SectorId>,
    pub(super) evidence: EvidenceKind,
    pub(super) witnesses: Witnesses,
}

impl Told {
    /// What claims (at least one, of one list) say under a heading about a company, if one is credited; and what they
    /// disagree on.
    pub(super) fn of(
        claims: &[&Claim],
        heading: Option<u32>,
        company: Option<&CompanyId>,
        known: &Known,
    ) -> (Self, Vec<Issue>) {
        let record = claims[0].record;
        let day = day::settle(claims.iter().map(|claim| claim.record), claims[0].source, &record.edition);
        let mut witnesses: Witnesses = claims.iter().map(|claim| claim.witness()).collect();
        witnesses.sort();
        witnesses.dedup();
        let firmest = claims.iter().map(|claim| claim.record.evidence.kind).min();
        let told = Self {
            awarded: day.day,
            category: known.shown.get(&(claims[0].place.source, heading)).cloned().unwrap_or_default(),
            sector: sector(claims).or_else(|| basket(claims, company, known)),
            evidence: firmest.expect("at least one claim"),
            witnesses,
        };
        (told, day.issues)
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
fn basket(claims: &[&Claim], company: Option<&CompanyId>, known: &Known) -> Option<SectorId> {
    let mixed = claims.iter().any(|claim| claim.meaning == Some(&Meaning::EachCompany));
    if mixed { known.companies.get(company?)?.sector } else { None }
}
