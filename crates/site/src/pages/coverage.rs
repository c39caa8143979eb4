//! The coverage: source × year, what we hold of each list, and what no run understood.

use minijinja::Value;
use std::collections::BTreeMap;

use rank::{Coverage, ListState};

use crate::pages::source::CellView;
use crate::press::sheet::Sheet;

/// Lists of which something is said that a page has room for: then it shows the latest years, and the table all.
const MOST_LISTS: usize = 1300;

/// The view of the coverage.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let coverage = sheet.input.figures.coverage();
    let mut countries: BTreeMap<(bool, &str), Vec<(bool, Value)>> = BTreeMap::new();
    let shown = years_with_room(coverage);
    let home = sheet.input.ranking.country.as_deref();
    for (id, cells) in &coverage.rows {
        let source = sheet.input.register.source(id);
        // A telephone shows the first columns: the years a reader asks for are the last ones.
        let cells = coverage.years.iter().zip(cells).rev().take(shown);
        let cells: Vec<_> = cells.map(|(year, cell)| CellView::of(id, *year, cell)).collect();
        let row = view! { source: sheet.source(id), counts: source.counts, cells };
        let country = source.country.as_str();
        countries.entry((Some(country) != home, country)).or_default().push((source.counts, row));
    }
    let country = |((_, code), mut rows): ((bool, &str), Vec<(bool, Value)>)| {
        rows.sort_by_key(|(counts, _)| !counts);
        view! { code: code.to_owned(), rows: rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>() }
    };
    view! {
        years: coverage.years.iter().rev().take(shown).map(ToString::to_string).collect::<Vec<_>>(),
        countries: countries.into_iter().map(country).collect::<Vec<_>>(),
        sums: sums(coverage.rows.iter().flat_map(|(_, cells)| cells)),
        issues: issues(sheet),
    }
}

/// How many of the latest years a page has room for, one at least.
fn years_with_room(coverage: &Coverage) -> usize {
    let held = |at: usize| coverage.rows.iter().filter(|(_, cells)| cells[at] != ListState::NotHeld).count();
    let mut lists = 0;
    let fit = (0..coverage.years.len()).rev().take_while(|&at| {
        lists += held(at);
        lists <= MOST_LISTS
    });
    fit.count().max(1)
}

/// How many lists are in each state, and how many were held.
fn sums<'c>(cells: impl Iterator<Item = &'c ListState>) -> Value {
    let (mut complete, mut partial, mut not_found, mut not_allowed) = (0_usize, 0_usize, 0_usize, 0_usize);
    for cell in cells {
        match cell {
            ListState::Complete { .. } => complete += 1,
            ListState::Partial { .. } => partial += 1,
            ListState::NotFound { .. } => not_found += 1,
            ListState::NotHeld => {}
            ListState::NotAllowed => not_allowed += 1,
        }
    }
    let held = complete + partial + not_found + not_allowed;
    view! { complete, partial, not_found, not_allowed, held }
}

fn issues(sheet: &Sheet) -> Vec<Value> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for issue in sheet.input.issues {
        *counts.entry(issue.kind()).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(kind, count)| {
            view! {
                kind,
                count,
            }
        })
        .collect()
}
