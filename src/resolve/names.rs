//! Who bears a printed name.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::bearers::Bearers;
use super::column::{Column, number};
use super::decisions::Decisions;
use crate::catalog::Catalog;
use crate::model::{CompanyId, Issue, Record, Shared};
use crate::text;

/// Whom a record credits.
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
    /// By record.
    pub(super) printed: Column<Name<'a>>,
    /// The companies declared and found, in order.
    pub(super) companies: Vec<CompanyId>,
    /// Decisions on names that cannot be followed.
    pub(super) conflicts: Vec<Issue>,
    catalog: &'a Catalog,
}

/// A printed name.
pub(super) struct Name<'a> {
    /// Its position in [`Names::printed`].
    pub(super) number: u32,
    /// As printed; empty where no company is.
    pub(super) text: &'a Shared,
    /// As a part of an identifier; empty where nobody is printed.
    pub(super) slug: String,
    /// The companies that it can mean, in order.
    pub(super) bearers: Vec<u32>,
    /// The first of the compared names that it stands for.
    identity: u32,
}

impl<'a> Names<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &'a [Record]) -> Self {
        let decisions = Decisions::of(catalog);
        let column = Column::of(records, |record| &record.company);
        let read = |(position, text): (usize, &&'a Shared)| {
            let slug = if text.is_empty() { String::new() } else { text::slug(text) };
            let identities = if text.is_empty() { vec![] } else { decisions.identities(text) };
            (Name { number: number(position), text, slug, bearers: vec![], identity: 0 }, identities)
        };
        let (mut names, identities): (Vec<Name>, Vec<Vec<String>>) =
            column.values.par_iter().enumerate().map(read).unzip();
        let mut bearers = Bearers::of(catalog, &decisions);
        let by_identity = by_identity(&identities);
        let compared = by_identity.par_chunk_by(|a, b| a.0 == b.0);
        let slugged: Vec<_> = compared.map(|of_names| (text::slug(of_names[0].0), of_names)).collect();
        for (identity, (slug, of_names)) in slugged.iter().enumerate() {
            let companies = bearers.of_identity(of_names[0].0, slug);
            for (_, nth, name) in *of_names {
                names[*name].bearers.extend(&companies);
                if *nth == 0 {
                    names[*name].identity = number(identity);
                }
            }
        }
        let (companies, in_order) = bearers.in_order();
        for name in &mut names {
            name.bearers.iter_mut().for_each(|bearer| *bearer = in_order[*bearer as usize]);
            name.bearers.sort_unstable();
            name.bearers.dedup();
        }
        Self { printed: column.with(names), companies, conflicts: decisions.conflicts, catalog }
    }

    /// Whom a name credits in a source of a country, which tells companies of one name apart.
    pub(super) fn credit(&self, name: &Name, country: &str) -> Credit {
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

    /// A company by its number.
    pub(super) fn company(&self, number: u32) -> &CompanyId {
        &self.companies[number as usize]
    }
}

/// Each compared name, the how manieth it is of those that a printed name stands for, and the position of that one; in
/// order.
fn by_identity(identities: &[Vec<String>]) -> Vec<(&str, usize, usize)> {
    let mut all = Vec::with_capacity(identities.len());
    for (name, identities) in identities.iter().enumerate() {
        all.extend(identities.iter().enumerate().map(|(nth, identity)| (identity.as_str(), nth, name)));
    }
    all.par_sort_unstable();
    all
}
