//! Who bears a printed name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::decisions::Decisions;
use crate::catalog::Catalog;
use crate::model::{Company, CompanyId, Issue, Record};
use crate::text;

/// Whom a record credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Credit<'a> {
    /// A company.
    Company(&'a CompanyId),
    /// A name that more than one company bears, as it is compared.
    Ambiguous(&'a str),
    /// Nobody: no company is printed.
    Unnamed,
}

/// Every printed name of the records, resolved once.
pub(super) struct Names<'a> {
    printed: HashMap<&'a str, Bearers>,
    countries: BTreeMap<CompanyId, &'a str>,
    /// Decisions on names that cannot be followed.
    pub(super) conflicts: Vec<Issue>,
}

/// The companies that a printed name can mean, at least one, in order.
struct Bearers {
    key: String,
    companies: Vec<CompanyId>,
}

impl<'a> Names<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &'a [Record]) -> Self {
        let decisions = Decisions::of(catalog);
        let names: BTreeSet<&str> =
            records.iter().map(|r| r.company.as_str()).filter(|n| !n.is_empty()).collect();
        let read: Vec<_> = names.into_iter().map(|name| (name, decisions.identities(name))).collect();

        let mut owners = declared(catalog, &decisions);
        let found: BTreeSet<&String> = read.iter().flat_map(|(_, identities)| identities).collect();
        let unknown = found.into_iter().filter(|identity| !owners.contains_key(*identity));
        let found = identify(unknown.cloned().collect(), catalog);
        owners.extend(found.into_iter().map(|(identity, id)| (identity, BTreeSet::from([id]))));

        let bearers = |identities: &[String]| -> BTreeSet<CompanyId> {
            identities.iter().flat_map(|identity| owners[identity].iter().cloned()).collect()
        };
        let printed = read.iter().map(|(name, identities)| {
            let companies = bearers(identities).into_iter().collect();
            (*name, Bearers { key: text::key(name), companies })
        });
        let home = |company: &'a Company| Some((company.id.clone(), company.country.as_deref()?));
        Self {
            printed: printed.collect(),
            countries: catalog.companies.values().filter_map(home).collect(),
            conflicts: decisions.conflicts,
        }
    }

    /// Whom a name credits in a source of a country, which tells companies of one name apart.
    pub(super) fn credit(&self, printed: &str, country: &str) -> Credit<'_> {
        let Some(bearers) = self.printed.get(printed) else { return Credit::Unnamed };
        let at_home = |id: &&CompanyId| self.countries.get(*id) == Some(&country);
        match bearers.companies.as_slice() {
            [only] => Credit::Company(only),
            several => match several.iter().filter(at_home).collect::<Vec<_>>().as_slice() {
                [only] => Credit::Company(only),
                _ => Credit::Ambiguous(&bearers.key),
            },
        }
    }

    /// The companies that a printed name can mean; none for a name that no record prints.
    pub(super) fn bearers(&self, printed: &str) -> &[CompanyId] {
        self.printed.get(printed).map_or(&[], |bearers| &bearers.companies)
    }
}

/// Who is declared to bear which compared name, today or formerly.
fn declared(catalog: &Catalog, decisions: &Decisions) -> BTreeMap<String, BTreeSet<CompanyId>> {
    let mut owners = BTreeMap::<String, BTreeSet<CompanyId>>::new();
    for company in catalog.companies.values() {
        for identity in of_company(company).flat_map(|name| decisions.identities(name)) {
            owners.entry(identity).or_default().insert(company.id.clone());
        }
    }
    owners
}

/// Every name a declared company has or had.
pub(super) fn of_company(company: &Company) -> impl Iterator<Item = &str> {
    let former = company.former.iter().map(|former| former.name.as_str());
    std::iter::once(company.name.as_str()).chain(company.spellings.iter().map(String::as_str)).chain(former)
}

/// Gives every name that nobody declares an identifier made of the name alone. Where a declared company of another
/// name has taken it, or two names differ only by signs, a number follows.
fn identify(unknown: Vec<String>, catalog: &Catalog) -> BTreeMap<String, CompanyId> {
    let mut taken: BTreeSet<CompanyId> = catalog.companies.keys().cloned().collect();
    let mut found = BTreeMap::new();
    for identity in unknown {
        let slug = text::slug(&identity);
        let mut ids = (1..).map(|n| numbered(&slug, n));
        let free = ids.find(|id| !taken.contains(id)).expect("numbers do not end");
        taken.insert(free.clone());
        found.insert(identity, free);
    }
    found
}

/// The slug, followed by a number from the second on, cut so that both fit an identifier.
fn numbered(slug: &str, n: usize) -> CompanyId {
    let number = if n == 1 { String::new() } else { format!("_{n}") };
    let start = &slug[..slug.len().min(60 - number.len())];
    CompanyId::new(&format!("{start}{number}")).expect("a slug is an identifier")
}
