//! Inflation of prizes: how the lists of winners of one source grew from edition to edition.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage::{announced, edition_year};
use crate::{Inflation, ListSize};
use model::text;
use model::{Award, Label, Register, Source};

/// The sizes of the lists of every source that counts and has two editions or more, by source.
pub fn inflation(register: &Register) -> Vec<Inflation> {
    let mut lists: BTreeMap<_, BTreeMap<&Label, Vec<&Award>>> = BTreeMap::new();
    let announced = |award: &&Award| announced(award, register.source(&award.source));
    for award in register.awards.iter().filter(announced) {
        lists.entry(&award.source).or_default().entry(&award.edition).or_default().push(award);
    }
    let none = BTreeMap::new();
    let of_source = |source: &Source| {
        let editions = sizes(source, lists.get(&source.id).unwrap_or(&none));
        Inflation { source: source.id, editions }
    };
    let counted = register.sources.values().filter(|source| source.counts);
    counted.map(of_source).filter(|inflation| inflation.editions.len() >= 2).collect()
}

fn sizes(source: &Source, lists: &BTreeMap<&Label, Vec<&Award>>) -> Vec<ListSize> {
    let labels: BTreeSet<&Label> = lists.keys().copied().chain(source.editions.keys()).collect();
    let mut sizes: Vec<ListSize> = labels
        .into_iter()
        .filter_map(|label| size(source, label, lists.get(label).map_or(&[], Vec::as_slice)))
        .collect();
    sizes.sort_by(|a, b| (a.year, &a.edition).cmp(&(b.year, &b.edition)));
    sizes
}

/// The size of one list; nothing when no winner is known or announced.
fn size(source: &Source, label: &Label, awards: &[&Award]) -> Option<ListSize> {
    let declared = source.editions.get(label);
    let claimed = declared.and_then(|edition| edition.claimed);
    let first = awards.iter().map(|award| award.awarded.year()).min();
    let year = declared.map_or(first, |edition| edition_year(source, edition, first))?;
    let categories: BTreeSet<String> = awards.iter().map(|award| text::heading(&award.category)).collect();
    let size = ListSize {
        edition: *label,
        year,
        claimed,
        candidates: declared.and_then(|edition| edition.candidates),
        found: awards.len() as u32,
        categories: categories.len() as u32,
    };
    (size.found > 0 || claimed.is_some()).then_some(size)
}
