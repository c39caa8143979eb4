//! Lines of one look: what stands before and after the winners, generalised.

use std::sync::LazyLock;

use regex::Regex;

use super::{Occurrence, catch, distinct, list_of, rule_around, set};
use crate::lines::bare;
use crate::page::Sheet;
use crate::text::Span;
use model::text::counting::place_marks;
use workspace::{Rule, Selector, Setting};

/// A place at the beginning of a line.
pub(crate) static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let ordinal = format!(r"^(?:\d{{1,3}}{}?=?)(?:\b|[. )])", place_marks());
    Regex::new(&ordinal).expect("a fixed expression")
});
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
    let tails = ["", "+[ (…)]", "[ ({category})][, …]", "[ (…)][, …]", "[, …]", "[ ({aside_remark})]"];
    let separated = separated(sheet, &one_a_line);
    for tail in tails.into_iter().map(Some).chain([None]) {
        let template = |(before, after): &(String, String)| match tail {
            Some("") => format!("{}{{company}}{}", prefix(before, &sides), suffix(after)),
            // `4. Nespresso : 91,5 (grand prix 2012)`: a remark behind the score of some.
            Some("+[ (…)]") => format!("{}{{company}}{}[ (…)]", prefix(before, &sides), suffix(after)),
            Some(tail) => format!("{}{{company}}{tail}", prefix(before, &sides)),
            None => separated.clone().unwrap_or_default(),
        };
        let mut templates: Vec<String> = sides.iter().map(template).collect();
        // A score in brackets would also fit as a category.
        templates.sort_by_key(|template| (!template.contains("{score}"), usize::MAX - template.len()));
        templates.dedup();
        let mut rule = rule_around(sheet, &spans);
        rule.lines = templates.iter().filter_map(|template| catch(template, Setting::new())).collect();
        if !templates.iter().any(|template| template.contains("{place}")) {
            let ordered = spans.iter().all(|span| is_ordered(sheet, *span));
            rule.set = if ordered { set("place", "{position}") } else { set("outcome", "winner") };
        }
        // Where headings look like winners, the element tells them apart.
        if let Some(element) = element_of_all(sheet, &spans) {
            let mut inside = rule.clone();
            inside.lines.iter_mut().for_each(|line| line.element = Some(element.clone()));
            all.push(inside);
        }
        all.push(rule);
    }
    all
}

/// The kind of element that all these words stand in.
fn element_of_all(sheet: &Sheet<'_>, spans: &[Span]) -> Option<Selector> {
    const KINDS: [&str; 4] = ["li", "dd", "p", "td"];
    let markup = sheet.markup.as_ref()?;
    let mut kinds = spans.iter().map(|span| {
        let at = markup.element_at(*span)?;
        let named = |id: u32| KINDS.into_iter().find(|kind| markup.tree.name(id).eq_ignore_ascii_case(kind));
        std::iter::once(at).chain(markup.tree.ancestors(at)).find_map(named)
    });
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then(|| Selector::new(first).ok())?
}

/// The look of lines that are cut alike by one sign, `Telefónica Germany GmbH – O2 – Mobilfunk`, where the winner is
/// always the same part. What the other parts are, nobody says: each is put aside under a name of its own.
fn separated(sheet: &Sheet<'_>, named: &[Occurrence]) -> Option<String> {
    [" – ", " - ", " | ", " · ", " / "].into_iter().find_map(|sign| {
        let mut looks = named.iter().map(|occurrence| {
            let line = sheet.text.lines[occurrence.line].span();
            let (text, _) = bare(sheet.text.get(line), line);
            let parts: Vec<&str> = text.split(sign).collect();
            let winner = sheet.text.get(occurrence.span);
            Some((parts.len(), parts.iter().position(|part| *part == winner)?))
        });
        let (count, at) = looks.next()??;
        if count < 3 || !looks.all(|look| look == Some((count, at))) {
            return None;
        }
        let part = |n: usize| if n == at { "{company}".to_owned() } else { format!("{{aside_{}}}", n + 1) };
        Some((0..count).map(part).collect::<Vec<_>>().join(&escaped(sign)))
    })
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
    // `(assurance) (91)` is a category and a score; `(+3)` is a move, which is put aside under a name of its own.
    static BOTH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ \([^()\d]+\) \(\d+(?:[.,]\d+)?\)$").expect("a fixed expression"));
    static MOVE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ \([-+−▲▼]\s?\d+\)$").expect("a fixed expression"));
    if BOTH.is_match(after) {
        return " ({category}) ({score})".to_owned();
    }
    if MOVE.is_match(after) {
        return " ({aside_move:number})".to_owned();
    }
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
