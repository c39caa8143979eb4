//! Learning: a few known winners propose the rule that reads the whole list.
//!
//! Candidates come from where the winners stand: a column, lines of one look, an enumeration, cards, pictures, JSON.
//! Each is read like any rule, its borders are drawn, and only one that finds every winner, leaves nothing unread and
//! passes every check of `checks` is proposed. A wrong rule is pasted by somebody who cannot know: so rather none, and
//! a line for everything that stood against one.

mod cards;
mod checks;
mod columns;
mod finding;
mod json;
mod lists;
pub(super) mod looks;
mod proposed;
mod seeds;
mod tables;

pub use columns::{assigned, columns};
pub use finding::{FoundList, lists, lists_naming};
pub use proposed::{QuotedRow, quoted_rows, row_question};
pub use seeds::Shape;

use std::collections::BTreeSet;

use super::html;
use super::page::{Page, Sheet};
use super::reading::{Context, read};
use super::report::{Extraction, Unread};
use super::text::Span;
use crate::doubts::{Doubt, Held, is_heading_like};
use crate::value;
use crate::workbook;
use model::Record;
use model::text::{heading, key};
use workspace::{Catch, Pattern, Region, Rule, Selector, Setting, Value};

/// Borders are drawn, and other lines are read or ignored, in at most so many rounds.
const ROUNDS: usize = 8;
/// A rule that ignores more lines by name, or one for fewer than so many winners, has not understood the page.
const MOST_IGNORED: usize = 3;
const WINNERS_FOR_ONE_IGNORED: usize = 4;
/// What stood against the candidates is told in at most so many lines.
const MOST_REASONS: usize = 12;

/// The best rule that reads all these winners and leaves nothing unread, and what it reads; else what stood against one,
/// a line each.
pub fn learn(page: Page<'_>, names: &[String], context: &Context) -> Result<(Rule, Extraction), Vec<String>> {
    let (mut fitting, mut reasons) = (Vec::new(), Vec::new());
    for part in parts(page) {
        let start = Rule { region: Region { sheet: part, ..Region::default() }, ..Rule::default() };
        let sheet = match Sheet::open(page, &start) {
            Ok(sheet) => sheet,
            Err(trouble) => {
                reasons.push(trouble.to_string());
                continue;
            }
        };
        let found = occurrences(&sheet, names);
        let candidates = candidates(page, &sheet, &found, names);
        if candidates.is_empty() {
            reasons.extend(missing(&sheet, &found, names));
        }
        for mut rule in candidates {
            rule.region.sheet.clone_from(&start.region.sheet);
            match fitted(page, &sheet, rule, names, context) {
                Ok(read) => fitting.push(read),
                Err(reason) if reasons.contains(&reason) => {}
                Err(reason) => reasons.push(reason),
            }
        }
        if !fitting.is_empty() {
            break;
        }
    }
    reasons.truncate(MOST_REASONS);
    let best = fitting
        .into_iter()
        .min_by_key(|(rule, reading)| (rule.ignore.len(), usize::MAX - reading.records.len(), cost(rule)));
    best.ok_or(reasons)
}

/// The parts of a page that are looked at one by one: the sheet that a workbook shows first, then each by its name.
fn parts(page: Page<'_>) -> Vec<Option<String>> {
    let named = match page {
        Page::Workbook(bytes) => workbook::names(bytes).unwrap_or_default(),
        Page::Html(_) | Page::Plain(_) | Page::Csv(_) | Page::Json(_) | Page::Words(_) => vec![],
    };
    std::iter::once(None).chain(named.into_iter().map(Some)).collect()
}

/// The rules that could be meant.
fn candidates(page: Page<'_>, sheet: &Sheet<'_>, found: &[Occurrence], names: &[String]) -> Vec<Rule> {
    let mut all = json::candidates(page, sheet, names);
    all.extend(cards::candidates(sheet, found, names));
    for scope in scopes(sheet, found, names) {
        all.extend(tables::candidates(sheet, &scope));
        all.extend(looks::candidates(sheet, &scope));
        all.extend(lists::candidates(sheet, &scope));
    }
    all
}

/// Of two rules that read the same, the one with fewer patterns and fewer words put aside is easier to understand.
fn cost(rule: &Rule) -> (usize, usize) {
    let asides = |table: &workspace::Columns| table.aside.len();
    (rule.lines.len() + rule.headings.len(), rule.table.as_ref().map_or(0, asides))
}

/// Why nothing could even be tried: where each winner stands.
fn missing(sheet: &Sheet<'_>, found: &[Occurrence], names: &[String]) -> Vec<String> {
    let told = |(at, name): (usize, &String)| match found.iter().find(|occurrence| occurrence.name == at) {
        Some(Occurrence { line, .. }) => {
            let words = sheet.text.get(sheet.text.lines[*line].span());
            format!("line {}: “{}” names {name}, and no other line looks like it", line + 1, shortened(words))
        }
        None => format!("“{name}” is nowhere on the page as a word of its own; spell it as the page does"),
    };
    names.iter().enumerate().map(told).collect()
}

/// The first words of a line, for a message.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 80;
    let cut: String = words.chars().take(LONGEST).collect();
    if cut.len() < words.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// Where a winner is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    name: usize,
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

/// Where to look for a list: everywhere, and in each list or table that names all winners. A page may name one of them
/// again in a sentence below its list.
fn scopes(sheet: &Sheet<'_>, found: &[Occurrence], names: &[String]) -> Vec<Vec<Occurrence>> {
    let mut all = vec![found.to_vec()];
    let lists: BTreeSet<u32> =
        found.iter().filter_map(|occurrence| list_of(sheet, occurrence.span)).collect();
    for list in lists {
        let inside = |o: &&Occurrence| list_of(sheet, o.span) == Some(list);
        let scope: Vec<Occurrence> = found.iter().filter(inside).copied().collect();
        if scope.len() < found.len() && distinct(&scope) == names.len() {
            all.push(scope);
        }
    }
    all
}

/// The rule with its borders drawn, if it reads every winner, leaves nothing unread and passes all checks; else why not.
fn fitted(
    page: Page<'_>,
    sheet: &Sheet<'_>,
    mut rule: Rule,
    names: &[String],
    context: &Context,
) -> Result<(Rule, Extraction), String> {
    for _ in 0..ROUNDS {
        let reading = read(page, &rule, context);
        let has = |name: &&String| reading.records.iter().any(|record| key(&record.company) == key(name));
        if let Some(name) = names.iter().find(|name| !has(name)) {
            return Err(not_read(&reading, name));
        }
        if reading.is_clean() {
            return match checks::objection(sheet, &rule, &reading, names) {
                None => Ok((rule, reading)),
                Some(why) => Err(why),
            };
        }
        if let Some(trouble) = reading.troubles.first() {
            return Err(trouble.to_string());
        }
        if !mended(sheet, &mut rule, &reading) {
            return Err(left_over(&reading));
        }
    }
    Err(format!("more than {ROUNDS} kinds of lines stand between the winners"))
}

/// Draws one more border of a rule, or reads one more kind of line with it; whether anything was left to do.
fn mended(sheet: &Sheet<'_>, rule: &mut Rule, reading: &Extraction) -> bool {
    headed(sheet, rule, reading)
        || announced(rule, reading)
        || nobody(rule, reading)
        || narrowed(sheet, rule, reading)
}

/// Why a winner is not among the records that a candidate reads.
fn not_read(reading: &Extraction, name: &str) -> String {
    let longer = reading.records.iter().find(|record| record.company.contains(name));
    let line = longer.and_then(|record| record.locator.passage()).map_or(0, |passage| passage.line);
    match longer {
        Some(record) => format!("line {line}: “{}” is not {name} alone", shortened(&record.company)),
        None => format!("{name} stands in a line of another look than the other winners"),
    }
}

/// The first line or row that a candidate does not understand.
fn left_over(reading: &Extraction) -> String {
    match (reading.unread.first(), reading.held.first()) {
        (Some(Unread { line, text, .. }), _) => {
            format!("line {line}: “{}” looks like none of the winners' lines", shortened(text))
        }
        (None, Some(held)) => {
            let line = held.record.locator.passage().map_or(0, |passage| passage.line);
            format!("line {line}: the {} “{}”: {}", held.part, shortened(held.words()), held.doubt)
        }
        (None, None) => "nothing repeats around the winners".to_owned(),
    }
}

/// Reads headings between the winners as their category: unread lines that all stand in elements of one kind, which
/// no winner does. One alone may be the title of the whole list.
fn headed(sheet: &Sheet<'_>, rule: &mut Rule, reading: &Extraction) -> bool {
    const KINDS: [&str; 7] = ["h2", "h3", "h4", "h5", "h6", "dt", "th"];
    let read_already = reading.records.iter().any(|record| !record.category.is_empty());
    let (Some(markup), Some((first, last))) = (&sheet.markup, extent(reading)) else { return false };
    let kind = |span: Span| {
        let at = markup.element_at(span)?;
        let named = |id: u32| KINDS.into_iter().find(|kind| markup.tree.name(id).eq_ignore_ascii_case(kind));
        std::iter::once(at).chain(markup.tree.ancestors(at)).find_map(named)
    };
    let between: Vec<&Unread> =
        reading.unread.iter().filter(|one| first < one.span.from && one.span.to < last).collect();
    let Some(of) = between.first().and_then(|one| kind(one.span)) else { return false };
    let all_alike = between.iter().all(|one| kind(one.span) == Some(of) && is_heading_like(&one.text));
    let before = reading.unread.iter().rfind(|one| one.span.to <= first);
    let first_too = before.is_some_and(|one| kind(one.span) == Some(of));
    let mut winners = reading.marks.iter().filter(|mark| mark.record.is_some()).map(|mark| mark.span);
    // Outside a list, whatever stands below a heading may be a winner or a word about one.
    let apart = winners.all(|span| kind(span) != Some(of) && list_of(sheet, span).is_some());
    if read_already || !rule.headings.is_empty() || !all_alike || !first_too || !apart {
        return false;
    }
    let (pattern, element) = (Pattern::new("{category}"), Selector::new(of));
    let (Ok(pattern), Ok(element)) = (pattern, element) else { return false };
    rule.headings.push(Catch { pattern, element: Some(element), set: Setting::new(), also: vec![] });
    // A definition names its winner in an element of its own.
    rule.lines.iter_mut().filter(|_| of == "dt").for_each(|line| line.element = Selector::new("dd").ok());
    true
}

/// Begins below a line that announces the list, which was taken for a winner: `Le dixième :`. Where it tells a place
/// that is the number of those that follow, the list counts down.
fn announced(rule: &mut Rule, reading: &Extraction) -> bool {
    let Some(held) = reading.held.first().filter(|held| held.words().ends_with(':')) else { return false };
    let line = |record: &Record| record.locator.passage().map_or(0, |passage| passage.line);
    let below = reading.records.first().is_some_and(|first| line(first) > line(&held.record));
    if rule.region.from.is_some() || !below {
        return false;
    }
    rule.region.from = Pattern::new(&looks::escaped(held.words())).ok();
    // "Le dixième :", and not "Les 13 premiers :".
    let words: Vec<&str> = held.words().split([' ', ':']).filter(|word| !word.is_empty()).collect();
    let spelt = words.iter().filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    let last = spelt.filter_map(|word| value::place(word)).map(|place| usize::from(place.number)).next();
    if words.len() <= 2
        && last == Some(reading.records.len())
        && !reading.records.iter().any(|record| record.place.is_some())
    {
        rule.set = set("place", "{countdown}");
    }
    rule.region.from.is_some()
}

/// Ignores rows by which the page says that nobody won, or what the average is.
fn nobody(rule: &mut Rule, reading: &Extraction) -> bool {
    let is_none = |held: &&Held| matches!(held.doubt, Doubt::Placeholder | Doubt::Heading);
    let Some(held) = reading.held.first().filter(is_none) else { return false };
    let Some(passage) = held.record.locator.passage() else { return false };
    let line = reading.text.lines.get(passage.line as usize - 1);
    let words = line.map_or("", |line| reading.text.get(line.span()));
    let pattern = match words.rsplit_once(held.words()) {
        Some(("", _)) => looks::escaped(words),
        Some((_, after)) => format!("…{}{}", looks::escaped(held.words()), looks::escaped(after)),
        None => return false,
    };
    let Ok(pattern) = Pattern::new(&pattern) else { return false };
    rule.ignore.insert("nobody".to_owned(), pattern).is_none()
}

/// Where the first record begins and the last one ends.
fn extent(reading: &Extraction) -> Option<(usize, usize)> {
    let mut marks = reading.marks.iter().filter(|mark| mark.record.is_some());
    let first = marks.next()?.span;
    Some((first.from, marks.next_back().map_or(first.to, |mark| mark.span.to)))
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

/// Whether a line says of itself that it is none of the list.
fn is_advertisement(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "advertisement",
        "ad",
        "sponsored",
        "publicite",
        "annonce",
        "sponsorise",
        "anzeige",
        "werbung",
        "publicidad",
        "anuncio",
        "pubblicita",
        "advertentie",
    ];
    WORDS.contains(&heading(line).as_str())
}

/// Leaves out what is unread before the first record and after the last; ignores single lines between.
fn narrowed(sheet: &Sheet<'_>, rule: &mut Rule, reading: &Extraction) -> bool {
    let Some((first, last)) = extent(reading) else { return false };
    let Some(unread) = reading.unread.first() else { return false };
    // A line of the same list is not left out: it may hold a winner of another look.
    let records = reading.marks.iter().filter(|mark| mark.record.is_some()).map(|mark| mark.span);
    let lists: BTreeSet<u32> = records.filter_map(|span| list_of(sheet, span)).collect();
    let of_a_list = |one: &Unread| list_of(sheet, one.span).is_some_and(|list| lists.contains(&list));
    let matters = |one: &&Unread| !is_advertisement(&one.text) && (is_ranked(&one.text) || of_a_list(one));
    if reading.unread.iter().any(|one| matters(&one)) {
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
    } else if rule.ignore.len() < MOST_IGNORED.min(reading.records.len() / WINNERS_FOR_ONE_IGNORED)
        || is_advertisement(&unread.text)
    {
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
