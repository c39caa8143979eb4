//! The crawl under way: what comes is kept, counted, and shown as one bar.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::{mpsc, watch};

use super::now;
use crate::commands::{Shell, Volume};
use archive::Writer;
use crawl::{self, CrawlEvent, FetchError, Memory, Plan, RunReport, Visit, Wanted};
use workspace::CrawlSettings;

/// How many answers may wait to be kept; each may be as long as `request-bytes` allows.
const WAITING: usize = 4;

/// What is asked of the network.
pub enum CrawlWork {
    Visit(Plan, Memory),
    /// Pages where they were, from a web archive.
    Recall(Vec<Wanted>),
}

impl CrawlWork {
    fn pages(&self) -> usize {
        match self {
            Self::Visit(plan, _) => plan.len(),
            Self::Recall(wanted) => wanted.len(),
        }
    }

    async fn run(
        self,
        settings: CrawlSettings,
        events: mpsc::Sender<CrawlEvent>,
        stop: watch::Receiver<bool>,
    ) -> Result<RunReport, FetchError> {
        match self {
            Self::Visit(plan, memory) => crawl::run(plan, &settings, memory, events, stop, now).await,
            Self::Recall(wanted) => crawl::recall(wanted, &settings, events, stop, now).await,
        }
    }
}

/// Does the work and keeps what comes. Ctrl-C stops between two requests; the next run goes on.
pub async fn watch(
    shell: &Shell,
    work: CrawlWork,
    settings: &CrawlSettings,
    writer: Writer,
) -> Result<RunReport> {
    let (stop, stopped) = watch::channel(false);
    let (sender, mut events) = mpsc::channel(WAITING);
    let mut keeper =
        Keeper { writer, bar: bar(shell, work.pages()), hosts: BTreeSet::new(), bytes: 0, reached: false };
    let running = tokio::spawn(work.run(settings.clone(), sender, stopped));
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Some(event) => keeper.take(event)?,
                None => break,
            },
            _ = tokio::signal::ctrl_c() => { stop.send_replace(true); }
        }
    }
    let report = running.await??;
    keeper.end(&report)?;
    Ok(report)
}

struct Keeper {
    writer: Writer,
    bar: ProgressBar,
    hosts: BTreeSet<String>,
    bytes: u64,
    /// Somebody answered: without a network, nothing is noted of pages that could not be had.
    reached: bool,
}

impl Keeper {
    fn take(&mut self, event: CrawlEvent) -> Result<()> {
        match event {
            CrawlEvent::Received(exchange) => {
                self.reached = true;
                self.bytes += exchange.body.len() as u64;
                self.writer.keep(&exchange)?;
            }
            CrawlEvent::Visited(visit) => self.visited(&visit)?,
        }
        self.bar.set_message(format!("{} hosts · {} kB", self.hosts.len(), self.bytes / 1000));
        Ok(())
    }

    fn visited(&mut self, visit: &Visit) -> Result<()> {
        self.bar.inc(1);
        self.hosts.insert(visit.target.address.authority());
        if let Some(note) = visit.note().filter(|_| self.reached) {
            self.writer.note(&visit.target.address, now(), &note)?;
        }
        Ok(())
    }

    fn end(self, report: &RunReport) -> Result<()> {
        self.bar.finish_and_clear();
        if report.was_stopped() {
            self.writer.pause()?
        } else {
            self.writer.finish()?
        };
        Ok(())
    }
}

/// One bar, drawn only on a terminal.
fn bar(shell: &Shell, pages: usize) -> ProgressBar {
    if shell.console.volume == Volume::Quiet {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("crawl     {bar:28} {pos} of {len} pages · {msg} · {eta} left");
    let bar = ProgressBar::new(pages as u64).with_style(style.expect("a template of ours"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
