//! Printed categories as they are compared, and as they are shown.

use std::collections::{BTreeMap, HashMap};

use super::claim::Claim;
use crate::model::{Record, Source, SourceId};
use crate::text;

/// Every printed category and sector, folded once.
pub(super) struct Headings<'a> {
    folded: HashMap<&'a str, String>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(records: &'a [Record]) -> Self {
        let mut folded = HashMap::new();
        for printed in records.iter().flat_map(|record| [&record.category, &record.sector]) {
            folded.entry(printed.as_str()).or_insert_with(|| text::heading(printed));
        }
        Self { folded }
    }

    /// A printed category or sector of one of the records, folded; empty when nothing is printed.
    pub(super) fn folded(&self, printed: &str) -> &str {
        self.folded.get(printed).expect("every heading of the records was folded")
    }
}

/// The folded category that a folded category of a source stands for.
pub(super) fn canonical<'a>(source: &'a Source, folded: &'a str) -> &'a str {
    source.category_names.get(folded).map_or(folded, String::as_str)
}

/// Which printing stands for a category wherever a source is shown.
pub(super) type Shown<'a> = BTreeMap<(&'a SourceId, &'a str), &'a str>;

/// The printing that most claims of the source use, the first by its letters among equals.
pub(super) fn shown<'a>(claims: &[Claim<'a>]) -> Shown<'a> {
    let mut uses = BTreeMap::<_, BTreeMap<&str, usize>>::new();
    for claim in claims.iter().filter(|claim| !claim.heading.is_empty()) {
        let printings = uses.entry((&claim.record.source, claim.heading)).or_default();
        *printings.entry(claim.record.category.as_str()).or_default() += 1;
    }
    uses.into_iter().filter_map(|(heading, printings)| Some((heading, most_used(printings)?))).collect()
}

/// The key with the highest count, the smallest among equals.
pub(super) fn most_used<T: Ord>(counts: BTreeMap<T, usize>) -> Option<T> {
    counts.into_iter().min_by(|(_, a), (_, b)| b.cmp(a)).map(|(value, _)| value)
}
