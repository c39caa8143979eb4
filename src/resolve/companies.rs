//! The companies declared and found, with their sectors.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::claim::List;
use super::column::Map;
use super::headings::most_used;
use super::names::{Credit, Names};
use crate::catalog::{Catalog, Meaning};
use crate::model::{Company, CompanyId, Origin, SectorId, Shared};

/// Every declared company, and every company that a claim credits.
pub(super) fn of(catalog: &Catalog, names: &Names, lists: &[List]) -> BTreeMap<CompanyId, Company> {
    let printings = printings(names, lists);
    let found = names.companies.iter().zip(printings).filter_map(|(id, printing)| {
        Some((id.clone(), Company::named(id.clone(), printing?, Origin::Found)))
    });
    let found = found.filter(|(id, _)| !catalog.companies.contains_key(id));
    let declared = catalog.companies.iter().map(|(id, company)| (id.clone(), company.clone()));
    let mut companies: BTreeMap<CompanyId, Company> = declared.chain(found).collect();
    for (number, sector) in likely_sectors(lists) {
        let company = companies.get_mut(names.company(number));
        let company = company.expect("every credited company is declared or found");
        company.sector.get_or_insert_with(|| sector.clone());
    }
    companies
}

/// The printing most used of each company that a claim credits, by number; among equals one that is not all capitals,
/// then the first by its letters.
fn printings<'a>(names: &Names<'a>, lists: &[List]) -> Vec<Option<&'a Shared>> {
    let mut uses = Map::<_, usize>::default();
    for claim in lists.iter().copied().flatten() {
        if let Credit::Company(company) = claim.place.credit {
            *uses.entry((company, claim.name.number)).or_default() += 1;
        }
    }
    let mut best: Vec<Option<(Reverse<usize>, bool, &Shared)>> = vec![None; names.companies.len()];
    for ((company, name), uses) in uses {
        let (best, printed) = (&mut best[company as usize], names.printed.values[name].text);
        let printing = (Reverse(uses), !printed.contains(char::is_lowercase), printed);
        if best.is_none_or(|best| printing < best) {
            *best = Some(printing);
        }
    }
    best.into_iter().map(|best| best.map(|(_, _, printed)| printed)).collect()
}

/// The sector under which each company stands most often: once for each heading of each list, the first by its
/// identifier among equals. Companies that state their own sector do not need it.
fn likely_sectors<'a>(lists: &[List<'_, 'a>]) -> BTreeMap<u32, &'a SectorId> {
    let mut counts = Map::<_, BTreeMap<_, usize>>::default();
    for list in lists {
        let stands = list.iter().filter_map(|claim| match (claim.place.credit, claim.meaning) {
            (Credit::Company(company), Some(Meaning::Sector(sector))) => {
                Some((company, claim.place.heading, sector))
            }
            _ => None,
        });
        for (company, _, sector) in stands.collect::<HashSet<_>>() {
            *counts.entry(company).or_default().entry(sector).or_default() += 1;
        }
    }
    counts.into_iter().filter_map(|(company, sectors)| Some((company, most_used(sectors)?))).collect()
}
