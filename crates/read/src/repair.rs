//! Repair: a rule that no longer reads a page, with as little added as it takes to read the records already known.
//!
//! The old ways stay and new ones stand beside them (another element to read in, another title of a column, another
//! look of a line), so that older copies are still read. Whether they are, the caller tells by replaying them.

use std::ops::Range;

use crate::drift::change;
use crate::grid::{Grid, Row};
use crate::learn::looks::{PLACE, SCORE, escaped};
use crate::learn::{around, learn, occurrences};
use crate::lines::bare;
use crate::page::{Page, Sheet};
use crate::reading::{Context, read};
use crate::report::Extraction;
use crate::value;
use model::Record;
use model::text::heading;
use workspace::{Catch, Column, Pattern, Region, Rule, Selector, Setting};

/// A repair that ignores more lines by name has not understood the page.
const MOST_IGNORED: usize = 3;
/// As many known winners tell `learn` where the list is.
const ENOUGH_NAMES: usize = 5;

/// The rule changed so that it reads this page wholly and gives the records already known, and that reading, if `replay`
/// agrees that it still reads the older copies as before.
pub fn repair(
    page: Page<'_>,
    rule: &Rule,
    known: &Extraction,
    context: &Context,
    replay: impl Fn(&Rule) -> bool,
) -> Option<(Rule, Extraction)> {
    let sheet = Sheet::open(page, rule).ok()?;
    let names = names(known);
    let moved = moved(&sheet, rule, &names);
    let mut candidates: Vec<Rule> = Vec::new();
    for base in std::iter::once(rule.clone()).chain(moved) {
        let retitled = retitled(&sheet, &base, &known.records);
        let relined = relined(&sheet, &base, &known.records);
        candidates.push(base);
        candidates.extend(retitled);
        candidates.extend(relined);
    }
    let some: Vec<String> = names.iter().take(ENOUGH_NAMES).cloned().collect();
    candidates.extend(learn(page, &some, context).map(|(learned, _)| beside(rule, &learned)));
    let fitting = candidates.into_iter().filter_map(|rule| fitted(page, rule, known, context));
    fitting.into_iter().find(|(rule, _)| replay(rule))
}

/// The companies of the known records, each once, in the order of the page.
fn names(known: &Extraction) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for record in known.records.iter().filter(|record| !record.company.is_empty()) {
        if names.iter().all(|name| record.company != name.as_str()) {
            names.push(record.company.to_string());
        }
    }
    names
}

/// The rule reading also the element that holds the known winners now.
fn moved(sheet: &Sheet<'_>, rule: &Rule, names: &[String]) -> Option<Rule> {
    let within = rule.region.within.as_ref()?;
    let spans: Vec<_> = occurrences(sheet, names).iter().map(|occurrence| occurrence.span).collect();
    let mut moved = rule.clone();
    moved.region.within = Some(either(within, &around(sheet, &spans)?)?);
    Some(moved)
}

fn either(one: &Selector, other: &Selector) -> Option<Selector> {
    Selector::new(&format!("{}, {}", one.as_str(), other.as_str())).ok()
}

/// The rule with what another has beside it.
fn beside(rule: &Rule, other: &Rule) -> Rule {
    let mut both = rule.clone();
    let within = |region: &Region| region.within.clone();
    both.region.within = within(&rule.region).zip(within(&other.region)).and_then(|(a, b)| either(&a, &b));
    let settled = |catch: &Catch| {
        let set = other.set.iter().chain(&catch.set).map(|(part, value)| (part.clone(), value.clone()));
        Catch { set: set.collect(), ..catch.clone() }
    };
    both.lines.extend(other.lines.iter().map(settled));
    if let (Some(table), Some(more)) = (&mut both.table, &other.table) {
        for (part, columns) in &more.columns {
            table.columns.entry(part.clone()).or_default().extend(columns.iter().cloned());
        }
        table.aside.extend(more.aside.iter().cloned());
    }
    both.ignore.extend(other.ignore.iter().map(|(name, pattern)| (name.clone(), pattern.clone())));
    for (part, list) in &other.lists {
        both.lists.entry(part.clone()).or_insert_with(|| list.clone());
    }
    both
}

/// The rule, ignoring a few lines by name, if it then gives the known records and leaves nothing unread.
fn fitted(
    page: Page<'_>,
    mut rule: Rule,
    known: &Extraction,
    context: &Context,
) -> Option<(Rule, Extraction)> {
    for _ in 0..=MOST_IGNORED {
        let reading = read(page, &rule, context);
        if !(change(known, &reading).is_none() && reading.troubles.is_empty()) {
            return None;
        }
        let Some(unread) = reading.unread.first() else { return Some((rule, reading)) };
        let line = reading.text.lines.get(unread.line as usize - 1)?.span();
        let pattern = Pattern::new(&escaped(reading.text.get(line))).ok()?;
        rule.ignore.insert(format!("line_{}", unread.line), pattern);
    }
    None
}

/// The rule with the columns of the table that names the known winners, beside those it reads already.
fn retitled(sheet: &Sheet<'_>, rule: &Rule, known: &[Record]) -> Vec<Rule> {
    sheet.grids.iter().filter_map(|grid| of_grid(sheet, grid, rule, known)).collect()
}

fn of_grid(sheet: &Sheet<'_>, grid: &Grid, rule: &Rule, known: &[Record]) -> Option<Rule> {
    let rows: Vec<(&Row, &Record)> =
        grid.rows.iter().filter_map(|row| Some((row, told_by(sheet, row, known)?))).collect();
    let width = rows.iter().map(|(row, _)| row.cells.len()).min()?;
    let mut mended = rule.clone();
    let table = mended.table.as_mut()?;
    let mut read = Vec::new();
    for (part, columns) in &mut table.columns {
        let holds = |at: &usize| rows.iter().all(|(row, record)| says(part, record, words(sheet, row, *at)));
        if let Some(at) = (0..width).find(|at| !read.contains(at) && holds(at)) {
            read.push(at);
            columns.insert(0, titled(sheet, grid, at));
        }
    }
    for at in (0..width).filter(|at| !read.contains(at)) {
        match titled(sheet, grid, at) {
            Column::Header(title) => table.aside.push(title),
            Column::At(n) => table.aside.push(n.to_string()),
        }
    }
    (!read.is_empty()).then_some(mended)
}

/// The known record that a row tells of.
fn told_by<'k>(sheet: &Sheet<'_>, row: &Row, known: &'k [Record]) -> Option<&'k Record> {
    let names = |record: &&Record| {
        !record.company.is_empty()
            && (0..row.cells.len()).any(|at| words(sheet, row, at) == record.company.as_str())
    };
    known.iter().find(names)
}

fn words<'s>(sheet: &'s Sheet<'_>, row: &Row, at: usize) -> &'s str {
    row.cells.get(at).map_or("", |cell| sheet.text.get(cell.span))
}

/// Whether the words of a cell are what the record has for a part.
fn says(part: &str, record: &Record, words: &str) -> bool {
    match part {
        "company" => words == record.company.as_str(),
        "person" => !words.is_empty() && words == record.person.as_str(),
        "category" => !words.is_empty() && words == record.category.as_str(),
        "sector" => !words.is_empty() && words == record.sector.as_str(),
        "edition" => words == record.edition.as_str(),
        "place" => {
            value::place(words).is_some_and(|place| record.place.is_some_and(|p| p.number == place.number))
        }
        "score" => value::score(words).is_some_and(|(score, _)| record.score == Some(score)),
        _ => false,
    }
}

/// The column by its title, where it has one of its own.
fn titled(sheet: &Sheet<'_>, grid: &Grid, at: usize) -> Column {
    let titles: Vec<&str> = grid.rows[0].cells.iter().map(|cell| sheet.text.get(cell.span)).collect();
    let alone = |title: &&&str| titles.iter().filter(|other| heading(other) == heading(title)).count() == 1;
    let title = titles.get(at).filter(|title| !title.is_empty()).filter(alone);
    title.map_or(Column::At(at + 1), |title| Column::Header((*title).to_owned()))
}

/// The rule with the looks that the lines of the known winners have now, beside those it reads already.
fn relined(sheet: &Sheet<'_>, rule: &Rule, known: &[Record]) -> Option<Rule> {
    let mut templates: Vec<String> = Vec::new();
    for record in known.iter().filter(|record| !record.company.is_empty()) {
        for occurrence in occurrences(sheet, &[record.company.to_string()]) {
            let line = sheet.text.lines[occurrence.line].span();
            let (text, _) = bare(sheet.text.get(line), line);
            let template = template(text, record);
            let read = rule.lines.iter().any(|catch| catch.pattern.whole().is_match(text));
            if !read && !templates.contains(&template) {
                templates.push(template);
            }
        }
    }
    let catch = |template: &String| {
        let pattern = Pattern::new(template).ok()?;
        Some(Catch { pattern, element: None, set: Setting::new(), also: vec![] })
    };
    let mut mended = rule.clone();
    mended.lines.extend(templates.iter().filter_map(catch));
    (mended.lines.len() > rule.lines.len()).then_some(mended)
}

/// The line with the names of the parts instead of their words.
fn template(text: &str, record: &Record) -> String {
    let words =
        |words: &str| text.find(words).map(|at| at..at + words.len()).filter(|range| !range.is_empty());
    let number = record.place.map(|place| place.number);
    let place = PLACE.find(text).map(|found| 0..found.as_str().trim_end_matches(['.', ' ', ')']).len());
    let place = place.filter(|range| value::place(&text[range.clone()]).map(|place| place.number) == number);
    let is_score = |text: &str| value::score(text).map(|(score, _)| score) == record.score;
    let score = SCORE.find_iter(text).filter(|found| is_score(found.as_str())).last();
    let found = [
        ("company", words(&record.company)),
        ("person", words(&record.person)),
        ("category", words(&record.category)),
        ("sector", words(&record.sector)),
        ("place", place),
        ("score", score.map(|found| found.range())),
    ];
    let mut parts: Vec<(Range<usize>, &str)> = Vec::new();
    for (name, range) in found {
        let Some(range) = range else { continue };
        if parts.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start) {
            parts.push((range, name));
        }
    }
    parts.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::new(), 0);
    for (range, name) in parts {
        out.push_str(&escaped(&text[at..range.start]));
        out.push_str(&format!("{{{name}}}"));
        at = range.end;
    }
    out + &escaped(&text[at..])
}
