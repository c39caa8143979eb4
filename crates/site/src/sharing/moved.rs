//! What became of addresses that are no more: former names of companies, and what pages were once called. The page that
//! a host shows for what is not there looks here (`templates/assets/moved.js`); a page a name would be as many again.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use serde_json::json;

use model::{CompanyId, Subject, text};
use workspace::Language;

use crate::press::Press;
use crate::press::address::{WORDS, file_name, row_anchor};
use crate::press::index::Index;
use crate::{Input, Page, folder};

/// Where it stands, from the root of the site.
pub(crate) const FILE: &str = "moved.json";

pub(crate) fn file(input: &Input, index: &Index) -> Page {
    // Every language once had the French words, and those that are neither French nor English the English ones.
    let words = |&language: &Language| {
        let today = |former: &'static str, french| {
            let word = index.word(language, french);
            (former != word).then_some((former, word))
        };
        let former = |(french, english)| [today(french, french), today(english, french)];
        let words: BTreeMap<&str, &str> = if language == Language::FR {
            BTreeMap::new()
        } else {
            WORDS.into_iter().flat_map(former).flatten().collect()
        };
        (folder(input.settings, language), words)
    };
    let languages: BTreeMap<String, _> = input.settings.languages.iter().map(words).collect();
    let moved = json!({ "languages": languages, "companies": companies(input, index) });
    Page { path: FILE.into(), bytes: moved.to_string().into_bytes() }
}

/// Where the page of a name leads, inside the folder of companies: a former name, another spelling or what a source
/// printed to the page of today, and a company without a page to its row. Names that differ by `_` are one.
fn companies(input: &Input, index: &Index) -> BTreeMap<String, BTreeSet<String>> {
    let register = input.register;
    let mut moved: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut lead = |name: &str, id: &CompanyId| {
        for slug in [text::slug(&text::key(name)), text::slug(name)] {
            if CompanyId::new(&slug).is_ok_and(|slug| index.is_listed(id) && !index.has_page(&slug)) {
                moved.entry(slug.replace('_', "")).or_default().insert(today(index, id));
            }
        }
    };
    for company in register.companies.values() {
        let former = company.former.iter().map(|former| former.name.as_str());
        let names = former.chain(company.spellings.iter().map(String::as_str));
        names.chain([company.name.as_str(), company.id.as_str()]).for_each(|name| lead(name, &company.id));
    }
    let awards = register.awards.iter().filter_map(|a| Some((a.company.as_ref()?, &a.witnesses)));
    let measures = register.measures.iter().filter_map(|m| match &m.subject {
        Subject::Company(id) => Some((id, &m.witnesses)),
        Subject::Average => None,
    });
    for (id, witnesses) in awards.chain(measures) {
        witnesses.iter().for_each(|witness| lead(&witness.printed, id));
    }
    moved
}

fn today(index: &Index, id: &CompanyId) -> String {
    if index.has_page(id) {
        format!("{}.html", file_name(id.as_str()))
    } else {
        let page = index.row_of(id).path(index, index.first_language());
        let name = page.rsplit_once('/').map_or(page.as_str(), |(_, name)| name);
        format!("{name}#{}", row_anchor(id))
    }
}

/// The page for what is not there.
pub(crate) fn view(press: &Press) -> Value {
    view! { script: press.asset("assets/moved.js") }
}
