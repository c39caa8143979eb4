//! A visit to one address: permission, turn, request, retries and redirects, until it has an ending.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, mpsc};

use crate::{Ending, FetchError, Skip};
use model::{Address, BadText, Digest, Exchange, Validators};
use workspace::CrawlSettings;

use super::ask::{Asker, Question};
use super::browser;
use super::host::Host;
use super::pace::{LONGEST_WAIT, retry_after};
use super::permission::Permissions;
use super::plan::{Follow, Memory};
use super::run::CrawlEvent;

/// All that the visits of one run share.
pub struct Visitor {
    asker: Asker,
    settings: CrawlSettings,
    pub memory: Memory,
    /// The pages that a script draws.
    pub drawn: BTreeSet<Address>,
    pub browser: Option<PathBuf>,
    permissions: Permissions,
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
    under_way: Semaphore,
    events: mpsc::Sender<CrawlEvent>,
    begun: Instant,
    received: AtomicU64,
}

impl Visitor {
    /// A visitor that has been nowhere yet.
    pub fn new(
        asker: Asker,
        settings: CrawlSettings,
        memory: Memory,
        events: mpsc::Sender<CrawlEvent>,
    ) -> Self {
        let under_way = Semaphore::new(settings.concurrency.max(1));
        Self {
            asker,
            settings,
            memory,
            drawn: BTreeSet::new(),
            browser: None,
            permissions: Permissions::default(),
            hosts: Mutex::default(),
            under_way,
            events,
            begun: Instant::now(),
            received: AtomicU64::new(0),
        }
    }

    pub fn host(&self, address: &Address) -> Arc<Host> {
        let authority = address.authority();
        let new = || Arc::new(Host::new(&authority, &self.settings, Instant::now()));
        Arc::clone(self.lock().entry(authority.clone()).or_insert_with(new))
    }

    pub fn settings(&self) -> &CrawlSettings {
        &self.settings
    }

    /// Whether robots.txt lets an address be asked for; the ending of the visit when not.
    pub async fn permitted(&self, address: &Address) -> Result<(), Ending> {
        self.permissions.ask(self, address).await
    }

    /// Requests made and bytes received so far.
    pub fn spent(&self) -> (u64, u64) {
        let hosts = self.lock();
        let sum =
            |of: fn(&Host) -> &AtomicU64| hosts.values().map(|host| of(host).load(Ordering::Relaxed)).sum();
        (sum(|host| &host.requests), sum(|host| &host.bytes))
    }

    pub async fn visit(&self, address: &Address, follow: Option<Follow>) -> Arrival {
        let mut at = address.clone();
        let mut via = None;
        for _ in 0..=self.settings.redirects {
            let drawn = self.drawn.contains(address);
            match self.hop(&at, via.as_ref(), follow, drawn).await {
                Err(ending) => return Arrival::at(at, ending),
                Ok((arrival, None)) => return arrival,
                Ok((_, Some(Ok(to)))) => (via, at) = (Some(at), to),
                Ok((_, Some(Err(BadText { text: to, .. })))) => {
                    return Arrival::at(at, Ending::Failed(FetchError::BadRedirect { to }));
                }
            }
        }
        let error = FetchError::Redirects { limit: self.settings.redirects, last: at.to_string() };
        Arrival::at(at, Ending::Failed(error))
    }

    /// One request of a visit: where the visit arrives if it is the last, and where it redirects to.
    async fn hop(
        &self,
        at: &Address,
        via: Option<&Address>,
        follow: Option<Follow>,
        drawn: bool,
    ) -> Result<(Arrival, Option<Redirect>), Ending> {
        self.permitted(at).await?;
        let nothing = Validators::default();
        let known = self.memory.validators.get(at).filter(|_| !drawn).unwrap_or(&nothing);
        let exchange = self.ask(at, known, via).await?;
        let next = redirect(&exchange);
        let further = follow.map(|follow| follow(&exchange)).unwrap_or_default();
        let ending = match exchange.status {
            // A part of a page (206) or nothing at all (204, 205) is no page.
            200 => Ending::Fetched { digest: Digest::of(&exchange.body), bytes: exchange.body.len() as u64 },
            304 => Ending::NotModified,
            status => Ending::Failed(FetchError::Status { status }),
        };
        if drawn && exchange.status == 200 {
            return Ok((Arrival::at(at.clone(), self.draw(exchange).await?), None));
        }
        self.received(exchange).await?;
        Ok((Arrival { arrived: at.clone(), ending, further }, next))
    }

    /// Keeps the answer of the server, and beside it the page that its scripts make of it.
    async fn draw(&self, answer: Exchange) -> Result<Ending, Ending> {
        self.received(answer.clone()).await?;
        let page = browser::drawn(self, &answer).await?;
        let ending = Ending::Fetched { digest: Digest::of(&page.body), bytes: page.body.len() as u64 };
        self.received(page).await?;
        Ok(ending)
    }

    /// Counts bytes that are not kept.
    pub fn count(&self, bytes: u64) {
        self.received.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Hands an exchange on, to be kept; without anyone to keep it, the run is over.
    pub async fn received(&self, exchange: Exchange) -> Result<(), Ending> {
        self.received.fetch_add(exchange.body.len() as u64, Ordering::Relaxed);
        let kept = self.events.send(CrawlEvent::Received(Box::new(exchange))).await;
        kept.map_err(|_| Ending::Skipped(Skip::Stopped))
    }

    /// Asks when it is our turn, and again when it failed in passing.
    pub async fn ask(
        &self,
        at: &Address,
        known: &Validators,
        via: Option<&Address>,
    ) -> Result<Exchange, Ending> {
        let host = self.host(at);
        let mut tries_left = self.settings.retries;
        loop {
            let answer = self.ask_once(&host, &Question { address: at, known, via }).await?;
            let Some((asked_rest, why)) = self.passing(&answer) else {
                host.answered();
                return answer.map_err(Ending::Failed);
            };
            let goes_on = host.failed(asked_rest, &why);
            if let Some(wait) = asked_rest.filter(|rest| *rest > LONGEST_WAIT) {
                return Err(Ending::Failed(FetchError::AskedToWait { wait }));
            }
            if tries_left == 0 || !goes_on {
                return answer.map_err(Ending::Failed);
            }
            tries_left -= 1;
        }
    }

    /// Asks when it is our turn. The outer error ends the visit; the inner one is what the asking came to, and is tried again
    /// where it may pass.
    async fn ask_once(
        &self,
        host: &Host,
        question: &Question<'_>,
    ) -> Result<Result<Exchange, FetchError>, Ending> {
        let _turn = host.turn().await.map_err(Ending::Skipped)?;
        let _place = self.under_way.acquire().await.expect("the places are never closed");
        let budget = self.settings.run;
        if self.begun.elapsed() >= budget.time || self.received.load(Ordering::Relaxed) >= budget.bytes {
            return Err(Ending::Skipped(Skip::RunBudget));
        }
        Ok(self.asker.ask(question, &host.bytes).await)
    }

    /// Of an answer that is a failure which may pass by itself: the rest that it asks for, and why.
    fn passing(&self, answer: &Result<Exchange, FetchError>) -> Option<(Option<Duration>, String)> {
        match answer {
            Ok(exchange) if matches!(exchange.status, 429 | 500 | 502 | 503 | 504) => {
                let header = exchange.header("retry-after");
                let asked_rest = header.and_then(|header| retry_after(header, self.asker.now()));
                Some((asked_rest, format!("the server answers {}", exchange.status)))
            }
            Err(error @ (FetchError::Unreachable { .. } | FetchError::Broken { .. })) => {
                Some((None, error.to_string()))
            }
            Ok(_) | Err(_) => None,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Host>>> {
        self.hosts.lock().expect("no thread panics while it holds the hosts")
    }
}

/// Where a visit arrived, how it ended, and where its answer leads further.
pub struct Arrival {
    pub arrived: Address,
    pub ending: Ending,
    /// What else should be visited.
    pub further: Vec<Address>,
}

impl Arrival {
    pub fn at(arrived: Address, ending: Ending) -> Self {
        Self { arrived, ending, further: Vec::new() }
    }
}

/// Where an answer redirects to.
pub type Redirect = Result<Address, BadText>;

/// Where an answer redirects to, if it does.
pub fn redirect(exchange: &Exchange) -> Option<Redirect> {
    let redirects = matches!(exchange.status, 301 | 302 | 303 | 307 | 308);
    exchange.header("location").filter(|_| redirects).map(|to| exchange.address.join(to))
}
