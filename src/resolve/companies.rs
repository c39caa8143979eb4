//! The companies declared and found, with their sectors.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::claim::List;
use super::headings::most_used;
use super::names::Credit;
use crate::catalog::{Catalog, Meaning};
use crate::model::{Company, CompanyId, Origin, SectorId};

/// Every declared company, and every company that a claim credits.
pub(super) fn of(catalog: &Catalog, lists: &[List]) -> BTreeMap<CompanyId, Company> {
    let mut companies = catalog.companies.clone();
    for (id, name) in found_names(catalog, lists) {
        companies.insert(id.clone(), Company::named(id.clone(), name, Origin::Found));
    }
    for (id, sector) in likely_sectors(lists) {
        let company = companies.get_mut(id).expect("every credited company is declared or found");
        company.sector.get_or_insert_with(|| sector.clone());
    }
    companies
}

/// The name of each company that nobody declares: the printing most used; among equals one that is not all capitals,
/// then the first by its letters.
fn found_names<'a>(catalog: &Catalog, lists: &[List<'a>]) -> BTreeMap<&'a CompanyId, &'a str> {
    let mut uses = HashMap::<_, BTreeMap<_, usize>>::new();
    for claim in lists.iter().flatten() {
        if let Credit::Company(id) = claim.credit {
            let printed = claim.record.company.as_str();
            let shouted = !printed.contains(char::is_lowercase);
            *uses.entry(id).or_default().entry((shouted, printed)).or_default() += 1;
        }
    }
    let found = uses.into_iter().filter(|(id, _)| !catalog.companies.contains_key(*id));
    found.filter_map(|(id, printings)| Some((id, most_used(printings)?.1))).collect()
}

/// The sector under which each company stands most often: once for each heading of each list, the first by its
/// identifier among equals. Companies that state their own sector do not need it.
fn likely_sectors<'a>(lists: &[List<'a>]) -> BTreeMap<&'a CompanyId, &'a SectorId> {
    let mut counts = HashMap::<_, BTreeMap<_, usize>>::new();
    for list in lists {
        let stands = list.iter().filter_map(|claim| match (claim.credit, claim.meaning) {
            (Credit::Company(id), Some(Meaning::Sector(sector))) => Some((id, claim.heading, sector)),
            _ => None,
        });
        for (id, _, sector) in stands.collect::<HashSet<_>>() {
            *counts.entry(id).or_default().entry(sector).or_default() += 1;
        }
    }
    counts.into_iter().filter_map(|(id, sectors)| Some((id, most_used(sectors)?))).collect()
}
