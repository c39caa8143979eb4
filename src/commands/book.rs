//! The book: the files of a workspace, read, understood and computed. Every command starts from it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};

use super::crawl::ARCHIVE;
use super::{Colour, Shell, pages};
use archive::{Archive, Entry};
use model::{Day, Issue, Label, Register, SourceId};
use rank::calendar;
use rank::resolve;
use rank::{Due, Figures};
use read::{Held, Known, Sieve};
use workspace::{self, Catalog, RankingSettings};

/// A workspace, read: what its files and its archived pages say.
pub struct Sheaf {
    /// What the files say; among its records those that were read from archived pages.
    pub catalog: Catalog,
    issues: Vec<Issue>,
    /// Records that are not published, since the words in them are doubtful.
    pub held: Vec<Held>,
    refused: BTreeSet<(SourceId, Label)>,
    as_of: BTreeMap<(SourceId, Label), Day>,
    unread: BTreeMap<(SourceId, Label), usize>,
}

impl Sheaf {
    /// Reads the workspace; all mistakes of its files are told together.
    pub fn open(shell: &Shell) -> Result<Self> {
        let mut catalog = Book::read(shell)?;
        let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
        let pages::Pages { records, held, mut issues, as_of, unread } = pages::read(&catalog, &archive)?;
        catalog.records.add(records);
        let held = held.into_iter().chain(doubtful(&mut catalog)).collect();
        let refused = refused(&catalog, &archive);
        issues.extend(damaged(&archive));
        Ok(Self { catalog, issues, held, refused, as_of, unread })
    }

    /// Understands it.
    pub fn resolve(&self) -> resolve::Resolution {
        let resolve::Resolution { mut register, mut issues } =
            resolve::resolve(&self.catalog, &self.catalog.records);
        issues.extend(self.issues.iter().cloned());
        issues.sort();
        issues.dedup();
        register.refused.clone_from(&self.refused);
        register.as_of.clone_from(&self.as_of);
        register.unread.clone_from(&self.unread);
        resolve::Resolution { register, issues }
    }
}

/// A workspace, read, understood and computed.
pub struct Book {
    /// What the files say; among its records those that were read from archived pages.
    pub catalog: Catalog,
    /// What was understood.
    pub register: Register,
    /// What was not.
    pub issues: Vec<Issue>,
    /// What is not published: no file of the site, database or export is made of it.
    pub held: Vec<Held>,
    /// What was computed.
    pub figures: Figures,
    /// When the next edition of each source is expected, soonest first.
    pub due: Vec<Due>,
}

impl Book {
    /// What the files say; all their mistakes are told together.
    pub fn read(shell: &Shell) -> Result<Catalog> {
        workspace::load(&shell.workspace).map_err(|mistakes| match shell.console.colour {
            Colour::On => anyhow!("{}", mistakes.coloured()),
            Colour::Off => anyhow!("{mistakes}"),
        })
    }

    /// Reads the workspace, understands and computes it.
    pub fn open(shell: &Shell) -> Result<Self> {
        let sheaf = Sheaf::open(shell)?;
        let resolve::Resolution { register, issues } = sheaf.resolve();
        let figures = rank::figures(&register, &options(&sheaf.catalog.settings.ranking));
        let due = calendar::due(&register, shell.as_of);
        Ok(Self { catalog: sheaf.catalog, register, issues, held: sheaf.held, figures, due })
    }
}

/// Takes the doubtful records out of those of all roads, now that every name that rows print is known.
fn doubtful(catalog: &mut Catalog) -> Vec<Held> {
    let known = Known::new(catalog.companies.values()).with_printed(&catalog.records);
    let mut sieve = Sieve::new(&known);
    catalog.records.batches().flat_map(|batch| sieve.take(batch)).collect()
}

/// What the rankings are computed with.
pub fn options(settings: &RankingSettings) -> rank::Options {
    let RankingSettings { method, country, ranges, rules } = settings.clone();
    rank::Options { country, ranges, method, rules }
}

/// The places of the archive that were found damaged when it was opened.
fn damaged(archive: &Archive) -> impl Iterator<Item = Issue> {
    archive
        .damage()
        .iter()
        .map(|damage| Issue::Damaged { file: damage.file.clone(), offset: damage.bytes.start })
}

/// The editions whose page was refused when last asked for.
fn refused(catalog: &Catalog, archive: &Archive) -> BTreeSet<(SourceId, Label)> {
    let editions =
        catalog.sources.values().flat_map(|source| source.editions.values().map(move |e| (source, e)));
    let refused = editions.filter(|(_, edition)| {
        let address = edition.url.as_deref().and_then(|url| url.parse().ok());
        address.and_then(|address| archive.visits(&address).next_back()).is_some_and(Entry::is_refused)
    });
    refused.map(|(source, edition)| (source.id, edition.label)).collect()
}
