//! The passport of a source in figures: who enters and who wins, how it grew, whom it agrees with, what it repeats.

use serde::Serialize;

use model::SourceId;
use rank::{Agreement, ListGrowth, ListSize};

use super::address::Address;
use super::sheet::{Link, Sheet};
use super::statistics::ShareView;

/// How many of the sources it has most companies in common with are shown.
const MOST_AGREEMENTS: usize = 8;

/// What the block shows.
#[derive(Serialize)]
pub(super) struct PassportView {
    distinctions: u64,
    companies: u64,
    complete: ShareView,
    known: ShareView,
    lists: Vec<ListRow>,
    agreements: Vec<AgreementRow>,
    repeats: Vec<Repeated>,
    repeated_by: Vec<Repeated>,
}

/// The list of one edition.
#[derive(Serialize)]
struct ListRow {
    edition: Link,
    year: String,
    claimed: Option<u32>,
    found: u32,
    categories: u32,
    candidates: Option<u32>,
    win_rate: Option<ShareView>,
}

/// How far it agrees with another source.
#[derive(Serialize)]
struct AgreementRow {
    source: Link,
    common: ShareView,
    tau: Option<String>,
}

/// Results handed over again.
#[derive(Serialize)]
struct Repeated {
    source: Link,
    awards: u64,
}

/// The passport of a source.
pub(super) fn view(sheet: &Sheet, id: &SourceId) -> PassportView {
    let figures = sheet.input.figures;
    let passport = figures.profile(id);
    let repeated = |(id, awards): (&SourceId, &u64)| Repeated { source: sheet.source(id), awards: *awards };
    let inflation = figures.growth().iter().find(|inflation| inflation.source == *id);
    let lists = inflation.map(|ListGrowth { editions, .. }| editions.as_slice()).unwrap_or_default();
    PassportView {
        distinctions: passport.distinctions,
        companies: passport.companies,
        complete: ShareView::of(passport.complete),
        known: ShareView::of(passport.known),
        lists: lists.iter().map(|size| list(sheet, id, size)).collect(),
        agreements: agreements(sheet, &passport.agreements),
        repeats: passport.repeats.iter().map(repeated).collect(),
        repeated_by: passport.repeated_by.iter().map(repeated).collect(),
    }
}

fn list(sheet: &Sheet, id: &SourceId, size: &ListSize) -> ListRow {
    let address = Address::Edition(*id, size.edition);
    ListRow {
        edition: Link { name: size.edition.to_string(), href: Some(sheet.links.to(&address)) },
        year: size.year.to_string(),
        claimed: size.claimed,
        found: size.found,
        categories: size.categories,
        candidates: size.candidates,
        win_rate: size.win_rate().map(ShareView::of),
    }
}

fn agreements(sheet: &Sheet, agreements: &[Agreement]) -> Vec<AgreementRow> {
    let mut largest: Vec<&Agreement> = agreements.iter().collect();
    largest.sort_by_key(|agreement| (std::cmp::Reverse(agreement.common.part), &agreement.with));
    let row = |agreement: &Agreement| AgreementRow {
        source: sheet.source(&agreement.with),
        common: ShareView::of(agreement.common),
        tau: agreement.tau.map(|tau| sheet.words.typography.decimal(tau)),
    };
    largest.into_iter().take(MOST_AGREEMENTS).map(row).collect()
}
