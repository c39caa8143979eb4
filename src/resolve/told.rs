//! What the claims of one award or measure tell alike: the day, the heading, the sector, the witnesses.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::day;
use super::headings::{Shown, most_used};
use crate::catalog::Meaning;
use crate::model::{Company, Day, EvidenceKind, Issue, SectorId, Witness};

/// The parts that awards and measures share.
pub(super) struct Told {
    pub(super) awarded: Day,
    pub(super) category: String,
    pub(super) sector: Option<SectorId>,
    pub(super) evidence: EvidenceKind,
    pub(super) witnesses: Vec<Witness>,
}

impl Told {
    /// What claims (at least one, of one list) say under a heading about a company, if one is credited; and what they
    /// disagree on.
    pub(super) fn of(
        claims: &[&Claim],
        heading: &str,
        company: Option<&Company>,
        shown: &Shown,
    ) -> (Self, Vec<Issue>) {
        let record = claims[0].record;
        let day = day::settle(claims.iter().map(|claim| claim.record), claims[0].source, &record.edition);
        let mut witnesses: Vec<_> = claims.iter().map(|claim| claim.witness()).collect();
        witnesses.sort();
        witnesses.dedup();
        let firmest = claims.iter().map(|claim| claim.record.evidence.kind).min();
        let told = Self {
            awarded: day.day,
            category: shown
                .get(&(&record.source, heading))
                .map(|printed| (*printed).to_owned())
                .unwrap_or_default(),
            sector: sector(claims, company),
            evidence: firmest.expect("at least one claim"),
            witnesses,
        };
        (told, day.issues)
    }
}

/// The sector that most claims give; in a mixed basket, the company's own.
fn sector(claims: &[&Claim], company: Option<&Company>) -> Option<SectorId> {
    let mut counts = BTreeMap::<&SectorId, usize>::new();
    let mut basket = None;
    for meaning in claims.iter().filter_map(|claim| claim.meaning) {
        match meaning {
            Meaning::Sector(sector) => *counts.entry(sector).or_default() += 1,
            Meaning::EachCompany => basket = company.and_then(|company| company.sector.clone()),
            Meaning::NoSector => {}
        }
    }
    most_used(counts).cloned().or(basket)
}
