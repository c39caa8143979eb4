//! What became of addresses that are no more: former names of companies, and what pages were once called. The page that
//! a host shows for what is not there looks here (`templates/assets/moved.js`); a page a name would be as many again.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use serde_json::json;

use model::{CompanyId, text};
use workspace::Language;

use crate::press::Press;
use crate::press::address::{WORDS, file_name, row_anchor};
use crate::press::index::Index;
use crate::{Input, Page, folder};

/// Where it stands, from the root of the site.
pub(crate) const FILE: &str = "moved.json";

/// The lookup.
pub(crate) fn file(input: &Input, index: &Index) -> Page {
    let words = |&language: &Language| {
        let words: BTreeMap<&str, &str> =
            if language == Language::FR { BTreeMap::new() } else { WORDS.into_iter().collect() };
        (folder(input.settings, language), words)
    };
    let languages: BTreeMap<String, _> = input.settings.languages.iter().map(words).collect();
    let moved = json!({ "languages": languages, "companies": companies(input, index) });
    Page { path: FILE.into(), bytes: moved.to_string().into_bytes() }
}

/// Where the page of a name leads, inside the folder of companies: a name of the past or of another spelling to the
/// page of today, and a company without a page to its row. Names that differ by `_` alone are one to the script.
fn companies(input: &Input, index: &Index) -> BTreeMap<String, BTreeSet<String>> {
    let mut moved: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for company in index.companies().map(|id| input.register.company(id)) {
        let (id, has_page) = (&company.id, index.has_page(&company.id));
        let today = if has_page {
            format!("{}.html", file_name(id.as_str()))
        } else {
            format!("index.html#{}", row_anchor(id))
        };
        let former = company.former.iter().map(|former| &former.name);
        let names = former.chain(&company.spellings).chain([&company.name]);
        let names = names.flat_map(|name| [text::slug(&text::key(name)), text::slug(name)]);
        for name in names.filter(|name| is_free(index, name)).chain((!has_page).then(|| id.to_string())) {
            moved.entry(name.replace('_', "")).or_default().insert(today.clone());
        }
    }
    moved
}

fn is_free(index: &Index, name: &str) -> bool {
    CompanyId::new(name).is_ok_and(|id| !index.has_page(&id))
}

/// The page for what is not there.
pub(crate) fn view(press: &Press) -> Value {
    view! { script: press.asset("assets/moved.js") }
}
