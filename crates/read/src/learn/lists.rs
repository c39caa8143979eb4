//! Enumerations: winners that stand in one line, what stands between them, and how each looks.

use super::looks::{escaped, prefix, suffix};
use super::{Occurrence, catch, distinct, rule_around, set};
use crate::list::cut;
use crate::page::Sheet;
use crate::text::Span;
use workspace::{List, Pattern, Rule, Setting};

/// Rules for the lines that name two winners or more.
pub(super) fn candidates(sheet: &Sheet<'_>, found: &[Occurrence]) -> Vec<Rule> {
    let mut lines: Vec<usize> = found.iter().map(|occurrence| occurrence.line).collect();
    lines.dedup();
    let of = |line: usize| -> Vec<Occurrence> { found.iter().filter(|o| o.line == line).copied().collect() };
    let groups: Vec<_> = lines.into_iter().map(of).filter(|named| distinct(named) >= 2).collect();
    let mut rules: Vec<Rule> = groups.iter().flat_map(|named| of_line(sheet, named)).collect();
    rules.extend(of_lines(sheet, &groups));
    rules
}

/// The rule for lines that are enumerations of one look, each behind its own heading: "De juin à juillet, MAIF (20 %)
/// devant Amazon (19 %)."
fn of_lines(sheet: &Sheet<'_>, groups: &[Vec<Occurrence>]) -> Option<Rule> {
    let (first, rest) = groups.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let line = |named: &[Occurrence]| sheet.text.lines[named[0].line].span();
    let lead = |named: &[Occurrence]| &sheet.text.all[line(named).from..named[0].span.from];
    let (mut before, mut after) = (lead(first), lead(first));
    for named in rest {
        let other = lead(named);
        let same = before.char_indices().zip(other.chars()).find(|((_, one), other)| one != other);
        before = &before[..same.map_or(before.len().min(other.len()), |((at, _), _)| at)];
        let same = after.char_indices().rev().zip(other.chars().rev()).find(|((_, one), other)| one != other);
        after = &after
            [same.map_or(after.len() - after.len().min(other.len()), |((at, c), _)| at + c.len_utf8())..];
    }
    let before = &before[..before.rfind(' ').map_or(0, |at| at + 1)];
    let after = &after[after.find([' ', ',', ':'])?..];
    let middles =
        groups.iter().map(|named| lead(named)).map(|lead| lead.get(before.len()..lead.len() - after.len()));
    // A middle with a comma or a joining word may be the first winners of the list.
    let is_heading = |middle: Option<&str>| {
        middle.is_some_and(|words| {
            !words.is_empty() && !words.contains([',', ';', '(']) && !words.contains(" et ")
        })
    };
    if !middles.into_iter().all(is_heading) {
        return None;
    }
    let (mut items, mut between, mut end) = (Vec::new(), Vec::new(), "");
    for named in groups {
        let text = sheet.text.get(Span { from: named[0].span.from, to: line(named).to });
        let signs = separators(sheet.text.get(line(named)), named, line(named).from);
        let (body, sign) = body(text);
        items.extend(templates(&cut(body, &signs, &[]), named, named[0].span.from));
        between.extend(signs);
        end = sign;
    }
    items.sort();
    items.dedup();
    between.dedup();
    let pattern = format!("{}{{category}}{}{{winners}}{}", escaped(before), escaped(after), escaped(end));
    let spans: Vec<Span> = groups.iter().flatten().map(|occurrence| occurrence.span).collect();
    let mut rule = rule_around(sheet, &spans);
    rule.lines = vec![catch(&pattern, Setting::new())?];
    rule.set = outcome(&between);
    let items = items.iter().filter_map(|item| catch(item, Setting::new())).collect();
    rule.lists.insert("winners".to_owned(), List { items, between });
    Some(rule)
}

/// "X devant Y" tells places, other lists tell winners.
fn outcome(between: &[Pattern]) -> Setting {
    let ordered = between.iter().any(|b| b.as_str().contains("devant") || b.as_str().contains("ahead"));
    if ordered { set("place", "{position}") } else { set("outcome", "winner") }
}

fn of_line(sheet: &Sheet<'_>, named: &[Occurrence]) -> Vec<Rule> {
    let line = sheet.text.lines[named[0].line].span();
    let text = sheet.text.get(line);
    let at = |byte: usize| (byte - line.from).min(text.len());
    let between = separators(text, named, line.from);
    let mut rules = Vec::new();
    let leads = leads(text, at(named[0].span.from));
    // The list goes on to the end of the line, or ends with the last winner and the sentence goes on.
    let last = at(named[named.len() - 1].span.to);
    for (lead, end) in
        leads.iter().map(|lead| (*lead, text.len())).chain(leads.iter().map(|lead| (*lead, last)))
    {
        let (body, _) = body(&text[lead..end]);
        let end = &text[lead + body.len()..];
        let items = cut(body, &between, &[]);
        if items.last().is_some_and(|item| goes_on(line.from + lead, *item, named)) {
            continue;
        }
        let templates = templates(&items, named, line.from + lead);
        // The end of a sentence behind its last winner belongs to the line.
        let tail = |template: &String| {
            template
                .split_once("{company}")
                .is_some_and(|(_, after)| !after.contains('{') && after.chars().any(char::is_alphabetic))
        };
        if end.is_empty() && templates.iter().any(tail) {
            continue;
        }
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
        rule.set = outcome(&between);
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

/// Whether the last thing of a list, which nobody named, may be a name and the rest of its sentence: "Free en Madrid".
fn goes_on(from: usize, (at, words): (usize, &str), named: &[Occurrence]) -> bool {
    const PREPOSITIONS: [&str; 20] = [
        "à", "au", "aux", "en", "dans", "pour", "par", "lors", "in", "at", "on", "for", "im", "am", "bei",
        "für", "a", "nel", "per", "voor",
    ];
    let is_named = named.iter().any(|o| o.span.from >= from + at && o.span.to <= from + at + words.len());
    !is_named && words.split(' ').any(|word| PREPOSITIONS.contains(&word))
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
    // The last two are joined by "y", "e" or "en" in other languages, and it may be that only one of them is named.
    let joint = [" y ", " e ", " en "].into_iter().filter(|joint| {
        let (before, after) = (named[0].span.from - from, named[named.len() - 1].span.to - from);
        text.get(before..after).is_some_and(|inside| inside.contains(joint))
    });
    let joints: Vec<String> = joint.map(str::to_owned).collect();
    if all.iter().all(usual) && joints.is_empty() {
        return vec![];
    }
    if !joints.is_empty() {
        all.retain(|gap| !usual(gap) && !joints.iter().any(|joint| gap.contains(joint.as_str())));
        all.push(", ".to_owned());
    }
    all.extend(joints);
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
