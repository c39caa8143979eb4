//! What the crawl tests share: a run over a list of addresses, and what came of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use archive::{Run, Writer};
use crawl::{CrawlEvent, Memory, Plan, RunReport, run};
use crawl::{Ending, Target};
use model::{Address, Exchange, Label, Moment, SourceId, Validators};
use tokio::sync::{mpsc, watch};
use workspace::{Budget, CrawlSettings};

/// A run that has ended.
pub struct Crawled {
    /// Its report.
    pub report: RunReport,
    /// All that was received, in order.
    pub received: Vec<Exchange>,
}

/// Settings that do not wait, and let loopback through.
pub fn hasty() -> CrawlSettings {
    CrawlSettings {
        contact: Some("mailto:editor@example.org".into()),
        pause: Duration::ZERO,
        allow_private: ["127.0.0.1".to_owned()].into(),
        retries: 0,
        request: Budget { time: Duration::from_secs(3), bytes: 1_000_000 },
        ..CrawlSettings::default()
    }
}

/// The clock of the tests.
pub fn clock() -> Moment {
    SystemTime::now().into()
}

/// Targets of one source.
pub fn targets(urls: &[String]) -> Vec<Target> {
    let target = |url: &String| Target {
        source: SourceId::new("podium").unwrap(),
        edition: Some(Label::new("2012")),
        address: url.parse().unwrap(),
    };
    urls.iter().map(target).collect()
}

/// Visits the addresses.
pub async fn crawl(urls: &[String], settings: &CrawlSettings) -> Crawled {
    crawl_with(urls, settings, Memory::default()).await
}

/// Visits the addresses and keeps what comes in an archive, going on where an interrupted run stopped.
pub async fn crawl_into(folder: &Path, urls: &[String], settings: &CrawlSettings) -> RunReport {
    let run_now = Run { process: std::process::id(), since: clock(), software: "palmares/test".into() };
    let mut writer = Writer::open(folder, run_now).unwrap();
    let archive = writer.archive();
    let visited = writer.resumes().map(|since| archive.settled_since(since)).unwrap_or_default();
    let memory = Memory { validators: archive.validators(), robots: archive.robots().unwrap(), visited };
    let plan = Plan::new(targets(urls), &memory, settings);
    let (events, mut listener) = mpsc::channel(4);
    let (_stop, never) = watch::channel(false);
    let settings = settings.clone();
    let running = tokio::spawn(async move { run(plan, &settings, memory, events, never, clock).await });
    while let Some(event) = listener.recv().await {
        match event {
            CrawlEvent::Received(exchange) => writer.keep(&exchange).map(drop).unwrap(),
            CrawlEvent::Visited(visit) => {
                if let Some(note) = visit.note() {
                    writer.note(&visit.target.address, clock(), &note).unwrap();
                }
            }
        }
    }
    writer.finish().unwrap();
    running.await.unwrap().unwrap()
}

/// Visits the addresses, remembering what earlier runs saw.
pub async fn crawl_with(urls: &[String], settings: &CrawlSettings, memory: Memory) -> Crawled {
    let plan = Plan::new(targets(urls), &memory, settings);
    let (events, mut listener) = mpsc::channel(4);
    let (_stop, never) = watch::channel(false);
    let settings = settings.clone();
    let running = tokio::spawn(async move { run(plan, &settings, memory, events, never, clock).await });
    let mut received = Vec::new();
    while let Some(event) = listener.recv().await {
        if let CrawlEvent::Received(exchange) = event {
            received.push(*exchange);
        }
    }
    Crawled { report: running.await.unwrap().unwrap(), received }
}

impl Crawled {
    /// How the visit of an address ended.
    pub fn ending(&self, url: &str) -> &Ending {
        let address: Address = url.parse().unwrap();
        let visit = self.report.visits.iter().find(|visit| visit.target.address == address);
        &visit.unwrap_or_else(|| panic!("{url} stands in no visit")).ending
    }

    /// The body received from an address.
    pub fn body(&self, url: &str) -> &[u8] {
        let address: Address = url.parse().unwrap();
        &self.received.iter().find(|exchange| exchange.address == address).expect("received").body
    }

    /// What another run would remember.
    pub fn memory(&self) -> Memory {
        let good = || self.received.iter().filter(|exchange| exchange.status == 200);
        let validators: BTreeMap<Address, Validators> =
            good().map(|exchange| (exchange.address.clone(), exchange.validators())).collect();
        let robots = good().filter(|exchange| exchange.address.path() == "/robots.txt");
        let robots = robots.map(|exchange| (exchange.address.clone(), exchange.body.clone())).collect();
        Memory { validators, robots, ..Memory::default() }
    }
}
