//! The companies declared and found, with their sectors.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::claim::{Claim, List};
use super::headings::most_used;
use super::names::{Credit, Names};
use crate::column::Map;
use model::{Company, CompanyId, Origin, SectorId, Shared};
use workspace::{Catalog, Meaning};

/// Every declared company, and every company that a claim credits.
pub(super) fn of(catalog: &Catalog, names: &Names, lists: &[List]) -> BTreeMap<CompanyId, Company> {
    let found = printings(names, lists).into_iter().map(|(number, printed)| (names.company(number), printed));
    let found = found.filter(|(id, _)| !catalog.companies.contains_key(*id));
    let found = found.map(|(id, printed)| (*id, Company::named(*id, &printed, Origin::Found)));
    let declared = catalog.companies.iter().map(|(id, company)| (*id, company.clone()));
    let mut companies: BTreeMap<CompanyId, Company> = declared.chain(found).collect();
    for (number, sector) in likely_sectors(lists) {
        let company = companies.get_mut(names.company(number));
        let company = company.expect("every credited company is declared or found");
        company.sector.get_or_insert(*sector);
    }
    companies
}

/// The printing most used of each company that a claim credits, by number and in this order; among equals one that is not all capitals,
/// then the first by its letters.
fn printings(names: &Names, lists: &[List]) -> Vec<(u32, Shared)> {
    let used = |claim: &Claim| match claim.place.credit {
        Credit::Company(company) => Some((company, claim.name.number)),
        Credit::Ambiguous(_) | Credit::Unnamed => None,
    };
    let mut uses: Vec<(u32, u32)> =
        lists.par_iter().flat_map_iter(|list| list.iter().filter_map(used)).collect();
    uses.par_sort_unstable();
    let most_used = |of_company: &[(u32, u32)]| {
        let printings = of_company.chunk_by(|a, b| a == b).map(|uses| {
            let printed = names.printed.values[uses[0].1 as usize].text;
            (Reverse(uses.len()), !printed.contains(char::is_lowercase), printed)
        });
        let (_, _, printed) = printings.min()?;
        Some((of_company[0].0, printed))
    };
    uses.par_chunk_by(|a, b| a.0 == b.0).filter_map(most_used).collect()
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
