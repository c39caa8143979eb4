//! Records, understood: each becomes a claim, and claims are put in order.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::headings::{Headings, PrintedCategory, PrintedPerson, SectorLabels, persons};
use super::names::{Credit, Names, PrintedName};
use super::witnesses;
use crate::distinct::{Distinct, ranks};
use model::{Issue, Label, Level, Record, Source, SourceId, Witness};
use workspace::{Catalog, Meaning};

/// A record whose year, category, company and sector are understood.
pub(super) struct Claim<'a> {
    pub(super) record: &'a Record,
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
        let by_words = || says(self.record).cmp(&says(other.record));
        by_place.then_with(by_words).then_with(|| self.record.locator.cmp(&other.record.locator))
    }

    /// Whether two claims say the same, and thus are one witness.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.place == other.place && says(self.record).cmp(&says(other.record)).is_eq()
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
pub(super) fn says(record: &Record) -> impl Ord {
    let names = (&record.company, &record.person, &record.category, &record.sector);
    let score = record.score.map(|score| (score, score.places()));
    let won = (record.outcome, record.place, record.awarded, score, record.scale);
    (&record.evidence, &record.url, &record.title, names, won, record.locator.file())
}

/// Everything that is needed to understand records.
pub(super) struct RecordReader<'a> {
    records: &'a [&'a Record],
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
    /// Whether its day or year is known.
    dated: bool,
}

impl<'a> RecordReader<'a> {
    pub(super) fn new(catalog: &'a Catalog, records: &'a [&'a Record]) -> Self {
        let (names, (headings, (editions, persons))) = rayon::join(
            || Names::new(catalog, records),
            || (Headings::new(catalog, records), (editions(catalog, records), persons(records))),
        );
        Self { records, editions, names, headings, persons, sectors: SectorLabels::new(catalog) }
    }

    /// The records that have a year, understood, in order, each once.
    pub(super) fn claims(&'a self) -> Vec<Claim<'a>> {
        let mut dated: Vec<usize> = (0..self.records.len()).filter(|number| self.is_dated(*number)).collect();
        // Files are kept edition by edition, so that this mostly changes nothing, and the rest is sorted piece by piece.
        dated.sort_by_key(|number| self.editions.get(*number).numbers.1);
        let mut claims: Vec<Claim> = dated.into_par_iter().map(|number| self.claim(number)).collect();
        let editions = claims.par_chunk_by_mut(|a, b| a.place.edition == b.place.edition);
        editions.for_each(|claims| claims.sort_unstable_by(Claim::cmp));
        claims.dedup_by(|later, earlier| later.repeats(earlier));
        claims
    }

    fn is_dated(&self, number: usize) -> bool {
        self.records[number].awarded.is_some() || self.editions.get(number).dated
    }

    fn claim(&'a self, number: usize) -> Claim<'a> {
        let record = &self.records[number];
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
        let meaning = self.sectors.meaning(record, sector, &category.folded);
        Claim { record, source, place, category, name, person, meaning }
    }

    /// What could not be understood about single records.
    pub(super) fn issues(&self, claims: &[Claim]) -> impl Iterator<Item = Issue> {
        let unknown = self.sectors.unknown(self.records, &self.headings.sectors);
        let ambiguous = claims.iter().filter_map(|claim| self.ambiguous(claim));
        unknown.into_iter().chain(self.undated()).chain(ambiguous).chain(self.names.conflicts.iter().cloned())
    }

    fn ambiguous(&self, claim: &Claim) -> Option<Issue> {
        let record = claim.record;
        match claim.place.credit {
            Credit::Company(_) | Credit::Unnamed => None,
            Credit::Ambiguous(_) => Some(Issue::AmbiguousCompany {
                source: record.source,
                edition: record.edition,
                printed: record.company.to_string(),
                among: claim.name.bearers.iter().map(|bearer| *self.names.company(*bearer)).collect(),
            }),
        }
    }

    fn undated(&self) -> impl Iterator<Item = Issue> {
        let mut editions = BTreeMap::<(&SourceId, &Label), Vec<&Record>>::new();
        for number in (0..self.records.len()).filter(|number| !self.is_dated(*number)) {
            let record = &self.records[number];
            editions.entry((&record.source, &record.edition)).or_default().push(record);
        }
        editions.into_iter().map(|((source, edition), mut records)| {
            records.sort_by(|a, b| says(a).cmp(&says(b)));
            records.dedup_by(|a, b| says(a).cmp(&says(b)).is_eq());
            Issue::Undated { source: *source, edition: *edition, rows: records.len() }
        })
    }
}

fn editions<'a>(catalog: &'a Catalog, records: &'a [&'a Record]) -> Distinct<RecordEdition<'a>> {
    let column = Distinct::of(records, |record| (record.source, record.edition));
    let sources: Vec<SourceId> = column.values.iter().map(|(source, _)| *source).collect();
    let numbers = ranks(&sources).into_iter().zip(ranks(&column.values));
    let edition = |((source, label), numbers): (&(SourceId, Label), _)| {
        let source = catalog.sources.get(source).expect("the catalog declares the source of every record");
        RecordEdition { source, numbers, dated: witnesses::has_day(source, label) }
    };
    let editions = column.values.iter().zip(numbers).map(edition).collect();
    column.with(editions)
}
