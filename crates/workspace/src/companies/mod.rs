//! `companies.toml`: the companies whose names need care.

mod events;
mod identifiers;
mod shared_names;

use std::collections::BTreeMap;

use crate::parents::Parents;
use crate::tree::{Field, Names, Table};
use crate::value;
use crate::value::country;
use crate::value::words::COMPANY_LEVELS;
use identifiers::Registered;
use model::{Company, CompanyId, CompanyLevel, FormerName, Origin, SectorId};
use shared_names::{Bearer, SharedNames};

/// Reads the companies; `known` and `sectors` are the names that they may refer to.
pub fn read(root: &mut Table<'_>, known: &Names, sectors: &Names) -> BTreeMap<CompanyId, Company> {
    let mut companies = BTreeMap::new();
    let (mut names, mut parents) = (SharedNames::default(), Parents::default());
    let mut registered = Registered::default();
    for (name, field) in root.get("company").map(Field::entries).unwrap_or_default() {
        let id = name.id(CompanyId::new);
        let Some(mut t) = field.table("a company") else { continue };
        let parent = t.get("parent").and_then(|f| parents.read(name.text(), f, known, CompanyId::new));
        let country = t.get("country").and_then(|f| f.read(country::country));
        let sector = t.get("sector").and_then(|f| sectors.find(f, SectorId::new));
        let level = t.get("level").and_then(|f| f.word(COMPANY_LEVELS)).unwrap_or(CompanyLevel::Brand);
        let mut bearer = names.bearer(name.text(), country.clone());
        let today = t.need("name", "\"Veepee\"").and_then(|f| bearer.read(f));
        let spellings = t.get("also").map(|f| f.each(|item| bearer.read(item))).unwrap_or_default();
        let former = t.get("former").map(|f| f.each(|item| former(item, &mut bearer))).unwrap_or_default();
        let events = t.get("events").map(events::read).unwrap_or_default();
        let identifiers = registered.read(name.text(), &mut t);
        t.close();
        let Some((id, name)) = id.zip(today) else { continue };
        let origin = Origin::Declared;
        let company = Company {
            id,
            name,
            sector,
            country,
            level,
            parent,
            spellings,
            former,
            events,
            identifiers,
            origin,
        };
        companies.insert(company.id, company);
    }
    parents.refuse_circles();
    names.refuse_shared();
    companies
}

fn former<'a>(field: Field<'a>, bearer: &mut Bearer<'a, '_>) -> Option<FormerName> {
    let mut t = field.table("a former name")?;
    let name = t.need("name", "\"Vente-privée.com\"").and_then(|f| bearer.read(f));
    let from = t.get("from").and_then(Field::year);
    let until = t.get("until").and_then(Field::year);
    let url = t.get("url").and_then(|f| f.read(value::address)).unwrap_or_default();
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        field.refuse("`until` lies before `from`", "`from` is the first year of use, `until` the last");
    }
    t.close();
    Some(FormerName { name: name?, from, until, url })
}
