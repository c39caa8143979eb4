//! The tables `[rule.*]` of `sources.toml`: how pages are read.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use crate::file::TextFile;
use crate::keys::RULES_FILE;
use crate::mistake::Mistakes;
use crate::tree::{Document, Field, TomlTable, readable};
use crate::value::words::UNSHOWN;
use crate::value::{Wrong, quoted, suggestion};
use crate::{Catch, FIELDS, Region, Rule, Setting};
use model::text;
use parts::{catches, cleans, columns, items, list, members, pattern, selector, setting, several, words};

pub fn read(root: TomlTable<'_>) -> BTreeMap<String, Rule> {
    let mut rules = BTreeMap::new();
    for (name, field) in root.get("rule").map(Field::entries).unwrap_or_default() {
        let accepted = name.read("a rule", rule_name);
        let Some(table) = field.table() else { continue };
        let rule = read_rule(name.text(), table);
        check_names(field, &rule);
        rules.extend(accepted.map(|name| (name, rule)));
    }
    rules
}

/// Reads a text that holds nothing but rules, as the workshop and tests have it.
///
/// # Errors
/// All mistakes at once; a text without a rule is none.
pub fn rules_in(name: &str, text: &str) -> Result<BTreeMap<String, Rule>, Mistakes> {
    let file = TextFile::new(name, text.to_owned());
    let text = readable(&file);
    let document = Document::parse(&file, &text);
    let rules = read(document.root(&RULES_FILE));
    match Mistakes::new(file.into_mistakes()) {
        Some(mistakes) => Err(mistakes),
        None => Ok(rules),
    }
}

fn rule_name(text: &str) -> Result<String, Wrong> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let good = (1..=60).contains(&text.len()) && text.chars().all(fits);
    let wrong = || Wrong::new("it is not a name", "use 1 to 60 lower-case letters a–z, digits, `-` and `_`");
    if good { Ok(text.to_owned()) } else { Err(wrong()) }
}

fn read_rule(name: &str, t: TomlTable<'_>) -> Rule {
    let region = region(t);
    let aside = t.get("aside");
    let also = t.get("also").map(|f| f.each(setting)).unwrap_or_default();
    let fields = t.get("fields");
    let repeating = ["columns", "items", "json"].iter().any(|key| t.get(key).is_some());
    for (key, field) in [("aside", aside), ("fields", fields)] {
        if let Some(field) = field.filter(|_| !repeating) {
            let what =
                format!("`{key}` belongs to `columns`, `items` or `json`, and the rule has none of them");
            field.refuse(what, "delete the line, or say what repeats on the page");
        }
    }
    let mut lists: BTreeMap<_, _> =
        t.get("several").map(|f| f.each(several)).unwrap_or_default().into_iter().collect();
    for (name, field) in t.get("list").map(Field::entries).unwrap_or_default() {
        lists.extend(list(field).map(|list| (name.text().to_owned(), list)));
    }
    Rule {
        name: name.to_owned(),
        lines: t.get("lines").map(catches).unwrap_or_default(),
        prose: t.get("prose").map(catches).unwrap_or_default(),
        table: t.get("columns").map(|f| columns(f, aside, &also)),
        json: t.get("json").and_then(|f| members(f, fields, aside, &also)),
        items: t.get("items").and_then(|f| items(f, fields, aside, &also)),
        headings: t.get("headings").map(catches).unwrap_or_default(),
        once: t.get("once").map(catches).unwrap_or_default(),
        ignore: named(t.get("ignore"), pattern),
        lists,
        clean: named(t.get("clean"), |f| Some(cleans(f))),
        words: named(t.get("words"), |f| Some(words(f))),
        whole: t.get("whole").map(|f| f.each(Field::owned)).unwrap_or_default(),
        none: t.get("none").and_then(pattern),
        set: t.get("set").and_then(setting).unwrap_or_default(),
        region,
    }
}

fn region(t: TomlTable<'_>) -> Region {
    let split = t.get("split").and_then(pattern);
    let post = t.get("post");
    if let Some(field) = post.filter(|_| split.is_none()) {
        field.refuse(
            "`post` picks a post, but nothing says where posts begin",
            "add `split`, a line that begins a post",
        );
    }
    Region {
        within: t.get("within").and_then(selector),
        without: t.get("without").and_then(selector),
        split,
        post: post.and_then(pattern),
        from: t.get("from").and_then(pattern),
        until: t.get("until").and_then(pattern),
        pages: t.get("pages").map(|f| f.each(Field::whole)).unwrap_or_default(),
        sheet: t.get("sheet").and_then(Field::owned),
        comments: t.get("comments").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        hidden: t.get("hidden").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        pictures: t.get("pictures").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        edges: t.get("edges").map(|f| f.each(Field::whole)).unwrap_or_default(),
    }
}

/// Entries whose keys a person has chosen.
fn named<'a, T>(field: Option<Field<'a>>, read: impl Fn(Field<'a>) -> Option<T>) -> BTreeMap<String, T> {
    let entries = field.map(Field::entries).unwrap_or_default();
    entries.into_iter().filter_map(|(name, field)| Some((name.text().to_owned(), read(field)?))).collect()
}

/// The folded form in which printed words are looked up.
fn folded(text: &str) -> String {
    text::heading(text)
}

/// What a value may ask for beside what is caught.
const GIVEN: [&str; 4] = ["position", "countdown", "label", "heading"];

/// Notes names that are caught and never used, or used and never caught.
fn check_names(field: Field<'_>, rule: &Rule) {
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
