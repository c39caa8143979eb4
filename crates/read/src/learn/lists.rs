//! Enumerations: winners that stand in one line, what stands between them, and how each looks.

use super::looks::{escaped, prefix, suffix};
use super::{Occurrence, catch, distinct, rule_around, set};
use crate::list::cut;
use crate::page::Sheet;
use workspace::{List, Pattern, Rule, Setting};

/// Rules for the lines that name two winners or more.
pub(super) fn candidates(sheet: &Sheet<'_>, found: &[Occurrence]) -> Vec<Rule> {
    let mut lines: Vec<usize> = found.iter().map(|occurrence| occurrence.line).collect();
    lines.dedup();
    let of = |line: usize| -> Vec<Occurrence> { found.iter().filter(|o| o.line == line).copied().collect() };
    lines
        .into_iter()
        .map(of)
        .filter(|named| distinct(named) >= 2)
        .flat_map(|named| of_line(sheet, &named))
        .collect()
}

fn of_line(sheet: &Sheet<'_>, named: &[Occurrence]) -> Vec<Rule> {
    let line = sheet.text.lines[named[0].line].span();
    let text = sheet.text.get(line);
    let at = |byte: usize| (byte - line.from).min(text.len());
    let between = separators(text, named, line.from);
    let mut rules = Vec::new();
    for lead in leads(text, at(named[0].span.from)) {
        let (body, end) = body(&text[lead..]);
        let items = cut(body, &between, &[]);
        let templates = templates(&items, named, line.from + lead);
        let Some(line_catch) =
            catch(&format!("{}{{winners}}{}", escaped(&text[..lead]), escaped(end)), Setting::new())
        else {
            continue;
        };
        let list = List {
            items: templates.iter().filter_map(|t| catch(t, Setting::new())).collect(),
            between: between.clone(),
        };
        let spans: Vec<_> = named.iter().map(|occurrence| occurrence.span).collect();
        let mut rule = rule_around(sheet, &spans);
        rule.lines = vec![line_catch];
        let ordered = between.iter().any(|b| b.as_str().contains("devant") || b.as_str().contains("ahead"));
        rule.set = if ordered { set("place", "{position}") } else { set("outcome", "winner") };
        rule.lists.insert("winners".to_owned(), list);
        rules.push(rule);
    }
    rules
}

/// Where the list may begin: after the last colon before the first winner, after each word before it, or with it.
fn leads(text: &str, first: usize) -> Vec<usize> {
    let before = &text[..first];
    let colon = before.rfind(": ").map(|at| at + 2);
    let words = before.match_indices(' ').map(|(at, _)| at + 1).rev().take(6);
    let mut all: Vec<usize> = colon.into_iter().chain([first]).chain(words).chain([0]).collect();
    let mut seen = Vec::new();
    all.retain(|at| {
        !seen.contains(at) && {
            seen.push(*at);
            true
        }
    });
    all
}

/// The list without the sign at its end, which the line keeps.
fn body(text: &str) -> (&str, &str) {
    let kept = text.trim_end_matches(['.', ' ']);
    if text.ends_with("...") { (text, "") } else { (kept, &text[kept.len()..]) }
}

/// What stands between winners beside commas and "et", such as "devant".
fn separators(text: &str, named: &[Occurrence], from: usize) -> Vec<Pattern> {
    let mut all: Vec<String> = Vec::new();
    for pair in named.windows(2) {
        let gap = text.get(pair[0].span.to - from..pair[1].span.from - from).unwrap_or_default();
        let after =
            gap.find(')').filter(|_| gap.trim_start().starts_with('(')).map_or(gap, |at| &gap[at + 1..]);
        all.push(after.to_owned());
    }
    let usual = |gap: &String| [",", ";", " et ", " and ", " und "].iter().any(|sign| gap.contains(sign));
    if all.iter().all(usual) {
        return vec![];
    }
    all.push(" et ".to_owned());
    all.sort();
    all.dedup();
    all.iter().filter_map(|gap| Pattern::new(&escaped(gap)).ok()).collect()
}

/// How the items look that hold a winner.
fn templates(items: &[(usize, &str)], named: &[Occurrence], from: usize) -> Vec<String> {
    let mut templates = Vec::new();
    for (at, item) in items {
        let start = from + at;
        let inside = named.iter().find(|o| o.span.from >= start && o.span.to <= start + item.len());
        let Some(occurrence) = inside else { continue };
        let (before, after) = (&item[..occurrence.span.from - start], &item[occurrence.span.to - start..]);
        templates.push(format!("{}{{company}}{}", before_winner(before), after_winner(after)));
    }
    templates.sort_by_key(|template| usize::MAX - template.len());
    templates.dedup();
    templates
}

/// `banque (` before a winner in brackets is its category.
fn before_winner(before: &str) -> String {
    match before.strip_suffix(" (") {
        Some(words) if !words.is_empty() => "{category} (".to_owned(),
        Some(_) | None => prefix(before, &[]),
    }
}

/// ` pour la palme` after a winner is its category.
fn after_winner(after: &str) -> String {
    let words = [" pour l'", " pour la ", " pour le ", " pour ", " for ", " dans la catégorie "];
    match words.iter().find(|word| after.starts_with(**word)) {
        Some(word) if word.starts_with(" pour l") => " pour <l'|la |le >{category}".to_owned(),
        Some(word) => format!("{word}{{category}}"),
        None if after == ")" => ")".to_owned(),
        None => suffix(after),
    }
}
