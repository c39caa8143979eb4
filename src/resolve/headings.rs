//! Printed categories as they are compared, and as they are shown.

use std::collections::{BTreeMap, HashMap};

use super::claim::List;
use crate::model::{Record, Source, SourceId};
use crate::text;

/// Every printed category and sector, folded once.
pub(super) struct Headings<'a> {
    printed: HashMap<&'a str, Heading>,
}

/// A printed category or sector.
pub(super) struct Heading {
    /// As it is compared; empty when nothing is printed.
    pub(super) folded: String,
    /// As a part of an identifier; empty when nothing is printed.
    pub(super) slug: String,
}

impl Heading {
    fn of(printed: &str) -> Self {
        let slug = if printed.is_empty() { String::new() } else { text::slug(printed) };
        Self { folded: text::heading(printed), slug }
    }
}

impl<'a> Headings<'a> {
    pub(super) fn of(records: &'a [Record]) -> Self {
        let mut headings = HashMap::new();
        for printed in records.iter().flat_map(|record| [&record.category, &record.sector]) {
            headings.entry(printed.as_str()).or_insert_with(|| Heading::of(printed));
        }
        Self { printed: headings }
    }

    /// A printed category or sector of one of the records.
    pub(super) fn heading(&self, printed: &str) -> &Heading {
        self.printed.get(printed).expect("every heading of the records was folded")
    }

    /// A printed category or sector of one of the records, folded; empty when nothing is printed.
    pub(super) fn folded(&self, printed: &str) -> &str {
        &self.heading(printed).folded
    }
}

/// What a folded category of a source is compared by: the heading that the source shows for it, else itself.
pub(super) fn canonical<'a>(source: &'a Source, folded: &'a str) -> &'a str {
    source.category_names.get(folded).map_or(folded, String::as_str)
}

/// Which printing stands for a category wherever a source is shown.
pub(super) type Shown<'a> = HashMap<(&'a SourceId, &'a str), &'a str>;

/// The heading that the source shows for several; else the printing that most of its claims use, the first by its
/// letters among equals.
pub(super) fn shown<'a>(lists: &[List<'a>]) -> Shown<'a> {
    let mut uses = HashMap::<_, BTreeMap<&str, usize>>::new();
    for list in lists {
        for claims in list.chunk_by(|a, b| a.heading == b.heading) {
            let (heading, source) = (claims[0].heading, claims[0].source);
            let declared = source.category_names.values().any(|shown| shown == heading);
            let printings = uses.entry((&source.id, heading)).or_default();
            for claim in claims {
                let printed = if declared { heading } else { claim.record.category.as_str() };
                *printings.entry(printed).or_default() += 1;
            }
        }
    }
    uses.into_iter().filter_map(|(heading, printings)| Some((heading, most_used(printings)?))).collect()
}

/// The key with the highest count, the smallest among equals.
pub(super) fn most_used<T: Ord>(counts: BTreeMap<T, usize>) -> Option<T> {
    counts.into_iter().min_by(|(_, a), (_, b)| b.cmp(a)).map(|(value, _)| value)
}
