//! The crawl under way: what comes is kept, counted, and shown as one bar.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::{mpsc, watch};

use super::{no_network, now};
use crate::archive::Writer;
use crate::commands::{Shell, Volume};
use crate::crawl::{self, Event, Memory, Plan, RunReport};
use crate::model::{CrawlSettings, Ending, Visit};

/// So many hosts out of reach, and none within: there is no network.
const HOSTS_TO_DOUBT: usize = 3;

/// How many answers may wait to be kept.
const WAITING: usize = 16;

/// Carries the plan out and keeps what comes. Ctrl-C stops between two requests; the next run goes on.
pub async fn watch(
    shell: &Shell,
    plan: Plan,
    settings: &CrawlSettings,
    memory: Memory,
    writer: Writer,
) -> Result<RunReport> {
    let (stop, stopped) = watch::channel(false);
    let (sender, mut events) = mpsc::channel(WAITING);
    let mut keeper =
        Keeper { writer, bar: bar(shell, plan.len()), bytes: 0, reached: false, lost: BTreeSet::new() };
    let settings = settings.clone();
    let running =
        tokio::spawn(async move { crawl::run(plan, &settings, memory, sender, stopped, now).await });
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Some(event) => keeper.take(event)?,
                None => break,
            },
            _ = tokio::signal::ctrl_c() => { stop.send_replace(true); }
        }
        if keeper.doubts_the_network() {
            stop.send_replace(true);
        }
    }
    let report = running.await??;
    keeper.end(&report)?;
    Ok(report)
}

struct Keeper {
    writer: Writer,
    bar: ProgressBar,
    bytes: u64,
    reached: bool,
    lost: BTreeSet<String>,
}

impl Keeper {
    fn take(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Received(exchange) => {
                self.reached = true;
                self.bytes += exchange.body.len() as u64;
                self.writer.keep(&exchange)?;
            }
            Event::Visited(visit) => self.visited(&visit)?,
        }
        self.bar.set_message(format!("{} kB", self.bytes / 1000));
        Ok(())
    }

    fn visited(&mut self, visit: &Visit) -> Result<()> {
        self.bar.inc(1);
        if let Ending::Failed(error) = &visit.ending
            && no_network(error)
        {
            self.lost.insert(visit.target.address.host().to_owned());
        }
        if let Some(note) = visit.note().filter(|_| self.reached) {
            self.writer.note(&visit.target.address, now(), &note)?;
        }
        Ok(())
    }

    fn doubts_the_network(&self) -> bool {
        !self.reached && self.lost.len() >= HOSTS_TO_DOUBT
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
