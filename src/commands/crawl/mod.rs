//! `palmares crawl`: the declared pages, fetched into the archive.
//!
//! 1. [`targets`]: which pages, and which of them are due.
//! 2. [`watch`]: the crawl under way: what comes is kept, and counted for whoever waits.
//! 3. [`report`]: what came of it, for people and for programs.

mod report;
mod targets;
mod watch;

use std::env;
use std::fs::File;
use std::io;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use report::Report;
use targets::Refetch;
pub use targets::{CrawlArgs, lead_addresses, lead_page};
use watch::watch;

use super::archive::this_run;
use super::open_workspace::{doubtful, read_catalog, tell_doubtful};
use super::{AnswerFormat, ExitStatus, Network, Shell, pages};
use archive::{Archive, Writer};
use crawl::Target;
use crawl::{self, Memory, Plan, RunReport};
use model::{Address, Moment};
use workspace::{AssistSettings, Catalog};

/// The archive, in the workspace.
pub const ARCHIVE: &str = "archive";

/// Visits every page asked for.
pub fn crawl(shell: &Shell, asked: &CrawlArgs, network: Network, format: AnswerFormat) -> Result<ExitStatus> {
    ensure!(network == Network::Allowed, "a crawl needs the network; leave out --offline");
    let mut catalog = read_catalog(shell)?;
    let doubtful = doubtful(&mut catalog);
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let targets = targets::asked(&catalog, &archive, asked, shell.as_of.year())?;
    if targets.is_empty() {
        shell.console.say("crawl     no edition asked for has an address (`url` in sources.toml)");
        return Ok(ExitStatus::Done);
    }
    let from = if asked.from_archive { recall } else { visit };
    let run = from(shell, &catalog, targets, asked.refetch())?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let report = Report::new(run, &catalog, pages::read(&catalog, &archive)?);
    shell.console.answer(&report.answer(format)?)?;
    tell_doubtful(shell, &doubtful);
    Ok(if report.needs_a_person() || !doubtful.is_empty() { ExitStatus::Issues } else { ExitStatus::Done })
}

/// Visits one page, as any crawl does: with the permission of its host, at its pace, within the budgets.
pub fn fetch(shell: &Shell, catalog: &Catalog, target: Target) -> Result<()> {
    let run = visit(shell, catalog, vec![target], Refetch::Changed)?;
    match report::in_vain(&run).next() {
        Some(failed) => bail!("{failed}"),
        None => Ok(()),
    }
}

/// What the model of `[assist]` answers to a question.
pub fn ask_model(catalog: &Catalog, assist: &AssistSettings, question: &str) -> Result<Vec<u8>> {
    let key = assist.key_from.as_deref().map(|name| {
        env::var(name).with_context(|| {
            format!("the environment variable {name} is not set, which `key-from` in [assist] names")
        })
    });
    let key = key.transpose()?;
    let asked = crawl::ask_model(assist, key.as_deref(), question, &catalog.settings.crawl, now);
    wait_for(asked)?.with_context(|| format!("{} at {}", assist.model, assist.url))
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
    let run = visit(shell, catalog, due, Refetch::Changed)?;
    shell.console.say(&report::line(&run));
    report::in_vain(&run).for_each(|visit| shell.console.say(&format!("failed    {visit}")));
    Ok(())
}

fn visit(shell: &Shell, catalog: &Catalog, mut targets: Vec<Target>, refetch: Refetch) -> Result<RunReport> {
    let (writer, settings) = (writer(shell)?, catalog.settings.crawl.clone());
    // Pages that failed last time come last: a host that is given up at them would keep the others waiting, in the same
    // order at each run.
    let failed = |at: &Address| writer.archive().visits(at).next_back().is_some_and(|last| !last.settles());
    targets.sort_by_key(|target| failed(&target.address));
    let memory = memory(&writer, refetch)?;
    let drawn = targets::drawn(catalog, &targets);
    let plan = Plan::new(targets, &memory, &settings);
    let plan = Plan { follow: Some(targets::follow), drawn, browser: targets::browser(), ..plan };
    let run = watch(shell, writer, plan.len(), |events, stop| async move {
        crawl::run(plan, &settings, memory, events, stop, now).await
    });
    wait_for(run)?
}

/// Asks a web archive for pages where they were.
fn recall(shell: &Shell, catalog: &Catalog, targets: Vec<Target>, refetch: Refetch) -> Result<RunReport> {
    let (writer, settings) = (writer(shell)?, catalog.settings.crawl.clone());
    let wanted = targets::wanted(catalog, writer.archive(), targets, refetch);
    let run = watch(shell, writer, wanted.len(), |events, stop| async move {
        crawl::recall(wanted, &settings, events, stop, now).await
    });
    wait_for(run)?
}

fn writer(shell: &Shell) -> Result<Writer> {
    Ok(Writer::open(&shell.workspace.join(ARCHIVE), this_run())?)
}

/// What the runtime and one connection open.
const DESCRIPTORS: usize = 8;

/// Waits for what needs the network. A name that the system still looks up when all is done is not waited for.
fn wait_for<T>(work: impl Future<Output = T>) -> Result<T> {
    // The runtime panics where it finds no descriptor for its signals.
    let room: io::Result<Vec<File>> = (0..DESCRIPTORS).map(|_| File::open("/")).collect();
    drop(room.context("too few files may be open at once to ask anybody; raise the limit (ulimit -n)")?);
    let runtime = tokio::runtime::Runtime::new().context("cannot start the crawler")?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    Ok(done)
}

/// What earlier runs know. An interrupted run is gone on with; a refresh asks for everything anew.
fn memory(writer: &Writer, refetch: Refetch) -> Result<Memory> {
    let archive = writer.archive();
    let visited = writer.resumes().map(|since| archive.settled_since(since)).unwrap_or_default();
    Ok(match refetch {
        Refetch::All => Memory { visited, ..Memory::default() },
        Refetch::Changed => Memory { validators: archive.validators(), robots: archive.robots()?, visited },
    })
}

fn now() -> Moment {
    SystemTime::now().into()
}
