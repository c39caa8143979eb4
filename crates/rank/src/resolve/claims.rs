//! Records, understood: each becomes a claim, and claims are put in order.

use std::collections::BTreeMap;

use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::headings::{Headings, PrintedCategory, PrintedPerson, SectorLabels, persons};
use super::names::{Credit, Names, PrintedName};
use super::{prizes, witnesses};
use crate::distinct::{Distinct, ranks};
use model::{Issue, Label, Level, Record, Records, Source, SourceId, Witness};
use workspace::{Catalog, Meaning};

/// A record whose year, category, company and sector are understood.
pub(super) struct Claim<'a> {
    pub(super) record: Record,
    pub(super) source: &'a Source,
    pub(super) place: ClaimKey,
    pub(super) category: &'a PrintedCategory,
    pub(super) name: &'a PrintedName,
    pub(super) person: &'a PrintedPerson,
    /// What the sector heading means, where a label says so.
    pub(super) meaning: Option<&'a Meaning>,
}

/// Where a claim belongs, in numbers that follow the order of identifiers, labels and letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ClaimKey {
    pub(super) source: u32,
    /// The number of source and edition.
    pub(super) edition: u32,
    pub(super) level: Level,
    /// The category as it is compared; none where none is printed.
    pub(super) heading: Option<u32>,
    pub(super) credit: Credit,
    /// The person as it is compared; none where none is named.
    pub(super) person: Option<u32>,
}

/// The claims of one source, edition and level: at least one, in order, each once.
pub(super) type ClaimList<'c, 'a> = &'c [Claim<'a>];

impl Claim<'_> {
    /// Whether two claims belong to one list.
    pub(super) fn of_one_list(&self, other: &Self) -> bool {
        (self.place.edition, self.place.level) == (other.place.edition, other.place.level)
    }

    /// Where the claim stands among those of its place: by all that its record says, then by its line.
    pub(super) fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_place = self.place.cmp(&other.place);
        let by_words = || says(&self.record).cmp(&says(&other.record));
        by_place.then_with(by_words).then_with(|| self.record.locator.cmp(&other.record.locator))
    }

    /// Whether two claims say the same, and thus are one witness.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.place == other.place && says(&self.record).cmp(&says(&other.record)).is_eq()
    }

    /// The claim as the witness of an award or measure.
    pub(super) fn witness(&self) -> Witness {
        Witness {
            url: self.record.url,
            title: self.record.title,
            printed: self.record.company,
            category: self.record.category,
            person: self.record.person,
            evidence: self.record.evidence,
            file: self.record.locator.file(),
            passage: self.record.locator.passage().cloned().map(Box::new),
        }
    }
}

/// All that a record says except the line it stands on: records that say the same are one witness.
pub(super) fn says(record: &Record) -> impl Ord + '_ {
    let names = (&record.company, &record.person, &record.category, &record.sector);
    let score = record.score.map(|score| (score, score.places()));
    let won = (record.outcome, record.place, record.awarded, score, record.scale);
    (&record.evidence, &record.url, &record.title, names, won, record.locator.file())
}

/// Everything that is needed to understand records. Columns have a place for each of them, in their order.
pub(super) struct RecordReader<'a> {
    editions: Distinct<RecordEdition<'a>>,
    pub(super) names: Names<'a>,
    pub(super) headings: Headings,
    persons: Distinct<PrintedPerson>,
    sectors: SectorLabels<'a>,
}

/// An edition of which there are records.
struct RecordEdition<'a> {
    source: &'a Source,
    /// By identifier, and by identifier and label.
    numbers: (u32, u32),
    /// Among those whose awards have identifiers that begin alike, in the order of these.
    group: u32,
    /// Whether its day or year is known.
    dated: bool,
}

impl<'a> RecordReader<'a> {
    pub(super) fn new(catalog: &'a Catalog, records: &[&Record]) -> Self {
        let (names, (headings, (editions, persons))) = rayon::join(
            || Names::new(catalog, records),
            || (Headings::new(catalog, records), (editions(catalog, records), persons(records))),
        );
        Self { editions, names, headings, persons, sectors: SectorLabels::new(catalog) }
    }

    /// The records that have a year, understood, in order, each once: edition by edition, or those editions together
    /// whose identifiers begin alike, in the order of identifiers.
    pub(super) fn claims(&'a self, records: Records) -> Vec<Vec<Claim<'a>>> {
        let batches = records.into_batches();
        let starts: Vec<usize> = batches
            .iter()
            .scan(0, |start, batch| Some(std::mem::replace(start, *start + batch.len())))
            .collect();
        let read = batches.into_par_iter().zip(starts).map(|(batch, start)| self.of_batch(batch, start));
        let read: Vec<Vec<(u32, Vec<Claim>)>> = read.collect();
        let mut editions = Vec::new();
        editions.resize_with(self.editions.values.len(), Vec::new);
        for (group, mut claims) in read.into_iter().flatten() {
            // Files are kept edition by edition: mostly nothing is moved.
            let so_far = &mut editions[group as usize];
            if so_far.is_empty() { *so_far = claims } else { so_far.append(&mut claims) }
        }
        editions.par_iter_mut().for_each(|claims| {
            put_in_order(claims);
            claims.dedup_by(|later, earlier| later.repeats(earlier));
        });
        editions
    }

    /// The claims of a batch, in runs of one group of editions; `start` records stand before it.
    fn of_batch(&'a self, batch: Vec<Record>, start: usize) -> Vec<(u32, Vec<Claim<'a>>)> {
        let group = |number: usize| self.editions.get(number).group;
        let numbers: Vec<usize> = (start..start + batch.len()).collect();
        let mut records = batch.into_iter();
        let run = |numbers: &[usize]| {
            let records = numbers.iter().copied().zip(records.by_ref());
            let dated = records.filter(|(number, record)| self.is_dated(*number, record));
            let mut claims = Vec::with_capacity(numbers.len());
            claims.extend(dated.map(|(number, record)| self.claim(number, record)));
            (group(numbers[0]), claims)
        };
        numbers.chunk_by(|a, b| group(*a) == group(*b)).map(run).collect()
    }

    fn is_dated(&self, number: usize, record: &Record) -> bool {
        record.awarded.is_some() || self.editions.get(number).dated
    }

    fn claim(&'a self, number: usize, record: Record) -> Claim<'a> {
        let (edition, category) = (self.editions.get(number), self.headings.categories.get(number));
        let (name, person) = (self.names.printed.get(number), self.persons.get(number));
        let source = edition.source;
        let place = ClaimKey {
            source: edition.numbers.0,
            edition: edition.numbers.1,
            level: record.level,
            heading: self.headings.number(source, category),
            credit: self.names.credit(name, &source.country),
            person: person.number,
        };
        let sector = self.headings.sectors.get(number);
        let meaning = self.sectors.meaning(&record, sector, &category.folded);
        Claim { record, source, place, category, name, person, meaning }
    }

    /// What could not be understood about single records.
    pub(super) fn issues(&self, records: &Records) -> impl Iterator<Item = Issue> {
        let unknown = self.sectors.unknown(records, &self.headings.sectors);
        unknown.into_iter().chain(self.undated(records)).chain(self.names.conflicts.iter().cloned())
    }

    /// The names that more than one company bears.
    pub(super) fn ambiguous(&self, lists: &[ClaimList]) -> impl Iterator<Item = Issue> {
        lists.iter().copied().flatten().filter_map(|claim| match claim.place.credit {
            Credit::Company(_) | Credit::Unnamed => None,
            Credit::Ambiguous(_) => Some(Issue::AmbiguousCompany {
                source: claim.record.source,
                edition: claim.record.edition,
                printed: claim.record.company.to_string(),
                among: claim.name.bearers.iter().map(|bearer| *self.names.company(*bearer)).collect(),
            }),
        })
    }

    fn undated(&self, records: &Records) -> impl Iterator<Item = Issue> {
        let mut editions = BTreeMap::<(SourceId, Label), Vec<&Record>>::new();
        for (number, record) in records.iter().enumerate() {
            if !self.is_dated(number, record) {
                editions.entry((record.source, record.edition)).or_default().push(record);
            }
        }
        editions.into_iter().map(|((source, edition), mut records)| {
            records.sort_by(|a, b| says(a).cmp(&says(b)));
            records.dedup_by(|a, b| says(a).cmp(&says(b)).is_eq());
            Issue::Undated { source, edition, rows: records.len() }
        })
    }
}

/// Each claim is moved once: they are large, and sorting would move each a dozen times.
fn put_in_order(claims: &mut Vec<Claim>) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_unstable_by(|a, b| claims[*a].cmp(&claims[*b]));
    let mut unsorted: Vec<Option<Claim>> = std::mem::take(claims).into_iter().map(Some).collect();
    // A list that grows as it is filled ends with room that nothing needs, a quarter of all claims.
    claims.reserve_exact(order.len());
    claims.extend(order.into_iter().filter_map(|at| unsorted[at].take()));
}

fn editions<'a>(catalog: &'a Catalog, records: &[&Record]) -> Distinct<RecordEdition<'a>> {
    let column = Distinct::of(records, |record| (record.source, record.edition));
    let sources: Vec<SourceId> = column.values.iter().map(|(source, _)| *source).collect();
    let numbers = ranks(&sources).into_iter().zip(ranks(&column.values));
    let beginnings: Vec<String> =
        column.values.iter().map(|(source, label)| prizes::beginning(*source, label)).collect();
    let edition = |(((source, label), numbers), group): ((&(SourceId, Label), _), u32)| {
        let source = catalog.sources.get(source).expect("the catalog declares the source of every record");
        RecordEdition { source, numbers, group, dated: witnesses::has_day(source, label) }
    };
    let editions = column.values.iter().zip(numbers).zip(ranks(&beginnings)).map(edition).collect();
    column.with(editions)
}
