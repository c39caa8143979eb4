//! The crawl under way: what comes is kept and counted.

use std::collections::BTreeSet;
use std::pin::pin;

use anyhow::Result;
use tokio::sync::{mpsc, watch};

use super::now;
use crate::commands::Shell;
use crate::commands::progress::Progress;
use archive::{KnownVisit, Writer};
use crawl::{CrawlEvent, FetchError, RunReport, Visit};

/// How many answers may wait to be kept; each may be as long as `request-bytes` allows.
const WAITING: usize = 4;

/// Starts a crawl of so many pages and keeps what comes. Ctrl-C stops between two requests; the next run goes on.
pub async fn watch<C>(
    shell: &Shell,
    writer: Writer,
    pages: usize,
    start: impl FnOnce(mpsc::Sender<CrawlEvent>, watch::Receiver<bool>) -> C,
) -> Result<RunReport>
where
    C: Future<Output = Result<RunReport, FetchError>> + Send + 'static,
{
    let (stop, stopped) = watch::channel(false);
    let (sender, mut events) = mpsc::channel(WAITING);
    let progress = Progress::of(&shell.console, "crawl", "pages", pages as u64);
    let mut keeper = Keeper { writer, progress, hosts: BTreeSet::new(), bytes: 0, reached: false };
    let running = tokio::spawn(start(sender, stopped));
    // Listened for throughout: one that comes while answers are being kept must not be lost.
    let mut interrupted = pin!(tokio::signal::ctrl_c());
    loop {
        let mut came = Vec::new();
        tokio::select! {
            count = events.recv_many(&mut came, WAITING) => match count {
                0 => break,
                _ => keeper.take(came)?,
            },
            _ = &mut interrupted, if !*stop.borrow() => { stop.send_replace(true); }
        }
    }
    let report = running.await??;
    keeper.end(&report)?;
    Ok(report)
}

struct Keeper<'a> {
    writer: Writer,
    progress: Progress<'a>,
    hosts: BTreeSet<String>,
    bytes: u64,
    /// Somebody answered: without a network, nothing is noted of pages that could not be had.
    reached: bool,
}

impl Keeper<'_> {
    /// Answers are kept first, all at once: they come before the visits that end with them.
    fn take(&mut self, events: Vec<CrawlEvent>) -> Result<()> {
        let (mut answers, mut visits) = (Vec::new(), Vec::new());
        for event in events {
            match event {
                CrawlEvent::Received(answer) => answers.push(*answer),
                CrawlEvent::Visited(visit) => visits.push(visit),
            }
        }
        self.reached |= !answers.is_empty();
        self.bytes += answers.iter().map(|answer| answer.body.len() as u64).sum::<u64>();
        self.writer.keep_all(&answers, KnownVisit::KeptAgain)?;
        visits.iter().try_for_each(|visit| self.visited(visit))?;
        self.progress.note(&format!("{} hosts · {} kB", self.hosts.len(), self.bytes / 1000));
        Ok(())
    }

    fn visited(&mut self, visit: &Visit) -> Result<()> {
        self.progress.step();
        self.hosts.insert(visit.target.address.authority());
        if let Some(note) = visit.note().filter(|_| self.reached) {
            self.writer.note(&visit.target.address, now(), &note)?;
        }
        Ok(())
    }

    fn end(self, report: &RunReport) -> Result<()> {
        if report.was_stopped() {
            self.writer.pause()?
        } else {
            self.writer.finish()?
        };
        Ok(())
    }
}
