//! Names that hang in the air: caught and never used, or used and never caught.

use std::collections::BTreeSet;

use crate::tree::Field;
use crate::value::{quoted, suggestion};
use crate::{Catch, FIELDS, Rule, Setting};

/// What a value may ask for beside what is caught.
const GIVEN: [&str; 4] = ["position", "countdown", "label", "heading"];

/// Notes names that hang in the air.
pub fn check(field: Field<'_>, rule: &Rule) {
    let caught = caught(rule);
    let asked = asked(rule);
    let known = |name: &str| FIELDS.contains(&name) || name.starts_with("aside");
    let used = |name: &str| known(name) || rule.lists.contains_key(name) || asked.contains(name);
    for name in caught.iter().filter(|name| !used(name)) {
        let mut words: Vec<&str> = FIELDS.to_vec();
        words.extend(rule.lists.keys().map(String::as_str));
        let what = format!("{} is caught and never used", quoted(name));
        field.refuse(what, format!("{}; or call it `aside_…` to put it aside", suggestion(name, &words)));
    }
    let lists = rule.lists.keys().map(String::as_str);
    for name in
        asked.iter().copied().chain(lists).filter(|name| !caught.contains(name) && !GIVEN.contains(name))
    {
        let words: Vec<&str> = caught.iter().copied().collect();
        field.refuse(format!("{} is used and never caught", quoted(name)), suggestion(name, &words));
    }
}

fn all_catches(rule: &Rule) -> impl Iterator<Item = &Catch> {
    let lists = rule.lists.values().flat_map(|list| &list.items);
    rule.lines.iter().chain(&rule.prose).chain(&rule.headings).chain(&rule.once).chain(lists)
}

fn caught(rule: &Rule) -> BTreeSet<&str> {
    let columns = rule.table.iter().flat_map(|table| table.columns.keys());
    let fields = rule.items.iter().flat_map(|items| items.fields.keys());
    let members = rule.json.iter().flat_map(|json| json.fields.keys());
    let structured = columns.chain(fields).chain(members).map(String::as_str);
    all_catches(rule).flat_map(|catch| catch.pattern.names()).chain(structured).collect()
}

fn asked(rule: &Rule) -> BTreeSet<&str> {
    let of_catches = all_catches(rule).flat_map(|catch| std::iter::once(&catch.set).chain(&catch.also));
    let tables = rule.table.iter().flat_map(|table| &table.also);
    let items = rule.items.iter().flat_map(|items| &items.also);
    let members = rule.json.iter().flat_map(|json| &json.also);
    let settings: Vec<&Setting> =
        of_catches.chain(tables).chain(items).chain(members).chain(std::iter::once(&rule.set)).collect();
    settings.into_iter().flat_map(|setting| setting.values()).flat_map(|value| value.names()).collect()
}
