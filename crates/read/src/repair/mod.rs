//! Repair: a rule that no longer reads a page, with as little added as it takes to read the records already known.
//!
//! The old ways stay and new ones stand beside them (another element to read in, another title of a column, another
//! look of a line), so that older copies are still read. Whether they are, the caller tells by replaying them.

mod columns;
mod looks;

use super::drift::change;
use super::learn::{Proposal, around, learn, looks::escaped, occurrences};
use super::page::{Page, Sheet};
use super::reading::{Context, read};
use super::report::Extraction;
use workspace::{Catch, Pattern, Region, Rule, Selector};

/// A repair that ignores more lines by name has not understood the page.
const MOST_IGNORED: usize = 3;
/// As many known winners tell `learn` where the list is.
const ENOUGH_NAMES: usize = 5;

/// The rule changed so that it reads this page wholly and gives the records already known, if `replay` agrees that it
/// still reads the older copies as before.
pub fn repair(
    page: Page<'_>,
    rule: &Rule,
    known: &Extraction,
    context: &Context,
    replay: impl Fn(&Rule) -> bool,
) -> Option<Proposal> {
    let sheet = Sheet::open(page, rule).ok()?;
    let names = names(known);
    let moved = moved(&sheet, rule, &names);
    let mut candidates: Vec<Rule> = Vec::new();
    for base in std::iter::once(rule.clone()).chain(moved) {
        let retitled = columns::retitled(&sheet, &base, &known.records);
        let relined = looks::relined(&sheet, &base, &known.records);
        candidates.push(base);
        candidates.extend(retitled);
        candidates.extend(relined);
    }
    let some: Vec<String> = names.iter().take(ENOUGH_NAMES).cloned().collect();
    candidates.extend(learn(page, &some, context).map(|learned| beside(rule, &learned.rule)));
    let fitting = candidates.into_iter().filter_map(|rule| fitted(page, rule, known, context));
    fitting.into_iter().find(|proposal| replay(&proposal.rule))
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
fn fitted(page: Page<'_>, mut rule: Rule, known: &Extraction, context: &Context) -> Option<Proposal> {
    for _ in 0..=MOST_IGNORED {
        let reading = read(page, &rule, context);
        if !(change(known, &reading).is_none() && reading.troubles.is_empty()) {
            return None;
        }
        let Some(unread) = reading.unread.first() else { return Some(Proposal { rule, reading }) };
        let line = reading.text.lines.get(unread.line as usize - 1)?.span();
        let pattern = Pattern::new(&escaped(reading.text.get(line))).ok()?;
        rule.ignore.insert(format!("line_{}", unread.line), pattern);
    }
    None
}
