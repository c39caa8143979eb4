//! What printed sector headings mean.

use std::collections::{BTreeMap, HashMap};

use crate::column::Column;
use model::{Issue, Label, Level, Record, Shared, SourceId};
use workspace::{Catalog, Meaning, SectorLabel};

/// The labels of a catalog by source and folded heading.
pub(super) struct Sectors<'a> {
    labels: HashMap<(Option<&'a SourceId>, &'a str), Vec<&'a SectorLabel>>,
}

impl<'a> Sectors<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut labels = HashMap::<_, Vec<&SectorLabel>>::new();
        for label in &catalog.labels {
            labels.entry((label.source.as_ref(), label.text.as_str())).or_default().push(label);
        }
        Self { labels }
    }

    /// What the record's sector means or, where it prints none, its category, which may mean nothing; both folded.
    pub(super) fn meaning(&self, record: &Record, sector: &str, category: &str) -> Option<&'a Meaning> {
        if !record.sector.is_empty() {
            return self.look_up(record, sector);
        }
        match record.level {
            Level::Sector | Level::Category => self.look_up(record, category),
            Level::Overall | Level::Channel => None,
        }
    }

    /// A label of the source for some editions wins over one for all its editions, and this over a general one.
    fn look_up(&self, record: &Record, folded: &str) -> Option<&'a Meaning> {
        let of = |source| self.labels.get(&(source, folded)).into_iter().flatten();
        let candidates = of(Some(&record.source)).chain(of(None));
        let fitting = candidates.filter(|label| holds(label, &record.edition));
        fitting.min_by_key(|label| breadth(label)).map(|label| &label.meaning)
    }

    /// Printed sectors that no label maps, gathered over the editions of a source.
    pub(super) fn unknown(&self, records: &[&Record], sectors: &Column<String>) -> Vec<Issue> {
        let mut unknown = BTreeMap::<(&SourceId, &str), (&Shared, Vec<&Label>)>::new();
        for (number, record) in records.iter().enumerate().filter(|(_, record)| !record.sector.is_empty()) {
            let folded = sectors.get(number);
            if self.look_up(record, folded).is_none() {
                let entry = unknown.entry((&record.source, folded)).or_insert((&record.sector, vec![]));
                entry.0 = entry.0.min(&record.sector);
                entry.1.push(&record.edition);
            }
        }
        unknown
            .into_iter()
            .map(|((source, _), (printed, mut editions))| {
                editions.sort();
                editions.dedup();
                let editions = editions.into_iter().cloned().collect();
                Issue::UnknownSector { source: *source, printed: printed.to_string(), editions }
            })
            .collect()
    }
}

fn holds(label: &SectorLabel, edition: &Label) -> bool {
    label.from.as_ref().is_none_or(|from| from <= edition)
        && label.until.as_ref().is_none_or(|until| edition <= until)
}

/// How widely a label applies: 0 some editions of a source, 1 a source, 2 everywhere.
fn breadth(label: &SectorLabel) -> u8 {
    match (&label.source, &label.from, &label.until) {
        (None, _, _) => 2,
        (Some(_), None, None) => 1,
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) => 0,
    }
}
