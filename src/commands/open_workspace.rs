//! A workspace, opened: its files and archived pages read, understood and computed. Every command starts here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::crawl::ARCHIVE;
use super::pages::{self, HeldPage, Pages, editions};
use super::{Colour, Shell};
use archive::{Archive, Entry};
use model::{Issue, Label, Locator, Record, Records, Register, Shared, SourceId};
use rank::calendar;
use rank::resolve;
use rank::{Due, Figures};
use read::{Held, Known, take_doubtful};
use workspace::{self, Catalog, Mistakes};

/// A workspace, read: what its files and its archived pages say.
pub struct WorkspaceFiles {
    /// What the files say; among its records those that were read from archived pages.
    pub catalog: Catalog,
    issues: Vec<Issue>,
    /// What the archived pages say. No file of the site, database or export is made of the readings that are held.
    pub pages: Pages,
    /// Typed rows that are doubtful: no file of the site, database or export is made of them either.
    pub doubtful: Vec<Held>,
    /// Typed rows that the archived copies of their page do not say, by file and line.
    pub not_said: BTreeMap<(Shared, u64), String>,
    refused: BTreeSet<(SourceId, Label)>,
}

impl WorkspaceFiles {
    /// Reads the workspace; all mistakes of its files are told together.
    pub fn open(shell: &Shell) -> Result<Self> {
        Self::of(shell, read_catalog(shell)?)
    }

    fn of(shell: &Shell, mut catalog: Catalog) -> Result<Self> {
        let doubtful = doubtful(&mut catalog);
        let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
        let proofs = pages::prove(&mut catalog, &archive)?;
        let mut pages = pages::read(&catalog, &archive)?;
        catalog.records.add(std::mem::take(&mut pages.records));
        let refused = refused(&catalog, &archive);
        let mut issues = std::mem::take(&mut pages.issues);
        issues.extend(proofs.issues);
        issues.extend(damaged(&archive));
        issues.extend(gone(&archive));
        Ok(Self { catalog, issues, pages, doubtful, not_said: proofs.not_said, refused })
    }

    /// What the rows come to, which are kept for the next decision on them.
    pub fn resolve(&self) -> resolve::Resolution {
        self.resolved(self.catalog.records.clone())
    }

    fn resolved(&self, records: Records) -> resolve::Resolution {
        let resolve::Resolution { mut register, mut issues } = resolve::resolve(&self.catalog, records);
        issues.extend(self.issues.iter().cloned());
        issues.sort();
        issues.dedup();
        register.refused.clone_from(&self.refused);
        register.as_of.clone_from(&self.pages.as_of);
        let day_held = |held: &HeldPage| ((held.source, held.edition), held.copy.seen.day());
        register.held.extend(self.pages.held.iter().map(day_held));
        register.unread.clone_from(&self.pages.unread);
        resolve::Resolution { register, issues }
    }
}

/// A workspace, read, understood and computed.
pub struct OpenWorkspace {
    /// Without the rows, which became the register, unless they were asked for.
    pub files: WorkspaceFiles,
    /// How many rows there were.
    pub rows: usize,
    pub register: Arc<Register>,
    /// What was not.
    pub issues: Vec<Issue>,
    /// What is computed of it, each figure when it is asked for.
    pub figures: Figures,
    /// When the next edition of each source is expected, soonest first.
    pub due: Vec<Due>,
}

impl OpenWorkspace {
    pub fn open(shell: &Shell) -> Result<Self> {
        let mut files = WorkspaceFiles::open(shell)?;
        let records = std::mem::take(&mut files.catalog.records);
        Ok(Self::of(shell, files, records))
    }

    /// The same of what is in order, with the mistakes beside it: what they leave out can still be told.
    pub fn open_in_part(shell: &Shell) -> Result<(Self, Option<Mistakes>)> {
        let (mut catalog, mistakes) = workspace::load_in_part(&shell.workspace);
        drop_wrong_rows(&mut catalog, mistakes.as_ref());
        let mut files = WorkspaceFiles::of(shell, catalog)?;
        let records = std::mem::take(&mut files.catalog.records);
        Ok((Self::of(shell, files, records), mistakes))
    }

    /// The same with its rows, for whoever says what became of each.
    pub fn with_rows(shell: &Shell) -> Result<Self> {
        let files = WorkspaceFiles::open(shell)?;
        let records = files.catalog.records.clone();
        Ok(Self::of(shell, files, records))
    }

    fn of(shell: &Shell, files: WorkspaceFiles, records: Records) -> Self {
        let rows = records.count();
        let resolve::Resolution { register, issues } = files.resolved(records);
        let register = Arc::new(register);
        let figures = Figures::new(Arc::clone(&register), files.catalog.settings.ranking.clone());
        let due = calendar::due(&register, shell.as_of);
        Self { files, rows, register, issues, figures, due }
    }
}

/// What the files say; all their mistakes are told together.
pub fn read_catalog(shell: &Shell) -> Result<Catalog> {
    workspace::load(&shell.workspace).map_err(|mistakes| match shell.console.colour {
        Colour::On => anyhow!("{}", mistakes.coloured()),
        Colour::Off => anyhow!("{mistakes}"),
    })
}

/// What the files say as far as they are in order, for what needs a part of them only; mistakes are told beside it.
pub fn read_catalog_in_part(shell: &Shell) -> Catalog {
    let (catalog, mistakes) = workspace::load_in_part(&shell.workspace);
    if let Some(mistakes) = mistakes {
        shell.console.say(&match shell.console.colour {
            Colour::On => mistakes.coloured(),
            Colour::Off => mistakes.to_string(),
        });
        shell.console.say("going on  with the rest");
    }
    catalog
}

/// Takes the rows out that hold a mistake: with what is left of it, a row would be another one.
fn drop_wrong_rows(catalog: &mut Catalog, mistakes: Option<&Mistakes>) {
    let wrong: BTreeSet<(&str, u64)> = mistakes
        .into_iter()
        .flat_map(Mistakes::iter)
        .filter_map(|mistake| Some((mistake.spot.file.as_str(), mistake.spot.point.as_ref()?.line as u64)))
        .collect();
    let is_sound = |record: &Record| match &record.locator {
        Locator::Row { file, line, .. } => !wrong.contains(&(file.as_str(), *line)),
        Locator::Snapshot(_) => true,
    };
    catalog.records.batches_mut().iter_mut().for_each(|batch| batch.retain(is_sound));
}

/// Takes the doubtful rows out of the typed ones. Those that pages give are held with their page.
pub fn doubtful(catalog: &mut Catalog) -> Vec<Held> {
    let known = Known::new(catalog.companies.values()).with_printed(&catalog.records);
    take_doubtful(catalog.records.batches_mut(), &known)
}

/// What a command says of doubtful rows at its end.
pub fn tell_doubtful(shell: &Shell, doubtful: &[Held]) {
    if !doubtful.is_empty() {
        let rows = doubtful.len();
        shell.console.say(&format!("held      {rows} rows are doubtful and not published: palmares check"));
    }
}

/// The places of the archive that were found damaged when it was opened.
fn damaged(archive: &Archive) -> impl Iterator<Item = Issue> {
    archive.damage().iter().map(|damage| Issue::Damaged { file: damage.file.clone(), offset: damage.offset })
}

/// The pages that the archive held once, by the file that held them.
fn gone(archive: &Archive) -> impl Iterator<Item = Issue> {
    let mut by_file: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for lost in archive.lost() {
        by_file.entry(&lost.spot.file).or_default().insert(lost.address.as_str());
    }
    let owned = |pages: BTreeSet<&str>| pages.into_iter().map(str::to_owned).collect();
    by_file.into_iter().map(move |(file, pages)| Issue::Lost { file: file.to_owned(), pages: owned(pages) })
}

/// The editions whose page was refused when last asked for.
fn refused(catalog: &Catalog, archive: &Archive) -> BTreeSet<(SourceId, Label)> {
    let refused = editions(catalog.sources.values()).filter(|(_, edition)| {
        let newest = edition.address().and_then(|address| archive.visits(&address).next_back());
        newest.is_some_and(Entry::is_refused)
    });
    refused.map(|(source, edition)| (source.id, edition.label)).collect()
}
