//! The passport of a source in figures: who enters and who wins, how it grew, whom it agrees with, what it repeats.

use minijinja::Value;

use model::SourceId;
use rank::{Agreement, ListGrowth, ListSize};

use crate::parts::statistics::share_view;
use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};

/// How many of the sources it has most companies in common with are shown.
const MOST_AGREEMENTS: usize = 8;

/// The passport of a source.
pub(crate) fn view(sheet: &Sheet, id: &SourceId) -> Value {
    let figures = sheet.input.figures;
    let passport = figures.profile(id);
    let repeated = |(id, awards): (&SourceId, &u64)| {
        view! {
            source: sheet.source(id),
            awards: *awards,
        }
    };
    let inflation = figures.growth().iter().find(|inflation| inflation.source == *id);
    let lists = inflation.map(|ListGrowth { editions, .. }| editions.as_slice()).unwrap_or_default();
    view! {
        distinctions: passport.distinctions,
        companies: passport.companies,
        complete: share_view(passport.complete),
        known: share_view(passport.known),
        lists: lists.iter().map(|size| list(sheet, id, size)).collect::<Vec<_>>(),
        agreements: agreements(sheet, &passport.agreements),
        repeats: passport.repeats.iter().map(repeated).collect::<Vec<_>>(),
        repeated_by: passport.repeated_by.iter().map(repeated).collect::<Vec<_>>(),
    }
}

fn list(sheet: &Sheet, id: &SourceId, size: &ListSize) -> Value {
    let address = Address::Edition(*id, size.edition);
    view! {
        edition: Link { name: size.edition.to_string(), href: Some(sheet.links.to(&address)) },
        year: size.year.to_string(),
        claimed: size.claimed,
        found: size.found,
        categories: size.categories,
        candidates: size.candidates,
        win_rate: size.win_rate().map(share_view),
    }
}

fn agreements(sheet: &Sheet, agreements: &[Agreement]) -> Vec<Value> {
    let mut largest: Vec<&Agreement> =
        agreements.iter().filter(|agreement| agreement.tau.is_some()).collect();
    largest.sort_by_key(|agreement| (std::cmp::Reverse(agreement.common.part), &agreement.with));
    let row = |agreement: &Agreement| {
        view! {
            source: sheet.source(&agreement.with),
            common: share_view(agreement.common),
            tau: agreement.tau.map(|tau| sheet.words.typography.decimal(tau)),
        }
    };
    largest.into_iter().take(MOST_AGREEMENTS).map(row).collect()
}
