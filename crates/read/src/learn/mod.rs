//! Learning: a few known winners propose the rule that reads the whole list.
//!
//! Candidates come from where the winners stand: a column, lines of one look, an enumeration. Each is read like any
//! rule, its borders are drawn, and only one that finds every winner and leaves nothing unread is proposed.

use std::collections::BTreeSet;

mod lists;
pub(super) mod looks;
mod tables;

use super::html;
use super::page::{Page, Sheet};
use super::reading::{Context, read};
use super::report::Extraction;
use super::text::Span;
use crate::doubts::is_heading_like;
use model::Record;
use model::text::key;
use workspace::{Catch, Pattern, Rule, Selector, Setting, Value};

/// Borders are drawn, and other lines are read or ignored, in at most so many rounds.
const ROUNDS: usize = 6;
/// A rule that ignores more lines by name has not understood the page.
const MOST_IGNORED: usize = 3;
/// More letters between two winners, or around one in a list, are a sentence of this page.
const MOST_LETTERS_BETWEEN: usize = 10;
const MOST_LETTERS_AROUND: usize = 20;

/// A rule that reads a page wholly, and what it reads.
#[derive(Debug)]
pub struct Proposal {
    pub rule: Rule,
    pub reading: Extraction,
}

/// The best rule that reads all these winners, and leaves nothing unread.
pub fn learn(page: Page<'_>, names: &[String], context: &Context) -> Option<Proposal> {
    let sheet = Sheet::open(page, &Rule::default()).ok()?;
    let found = occurrences(&sheet, names);
    let mut candidates = tables::candidates(&sheet, &found);
    candidates.extend(looks::candidates(&sheet, &found));
    candidates.extend(lists::candidates(&sheet, &found));
    let fitting = candidates.into_iter().filter_map(|rule| fitted(page, &sheet, rule, names, context));
    let fitting = fitting.filter(|proposal| {
        is_plausible(&proposal.reading) && is_even(&sheet, &proposal.reading) && is_general(proposal, names)
    });
    fitting.min_by_key(|p| (p.rule.ignore.len(), usize::MAX - p.reading.records.len(), p.rule.lines.len()))
}

/// Where a winner is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// Which of the winners.
    name: usize,
    /// Its words.
    pub span: Span,
    /// The line it stands in, from 0.
    pub line: usize,
}

/// The places where the winners stand as words of their own.
pub(super) fn occurrences(sheet: &Sheet<'_>, names: &[String]) -> Vec<Occurrence> {
    let text = &sheet.text.all;
    let mut all = Vec::new();
    for (name, words) in names.iter().enumerate() {
        for (from, found) in text.match_indices(words.as_str()) {
            let to = from + found.len();
            let inside = |c: char| c.is_alphanumeric();
            let apart = !text[..from].ends_with(inside) && !text[to..].starts_with(inside);
            if apart {
                all.push(Occurrence { name, span: Span { from, to }, line: sheet.text.line_at(from) });
            }
        }
    }
    all.sort_by_key(|occurrence| occurrence.span);
    all
}

/// How many of the winners are named here.
fn distinct(found: &[Occurrence]) -> usize {
    let mut names: Vec<usize> = found.iter().map(|occurrence| occurrence.name).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// The rule with its borders drawn, if it then reads every winner and leaves nothing unread.
fn fitted(
    page: Page<'_>,
    sheet: &Sheet<'_>,
    mut rule: Rule,
    names: &[String],
    context: &Context,
) -> Option<Proposal> {
    for _ in 0..ROUNDS {
        let reading = read(page, &rule, context);
        let has = |name: &String| reading.records.iter().any(|record| key(&record.company) == key(name));
        if !names.iter().all(has) {
            return None;
        }
        if reading.is_clean() {
            return Some(Proposal { rule, reading });
        }
        if reading.unread.is_empty() || !narrowed(sheet, &mut rule, &reading) {
            return None;
        }
    }
    None
}

/// The list or table that words stand in.
fn list_of(sheet: &Sheet<'_>, span: Span) -> Option<u32> {
    let markup = sheet.markup.as_ref()?;
    let at = markup.element_at(span)?;
    let listing = |id: &u32| {
        matches!(markup.tree.name(*id).to_ascii_lowercase().as_str(), "ul" | "ol" | "dl" | "table")
    };
    std::iter::once(at).chain(markup.tree.ancestors(at)).find(listing)
}

/// Whether a line begins with a place.
fn is_ranked(line: &str) -> bool {
    looks::PLACE.is_match(line.trim_start_matches(['#', '=', ' ']))
}

/// Whether what was read is what lists of winners are like. A rule that only leaves nothing unread may have taken
/// anything for a category, a person or a place.
fn is_plausible(reading: &Extraction) -> bool {
    let records = &reading.records;
    let places: Vec<u16> =
        records.iter().filter_map(|record| record.place.map(|place| place.number)).collect();
    let begins = places.iter().min().is_none_or(|first| *first == 1);
    let steady = places.windows(2).all(|two| two[0] <= two[1] || two[1] == 1)
        || places.windows(2).all(|two| two[0] >= two[1]);
    let all_placed = places.is_empty() || places.len() == records.len();
    let scored = records.iter().filter(|record| record.score.is_some()).count();
    let all_scored = scored == 0 || scored == records.len();
    begins && steady && all_placed && all_scored && records.iter().all(says_names)
}

/// Whether all companies stand in elements of one kind: a line that is nothing but a company takes headings as well.
fn is_even(sheet: &Sheet<'_>, reading: &Extraction) -> bool {
    let Some(markup) = &sheet.markup else { return true };
    let block = |id: &u32| {
        let name = markup.tree.name(*id).to_ascii_lowercase();
        ["li", "td", "th", "p", "dd", "dt", "div", "tr", "h1", "h2", "h3", "h4", "h5"]
            .contains(&name.as_str())
    };
    let kind = |span: Span| {
        let at = markup.element_at(span)?;
        let id = std::iter::once(at).chain(markup.tree.ancestors(at)).find(block)?;
        Some((
            markup.tree.name(id).to_ascii_lowercase(),
            markup.tree.attribute(id, "class").map(str::to_owned),
        ))
    };
    let companies = reading.marks.iter().filter(|mark| mark.name == "company");
    companies.map(|mark| kind(mark.span)).collect::<BTreeSet<_>>().len() <= 1
}

/// Whether the rule says how a list looks, and not how this page puts it: no winner stands in what is left out or put
/// aside, and no sentence between two winners.
fn is_general(proposal: &Proposal, names: &[String]) -> bool {
    !(leaves_winners_out(proposal, names)
        || is_bound_to_the_page(&proposal.rule)
        || takes_other_words(proposal, names))
}

/// Whether a winner stands in a line that is left out, or words that may name one are put aside.
fn leaves_winners_out(Proposal { rule, reading }: &Proposal, names: &[String]) -> bool {
    let region = [&rule.region.from, &rule.region.until].into_iter().flatten();
    let mut left_out = region.chain(rule.ignore.values()).map(Pattern::as_str);
    let known = || names.iter().map(String::as_str).chain(reading.records.iter().map(|r| r.company.as_str()));
    let names_one = |text: &str| known().any(|name| !name.is_empty() && text.contains(name));
    // A column that is put aside has a title; what `…` stands for has none.
    let mut asides = words_of(reading, "aside").filter(|_| rule.table.is_none());
    let says_more = |text: &str| {
        text.split_whitespace().count() > 2 || text.chars().any(|c| c.is_ascii_digit() || c.is_uppercase())
    };
    left_out.any(names_one) || asides.any(says_more)
}

/// Whether words of this page stand in the patterns, or a sentence between two winners.
fn is_bound_to_the_page(rule: &Rule) -> bool {
    let joins = [
        " et {", " and {", " y {", " und {", "} et ", "} and ", "} y ", "} und ", "devant", "ahead", "behind",
    ];
    let joined = |catch: &Catch| joins.iter().any(|join| catch.pattern.as_str().contains(join));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let literal = |text: &str| {
        let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        parts.map(letters).sum::<usize>()
    };
    let items = || rule.lists.values().flat_map(|list| &list.items);
    let mut between = rule.lists.values().flat_map(|list| &list.between);
    rule.lines.iter().chain(items()).any(joined)
        || between.any(|sign| letters(sign.as_str()) > MOST_LETTERS_BETWEEN)
        || items().any(|item| literal(item.pattern.as_str()) > MOST_LETTERS_AROUND)
}

/// Whether moves were taken for scores, or words in small letters for companies.
fn takes_other_words(Proposal { reading, .. }: &Proposal, names: &[String]) -> bool {
    let placed = reading.records.iter().any(|record| record.place.is_some());
    let moves = placed && words_of(reading, "score").any(|text| text.starts_with(['+', '-', '−', '▲', '▼']));
    let small = |name: &str| name.starts_with(char::is_lowercase);
    moves
        || reading.records.iter().any(|record| small(&record.company))
            && !names.iter().any(|name| small(name))
}

/// The words that were caught under a name.
fn words_of<'r>(reading: &'r Extraction, name: &'static str) -> impl Iterator<Item = &'r str> {
    let marks = reading.marks.iter().filter(move |mark| mark.name.starts_with(name));
    marks.map(|mark| reading.text.get(mark.span))
}

/// Whether the person has the look of a person's name, and the headings that of headings.
fn says_names(record: &Record) -> bool {
    let person = record.person.as_str();
    let words: Vec<&str> = person.split_whitespace().collect();
    let named = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && !word.contains(|c: char| c.is_ascii_digit() || "()[]=:%".contains(c))
    };
    let is_person = person.is_empty() || (2..=4).contains(&words.len()) && words.iter().all(named);
    let heading = |text: &str| text.is_empty() || is_heading_like(text);
    is_person && heading(&record.category) && heading(&record.sector)
}

/// Leaves out what is unread before the first record and after the last; ignores single lines between.
fn narrowed(sheet: &Sheet<'_>, rule: &mut Rule, reading: &Extraction) -> bool {
    let marked = |mark: &&super::Mark| mark.record.is_some();
    let Some(first) = reading.marks.iter().find(marked).map(|mark| mark.span.from) else { return false };
    let last = reading.marks.iter().rev().find(marked).map_or(first, |mark| mark.span.to);
    let Some(unread) = reading.unread.first() else { return false };
    // A line of the same list is not left out: it may hold a winner of another look.
    let records = reading.marks.iter().filter(marked).map(|mark| mark.span);
    let lists: BTreeSet<u32> = records.filter_map(|span| list_of(sheet, span)).collect();
    if reading
        .unread
        .iter()
        .any(|one| is_ranked(&one.text) || list_of(sheet, one.span).is_some_and(|list| lists.contains(&list)))
    {
        return false;
    }
    let Ok(pattern) =
        Pattern::new(&looks::escaped(reading.text.get(reading.text.lines[unread.line as usize - 1].span())))
    else {
        return false;
    };
    if unread.span.from > last && rule.region.until.is_none() {
        rule.region.until = Some(pattern);
    } else if unread.span.to < first && rule.region.from.is_none() {
        let before =
            reading.unread.iter().rev().find(|unread| unread.span.to < first).map(|unread| unread.line);
        let line = before.map(|line| reading.text.lines[line as usize - 1].span());
        rule.region.from = line.and_then(|span| Pattern::new(&looks::escaped(reading.text.get(span))).ok());
        return rule.region.from.is_some();
    } else if rule.ignore.len() < MOST_IGNORED {
        rule.ignore.insert(format!("line_{}", unread.line), pattern);
    } else {
        return false;
    }
    true
}

/// The element around all these places, as a selector; nothing where the medium has none.
pub(super) fn around(sheet: &Sheet<'_>, spans: &[Span]) -> Option<Selector> {
    let markup = sheet.markup.as_ref()?;
    let tree = &markup.tree;
    let first = markup.element_at(*spans.first()?)?;
    let holds_all = |id: &html::NodeId| {
        let words = markup.span(*id);
        spans.iter().all(|span| words.holds(*span))
    };
    let common = std::iter::once(first).chain(tree.ancestors(first)).find(holds_all)?;
    let named = std::iter::once(common).chain(tree.ancestors(common)).find_map(|id| {
        let attribute = |name: &str, sign: char| {
            let word = tree.attribute(id, name)?.split_ascii_whitespace().next()?.to_owned();
            Some(format!("{sign}{word}"))
        };
        let bare = Some(tree.name(id).to_ascii_lowercase())
            .filter(|name| ["article", "main"].contains(&name.as_str()));
        let choices = [attribute("id", '#'), attribute("class", '.'), bare];
        choices
            .into_iter()
            .flatten()
            .filter_map(|css| Selector::new(&css).ok())
            .find(|css| only(sheet, css, spans))
    });
    let listing = ["ul", "ol", "table"].into_iter().find(|tag| tree.name(common).eq_ignore_ascii_case(tag));
    let inside = named
        .as_ref()
        .zip(listing)
        .and_then(|(named, tag)| Selector::new(&format!("{} {tag}", named.as_str())).ok());
    inside.filter(|css| only(sheet, css, spans)).or(named).or_else(|| Selector::new(&tree.path(common)).ok())
}

/// Whether the selector means one element, and it holds all these places.
fn only(sheet: &Sheet<'_>, selector: &Selector, spans: &[Span]) -> bool {
    let Some(markup) = &sheet.markup else { return false };
    let all = html::select(&markup.tree, 0, selector);
    matches!(all[..], [one] if spans.iter().all(|span| markup.span(one).holds(*span)))
}

/// A rule for a region, without anything that repeats.
fn rule_around(sheet: &Sheet<'_>, spans: &[Span]) -> Rule {
    let mut rule = Rule { name: "learned".to_owned(), ..Rule::default() };
    rule.region.within = around(sheet, spans);
    rule
}

fn catch(template: &str, setting: Setting) -> Option<Catch> {
    let pattern = Pattern::new(template).ok()?;
    Some(Catch { pattern, element: None, set: setting, also: vec![] })
}

fn set(name: &str, value: &str) -> Setting {
    Value::new(value).map(|value| Setting::from([(name.to_owned(), value)])).unwrap_or_default()
}
