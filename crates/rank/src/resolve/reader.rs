//! From records to claims in order.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::claim::{Claim, Place, says};
use super::day;
use super::headings::Headings;
use super::names::{Credit, Names};
use super::persons::{Person, persons};
use super::sectors::Sectors;
use crate::column::{Column, ranks};
use model::{Issue, Label, Record, Source, SourceId};
use workspace::Catalog;

/// Everything that is needed to understand records.
pub(super) struct Reader<'a> {
    records: &'a [&'a Record],
    editions: Column<Edition<'a>>,
    pub(super) names: Names<'a>,
    pub(super) headings: Headings,
    persons: Column<Person>,
    sectors: Sectors<'a>,
}

/// An edition of which there are records.
struct Edition<'a> {
    source: &'a Source,
    /// By identifier, and by identifier and label.
    numbers: (u32, u32),
    /// Whether its day or year is known.
    dated: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &'a [&'a Record]) -> Self {
        let (names, (headings, (editions, persons))) = rayon::join(
            || Names::of(catalog, records),
            || (Headings::of(catalog, records), (editions(catalog, records), persons(records))),
        );
        Self { records, editions, names, headings, persons, sectors: Sectors::of(catalog) }
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
        let place = Place {
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

fn editions<'a>(catalog: &'a Catalog, records: &'a [&'a Record]) -> Column<Edition<'a>> {
    let column = Column::of(records, |record| (record.source, record.edition));
    let sources: Vec<SourceId> = column.values.iter().map(|(source, _)| *source).collect();
    let numbers = ranks(&sources).into_iter().zip(ranks(&column.values));
    let edition = |((source, label), numbers): (&(SourceId, Label), _)| {
        let source = catalog.sources.get(source).expect("the catalog declares the source of every record");
        Edition { source, numbers, dated: day::known(source, label) }
    };
    let editions = column.values.iter().zip(numbers).map(edition).collect();
    column.with(editions)
}
