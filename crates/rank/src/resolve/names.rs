//! Who bears a printed name: the companies that are declared, and one for each name that nobody declares.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use smallvec::{SmallVec, smallvec};

use super::claims::{Claim, ClaimList};
use super::identity::Decisions;
use crate::distinct::{Distinct, Map, number, ranks};
use model::text;
use model::{Company, CompanyId, Issue, Origin, Record, SectorId, Shared};
use workspace::{Catalog, Meaning};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Credit {
    /// A company, by its number in [`Names::companies`].
    Company(u32),
    /// A name that more than one company bears, by its number among the compared names.
    Ambiguous(u32),
    /// Nobody: no company is printed.
    Unnamed,
}

/// Every printed name of the records, understood once.
pub(super) struct Names<'a> {
    pub(super) printed: Distinct<PrintedName>,
    /// The companies declared and found, in order.
    pub(super) companies: Vec<CompanyId>,
    /// Decisions on names that cannot be followed.
    pub(super) conflicts: Vec<Issue>,
    catalog: &'a Catalog,
}

pub(super) struct PrintedName {
    pub(super) number: u32,
    /// As printed; empty where no company is.
    pub(super) text: Shared,
    /// As a part of an identifier; empty where nobody is printed.
    pub(super) slug: String,
    /// The companies that it can mean, in order.
    pub(super) bearers: SmallVec<[u32; 1]>,
    /// The first of the compared names that it stands for.
    identity: u32,
}

impl PrintedName {
    fn new((position, text): (usize, &Shared)) -> Self {
        let slug = if text.is_empty() { String::new() } else { text::slug(text) };
        Self { number: number(position), text: *text, slug, bearers: SmallVec::new(), identity: 0 }
    }

    /// Takes one of the compared names that it stands for, and the companies that bear it.
    fn stands_for(&mut self, identity: u32, bearers: &[u32]) {
        if self.bearers.is_empty() {
            self.identity = identity;
        }
        self.bearers.extend_from_slice(bearers);
        self.bearers.sort_unstable();
        self.bearers.dedup();
    }
}

/// Each name by its number, with a compared name that it stands for; mostly one.
fn stands(names: &[PrintedName], decisions: &Decisions) -> Vec<(u32, String)> {
    let printed = names.par_iter().filter(|name| !name.text.is_empty());
    let stands = |name: &PrintedName| {
        let number = name.number;
        decisions.identities(&name.text).into_iter().map(move |identity| (number, identity))
    };
    printed.flat_map_iter(stands).collect()
}

impl<'a> Names<'a> {
    pub(super) fn new(catalog: &'a Catalog, records: &[&Record]) -> Self {
        let decisions = Decisions::new(catalog);
        let column = Distinct::of(records, |record| record.company);
        let mut names: Vec<PrintedName> =
            column.values.par_iter().enumerate().map(PrintedName::new).collect();
        let stands = stands(&names, &decisions);
        let compared = Distinct::of(&stands, |(_, identity)| identity.as_str());
        let order = ranks(&compared.values);
        let (companies, borne) = CompanyNumbers::new(catalog, &decisions).of_identities(&compared.values);
        for (stand, (name, _)) in stands.iter().enumerate() {
            let identity = compared.number(stand);
            names[*name as usize].stands_for(order[identity], &borne[identity]);
        }
        Self { printed: column.with(names), companies, conflicts: decisions.conflicts, catalog }
    }

    /// Whom a name credits in a source of a country, which tells companies of one name apart.
    pub(super) fn credit(&self, name: &PrintedName, country: &str) -> Credit {
        let at_home = |bearer: &&u32| {
            let company = self.catalog.companies.get(self.company(**bearer));
            company.and_then(|company| company.country.as_deref()) == Some(country)
        };
        match name.bearers.as_slice() {
            [] => Credit::Unnamed,
            [only] => Credit::Company(*only),
            several => match several.iter().filter(at_home).collect::<Vec<_>>().as_slice() {
                [only] => Credit::Company(**only),
                _ => Credit::Ambiguous(name.identity),
            },
        }
    }

    pub(super) fn company(&self, number: u32) -> &CompanyId {
        &self.companies[number as usize]
    }
}

/// The companies declared, and those found so far.
pub(super) struct CompanyNumbers {
    declared: Map<String, Vec<CompanyId>>,
    /// In the order in which they were declared and found.
    companies: Vec<CompanyId>,
    numbers: Map<CompanyId, u32>,
}

impl CompanyNumbers {
    pub(super) fn new(catalog: &Catalog, decisions: &Decisions) -> Self {
        let companies: Vec<CompanyId> = catalog.companies.keys().cloned().collect();
        let numbers = companies.iter().cloned().zip(0..).collect();
        Self { declared: declared(catalog, decisions), companies, numbers }
    }

    /// All companies in order, and who bears each of different compared names, by number. The names are gone through in
    /// their order, so that they alone decide whose identifier ends in a number.
    pub(super) fn of_identities(mut self, identities: &[&str]) -> (Vec<CompanyId>, Vec<SmallVec<[u32; 1]>>) {
        let of_name = |name: &str| CompanyId::new(&text::slug(name)).expect("slugs are identifiers");
        let mut named: Vec<(&str, usize, CompanyId)> =
            identities.par_iter().enumerate().map(|(nth, name)| (*name, nth, of_name(name))).collect();
        named.par_sort_unstable();
        let mut borne = vec![SmallVec::new(); identities.len()];
        for (identity, nth, id) in named {
            borne[nth] = self.of_identity(identity, id);
        }
        let in_order = ranks(&self.companies);
        borne.iter_mut().flatten().for_each(|bearer| *bearer = in_order[*bearer as usize]);
        self.companies.par_sort_unstable();
        (self.companies, borne)
    }

    /// Who bears a compared name. Where nobody is declared, it is a company with an identifier made of the name alone.
    fn of_identity(&mut self, identity: &str, id: CompanyId) -> SmallVec<[u32; 1]> {
        match self.declared.get(identity) {
            Some(companies) => companies.iter().map(|company| self.numbers[company]).collect(),
            None => smallvec![self.find(id)],
        }
    }

    /// Where a declared company of another name has taken the identifier, or two names differ only by signs, a number
    /// follows.
    fn find(&mut self, id: CompanyId) -> u32 {
        let numbered = (2..).filter_map(|n| CompanyId::new(&text::slug(&format!("{id} {n}"))).ok());
        let free = std::iter::once(id).chain(numbered).find(|id| !self.numbers.contains_key(id));
        let free = free.expect("numbers do not end");
        let found = number(self.companies.len());
        self.companies.push(free);
        self.numbers.insert(free, found);
        found
    }
}

/// Who is declared to bear which compared name, today or formerly.
pub(super) fn declared(catalog: &Catalog, decisions: &Decisions) -> Map<String, Vec<CompanyId>> {
    let mut owners = Map::<String, Vec<CompanyId>>::default();
    for company in catalog.companies.values() {
        for identity in company.names().flat_map(|name| decisions.identities(name)) {
            owners.entry(identity).or_default().push(company.id);
        }
    }
    owners
}

/// Every declared company, and every company that a claim credits.
pub(super) fn companies(
    catalog: &Catalog,
    names: &Names,
    lists: &[ClaimList],
) -> BTreeMap<CompanyId, Company> {
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
fn printings(names: &Names, lists: &[ClaimList]) -> Vec<(u32, Shared)> {
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
fn likely_sectors<'a>(lists: &[ClaimList<'_, 'a>]) -> Vec<(u32, &'a SectorId)> {
    let stands = |list: &ClaimList<'_, 'a>| {
        let sectors = list.iter().filter_map(|claim| match (claim.place.credit, claim.meaning) {
            (Credit::Company(company), Some(Meaning::Sector(sector))) => {
                Some((company, claim.place.heading, sector))
            }
            _ => None,
        });
        let mut once: Vec<_> = sectors.collect();
        once.sort_unstable();
        once.dedup();
        once.into_iter().map(|(company, _, sector)| (company, sector))
    };
    let mut stands: Vec<(u32, &SectorId)> = lists.par_iter().flat_map_iter(stands).collect();
    stands.par_sort_unstable();
    let most_used = |of_company: &[(u32, &'a SectorId)]| {
        let sectors = of_company.chunk_by(|a, b| a == b).map(|stands| (Reverse(stands.len()), stands[0]));
        sectors.min().map(|(_, sector)| sector)
    };
    stands.chunk_by(|a, b| a.0 == b.0).filter_map(most_used).collect()
}
