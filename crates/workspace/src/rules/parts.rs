//! The parts of a rule: patterns, selectors, settings, lists, cleaning, words.

use std::collections::BTreeMap;

use super::folded;
use crate::tree::{Field, Form};
use crate::value::{Wrong, suggestion};
use crate::{Catch, Clean, FIELDS, List, Pattern, Selector, Setting, Value};

const CLEANS: &[(&str, Clean)] = &[
    ("asides", Clean::Asides),
    ("comment", Clean::Comment),
    ("capitals", Clean::Capitals),
    ("quotes", Clean::Quotes),
];

/// A pattern.
pub fn pattern(field: Field<'_>) -> Option<Pattern> {
    let remedy = "write the line with {names} where it varies, or a regular expression that begins with ^";
    field.verbatim(|text| Pattern::new(text).map_err(|bad| Wrong::new(bad.to_string(), remedy)))
}

/// A selector.
pub fn selector(field: Field<'_>) -> Option<Selector> {
    let remedy = "write a CSS selector, such as `article ul > li`";
    field.read(|text| Selector::new(text).map_err(|bad| Wrong::new(bad.to_string(), remedy)))
}

/// Patterns, each alone or with what it says beyond.
pub fn catches(field: Field<'_>) -> Vec<Catch> {
    match field.form() {
        Form::Text => pattern(field).map(plain).into_iter().collect(),
        Form::Number | Form::List | Form::Table => field.each(catch),
    }
}

fn plain(pattern: Pattern) -> Catch {
    Catch { pattern, element: None, set: Setting::new(), also: vec![] }
}

fn catch(field: Field<'_>) -> Option<Catch> {
    if field.form() != Form::Table {
        return pattern(field).map(plain);
    }
    let mut t = field.table("a pattern")?;
    let pattern = t.need("line", "\"{place} prix : {company}\"").and_then(pattern);
    let element = t.get("in").and_then(selector);
    let set = t.get("set").and_then(setting).unwrap_or_default();
    let also = t.get("also").map(|f| f.each(setting)).unwrap_or_default();
    t.close();
    Some(Catch { pattern: pattern?, element, set, also })
}

/// What a page does not print.
pub fn setting(field: Field<'_>) -> Option<Setting> {
    let mut setting = Setting::new();
    for (name, field) in field.entries() {
        let accepted = name.read("a part", part);
        let remedy = "write plain words, or {names} of what is caught";
        let value = match field.form() {
            Form::Number => field.whole(0..=9999).and_then(|n: i64| Value::new(&n.to_string())),
            Form::Text | Form::List | Form::Table => field.verbatim(|text| {
                Value::new(text).ok_or_else(|| Wrong::new("a brace has no partner or no name", remedy))
            }),
        };
        setting.extend(accepted.zip(value));
    }
    Some(setting)
}

/// The name of a part of a record.
fn part(text: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("no record has such a part", suggestion(text, &FIELDS));
    if FIELDS.contains(&text) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// A part that holds several things of its own kind.
pub fn several(field: Field<'_>) -> Option<(String, List)> {
    let name = field.owned()?;
    let pattern = Pattern::new(&format!("{{{name}}}"));
    let wrong = |bad: crate::BadPattern| {
        field.refuse(format!("`several` cannot name it: {bad}"), "name a part, such as \"company\"")
    };
    let items = vec![plain(pattern.map_err(wrong).ok()?)];
    Some((name, List { items, between: vec![] }))
}

/// `[rule.*.list.*]`.
pub fn list(field: Field<'_>) -> Option<List> {
    let mut t = field.table("a list")?;
    let items = t.need("items", "[\"{sector} ({score})\"]").map(catches);
    let between = t.get("between").map(|f| f.each(pattern)).unwrap_or_default();
    t.close();
    Some(List { items: items?, between })
}

/// Steps of cleaning.
pub fn cleans(field: Field<'_>) -> Vec<Clean> {
    match field.form() {
        Form::List => field.each(clean),
        Form::Text | Form::Number | Form::Table => clean(field).into_iter().collect(),
    }
}

fn clean(field: Field<'_>) -> Option<Clean> {
    if field.form() != Form::Table {
        let known: Vec<&str> = CLEANS.iter().map(|(word, _)| *word).collect();
        let wrong = |text: &str| Wrong::new("it is no step of cleaning", suggestion(text, &known));
        let find = |text: &str| CLEANS.iter().find(|(word, _)| *word == text).map(|(_, step)| step.clone());
        return field.read(|text| find(text).ok_or_else(|| wrong(text)));
    }
    let mut t = field.table("a step of cleaning")?;
    let pattern = t.need("cut", "\" pour la …\"").and_then(pattern);
    t.close();
    pattern.map(Clean::Cut)
}

/// What printed words mean.
pub fn words(field: Field<'_>) -> BTreeMap<String, String> {
    let entries = field.entries().into_iter();
    entries.filter_map(|(name, field)| Some((folded(name.text()), field.owned()?))).collect()
}
