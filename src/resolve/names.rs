//! Who bears a printed name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::decisions::Decisions;
use crate::catalog::Catalog;
use crate::model::{Company, CompanyId, Issue, Record};
use crate::text;

/// Whom a record credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    identity: String,
    companies: Vec<CompanyId>,
    /// The name as a part of an identifier.
    slug: String,
}

impl<'a> Names<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &'a [Record]) -> Self {
        let decisions = Decisions::of(catalog);
        let names: HashSet<&str> = records.iter().map(|record| record.company.as_str()).collect();
        let names = names.into_iter().filter(|name| !name.is_empty());
        let names: Vec<&str> = names.collect();
        let read: Vec<_> =
            names.into_par_iter().map(|name| (name, decisions.identities(name), text::slug(name))).collect();

        let mut owners = declared(catalog, &decisions);
        let unknown =
            read.iter().flat_map(|(_, identities, _)| identities).filter(|name| !owners.contains_key(*name));
        for (identity, id) in identify(unknown.map(String::as_str).collect(), catalog) {
            owners.insert(identity, vec![id]);
        }
        let bearers = |identities: Vec<String>, slug: String| {
            let mut companies: Vec<_> = identities.iter().flat_map(|name| &owners[name]).cloned().collect();
            companies.sort();
            companies.dedup();
            Bearers { identity: identities.into_iter().next().unwrap_or_default(), companies, slug }
        };
        let printed = read.into_iter().map(|(name, identities, slug)| (name, bearers(identities, slug)));
        let home = |company: &'a Company| Some((company.id.clone(), company.country.as_deref()?));
        Self {
            printed: printed.collect(),
            countries: catalog.companies.values().filter_map(home).collect(),
            conflicts: decisions.conflicts,
        }
    }

    /// Whom a name credits in a source of a country, which tells companies of one name apart; and the name as a part
    /// of an identifier, empty when nobody is printed.
    pub(super) fn credit(&self, printed: &str, country: &str) -> (Credit<'_>, &str) {
        let Some(bearers) = self.printed.get(printed) else { return (Credit::Unnamed, "") };
        let at_home = |id: &&CompanyId| self.countries.get(*id) == Some(&country);
        let credit = match bearers.companies.as_slice() {
            [only] => Credit::Company(only),
            several => match several.iter().filter(at_home).collect::<Vec<_>>().as_slice() {
                [only] => Credit::Company(only),
                _ => Credit::Ambiguous(&bearers.identity),
            },
        };
        (credit, &bearers.slug)
    }

    /// The companies that a printed name can mean; none for a name that no record prints.
    pub(super) fn bearers(&self, printed: &str) -> &[CompanyId] {
        self.printed.get(printed).map_or(&[], |bearers| &bearers.companies)
    }
}

/// Who is declared to bear which compared name, today or formerly.
pub(super) fn declared(catalog: &Catalog, decisions: &Decisions) -> HashMap<String, Vec<CompanyId>> {
    let mut owners = HashMap::<String, Vec<CompanyId>>::new();
    for company in catalog.companies.values() {
        for identity in company.names().flat_map(|name| decisions.identities(name)) {
            owners.entry(identity).or_default().push(company.id.clone());
        }
    }
    owners
}

/// Gives every name that nobody declares an identifier made of the name alone. Where a declared company of another
/// name has taken it, or two names differ only by signs, a number follows.
fn identify(unknown: BTreeSet<&str>, catalog: &Catalog) -> BTreeMap<String, CompanyId> {
    let mut taken: BTreeSet<CompanyId> = catalog.companies.keys().cloned().collect();
    let mut found = BTreeMap::new();
    for identity in unknown {
        let slug = text::slug(identity);
        let numbered = (2..).map(|n| text::slug(&format!("{slug} {n}")));
        let mut ids = std::iter::once(slug.clone()).chain(numbered).map(|id| CompanyId::new(&id));
        let free =
            ids.find_map(|id| id.ok().filter(|id| !taken.contains(id))).expect("slugs are identifiers");
        taken.insert(free.clone());
        found.insert(identity.to_owned(), free);
    }
    found
}
