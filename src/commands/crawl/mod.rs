//! `palmares crawl`: the declared pages, fetched into the archive.
//!
//! 1. [`targets`]: which pages, and which of them are due.
//! 2. [`watch`]: the crawl under way: what comes is kept, and counted for the progress bar.
//! 3. [`report`]: what came of it, for people and for programs.

mod report;
mod targets;
mod watch;

use std::time::SystemTime;

use anyhow::{Context, Result, ensure};

pub use report::Format;
use report::{Report, Rows};
use targets::Whence;
pub use targets::{Asked, Due};
use watch::Work;

use super::book::{Book, Sheaf};
use super::{Network, Outcome, Shell, leads, pages};
use archive::{Archive, Run, Writer};
use crawl::{self, Memory, Plan, RunReport};
use crawl::{Ending, Target};
use model::Moment;
use workspace::Catalog;

/// The archive, in the workspace.
pub const ARCHIVE: &str = "archive";

/// Visits every page asked for.
pub fn crawl(shell: &Shell, asked: &Asked, network: Network, format: Format) -> Result<Outcome> {
    ensure!(network == Network::Allowed, "a crawl needs the network; leave out --offline");
    let catalog = Book::read(shell)?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let targets = targets::asked(&catalog, &archive, asked, shell.as_of.year())?;
    if targets.is_empty() {
        shell.console.say("crawl     no edition asked for has an address (`url` in sources.toml)");
        return Ok(Outcome::Done);
    }
    let run = match asked.whence() {
        Whence::Site => visit(shell, &catalog, targets, asked.memory())?,
        Whence::WebArchive => recall(shell, &catalog, targets, asked.memory())?,
    };
    let report = Report { rows: rows(shell, &catalog, &run)?, run };
    shell.console.answer(&report.answer(format)?)?;
    let held = Sheaf::open(shell)?.held;
    if !held.is_empty() {
        shell
            .console
            .say(&format!("held      {} rows are doubtful and not published: palmares check", held.len()));
    }
    Ok(if report.needs_a_person() || !held.is_empty() { Outcome::Issues } else { Outcome::Done })
}

/// Visits the pages that are due and tells in a line what came of it.
pub fn crawl_due(shell: &Shell, catalog: &Catalog) -> Result<()> {
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let due = targets::due(catalog, &archive, shell.as_of.year(), now())?;
    if due.is_empty() {
        shell.console.say("crawl     nothing is due");
        return Ok(());
    }
    let addresses = due.iter().map(|target| &target.address);
    if !wait_for(crawl::within_reach(addresses, &catalog.settings.crawl))? {
        shell
            .console
            .say("crawl     no network, none of the sites is within reach: building from archive and data");
        return Ok(());
    }
    let run = visit(shell, catalog, due, Due::Remembered)?;
    shell.console.say(&report::line(&run));
    Ok(())
}

/// How many rows are read from each page that was fetched, where its edition names a rule.
fn rows(shell: &Shell, catalog: &Catalog, run: &RunReport) -> Result<Rows> {
    let fetched = run.visits.iter().filter(|visit| matches!(visit.ending, Ending::Fetched { .. }));
    let editions = fetched.filter_map(|visit| Some((&visit.target.source, visit.target.edition.as_ref()?)));
    let read = editions.filter(|(source, edition)| catalog.rule_for(source, edition).is_some());
    let mut rows: Rows = read.map(|(source, edition)| ((*source, *edition), 0)).collect();
    if !rows.is_empty() {
        let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
        for record in pages::read(catalog, &archive)?.records {
            rows.entry((record.source, record.edition)).and_modify(|rows| *rows += 1);
        }
    }
    Ok(rows)
}

fn visit(shell: &Shell, catalog: &Catalog, targets: Vec<Target>, due: Due) -> Result<RunReport> {
    carry_out(shell, catalog, |writer| {
        let memory = memory(writer, due)?;
        let plan = Plan::new(targets, &memory, &catalog.settings.crawl);
        Ok(Work::Visit(Plan { follow: Some(leads::follow), ..plan }, memory))
    })
}

fn recall(shell: &Shell, catalog: &Catalog, targets: Vec<Target>, due: Due) -> Result<RunReport> {
    carry_out(shell, catalog, |writer| {
        Ok(Work::Recall(targets::wanted(catalog, writer.archive(), targets, due)))
    })
}

fn carry_out(
    shell: &Shell,
    catalog: &Catalog,
    work: impl FnOnce(&Writer) -> Result<Work>,
) -> Result<RunReport> {
    let software = concat!("palmares/", env!("CARGO_PKG_VERSION")).to_owned();
    let run = Run { process: std::process::id(), since: now(), software };
    let writer = Writer::open(&shell.workspace.join(ARCHIVE), run)?;
    let work = work(&writer)?;
    wait_for(watch::watch(shell, work, &catalog.settings.crawl, writer))?
}

/// Waits for what needs the network. A name that the system still looks up when all is done is not waited for.
fn wait_for<T>(work: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Runtime::new().context("cannot start the crawler")?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    Ok(done)
}

/// What earlier runs know. An interrupted run is gone on with; a refresh asks for everything anew.
fn memory(writer: &Writer, due: Due) -> Result<Memory> {
    let archive = writer.archive();
    let visited = writer.resumes().map(|since| archive.settled_since(since)).unwrap_or_default();
    Ok(match due {
        Due::Anew => Memory { visited, ..Memory::default() },
        Due::Remembered => Memory { validators: archive.validators(), robots: archive.robots()?, visited },
    })
}

/// This second.
fn now() -> Moment {
    SystemTime::now().into()
}
