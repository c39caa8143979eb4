//! The tables `[rule.*]` of `sources.toml`: how pages are read.

mod names;
mod parts;
mod repeats;
mod uses;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::file::TextFile;
use super::mistake::Mistakes;
use super::tree::{Document, Field, Table, readable};
use super::value::Wrong;
use crate::{Region, Rule, Unshown};
use model::text;
use parts::{catches, cleans, list, pattern, selector, setting, words};

pub use uses::{Reading, read as uses};

/// A PDF with more pages is no list of winners.
const PAGES: RangeInclusive<i64> = 1..=10_000;
/// The widest page of a PDF is 14,400 points.
const EDGES: RangeInclusive<i64> = 0..=14_400;
const UNSHOWN: &[(&str, Unshown)] = &[("read", Unshown::Read), ("skipped", Unshown::Skipped)];

/// Reads the rules.
pub fn read(root: &mut Table<'_>) -> BTreeMap<String, Rule> {
    let mut rules = BTreeMap::new();
    for (name, field) in root.get("rule").map(Field::entries).unwrap_or_default() {
        let accepted = name.read("a rule", rule_name);
        let Some(mut table) = field.table("a rule") else { continue };
        let rule = read_rule(name.text(), &mut table);
        table.close();
        names::check(field, &rule);
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
    let mut root = document.root();
    let rules = read(&mut root);
    root.close();
    match Mistakes::new(file.into_mistakes()) {
        Some(mistakes) => Err(mistakes),
        None => Ok(rules),
    }
}

fn rule_name(text: &str) -> Result<String, Wrong> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let good = (1..=60).contains(&text.len()) && text.chars().all(fits);
    let wrong = || Wrong::new("it is no name", "use 1 to 60 lower-case letters a–z, digits, `-` and `_`");
    if good { Ok(text.to_owned()) } else { Err(wrong()) }
}

fn read_rule(name: &str, t: &mut Table<'_>) -> Rule {
    let region = region(t);
    let aside = t.get("aside");
    let also = t.get("also").map(|f| f.each(setting)).unwrap_or_default();
    let fields = t.get("fields");
    let mut lists: BTreeMap<_, _> =
        t.get("several").map(|f| f.each(parts::several)).unwrap_or_default().into_iter().collect();
    for (name, field) in t.get("list").map(Field::entries).unwrap_or_default() {
        lists.extend(list(field).map(|list| (name.text().to_owned(), list)));
    }
    Rule {
        name: name.to_owned(),
        lines: t.get("lines").map(catches).unwrap_or_default(),
        prose: t.get("prose").map(catches).unwrap_or_default(),
        table: t.get("columns").map(|f| repeats::columns(f, aside, &also)),
        json: t.get("json").and_then(|f| repeats::members(f, fields, aside, &also)),
        items: t.get("items").and_then(|f| repeats::items(f, fields, aside, &also)),
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

fn region(t: &mut Table<'_>) -> Region {
    let split = t.get("split").and_then(pattern);
    let post = t.get("post");
    if let Some(field) = post.filter(|_| split.is_none()) {
        field.refuse(
            "`post` picks a post, and nothing says where posts begin",
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
        pages: t.get("pages").map(|f| f.each(|f| f.whole(PAGES))).unwrap_or_default(),
        sheet: t.get("sheet").and_then(Field::owned),
        comments: t.get("comments").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        hidden: t.get("hidden").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        pictures: t.get("pictures").and_then(|f| f.word(UNSHOWN)).unwrap_or_default(),
        edges: t.get("edges").map(|f| f.each(|f| f.whole(EDGES))).unwrap_or_default(),
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
