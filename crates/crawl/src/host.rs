//! One host in a run: its pace, its budget, and the turn that every request to it waits for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Skip;
use workspace::{Budget, CrawlSettings};

use super::pace::Pace;

/// A host that is being visited.
#[derive(Debug)]
pub struct Host {
    pace: Mutex<Pace>,
    turns: Semaphore,
    budget: Budget,
    begun: Instant,
    /// Bytes of bodies received from it.
    pub bytes: AtomicU64,
    pub requests: AtomicU64,
}

impl Host {
    /// A host that is visited for the first time in this run.
    pub fn new(authority: &str, settings: &CrawlSettings, now: Instant) -> Self {
        Self {
            pace: Mutex::new(Pace::new(authority, settings.pause)),
            turns: Semaphore::new(settings.per_host.max(1)),
            budget: settings.host,
            begun: now,
            bytes: AtomicU64::new(0),
            requests: AtomicU64::new(0),
        }
    }

    /// Waits until a request may go out, or says why none will. The turn is over when the permit is dropped.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>, Skip> {
        let permit = self.turns.acquire().await.expect("the turns of a host are never closed");
        loop {
            let now = Instant::now();
            let wait = self.wait_or_ask(now)?;
            if wait.is_zero() {
                return Ok(permit);
            }
            tokio::time::sleep(wait).await;
        }
    }

    fn wait_or_ask(&self, now: Instant) -> Result<Duration, Skip> {
        let mut pace = self.lock();
        if let Some(why) = pace.given_up() {
            return Err(Skip::HostGivenUp { why: why.to_owned() });
        }
        let wait = pace.wait(now);
        let in_time = now + wait <= self.begun + self.budget.time;
        if !in_time || self.bytes.load(Ordering::Relaxed) >= self.budget.bytes {
            return Err(Skip::HostBudget);
        }
        if wait.is_zero() {
            self.requests.fetch_add(1, Ordering::Relaxed);
            pace.asked(now);
        }
        Ok(wait)
    }

    /// The site's robots.txt asks for a pause.
    pub fn crawl_delay(&self, delay: Duration) {
        self.lock().crawl_delay(delay);
    }
    /// An answer was read to its end.
    pub fn answered(&self) {
        self.lock().answered(Instant::now());
    }
    /// A request failed in passing; whether another try is worth its while.
    pub fn failed(&self, asked_rest: Option<Duration>, why: &str) -> bool {
        let mut pace = self.lock();
        pace.failed(Instant::now(), asked_rest, why);
        pace.given_up().is_none()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.pace.lock().expect("no thread panics while it holds the pace")
    }
}
