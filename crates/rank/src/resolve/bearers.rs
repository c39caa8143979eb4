//! The companies that compared names stand for: those that are declared, and one for each name that nobody declares.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use smallvec::{SmallVec, smallvec};

use super::decisions::Decisions;
use crate::column::{Map, number, ranks};
use model::CompanyId;
use model::text;
use workspace::Catalog;

/// The companies declared, and those found so far.
pub(super) struct Bearers {
    declared: Map<String, Vec<CompanyId>>,
    /// In the order in which they were declared and found.
    companies: Vec<CompanyId>,
    numbers: Map<CompanyId, u32>,
}

impl Bearers {
    pub(super) fn of(catalog: &Catalog, decisions: &Decisions) -> Self {
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
