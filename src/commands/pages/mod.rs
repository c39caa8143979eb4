//! Pages of the archive, read by the rules that the editions name. What of them is live is decided in `read`.

mod copies;
mod open;
mod pdf;
mod proofs;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use anyhow::Result;
use rayon::prelude::*;

pub use copies::{declared_pages, places};
pub use open::OpenedPage;
pub use pdf::words as pdf_words;
pub use proofs::prove;

use archive::Archive;
pub use copies::first_day;
use copies::{Copies, no_page, unruled};
use model::{Address, Day, Digest, Edition, Issue, Label, Record, Source, SourceId};
use rank::resolve::Identities;
use read::{Background, Bounds, Context, HeldCopy, Known, Profile, ReadCopy, Settled};
use workspace::{Catalog, Rule};

/// The editions of some sources, each with its source.
pub fn editions<'c>(
    sources: impl Iterator<Item = &'c Source>,
) -> impl Iterator<Item = (&'c Source, &'c Edition)> {
    sources.flat_map(|source| source.editions.values().map(move |edition| (source, edition)))
}

/// What the pages of a workspace say.
#[derive(Debug, Default)]
pub struct Pages {
    /// The records, in the order of sources and editions.
    pub records: Vec<Record>,
    pub issues: Vec<Issue>,
    /// Readings that wait for a person.
    pub held: Vec<HeldPage>,
    /// Editions whose page has changed since the reading that is live, with the day of that reading.
    pub as_of: BTreeMap<(SourceId, Label), Day>,
    /// Editions whose live reading left lines unread, with how many.
    pub unread: BTreeMap<(SourceId, Label), usize>,
    /// Editions whose newest copy is damaged or gone: what is published of them cannot be made again.
    pub lost: BTreeSet<(SourceId, Label)>,
    /// Editions that a rule should read, and of whose page the archive knows nothing.
    pub unknown: BTreeSet<(SourceId, Label)>,
    /// The copies that are live, and how many rows each gives.
    pub live: BTreeMap<(SourceId, Label), (Digest, usize)>,
}

/// A reading that waits for a person, and of what.
#[derive(Debug)]
pub struct HeldPage {
    pub source: SourceId,
    pub edition: Label,
    pub copy: HeldCopy,
}

/// One archived copy of a page, opened.
#[derive(Debug)]
pub struct Copy {
    pub opened: OpenedPage,
    /// What its records have in common.
    pub context: Context,
}

impl Copy {
    fn read(&self, rule: &Rule) -> ReadCopy {
        let Context { digest, seen, .. } = self.context;
        ReadCopy { digest, seen, reading: self.opened.read(rule, &self.context) }
    }
}

/// What the page of an edition has said over time.
pub struct PageHistory<'c> {
    pub edition: &'c Edition,
    /// The rule that reads it.
    pub rule: &'c Rule,
    pub copies: Copies,
    pub settled: Settled,
}

/// A workspace, as its pages are held against it.
pub struct PageReader<'c, 'a> {
    catalog: &'c Catalog,
    archive: &'a Archive,
    known: Arc<Known>,
    declared: HashSet<Address>,
    identities: Identities<'c>,
    /// The rows that were typed, by source.
    typed: BTreeMap<SourceId, Vec<&'c Record>>,
}

/// Reads the pages of all editions that name a rule, as far as the archive holds them: many sources at once.
pub fn read(catalog: &Catalog, archive: &Archive) -> Result<Pages> {
    let reader = PageReader::new(catalog, archive);
    let sources: Vec<&Source> = catalog.sources.values().collect();
    let read = sources.into_par_iter().map(|source| reader.read_source(source));
    let mut all = Pages::default();
    for pages in read.collect::<Result<Vec<_>>>()? {
        all.records.extend(pages.records);
        all.issues.extend(pages.issues);
        all.held.extend(pages.held);
        all.as_of.extend(pages.as_of);
        all.unread.extend(pages.unread);
        all.lost.extend(pages.lost);
        all.unknown.extend(pages.unknown);
        all.live.extend(pages.live);
    }
    Ok(all)
}

impl<'c, 'a> PageReader<'c, 'a> {
    pub fn new(catalog: &'c Catalog, archive: &'a Archive) -> Self {
        let mut typed: BTreeMap<SourceId, Vec<&Record>> = BTreeMap::new();
        for record in &catalog.records {
            typed.entry(record.source).or_default().push(record);
        }
        let known = Arc::new(Known::new(catalog.companies.values()));
        let declared = declared_pages(catalog);
        Self { catalog, archive, known, declared, identities: Identities::new(catalog), typed }
    }

    fn read_source(&self, source: &Source) -> Result<Pages> {
        let mut pages = Pages::default();
        for PageHistory { edition, copies, settled, .. } in self.histories(source)? {
            let key = || (source.id, edition.label);
            pages.issues.extend(copies.issues);
            pages.issues.extend(settled.issues(source.id, edition));
            pages.as_of.extend(settled.as_of().map(|day| (key(), day)));
            pages.lost.extend(copies.lost.then(key));
            pages.unknown.extend(copies.unknown.then(key));
            let held = |copy| HeldPage { source: source.id, edition: edition.label, copy };
            pages.held.extend(settled.held.into_iter().map(held));
            let Some(ReadCopy { digest, reading, .. }) = settled.live else { continue };
            pages.unread.extend((!reading.unread.is_empty()).then(|| (key(), reading.unread.len())));
            pages.live.insert(key(), (digest, reading.records.len()));
            pages.records.extend(reading.records);
        }
        let silent = source.editions.values().filter(|edition| self.rule(source, edition).is_none());
        let silent = silent.filter(|edition| self.rows(source.id, edition.label).next().is_none());
        for edition in silent {
            pages.issues.extend(unruled(self, source, edition)?);
        }
        Ok(pages)
    }

    /// The editions of a source that name a rule, each judged by what is declared, else by the editions before it.
    pub fn histories(&self, source: &'c Source) -> Result<Vec<PageHistory<'c>>> {
        let (mut past, mut all) = (Vec::new(), Vec::new());
        for edition in source.editions.values() {
            let Some(rule) = self.rule(source, edition) else { continue };
            let mut copies = copies::copies(self, source, edition)?;
            let background = Background {
                typed: self.typed.get(&source.id).map_or(&[], Vec::as_slice),
                bounds: Bounds::learned(&past)
                    .declared(self.catalog.winners_of(&source.id, edition), edition.claimed),
                known: &self.known,
                verdict: &|digest| self.catalog.decisions.on_page(source.id, edition.label, digest),
                same: &|one, other| self.identities.of_two(one, other).joins(),
            };
            let read = |copy: &Copy| copy.read(rule);
            let readable = copies.readable.iter().map(read).collect();
            let settled = read::settle(readable, copies.late.as_ref().map(read), &background);
            past.extend(settled.live.as_ref().map(|live| Profile::of(&live.reading)));
            copies.issues.extend(settled.no_page.as_ref().map(|why| no_page(source, edition, why)));
            all.push(PageHistory { edition, rule, copies, settled });
        }
        Ok(all)
    }

    fn rule(&self, source: &Source, edition: &Edition) -> Option<&'c Rule> {
        self.catalog.rule_for(&source.id, &edition.label)
    }

    fn rows(&self, source: SourceId, edition: Label) -> impl Iterator<Item = &&'c Record> {
        self.typed.get(&source).into_iter().flatten().filter(move |row| row.edition == edition)
    }
}
