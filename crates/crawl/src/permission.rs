//! What a site permits: its robots.txt, asked for once a run (RFC 9309, 2.3).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;

use crate::{Ending, Refusal};
use model::{Address, Validators};

use super::client::NAME;
use super::robots::Robots;
use super::visitor::{Visitor, redirect};

/// Redirects of a robots.txt that are followed; the RFC asks for at least five.
const HOPS: usize = 5;

/// The answers of all sites so far.
#[derive(Debug, Default)]
pub struct Permissions {
    sites: Mutex<BTreeMap<Address, Arc<OnceCell<Site>>>>,
}

/// The rules of a site, maybe none; without them, how every visit to it ends.
type Site = Result<Robots, Ending>;

impl Permissions {
    /// Whether an address may be asked for; the ending of the visit when not.
    pub async fn ask(&self, visitor: &Visitor, address: &Address) -> Result<(), Ending> {
        let robots = address.robots();
        let cell = Arc::clone(self.lock().entry(robots.clone()).or_default());
        let site = cell.get_or_try_init(|| site(visitor, robots)).await?;
        match site.as_ref().map_err(Ending::clone)?.forbidding(address.path()) {
            Some(pattern) => Err(Ending::Refused(Refusal::Disallowed { pattern: pattern.to_owned() })),
            None => Ok(()),
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
            Err(failed @ Ending::Failed(_)) => return Ok(Err(failed)),
            Err(other) => return Err(other),
        };
        let next = redirect(&exchange);
        let site = match exchange.status {
            200 => Some(Ok(Robots::read(&exchange.body, NAME))),
            304 => remembered.map(|body| Ok(Robots::read(body, NAME))),
            // Too many requests is no permission, though the RFC counts it among the 4xx.
            429 | 500.. => {
                let why = format!("the server answers {}", exchange.status);
                Some(Err(Ending::Refused(Refusal::RobotsUnreachable { why })))
            }
            _ => None,
        };
        visitor.received(exchange).await?;
        match (site, next) {
            (Some(site), _) => {
                if let Some(delay) = site.as_ref().ok().and_then(Robots::crawl_delay) {
                    visitor.host(&robots).crawl_delay(delay);
                }
                return Ok(site);
            }
            (None, Some(Ok(to))) => (via, at) = (Some(at), to),
            (None, Some(Err(_)) | None) => break,
        }
    }
    Ok(Ok(Robots::default()))
}
