//! What a site permits: its robots.txt, asked for once a run (RFC 9309, 2.3).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;

use crate::{Ending, FetchError, Refusal};
use model::{Address, Validators};

use super::client::NAME;
use super::robots::{Robots, RobotsVerdict};
use super::visitor::{Visitor, redirect};

/// Redirects of a robots.txt that are followed; the RFC asks for at least five.
const HOPS: usize = 5;

/// The answers of all sites so far.
#[derive(Debug, Default)]
pub struct Permissions {
    sites: Mutex<BTreeMap<Address, Arc<OnceCell<Site>>>>,
}

/// What is known of one site.
#[derive(Debug)]
enum Site {
    /// It has rules, maybe none.
    Rules(Robots),
    /// It answers, but not with its rules.
    Closed(Refusal),
    Dead(FetchError),
}

impl Permissions {
    /// Whether an address may be asked for; the ending of the visit when not.
    pub async fn ask(&self, visitor: &Visitor, address: &Address) -> Result<(), Ending> {
        let robots = address.robots();
        let cell = Arc::clone(self.lock().entry(robots.clone()).or_default());
        let site = cell.get_or_try_init(|| site(visitor, robots)).await?;
        match site {
            Site::Rules(robots) => match robots.verdict(address.path()) {
                RobotsVerdict::Allowed => Ok(()),
                RobotsVerdict::Disallowed(pattern) => {
                    Err(Ending::Refused(Refusal::Disallowed { pattern: pattern.to_owned() }))
                }
            },
            Site::Closed(refusal) => Err(Ending::Refused(refusal.clone())),
            Site::Dead(error) => Err(Ending::Failed(error.clone())),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Address, Arc<OnceCell<Site>>>> {
        self.sites.lock().expect("no thread panics while it holds the permissions")
    }
}

/// Asks for a robots.txt. An error means that it was not asked for, and may be later.
async fn site(visitor: &Visitor, robots: Address) -> Result<Site, Ending> {
    let mut at = robots.clone();
    let mut via = None;
    for _ in 0..=HOPS {
        let remembered = visitor.memory.robots.get(&at);
        let known = visitor.memory.validators.get(&at).filter(|_| remembered.is_some());
        let answer = visitor.ask(&at, known.unwrap_or(&Validators::default()), via.as_ref()).await;
        let exchange = match answer {
            Ok(exchange) => exchange,
            Err(Ending::Failed(error)) => return Ok(Site::Dead(error)),
            Err(other) => return Err(other),
        };
        let next = redirect(&exchange);
        let site = match exchange.status {
            200 => Some(Site::Rules(Robots::read(&exchange.body, NAME))),
            304 => remembered.map(|body| Site::Rules(Robots::read(body, NAME))),
            // Too many requests is no permission, though the RFC counts it among the 4xx.
            429 | 500.. => {
                let why = format!("the server answers {}", exchange.status);
                Some(Site::Closed(Refusal::RobotsUnreachable { why }))
            }
            _ => None,
        };
        visitor.received(exchange).await?;
        match (site, next) {
            (Some(Site::Rules(rules)), _) => {
                if let Some(delay) = rules.crawl_delay() {
                    visitor.host(&robots).crawl_delay(delay);
                }
                return Ok(Site::Rules(rules));
            }
            (Some(closed), _) => return Ok(closed),
            (None, Some(Ok(to))) => (via, at) = (Some(at), to),
            (None, Some(Err(_)) | None) => break,
        }
    }
    Ok(Site::Rules(Robots::default()))
}
