//! `palmares crawl`: the declared pages, fetched into the archive.
//!
//! 1. [`targets`]: which pages, and which of them are due.
//! 2. [`watch`]: the crawl under way: what comes is kept, and counted for the progress bar.
//! 3. [`report`]: what came of it, for people and for programs.

mod report;
mod targets;
mod watch;

use std::time::SystemTime;

use anyhow::{Context, Result};

pub use report::Format;
use targets::Whence;
pub use targets::{Asked, Due};
use watch::Work;

use super::book::Book;
use super::{Outcome, Shell};
use crate::archive::{Archive, Run, Writer};
use crate::catalog::Catalog;
use crate::crawl::{Memory, Plan, RunReport};
use crate::model::{FetchError, Moment, Target};

/// The archive, in the workspace.
pub const ARCHIVE: &str = "archive";

/// Visits every page asked for.
pub fn crawl(shell: &Shell, asked: &Asked, format: Format) -> Result<Outcome> {
    let catalog = Book::read(shell)?;
    let targets = targets::asked(&catalog, asked)?;
    if targets.is_empty() {
        shell.console.say("crawl     no edition asked for has an address (`url` in sources.toml)");
        return Ok(Outcome::Done);
    }
    let report = match asked.whence() {
        Whence::Site => visit(shell, &catalog, targets, asked.memory())?,
        Whence::WebArchive => recall(shell, &catalog, targets, asked.memory())?,
    };
    shell.console.answer(&report::answer(&report, format)?)?;
    Ok(if report::needs_a_person(&report) { Outcome::Issues } else { Outcome::Done })
}

/// Visits the pages that are due and tells in a line what came of it.
pub fn crawl_due(shell: &Shell, catalog: &Catalog) -> Result<()> {
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let due = targets::due(catalog, &archive, now());
    if due.is_empty() {
        shell.console.say("crawl     nothing is due");
        return Ok(());
    }
    let report = visit(shell, catalog, due, Due::Remembered)?;
    shell.console.say(&report::line(&report));
    Ok(())
}

fn visit(shell: &Shell, catalog: &Catalog, targets: Vec<Target>, due: Due) -> Result<RunReport> {
    carry_out(shell, catalog, |writer| {
        let memory = memory(writer, due)?;
        Ok(Work::Visit(Plan::new(targets, &memory, &catalog.settings.crawl), memory))
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
    let runtime = tokio::runtime::Runtime::new().context("cannot start the crawler")?;
    runtime.block_on(watch::watch(shell, work, &catalog.settings.crawl, writer))
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

/// Whether an error says that there is no network, rather than something about the page.
fn no_network(error: &FetchError) -> bool {
    matches!(error, FetchError::Unknown { .. } | FetchError::Unreachable { .. } | FetchError::NoClient { .. })
}
