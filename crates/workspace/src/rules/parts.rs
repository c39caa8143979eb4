//! The parts of a rule: patterns, selectors, settings, lists, cleaning, words; what repeats in a structure.

use std::collections::BTreeMap;

use super::{folded, named};
use crate::tree::{Field, ValueForm};
use crate::value::words::CLEANS;
use crate::value::{Wrong, suggestion};
use crate::{
    BadPattern, Catch, Clean, Column, Columns, FIELDS, Items, List, Members, Part, Pattern, Selector,
    Setting, Value,
};

pub fn pattern(field: Field<'_>) -> Option<Pattern> {
    let remedy = "write the line with {names} where it varies, or a regular expression that begins with ^";
    field.verbatim(|text| Pattern::new(text).map_err(|bad| Wrong::new(bad.to_string(), remedy)))
}

pub fn selector(field: Field<'_>) -> Option<Selector> {
    let remedy = "write a CSS selector, such as `article ul > li`";
    field.read(|text| Selector::new(text).map_err(|bad| Wrong::new(bad.to_string(), remedy)))
}

/// Patterns, each alone or with what it says beyond.
pub fn catches(field: Field<'_>) -> Vec<Catch> {
    match field.form() {
        ValueForm::Text => pattern(field).map(plain).into_iter().collect(),
        ValueForm::Number | ValueForm::List | ValueForm::Table => field.each(catch),
    }
}

fn plain(pattern: Pattern) -> Catch {
    Catch { pattern, element: None, set: Setting::new(), also: vec![] }
}

fn catch(field: Field<'_>) -> Option<Catch> {
    if field.form() != ValueForm::Table {
        return pattern(field).map(plain);
    }
    let t = field.table()?;
    let pattern = t.get("line").and_then(pattern);
    let element = t.get("in").and_then(selector);
    let set = t.get("set").and_then(setting).unwrap_or_default();
    let also = t.get("also").map(|f| f.each(setting)).unwrap_or_default();
    Some(Catch { pattern: pattern?, element, set, also })
}

/// What a page does not print.
pub fn setting(field: Field<'_>) -> Option<Setting> {
    let mut setting = Setting::new();
    for (name, field) in field.entries() {
        let accepted = name.read("a part", part);
        let remedy = "write plain words, or {names} of what is caught";
        let value = match field.form() {
            ValueForm::Number => field.whole().and_then(|n: i64| Value::new(&n.to_string())),
            ValueForm::Text | ValueForm::List | ValueForm::Table => field.verbatim(|text| {
                Value::new(text).ok_or_else(|| Wrong::new("a brace has no partner or no name", remedy))
            }),
        };
        setting.extend(accepted.zip(value));
    }
    Some(setting)
}

/// The name of a part of a record.
fn part(text: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("records have no such part", suggestion(text, &FIELDS));
    if FIELDS.contains(&text) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// A part that holds several things of its own kind.
pub fn several(field: Field<'_>) -> Option<(String, List)> {
    let name = field.owned()?;
    let pattern = Pattern::new(&format!("{{{name}}}"));
    let wrong = |bad: BadPattern| {
        field.refuse(format!("`several` cannot name it: {bad}"), "name a part, such as \"company\"")
    };
    let items = vec![plain(pattern.map_err(wrong).ok()?)];
    Some((name, List { items, between: vec![] }))
}

pub fn list(field: Field<'_>) -> Option<List> {
    let t = field.table()?;
    let items = t.get("items").map(catches);
    let between = t.get("between").map(|f| f.each(pattern)).unwrap_or_default();
    Some(List { items: items?, between })
}

pub fn cleans(field: Field<'_>) -> Vec<Clean> {
    match field.form() {
        ValueForm::List => field.each(clean),
        ValueForm::Text | ValueForm::Number | ValueForm::Table => clean(field).into_iter().collect(),
    }
}

fn clean(field: Field<'_>) -> Option<Clean> {
    if field.form() != ValueForm::Table {
        let known: Vec<&str> = CLEANS.iter().map(|(word, _)| *word).collect();
        let wrong = |text: &str| Wrong::new("it is not a step of cleaning", suggestion(text, &known));
        let find = |text: &str| CLEANS.iter().find(|(word, _)| *word == text).map(|(_, step)| step.clone());
        return field.read(|text| find(text).ok_or_else(|| wrong(text)));
    }
    let t = field.table()?;
    let pattern = t.get("cut").and_then(pattern);
    pattern.map(Clean::Cut)
}

pub fn words(field: Field<'_>) -> BTreeMap<String, String> {
    let entries = field.entries().into_iter();
    entries.filter_map(|(name, field)| Some((folded(name.text()), field.owned()?))).collect()
}

/// `columns`, with what is put aside.
pub fn columns(field: Field<'_>, aside: Option<Field<'_>>, also: &[Setting]) -> Columns {
    let columns = named(Some(field), |f| Some(alternatives(f)).filter(|all| !all.is_empty()));
    if columns.is_empty() && field.form() == ValueForm::Table {
        field.refuse("`columns` must name a column", "write columns = { company = \"Marque\" }");
    }
    Columns { columns, aside: aside.map(|f| f.each(Field::owned)).unwrap_or_default(), also: also.to_vec() }
}

fn alternatives(field: Field<'_>) -> Vec<Column> {
    match field.form() {
        ValueForm::List => field.each(column),
        ValueForm::Text | ValueForm::Number | ValueForm::Table => column(field).into_iter().collect(),
    }
}

fn column(field: Field<'_>) -> Option<Column> {
    match field.form() {
        ValueForm::Number => field.whole().map(|n: u32| Column::At(n as usize)),
        ValueForm::Text | ValueForm::List | ValueForm::Table => field.owned().map(Column::Header),
    }
}

/// `items` and `fields`, with what is put aside.
pub fn items(
    field: Field<'_>,
    fields: Option<Field<'_>>,
    aside: Option<Field<'_>>,
    also: &[Setting],
) -> Option<Items> {
    Some(Items {
        each: selector(field)?,
        fields: named(fields, |f| f.read(item_part)),
        aside: aside.map(|f| f.each(selector)).unwrap_or_default(),
        also: also.to_vec(),
    })
}

/// `.name`, `img@alt`, `@data-place`, or `.` for the item itself.
fn item_part(text: &str) -> Result<Part, Wrong> {
    let (element, attribute) = text.split_once('@').map_or((text, None), |(e, a)| (e, Some(a.to_owned())));
    let remedy = "write a CSS selector, `selector@attribute`, or `.` for the item itself";
    let element = match element.trim() {
        "" | "." => None,
        css => Some(Selector::new(css).map_err(|bad| Wrong::new(bad.to_string(), remedy))?),
    };
    Ok(Part { element, attribute })
}

/// `json` and `fields`, with what is put aside.
pub fn members(
    field: Field<'_>,
    fields: Option<Field<'_>>,
    aside: Option<Field<'_>>,
    also: &[Setting],
) -> Option<Members> {
    let fields: BTreeMap<String, String> = named(fields, Field::owned);
    let aside = aside.map(|f| f.each(Field::owned)).unwrap_or_default();
    Some(Members { each: field.owned()?, fields, aside, also: also.to_vec() })
}
