//! All companies, A to Z, with the names they had before.

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use model::{CompanyId, Counting, FormerName};

use crate::press::sheet::{Link, Sheet};

/// The companies of an initial.
#[derive(Serialize)]
struct Group {
    /// A letter, or `#` for digits and signs.
    initial: String,
    entries: Vec<CompanyEntry>,
}

/// A company, or a former name that leads to it.
#[derive(Serialize)]
struct CompanyEntry {
    name: String,
    href: Option<String>,
    /// The name of today, under a former name.
    now: Option<String>,
    sector: Option<String>,
    distinctions: usize,
}

/// The view of the list.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let mut groups: BTreeMap<char, Vec<CompanyEntry>> = BTreeMap::new();
    let entries = sheet.index.companies().flat_map(|id| entries(sheet, id));
    entries.for_each(|entry| groups.entry(initial(&entry.name)).or_default().push(entry));
    let group = |(initial, mut entries): (char, Vec<CompanyEntry>)| {
        entries.sort_by_cached_key(|entry| (folded(&entry.name), entry.name.clone(), entry.href.clone()));
        Group { initial: initial.to_string(), entries }
    };
    view! {
        groups: groups.into_iter().map(group).collect::<Vec<_>>(),
        count: sheet.index.companies().count(),
    }
}

fn entries(sheet: &Sheet, id: &CompanyId) -> Vec<CompanyEntry> {
    let company = sheet.input.register.company(id);
    let link: Link = sheet.company(id);
    let counted = sheet.index.awards_of(id).iter().filter(|(_, a)| a.counting == Counting::Counts).count();
    let today = CompanyEntry {
        name: link.name.clone(),
        href: link.href.clone(),
        now: None,
        sector: company.sector.as_ref().and_then(|id| sheet.sector(id)).map(|sector| sector.name),
        distinctions: counted,
    };
    let former = |former: &FormerName| CompanyEntry {
        name: former.name.clone(),
        href: link.href.clone(),
        now: Some(link.name.clone()),
        sector: None,
        distinctions: 0,
    };
    std::iter::once(today).chain(company.former.iter().map(former)).collect()
}

/// Letters without case and accents, for sorting; the sign that a name begins with is skipped.
pub(crate) fn folded(name: &str) -> String {
    let plain = name.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    plain.flat_map(char::to_lowercase).collect::<String>().replace('œ', "oe")
}

fn initial(name: &str) -> char {
    let first = folded(name).trim_start().chars().next();
    first.filter(char::is_ascii_alphabetic).map_or('#', |c| c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::{pages::companies::folded, pages::companies::initial};

    #[test]
    fn accents_and_signs_do_not_decide_where_a_name_stands() {
        assert_eq!(["Élu", "Œuvre", "3 Suisses", "(x)", "東"].map(initial), ['E', 'O', '#', 'X', '#']);
        assert!(folded("Éclair") < folded("Zèbre"));
    }
}
