//! Lines of one look: what stands before and after the winners, generalised.

use std::sync::LazyLock;

use regex::Regex;

use super::{Occurrence, catch, distinct, list_of, rule_around, set};
use crate::lines::bare;
use crate::page::Sheet;
use crate::text::Span;
use workspace::{Rule, Setting};

/// A place at the beginning of a line.
pub(crate) static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let ordinal = r"^(?:\d{1,3}(?:er|[èe]re|nde?|[èée]me|e|st|nd|rd|th)?=?)(?:\b|[. )])";
    Regex::new(ordinal).expect("a fixed expression")
});
/// A number.
pub(crate) static SCORE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[-+−]?\d+(?:[.,]\d+)?").expect("a fixed expression"));

/// Rules whose lines look like the lines of the winners.
pub(super) fn candidates(sheet: &Sheet<'_>, found: &[Occurrence]) -> Vec<Rule> {
    let one_a_line: Vec<Occurrence> = found
        .iter()
        .filter(|o| found.iter().filter(|other| other.line == o.line).count() == 1)
        .copied()
        .collect();
    if distinct(&one_a_line) < 2 {
        return vec![];
    }
    let spans: Vec<_> = one_a_line.iter().map(|occurrence| occurrence.span).collect();
    let sides: Vec<(String, String)> =
        one_a_line.iter().map(|occurrence| sides(sheet, *occurrence)).collect();
    let mut all = Vec::new();
    for tail in ["", "[ ({category})][, …]", "[ (…)][, …]", "[, …]", "[ ({aside_remark})]"] {
        let mut templates: Vec<String> = sides
            .iter()
            .map(|(before, after)| {
                let after = if tail.is_empty() { suffix(after) } else { tail.to_owned() };
                format!("{}{{company}}{after}", prefix(before, &sides))
            })
            .collect();
        templates.sort_by_key(|template| usize::MAX - template.len());
        templates.dedup();
        let mut rule = rule_around(sheet, &spans);
        rule.lines = templates.iter().filter_map(|template| catch(template, Setting::new())).collect();
        if !templates.iter().any(|template| template.contains("{place}")) {
            let ordered = spans.iter().all(|span| is_ordered(sheet, *span));
            rule.set = if ordered { set("place", "{position}") } else { set("outcome", "winner") };
        }
        all.push(rule);
    }
    all
}

/// Whether words stand in a numbered list.
fn is_ordered(sheet: &Sheet<'_>, span: Span) -> bool {
    let list = list_of(sheet, span).zip(sheet.markup.as_ref());
    list.is_some_and(|(list, markup)| markup.tree.name(list).eq_ignore_ascii_case("ol"))
}

/// What stands before and after a winner in its line.
fn sides(sheet: &Sheet<'_>, occurrence: Occurrence) -> (String, String) {
    let line = sheet.text.lines[occurrence.line].span();
    let (text, span) = bare(sheet.text.get(line), line);
    let at = occurrence.span.from.saturating_sub(span.from).min(text.len());
    let end = occurrence.span.to.saturating_sub(span.from).min(text.len());
    (text.get(..at).unwrap_or_default().to_owned(), text.get(end..).unwrap_or_default().to_owned())
}

/// What stands before a winner, with names where it varies.
pub(super) fn prefix(before: &str, sides: &[(String, String)]) -> String {
    let (head, rest) = match PLACE.find(before) {
        Some(place) => {
            let kept = place.as_str().trim_end_matches(['.', ' ', ')']).len();
            ("{place}", &before[kept..])
        }
        None => ("", before),
    };
    if rest.is_empty() || sides.len() > 1 && sides.iter().all(|(other, _)| other.ends_with(rest)) {
        return format!("{head}{}", escaped(rest));
    }
    let sign = [" : ", ": ", " – ", " - ", " | ", ", "].into_iter().find(|sign| rest.ends_with(sign));
    let Some(sign) = sign else { return format!("{head}{}", escaped(rest)) };
    let words = &rest[..rest.len() - sign.len()];
    let (literal, name) = match words.find("secteur ").map(|at| at + "secteur ".len()) {
        Some(at) => (&words[..at], "{sector}"),
        None if sign == ", " => ("", "{person}"),
        None => (&words[..words.len() - words.trim_start().len()], "{category}"),
    };
    format!("{head}{}{name}{}", escaped(literal), escaped(sign))
}

/// What stands after a winner, with names where it varies.
pub(super) fn suffix(after: &str) -> String {
    let number = SCORE.find(after);
    let bracketed = after.trim_start().starts_with('(');
    match number {
        Some(score) if after.len() - score.as_str().len() <= 40 && is_score(after) => {
            format!("{}{{score}}{}", escaped(&after[..score.start()]), escaped(&after[score.end()..]))
        }
        _ if after.is_empty() => String::new(),
        _ if bracketed && after.trim_end().ends_with(')') => " ({category})".to_owned(),
        _ if after.starts_with(',') => ", …".to_owned(),
        _ => ["– ", "- ", "| "]
            .iter()
            .find(|sign| after.trim_start().starts_with(**sign))
            .map_or_else(|| escaped(after), |sign| format!(" {sign}{{category}}")),
    }
}

/// Whether a number after a winner is a score: alone, in brackets, after a colon, or with a unit.
fn is_score(after: &str) -> bool {
    let bare: String =
        after.chars().filter(|c| !c.is_ascii_digit() && !" .,:()+-−–%|=".contains(*c)).collect();
    matches!(bare.as_str(), "" | "avecunenotesurde" | "points" | "pts" | "sur")
}

/// A text as a template that matches just it.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\{}[]<>|…".contains(c) || c == '^' && out.is_empty() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
