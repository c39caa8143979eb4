//! The sources, sectors and companies that a published figure names, found by identifier or by name.

use std::collections::{BTreeMap, BTreeSet};

use model::text;
use model::{Company, CompanyId, Register, SectorId, SourceId};

/// Every name by which a register knows something, as it is compared. A name of several finds none of them.
pub struct Names {
    sources: BTreeMap<String, BTreeSet<SourceId>>,
    sectors: BTreeMap<String, BTreeSet<SectorId>>,
    companies: BTreeMap<String, BTreeSet<CompanyId>>,
}

impl Names {
    /// The names of a register.
    pub fn of(register: &Register) -> Self {
        let sources = register.sources.values().map(|source| {
            let names = [Some(source.id.as_str()), Some(&source.name), source.name_en.as_deref()];
            (source.id, names.into_iter().flatten().collect())
        });
        let sectors = register
            .sectors
            .values()
            .map(|sector| (sector.id, vec![sector.id.as_str(), sector.fr.as_str(), sector.en.as_str()]));
        let companies = register.companies.values().map(|c| (c.id, company_names(c)));
        Self {
            sources: by_name(sources, text::heading),
            sectors: by_name(sectors, text::heading),
            companies: by_name(companies, text::key),
        }
    }

    /// The source of that identifier or name.
    pub fn source(&self, text: &str) -> Option<&SourceId> {
        only(&self.sources, &text::heading(text))
    }

    /// The sector of that identifier or name.
    pub fn sector(&self, text: &str) -> Option<&SectorId> {
        only(&self.sectors, &text::heading(text))
    }

    /// The company that bears or bore that name.
    pub fn company(&self, text: &str) -> Option<&CompanyId> {
        only(&self.companies, &text::key(text))
    }
}

fn company_names(company: &Company) -> Vec<&str> {
    let own = [company.id.as_str(), company.name.as_str()].into_iter();
    let spellings = company.spellings.iter().map(String::as_str);
    own.chain(spellings).chain(company.former.iter().map(|former| former.name.as_str())).collect()
}

fn by_name<'n, Id: Ord + Clone>(
    things: impl Iterator<Item = (Id, Vec<&'n str>)>,
    fold: fn(&str) -> String,
) -> BTreeMap<String, BTreeSet<Id>> {
    let mut ids: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for (id, names) in things {
        for name in names {
            ids.entry(fold(name)).or_default().insert(id.clone());
        }
    }
    ids
}

fn only<'n, Id: Ord>(names: &'n BTreeMap<String, BTreeSet<Id>>, folded: &str) -> Option<&'n Id> {
    let ids = names.get(folded)?;
    ids.first().filter(|_| ids.len() == 1)
}
