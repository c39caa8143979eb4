//! A claim: a record understood.

use std::collections::BTreeMap;

use super::day;
use super::headings::{Headings, canonical};
use super::names::{Credit, Names};
use super::sectors::Sectors;
use crate::catalog::{Catalog, Meaning};
use crate::model::{Issue, Label, Level, Locator, Record, Source, SourceId, Witness};
use crate::text;

/// A record whose year, category, company and sector are understood.
pub(super) struct Claim<'a> {
    pub(super) record: &'a Record,
    pub(super) source: &'a Source,
    /// The category as it is compared; empty when none is printed.
    pub(super) heading: &'a str,
    pub(super) credit: Credit<'a>,
    /// The person as it is compared; empty when none is named.
    pub(super) person: String,
    /// What the sector heading means, where a label says so.
    pub(super) meaning: Option<&'a Meaning>,
}

impl Claim<'_> {
    /// The list of a source that the claim belongs to.
    pub(super) fn list(&self) -> (&SourceId, &Label, Level) {
        (&self.record.source, &self.record.edition, self.record.level)
    }

    /// Where in its list the claim belongs.
    fn place(&self) -> impl Ord {
        (self.heading, self.credit, self.person.as_str())
    }

    /// The claim as the witness of an award or measure.
    pub(super) fn witness(&self) -> Witness {
        let Locator::Row { file, line: _ } = &self.record.locator;
        Witness {
            url: self.record.url.clone(),
            title: self.record.title.clone(),
            printed: self.record.company.clone(),
            category: self.record.category.clone(),
            person: self.record.person.clone(),
            evidence: self.record.evidence.clone(),
            file: file.clone(),
        }
    }
}

/// All that a record says except the line it stands on: records that say the same are one witness.
fn says(record: &Record) -> impl Ord {
    let Locator::Row { file, line: _ } = &record.locator;
    let names = (&record.company, &record.person, &record.category, &record.sector);
    let score = record.score.map(|score| (score, score.places()));
    let won = (record.outcome, record.place, record.awarded, score, record.scale);
    (&record.evidence, &record.url, &record.title, names, won, file)
}

/// Everything that is needed to understand records.
pub(super) struct Reader<'a> {
    catalog: &'a Catalog,
    names: Names<'a>,
    headings: Headings<'a>,
    sectors: Sectors<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(catalog: &'a Catalog, records: &'a [Record]) -> Self {
        let names = Names::of(catalog, records);
        Self { catalog, names, headings: Headings::of(records), sectors: Sectors::of(catalog) }
    }

    /// The records that have a year, understood, in order, each once.
    pub(super) fn claims(&'a self, records: &'a [Record]) -> Vec<Claim<'a>> {
        let dated = records.iter().filter(|record| day::known(record, self.source(record)));
        let mut claims: Vec<_> = dated.map(|record| self.claim(record)).collect();
        claims.sort_unstable_by(|a, b| {
            let place = || a.list().cmp(&b.list()).then_with(|| a.place().cmp(&b.place()));
            place().then_with(|| says(a.record).cmp(&says(b.record)))
        });
        claims.dedup_by(|a, b| a.list() == b.list() && says(a.record).cmp(&says(b.record)).is_eq());
        claims
    }

    fn claim(&'a self, record: &'a Record) -> Claim<'a> {
        let source = self.source(record);
        Claim {
            record,
            source,
            heading: canonical(source, self.headings.folded(&record.category)),
            credit: self.names.credit(&record.company, &source.country),
            person: if record.person.is_empty() { String::new() } else { text::key(&record.person) },
            meaning: self.sectors.meaning(record, &self.headings),
        }
    }

    fn source(&self, record: &Record) -> &'a Source {
        self.catalog.sources.get(&record.source).expect("the catalog declares the source of every record")
    }

    /// What could not be understood about single records.
    pub(super) fn issues(&self, records: &[Record], claims: &[Claim]) -> impl Iterator<Item = Issue> {
        let unknown = self.sectors.unknown(records, &self.headings);
        let ambiguous = claims.iter().filter_map(|claim| self.ambiguous(claim));
        unknown.chain(self.undated(records)).chain(ambiguous).chain(self.names.conflicts.iter().cloned())
    }

    fn ambiguous(&self, claim: &Claim) -> Option<Issue> {
        let record = claim.record;
        match claim.credit {
            Credit::Company(_) | Credit::Unnamed => None,
            Credit::Ambiguous(_) => Some(Issue::AmbiguousCompany {
                source: record.source.clone(),
                edition: record.edition.clone(),
                printed: record.company.clone(),
                among: self.names.bearers(&record.company).to_vec(),
            }),
        }
    }

    fn undated(&self, records: &[Record]) -> impl Iterator<Item = Issue> {
        let mut editions = BTreeMap::<(&SourceId, &Label), Vec<&Record>>::new();
        for record in records.iter().filter(|record| !day::known(record, self.source(record))) {
            editions.entry((&record.source, &record.edition)).or_default().push(record);
        }
        editions.into_iter().map(|((source, edition), mut records)| {
            records.sort_by(|a, b| says(a).cmp(&says(b)));
            records.dedup_by(|a, b| says(a).cmp(&says(b)).is_eq());
            Issue::Undated { source: source.clone(), edition: edition.clone(), rows: records.len() }
        })
    }
}
