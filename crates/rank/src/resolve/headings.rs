//! Printed categories and sectors as they are compared, and as they are shown.

use std::collections::BTreeMap;

use super::claim::List;
use crate::column::{Column, Map, number, ranks};
use model::text;
use model::{Record, Shared, Source};
use workspace::Catalog;

/// Every printed category and sector, folded once.
pub(super) struct Headings {
    /// By record.
    pub(super) categories: Column<Heading>,
    /// By record, folded; empty when nothing is printed.
    pub(super) sectors: Column<String>,
    /// The folded categories in the order of their letters, and those that sources show for others, as they are shown.
    texts: Vec<String>,
}

/// A printed category.
pub(super) struct Heading {
    /// As it is compared; empty when nothing is printed.
    pub(super) folded: String,
    /// As a part of an identifier; empty when nothing is printed.
    pub(super) slug: String,
    /// Where it stands among the parts of identifiers, each with the colon that follows it.
    pub(super) position: u32,
    /// The number of the folded text, in the order of letters; none when nothing is printed.
    number: Option<u32>,
}

impl Heading {
    fn of(printed: &str) -> Self {
        let slug = if printed.is_empty() { String::new() } else { text::slug(printed) };
        Self { folded: text::heading(printed), slug, position: 0, number: None }
    }
}

impl Headings {
    pub(super) fn of(catalog: &Catalog, records: &[&Record]) -> Self {
        let (categories, sectors) = rayon::join(
            || Column::of(records, |record| record.category),
            || Column::of(records, |record| record.sector),
        );
        let folded = sectors.values.iter().map(|printed| text::heading(printed)).collect();
        let mut headings: Vec<Heading> =
            categories.values.iter().map(|printed| Heading::of(printed)).collect();
        let declared = catalog.sources.values().flat_map(|source| source.category_names.values());
        let mut texts: Vec<String> =
            headings.iter().map(|heading| &heading.folded).chain(declared).cloned().collect();
        texts.sort_unstable();
        texts.dedup();
        let parts: Vec<String> = headings.iter().map(|heading| format!("{}:", heading.slug)).collect();
        for (heading, position) in headings.iter_mut().zip(ranks(&parts)) {
            heading.number = number_of(&texts, &heading.folded);
            heading.position = position;
        }
        Self { categories: categories.with(headings), sectors: sectors.with(folded), texts }
    }

    /// The number of what a category of a source is compared by; none when nothing is printed.
    pub(super) fn number(&self, source: &Source, heading: &Heading) -> Option<u32> {
        let shown = source.category_names.get(&heading.folded);
        shown.map_or(heading.number, |shown| number_of(&self.texts, shown))
    }

    fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}

fn number_of(texts: &[String], folded: &str) -> Option<u32> {
    let position = texts.binary_search_by(|text| text.as_str().cmp(folded));
    (!folded.is_empty()).then(|| number(position.expect("every heading was numbered")))
}

/// What a folded category of a source is compared by: the heading that the source shows for it, else itself.
pub(super) fn canonical<'a>(source: &'a Source, folded: &'a str) -> &'a str {
    source.category_names.get(folded).map_or(folded, String::as_str)
}

/// Which printing stands for a category wherever a source is shown, by the numbers of source and heading.
pub(super) type Shown = Map<(u32, Option<u32>), Shared>;

/// The heading that the source shows for several; else the printing that most of its claims use, the first by its
/// letters among equals.
pub(super) fn shown(lists: &[List], headings: &Headings) -> Shown {
    let mut uses = Map::<_, BTreeMap<&Shared, usize>>::default();
    let mut shown = Shown::default();
    for list in lists {
        for claims in list.chunk_by(|a, b| a.place.heading == b.place.heading) {
            let (place, source) = (&claims[0].place, claims[0].source);
            let key = (place.source, place.heading);
            let heading = place.heading.map_or("", |heading| headings.text(heading));
            if source.category_names.values().any(|shown| shown == heading) {
                shown.entry(key).or_insert_with(|| heading.into());
                continue;
            }
            let printings = uses.entry(key).or_default();
            for claim in claims {
                *printings.entry(&claim.record.category).or_default() += 1;
            }
        }
    }
    shown.extend(uses.into_iter().filter_map(|(key, printings)| Some((key, *most_used(printings)?))));
    shown
}

/// The key with the highest count, the smallest among equals.
pub(super) fn most_used<T: Ord>(counts: BTreeMap<T, usize>) -> Option<T> {
    counts.into_iter().min_by(|(_, a), (_, b)| b.cmp(a)).map(|(value, _)| value)
}
