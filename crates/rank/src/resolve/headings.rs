//! Printed categories, sectors and persons: as they are compared, as they are shown, and what sectors mean.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::claims::{Claim, ClaimList};
use crate::distinct::{Distinct, Map, number, ranks};
use model::text;
use model::{Issue, Label, Level, Record, Records, Shared, Source, SourceId};
use workspace::{Catalog, Meaning, SectorLabel};

/// Every printed category and sector, folded once.
pub(super) struct Headings {
    pub(super) categories: Distinct<PrintedCategory>,
    /// By record, folded; empty when nothing is printed.
    pub(super) sectors: Distinct<String>,
    /// The folded categories in the order of their letters, and those that sources show for others, as they are shown.
    texts: Vec<String>,
}

pub(super) struct PrintedCategory {
    /// As it is compared; empty when nothing is printed.
    pub(super) folded: String,
    /// As a part of an identifier; empty when nothing is printed.
    pub(super) slug: String,
    /// Where it stands among the parts of identifiers, each with the colon that follows it.
    pub(super) position: u32,
    /// The number of the folded text, in the order of letters; none when nothing is printed.
    number: Option<u32>,
}

impl PrintedCategory {
    fn new(printed: &str) -> Self {
        let slug = if printed.is_empty() { String::new() } else { text::slug(printed) };
        Self { folded: text::heading(printed), slug, position: 0, number: None }
    }
}

impl Headings {
    pub(super) fn new(catalog: &Catalog, records: &[&Record]) -> Self {
        let (categories, sectors) = rayon::join(
            || Distinct::of(records, |record| record.category),
            || Distinct::of(records, |record| record.sector),
        );
        let folded = sectors.values.iter().map(|printed| text::heading(printed)).collect();
        let mut headings: Vec<PrintedCategory> =
            categories.values.iter().map(|printed| PrintedCategory::new(printed)).collect();
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
    pub(super) fn number(&self, source: &Source, heading: &PrintedCategory) -> Option<u32> {
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
pub(super) fn shown(lists: &[ClaimList], headings: &Headings) -> Shown {
    let printed = |claim: &Claim| ((claim.place.source, claim.place.heading), claim.record.category);
    let mut uses: Vec<(_, Shared)> =
        lists.par_iter().flat_map_iter(|list| list.iter().map(printed)).collect();
    uses.par_sort_unstable();
    let most_used = uses.chunk_by(|a, b| a.0 == b.0).filter_map(|of_heading| {
        let printings = of_heading.chunk_by(|a, b| a == b).map(|uses| (Reverse(uses.len()), uses[0]));
        printings.min().map(|(_, printing)| printing)
    });
    let mut shown: Shown = most_used.collect();
    let own = lists.iter().flat_map(|list| list.chunk_by(|a, b| a.place.heading == b.place.heading));
    for claims in own.filter(|claims| !claims[0].source.category_names.is_empty()) {
        let (place, source) = (&claims[0].place, claims[0].source);
        let heading = place.heading.map_or("", |heading| headings.text(heading));
        if source.category_names.values().any(|shown| shown == heading) {
            shown.insert((place.source, place.heading), heading.into());
        }
    }
    shown
}

/// The key with the highest count, the smallest among equals.
pub(super) fn most_used<T: Ord>(counts: BTreeMap<T, usize>) -> Option<T> {
    counts.into_iter().min_by(|(_, a), (_, b)| b.cmp(a)).map(|(value, _)| value)
}

pub(super) struct PrintedPerson {
    /// The number of the person as compared, in the order of letters; none where none is named.
    pub(super) number: Option<u32>,
    /// As a part of an identifier; empty where none is named.
    pub(super) slug: String,
}

pub(super) fn persons(records: &[&Record]) -> Distinct<PrintedPerson> {
    let column = Distinct::of(records, |record| record.person);
    let keys: Vec<String> = column.values.iter().map(|printed| text::key(printed)).collect();
    let person = |(printed, number): (&Shared, u32)| PrintedPerson {
        number: (!printed.is_empty()).then_some(number),
        slug: if printed.is_empty() { String::new() } else { text::slug(printed) },
    };
    let persons = column.values.iter().zip(ranks(&keys)).map(person).collect();
    column.with(persons)
}

/// The labels of a catalog by source and folded heading.
pub(super) struct SectorLabels<'a> {
    labels: HashMap<(Option<&'a SourceId>, &'a str), Vec<&'a SectorLabel>>,
}

impl<'a> SectorLabels<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
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
    pub(super) fn unknown(&self, records: &Records, sectors: &Distinct<String>) -> Vec<Issue> {
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
