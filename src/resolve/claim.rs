//! A claim: a record understood; and the lists that claims belong to.

use std::collections::{BTreeMap, HashMap};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::day;
use super::headings::{Headings, canonical};
use super::names::{Credit, Names};
use super::sectors::Sectors;
use crate::catalog::{Catalog, Meaning};
use crate::model::{Issue, Label, Level, Record, Source, SourceId, Witness};
use crate::text;

/// The claims of one source, edition and level: at least one, in order, each once.
pub(super) type List<'a> = Vec<Claim<'a>>;

/// A record whose year, category, company and sector are understood.
pub(super) struct Claim<'a> {
    pub(super) record: &'a Record,
    pub(super) source: &'a Source,
    /// The category as it is compared; empty when none is printed.
    pub(super) heading: &'a str,
    pub(super) credit: Credit<'a>,
    /// The person as it is compared; empty when none is named.
    pub(super) person: String,
    /// Category, company and person as parts of an identifier; empty what is not printed.
    pub(super) slugs: Slugs<'a>,
    /// What the sector heading means, where a label says so.
    pub(super) meaning: Option<&'a Meaning>,
}

/// What identifiers are made of.
pub(super) struct Slugs<'a> {
    pub(super) category: &'a str,
    pub(super) company: &'a str,
    pub(super) person: String,
}

impl Claim<'_> {
    /// Where in its list the claim belongs.
    fn place(&self) -> impl Ord {
        (self.heading, self.credit, self.person.as_str())
    }

    /// The claim as the witness of an award or measure.
    pub(super) fn witness(&self) -> Witness {
        Witness {
            url: self.record.url.clone(),
            title: self.record.title.clone(),
            printed: self.record.company.clone(),
            category: self.record.category.clone(),
            person: self.record.person.clone(),
            evidence: self.record.evidence.clone(),
            file: self.record.locator.file().into_owned(),
            passage: self.record.locator.passage().cloned().map(Box::new),
        }
    }
}

/// All that a record says except the line it stands on: records that say the same are one witness.
fn says(record: &Record) -> impl Ord {
    let names = (&record.company, &record.person, &record.category, &record.sector);
    let score = record.score.map(|score| (score, score.places()));
    let won = (record.outcome, record.place, record.awarded, score, record.scale);
    (&record.evidence, &record.url, &record.title, names, won, record.locator.file())
}

fn put_in_order(mut list: List) -> List {
    let says = |a: &Claim, b: &Claim| says(a.record).cmp(&says(b.record));
    let stands = |a: &Claim, b: &Claim| a.record.locator.cmp(&b.record.locator);
    list.sort_unstable_by(|a, b| {
        a.place().cmp(&b.place()).then_with(|| says(a, b)).then_with(|| stands(a, b))
    });
    list.dedup_by(|a, b| says(a, b).is_eq());
    list
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
        let (names, headings) = rayon::join(|| Names::of(catalog, records), || Headings::of(records));
        Self { catalog, names, headings, sectors: Sectors::of(catalog) }
    }

    /// The records that have a year, understood, in lists in order.
    pub(super) fn lists(&'a self, records: &'a [Record]) -> Vec<List<'a>> {
        let dated = |record| Some((record, self.source(record))).filter(|(r, source)| day::known(r, source));
        let claims: Vec<Claim> =
            records.par_iter().filter_map(dated).map(|(record, source)| self.claim(record, source)).collect();
        let mut lists = HashMap::<(&SourceId, &Label, Level), List>::new();
        for claim in claims {
            let Record { source, edition, level, .. } = claim.record;
            lists.entry((source, edition, *level)).or_default().push(claim);
        }
        let lists: BTreeMap<_, List> = lists.into_iter().collect();
        let lists: Vec<List> = lists.into_values().collect();
        lists.into_par_iter().map(put_in_order).collect()
    }

    fn claim(&'a self, record: &'a Record, source: &'a Source) -> Claim<'a> {
        let heading = self.headings.heading(&record.category);
        let (credit, company) = self.names.credit(&record.company, &source.country);
        let person = |form: fn(&str) -> String| {
            if record.person.is_empty() { String::new() } else { form(&record.person) }
        };
        Claim {
            record,
            source,
            heading: canonical(source, &heading.folded),
            credit,
            person: person(text::key),
            slugs: Slugs { category: &heading.slug, company, person: person(text::slug) },
            meaning: self.sectors.meaning(record, &self.headings),
        }
    }

    fn source(&self, record: &Record) -> &'a Source {
        self.catalog.sources.get(&record.source).expect("the catalog declares the source of every record")
    }

    /// What could not be understood about single records.
    pub(super) fn issues(&self, records: &[Record], lists: &[List]) -> impl Iterator<Item = Issue> {
        let unknown = self.sectors.unknown(records, &self.headings);
        let ambiguous = lists.iter().flatten().filter_map(|claim| self.ambiguous(claim));
        unknown
            .into_iter()
            .chain(self.undated(records))
            .chain(ambiguous)
            .chain(self.names.conflicts.iter().cloned())
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
