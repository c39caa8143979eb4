//! A page at every name that a company had or is also printed under: it leads to the company's page of today.
//!
//! A link to an old name never breaks. No page of the site leads here, and the list of pages for machines names
//! today's pages only.

use std::collections::{BTreeMap, BTreeSet};

use model::text;
use model::{CompanyId, Subject};

use crate::press::Press;
use crate::press::address::Address;
use crate::press::index::Index;
use crate::{Input, Page, SiteError};

/// Where names that are no page of their own lead: the name as it is written first, and who bears it today.
pub(crate) type Renamed<'a> = BTreeMap<CompanyId, (&'a str, BTreeSet<&'a CompanyId>)>;

/// Every name that leads to another page, as the identifier that a company of that name would have.
pub(crate) fn all<'a>(input: &'a Input<'a>, index: &Index<'a>) -> Renamed<'a> {
    let mut renamed = Renamed::new();
    let mut lead = |name: &'a str, id: &'a CompanyId| {
        for slug in [text::slug(&text::key(name)), text::slug(name)] {
            let Ok(slug) = CompanyId::new(&slug) else { continue };
            if !name.is_empty() && index.has_page(id) && !index.has_page(&slug) {
                renamed.entry(slug).or_insert((name, BTreeSet::new())).1.insert(id);
            }
        }
    };
    for company in input.register.companies.values() {
        let former = company.former.iter().map(|former| &former.name);
        let names = former.chain(&company.spellings).chain([&company.name]);
        names.for_each(|name| lead(name, &company.id));
    }
    let awards = input.register.awards.iter().filter_map(|a| Some((a.company.as_ref()?, &a.witnesses)));
    let measures = input.register.measures.iter().filter_map(|m| match &m.subject {
        Subject::Company(id) => Some((id, &m.witnesses)),
        Subject::Average => None,
    });
    for (id, witnesses) in awards.chain(measures) {
        witnesses.iter().for_each(|witness| lead(&witness.printed, id));
    }
    renamed
}

/// The page of a name, in one language.
pub(crate) fn page(
    press: &Press,
    at: &CompanyId,
    (name, companies): &(&str, BTreeSet<&CompanyId>),
) -> Result<Page, SiteError> {
    let first = companies.first().expect("somebody bears the name");
    // Both stand in one folder, so what leads anywhere from the one leads there from the other.
    let today = Address::Company(**first);
    let sheet = press.sheet(&today);
    let view = view! {
        name,
        today: companies.iter().map(|id| sheet.company(id)).collect::<Vec<_>>(),
    };
    let page = press.print(&today, "renamed.html", &view)?.page();
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(Page {
        path: format!("{folder}/{}.html", crate::press::address::file_name(at.as_str())),
        bytes: page.bytes,
    })
}
