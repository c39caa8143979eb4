//! JSON: the list whose members name the winners, in a text of its own or in the scripts of a page.

use serde_json::Value;

use super::set;
use super::tables::title;
use crate::json::scripts;
use crate::page::{Page, Sheet};
use model::text::key;
use workspace::{Members, Rule};

/// A list nested deeper than this, or a text with more lists, is not searched.
const DEEPEST: usize = 12;

/// Rules for the lists of which a member names each winner.
pub(super) fn candidates(page: Page<'_>, sheet: &Sheet<'_>, names: &[String]) -> Vec<Rule> {
    let mut all = Vec::new();
    if !names.is_empty() {
        each_list(page, sheet, &mut |path, list| all.extend(of_list(path, list, names)));
    }
    all
}

/// Texts that may name the winners: of each list those of one member, the one that `likely` counts the most of.
pub(super) fn names(page: Page<'_>, sheet: &Sheet<'_>, likely: impl Fn(&str) -> usize) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    each_list(page, sheet, &mut |_, list| {
        let mut members: Vec<(String, Vec<String>)> = Vec::new();
        for (path, text) in list.iter().flat_map(|node| texts(node, "$", 3)) {
            match members.iter_mut().find(|(known, _)| *known == path) {
                Some((_, values)) => values.push(text),
                None => members.push((path, vec![text])),
            }
        }
        members.retain(|(path, values)| path != "$" && values.len() == list.len() && values.len() > 1);
        let weight = |(path, values): &(String, Vec<String>)| {
            (values.iter().map(|text| likely(text)).sum::<usize>(), usize::from(names_winners(path)))
        };
        // Of members that say equally little, the first stands for what the list is about.
        let best = members.iter().rev().max_by_key(|member| weight(member));
        all.extend(best.map(|(_, values)| values.clone()));
    });
    all
}

/// Whether a member is called as those that hold a name are.
fn names_winners(path: &str) -> bool {
    const CALLED: [&str; 10] =
        ["company", "brand", "winner", "name", "laureat", "entreprise", "marque", "nom", "title", "gewinner"];
    CALLED.iter().any(|word| path.to_ascii_lowercase().contains(word))
}

/// Shows each list of the JSON that a page is or carries, with the path to it.
fn each_list(page: Page<'_>, sheet: &Sheet<'_>, show: &mut dyn FnMut(&str, &[Value])) {
    let root = match (page, &sheet.markup) {
        (Page::Json(source), _) => serde_json::from_str(source).ok(),
        (Page::Html(_), Some(markup)) => Some(scripts(&markup.tree)),
        (Page::Html(_) | Page::Plain(_) | Page::Csv(_) | Page::Words(_) | Page::Workbook(_), _) => None,
    };
    let Some(root) = root else { return };
    // A place in the list of all scripts changes with every plugin, so the way there begins at any depth.
    let start = if matches!(page, Page::Json(_)) { "$" } else { "$." };
    lists(&root, start, DEEPEST, show);
}

/// Shows each list of a value, with the path to it.
fn lists(value: &Value, path: &str, left: usize, show: &mut dyn FnMut(&str, &[Value])) {
    if left == 0 {
        return;
    }
    match value {
        Value::Array(list) => {
            show(path, list);
            for (at, inner) in list.iter().enumerate() {
                let path = if path == "$." { path.to_owned() } else { format!("{path}[{at}]") };
                lists(inner, &path, left - 1, show);
            }
        }
        Value::Object(members) => {
            for (name, inner) in members {
                lists(inner, &format!("{path}{}", step(name)), left - 1, show);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn step(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { format!(".{name}") } else { format!("['{}']", name.replace('\'', "\\'")) }
}

/// The rule for a list, where one member of each node holds the winners.
fn of_list(path: &str, list: &[Value], names: &[String]) -> Option<Rule> {
    let first = list.iter().flat_map(|node| texts(node, "$", 3)).find(|(_, text)| is(text, &names[0]));
    let (company, _) = first?;
    let values: Vec<String> = list
        .iter()
        .flat_map(|node| texts(node, "$", 3))
        .filter(|(at, _)| *at == company)
        .map(|(_, t)| t)
        .collect();
    if !names.iter().all(|name| values.iter().any(|text| is(text, name))) || path == "$." {
        return None;
    }
    let mut members = Members {
        each: format!("{path}[*]"),
        fields: [("company".to_owned(), company.clone())].into(),
        aside: vec![],
        also: vec![],
    };
    let mut keys: Vec<&String> =
        list.iter().filter_map(Value::as_object).flat_map(|node| node.keys()).collect();
    keys.sort();
    keys.dedup();
    for name in keys.into_iter().filter(|name| !company.starts_with(&format!("${}", step(name)))) {
        let texts: Vec<String> = list.iter().filter_map(|node| plain(node.get(name)?)).collect();
        let words: Vec<&str> = texts.iter().map(String::as_str).collect();
        match title(name, &words)
            .filter(|part| texts.len() == list.len() && !members.fields.contains_key(*part))
        {
            Some(part) => {
                members.fields.insert(part.to_owned(), format!("${}", step(name)));
            }
            None => members.aside.push(name.clone()),
        }
    }
    let set =
        if members.fields.contains_key("place") { Default::default() } else { set("outcome", "winner") };
    Some(Rule { name: "learned".to_owned(), json: Some(members), set, ..Rule::default() })
}

fn is(text: &str, name: &str) -> bool {
    key(text) == key(name)
}

/// The texts in a node, each with the path to it.
fn texts(node: &Value, path: &str, left: usize) -> Vec<(String, String)> {
    match node {
        Value::String(text) => vec![(path.to_owned(), text.clone())],
        Value::Object(members) if left > 0 => {
            let inner =
                |(name, value): (&String, &Value)| texts(value, &format!("{path}{}", step(name)), left - 1);
            members.iter().flat_map(inner).collect()
        }
        Value::Object(_) | Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => vec![],
    }
}

/// A value that stands for itself.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
