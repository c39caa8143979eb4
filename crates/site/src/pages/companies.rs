//! All companies, A to Z, with the names they had before: those with a distinction first, each with its page; then those
//! that were only named or measured, each a row with the sources that speak of it.

use minijinja::Value;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use model::{CompanyId, Counting, SourceId, Subject};

use crate::press::address::{Address, row_anchor};
use crate::press::sheet::{Link, Sheet};

/// The rows of an initial, a letter or `#` for digits and signs, each by what it is sorted by.
type Letters = BTreeMap<char, BTreeMap<(String, String), Value>>;

/// The view of the list, or of one initial of it. Where initials have pages of their own, the list leads to them.
pub(crate) fn view(sheet: &Sheet, only: Option<char>) -> Value {
    let named_by = named_by(sheet);
    let (mut awarded, mut others) = (Letters::new(), Letters::new());
    let initials = sheet.index.initials();
    let wanted = |initial| if initials.is_empty() { true } else { only == Some(initial) };
    let elsewhere = initials.iter().map(|&initial| {
        let href = sheet.links.to(&Address::Initial(initial));
        view! { initial: initial.to_string(), href, current: only == Some(initial) }
    });
    for id in sheet.index.companies() {
        let part = if sheet.index.has_page(id) { &mut awarded } else { &mut others };
        for (name, row) in rows(sheet, id, &named_by) {
            if !wanted(initial(&name)) {
                continue;
            }
            part.entry(initial(&name)).or_default().insert((folded(&name), format!("{name} {id}")), row);
        }
    }
    let here =
        |id: &&CompanyId| only.is_none_or(|only| initial(&sheet.input.register.company(id).name) == only);
    let companies = || sheet.index.companies().filter(here);
    view! {
        initial: only.map(|initial| initial.to_string()),
        initials: elsewhere.collect::<Vec<_>>(),
        awarded: groups(awarded),
        others: groups(others),
        awarded_count: companies().filter(|id| sheet.index.has_page(id)).count(),
        count: companies().count(),
    }
}

fn groups(letters: Letters) -> Vec<Value> {
    let group = |(initial, rows): (char, BTreeMap<_, Value>)| {
        view! { initial: initial.to_string(), entries: rows.into_values().collect::<Vec<_>>() }
    };
    letters.into_iter().map(group).collect()
}

/// A company under its name of today, and a row for each former name that leads to it.
fn rows(sheet: &Sheet, id: &CompanyId, named_by: &NamedBy) -> Vec<(String, Value)> {
    let company = sheet.input.register.company(id);
    let link: Link = sheet.company(id);
    let awards = sheet.index.awards_of(id);
    let has_page = sheet.index.has_page(id);
    let sources = named_by.get(id).into_iter().flatten().filter(|_| !has_page);
    let today = view! {
        name: link.name.clone(),
        href: link.href.clone().filter(|_| has_page),
        anchor: (!has_page).then(|| row_anchor(id)),
        now: None::<String>,
        sector: company.sector.as_ref().and_then(|id| sheet.sector(id)).map(|sector| sector.name),
        distinctions: awards.iter().filter(|(_, award)| award.counting == Counting::Counts).count(),
        sources: sources.map(|id| sheet.source(id)).collect::<Vec<_>>(),
    };
    let former = company.former.iter().map(|former| {
        let row = view! { name: former.name.clone(), href: link.href.clone(), now: link.name.clone() };
        (former.name.clone(), row)
    });
    std::iter::once((link.name.clone(), today)).chain(former).collect()
}

/// The sources that speak of each company.
type NamedBy<'a> = BTreeMap<&'a CompanyId, BTreeSet<&'a SourceId>>;

fn named_by<'a>(sheet: &Sheet<'a>) -> NamedBy<'a> {
    let register = sheet.input.register;
    let awards = register.awards.iter().filter_map(|award| Some((award.company.as_ref()?, &award.source)));
    let measures = register.measures.iter().filter_map(|measure| match &measure.subject {
        Subject::Company(id) => Some((id, &measure.source)),
        Subject::Average => None,
    });
    let mut named_by = NamedBy::new();
    for (company, source) in awards.chain(measures) {
        named_by.entry(company).or_default().insert(source);
    }
    named_by
}

/// Letters without case and accents, for sorting; the sign that a name begins with is skipped.
pub(crate) fn folded(name: &str) -> String {
    let plain = name.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    plain.flat_map(char::to_lowercase).collect::<String>().replace('œ', "oe")
}

/// The letter under which a name stands, or `#` for digits and signs.
pub(crate) fn initial(name: &str) -> char {
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
