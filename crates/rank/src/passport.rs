//! Passports: what the awards of each source say of it, and how far it agrees with the others.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::ledger::Ledger;
use super::tau::tau;
use crate::{Agreement, Cell, Coverage, Passport, Query};
use model::{Counting, Register, Share, Source, SourceId, Window, Year};

/// The passport of every source, whether its awards count or not.
pub fn passports(ledger: &Ledger<'_>, coverage: &Coverage) -> BTreeMap<SourceId, Passport> {
    let given = given(ledger);
    let echoes = Echoes::of(ledger.register);
    let passport = |(number, source): (usize, &&Source)| Passport {
        source: source.id,
        distinctions: given[number].distinctions,
        companies: given[number].companies.len() as u64,
        agreements: agreements(ledger, &given, number),
        repeats: echoes.repeats.get(&source.id).cloned().unwrap_or_default(),
        repeated_by: echoes.repeated_by.get(&source.id).cloned().unwrap_or_default(),
        complete: held(coverage, source, |cell| matches!(cell, Cell::Complete { .. })),
        known: held(coverage, source, |cell| matches!(cell, Cell::Complete { .. } | Cell::Partial { .. })),
    };
    let all: Vec<Passport> = ledger.sources.par_iter().enumerate().map(passport).collect();
    all.into_iter().map(|passport| (passport.source, passport)).collect()
}

/// What one source gave.
#[derive(Default)]
struct Given {
    distinctions: u64,
    years: BTreeSet<Year>,
    /// The years in which it distinguished each company, in the order of the companies' numbers in the ledger.
    companies: Vec<(usize, Vec<Year>)>,
}

fn given(ledger: &Ledger<'_>) -> Vec<Given> {
    let mut given: Vec<Given> = ledger.sources.iter().map(|_| Given::default()).collect();
    let Some(first) = ledger.first_year() else { return given };
    // Nothing is left out, in any year.
    for row in ledger.select(&Query::of(Window::year(first))).rows.iter() {
        let source = &mut given[row.source];
        source.distinctions += 1;
        source.years.insert(row.year);
        if source.companies.last().is_none_or(|(company, _)| *company != row.company) {
            source.companies.push((row.company, vec![]));
        }
        let (_, years) = source.companies.last_mut().expect("it was pushed just now");
        if years.last() != Some(&row.year) {
            years.push(row.year);
        }
    }
    given
}

fn agreements(ledger: &Ledger<'_>, given: &[Given], own: usize) -> Vec<Agreement> {
    let others = (0..given.len()).filter(|other| *other != own);
    let agreement = |other: usize| {
        let (common, either) = compared(&given[own], &given[other]);
        let agreement = Agreement {
            with: ledger.sources[other].id,
            common: Share { part: common.len() as u64, whole: either },
            tau: if common.len() as u64 >= Share::SMALLEST_WHOLE { tau(&common) } else { None },
        };
        (!common.is_empty()).then_some(agreement)
    };
    others.filter_map(agreement).collect()
}

/// For each common company the years in which either source distinguished it; and how many companies either
/// distinguished, over the years in which both gave a distinction.
fn compared(one: &Given, other: &Given) -> (Vec<(u64, u64)>, u64) {
    let shared: BTreeSet<Year> = one.years.intersection(&other.years).copied().collect();
    let count = |years: &[Year]| years.iter().filter(|year| shared.contains(year)).count() as u64;
    let counts = |given: &Given| -> Vec<(usize, u64)> {
        let counts = given.companies.iter().map(|(company, years)| (*company, count(years)));
        counts.filter(|(_, years)| *years > 0).collect()
    };
    let (one, other) = (counts(one), counts(other));
    let mut rest = other.as_slice();
    let mut of_other = |company: usize| {
        rest = &rest[rest.partition_point(|(at, _)| *at < company)..];
        rest.first().filter(|(at, _)| *at == company).map(|(_, years)| *years)
    };
    let common: Vec<(u64, u64)> =
        one.iter().filter_map(|(company, years)| Some((*years, of_other(*company)?))).collect();
    let either = one.len() + other.len() - common.len();
    (common, either as u64)
}

/// Which source hands over whose results again, and how often.
#[derive(Default)]
struct Echoes {
    repeats: BTreeMap<SourceId, BTreeMap<SourceId, u64>>,
    repeated_by: BTreeMap<SourceId, BTreeMap<SourceId, u64>>,
}

impl Echoes {
    fn of(register: &Register) -> Self {
        let mut echoes = Self::default();
        for award in &register.awards {
            if let Counting::Echo(origin) = &award.counting {
                let repeats = echoes.repeats.entry(award.source).or_default();
                *repeats.entry(*origin).or_default() += 1;
                let repeated_by = echoes.repeated_by.entry(*origin).or_default();
                *repeated_by.entry(award.source).or_default() += 1;
            }
        }
        echoes
    }
}

/// The years of a source whose cell has a property, out of those in which it was or may have been held.
fn held(coverage: &Coverage, source: &Source, has: impl Fn(&Cell) -> bool) -> Share {
    let cells = (0..coverage.years.len()).filter_map(|column| coverage.cell(&source.id, column));
    let held: Vec<&Cell> = cells.filter(|cell| !matches!(cell, Cell::NotHeld)).collect();
    Share { part: held.iter().filter(|cell| has(cell)).count() as u64, whole: held.len() as u64 }
}
