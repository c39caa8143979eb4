//! Identifiers of awards and measures. They are made of printed words alone, so that better folding, or a company
//! declared later, renumbers nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::claim::Claim;
use super::headings::Heading;
use model::text;
use model::{Label, Level, Record};

/// `source:edition:level:category:recipient`, empty where nothing is printed.
pub(super) fn identifier(record: &Record, category: &str, recipient: &str) -> String {
    let Record { source, edition, level, .. } = record;
    [source.as_str(), &word(edition), level_word(*level), category, recipient].join(":")
}

/// `source:edition:level:`, with which the identifiers of a list begin.
pub(super) fn prefix(record: &Record) -> String {
    let Record { source, edition, level, .. } = record;
    format!("{source}:{}:{}:", word(edition), level_word(*level))
}

/// The heading with the shortest slug, the first by its letters among equals.
pub(super) fn heading<'a>(claims: &[&Claim<'a>]) -> &'a Heading {
    let headings = claims.iter().map(|claim| claim.category);
    let shortest =
        headings.min_by_key(|heading| (heading.slug.is_empty(), heading.slug.len(), &heading.slug));
    shortest.expect("at least one claim")
}

/// What has identifiers, in their order. The first keeps one that several have; a number follows in the others, in the
/// order in which they came.
pub(super) fn each_once<T>(mut all: Vec<(String, T)>) -> Vec<(String, T)> {
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    let repeated = |at: &usize| *at > 0 && all[*at].0 == all[*at - 1].0;
    let repeated: Vec<usize> = (0..all.len()).filter(repeated).collect();
    if repeated.is_empty() {
        return all;
    }
    let mut given: BTreeSet<String> = all.iter().map(|(id, _)| id.clone()).collect();
    for at in repeated {
        let numbered = (2..).map(|n| format!("{}_{n}", all[at].0));
        let free = numbered.into_iter().find(|id| given.insert(id.clone()));
        all[at].0 = free.expect("numbers do not end");
    }
    each_once(all)
}

/// The shortest of several slugs, the first by its letters among equals; empty when nothing is printed.
pub(super) fn shortest<'a>(slugs: impl Iterator<Item = &'a str>) -> &'a str {
    slugs.filter(|slug| !slug.is_empty()).min_by_key(|slug| (slug.len(), *slug)).unwrap_or_default()
}

/// A label in letters that are safe in an address.
fn word(label: &Label) -> Cow<'_, str> {
    let safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let label = label.as_str();
    if label.chars().all(safe) { Cow::Borrowed(label) } else { Cow::Owned(text::slug(label)) }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Overall => "overall",
        Level::Sector => "sector",
        Level::Category => "category",
        Level::Channel => "channel",
    }
}
