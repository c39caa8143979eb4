//! Who bears a printed name.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use smallvec::SmallVec;

use super::bearers::Bearers;
use super::decisions::Decisions;
use crate::column::{Column, number, ranks};
use model::text;
use model::{CompanyId, Issue, Record, Shared};
use workspace::Catalog;

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
    pub(super) printed: Column<Name>,
    /// The companies declared and found, in order.
    pub(super) companies: Vec<CompanyId>,
    /// Decisions on names that cannot be followed.
    pub(super) conflicts: Vec<Issue>,
    catalog: &'a Catalog,
}

/// A printed name.
pub(super) struct Name {
    /// Its position in [`Names::printed`].
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

impl Name {
    fn of((position, text): (usize, &Shared)) -> Self {
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
fn stands(names: &[Name], decisions: &Decisions) -> Vec<(u32, String)> {
    let printed = names.par_iter().filter(|name| !name.text.is_empty());
    let stands = |name: &Name| {
        let number = name.number;
        decisions.identities(&name.text).into_iter().map(move |identity| (number, identity))
    };
    printed.flat_map_iter(stands).collect()
}

impl<'a> Names<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &[&Record]) -> Self {
        let decisions = Decisions::of(catalog);
        let column = Column::of(records, |record| record.company);
        let mut names: Vec<Name> = column.values.par_iter().enumerate().map(Name::of).collect();
        let stands = stands(&names, &decisions);
        let compared = Column::of(&stands, |(_, identity)| identity.as_str());
        let order = ranks(&compared.values);
        let (companies, borne) = Bearers::of(catalog, &decisions).of_identities(&compared.values);
        for (stand, (name, _)) in stands.iter().enumerate() {
            let identity = compared.number(stand);
            names[*name as usize].stands_for(order[identity], &borne[identity]);
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
