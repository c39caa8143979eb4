//! One request and its answer, within a budget of time and bytes.

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::header::{HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use reqwest::{Client, Response, Version};
use tokio::sync::Semaphore;

use crate::FetchError;
use model::{Address, Exchange, Moment, Provenance, Validators};
use workspace::{Budget, CrawlSettings};

use super::client::{client, meaning};
use super::guard::Guard;

/// A body longer than this is one of a few under way, so that many hosts with large ones do not fill the memory.
const LARGE: usize = 1 << 20;
const LARGE_AT_ONCE: usize = 2;

/// Asks, and reads the answer.
pub struct Asker {
    client: Client,
    guard: Guard,
    budget: Budget,
    large: Semaphore,
    clock: fn() -> Moment,
}

/// A request to be made.
pub struct Question<'a> {
    /// What is asked for.
    pub address: &'a Address,
    /// What is known of it already.
    pub known: &'a Validators,
    /// The address that redirected here.
    pub via: Option<&'a Address>,
}

impl Asker {
    /// An asker that dates answers by `clock`.
    pub fn new(settings: &CrawlSettings, clock: fn() -> Moment) -> Result<Self, FetchError> {
        let guard = Guard::new(&settings.allow_private);
        let client = client(settings, guard.clone())?;
        Ok(Self { client, guard, budget: settings.request, large: Semaphore::new(LARGE_AT_ONCE), clock })
    }

    /// Asks once. Bytes of the body are counted in `bytes` as they come, those of a failure included.
    pub async fn ask(&self, question: &Question<'_>, bytes: &AtomicU64) -> Result<Exchange, FetchError> {
        self.guard.check(question.address)?;
        let limit = self.budget.time;
        let answer = tokio::time::timeout(limit, self.exchange(question, bytes)).await;
        answer.unwrap_or(Err(FetchError::Slow { limit }))
    }

    /// What the clock says.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    async fn exchange(&self, question: &Question<'_>, bytes: &AtomicU64) -> Result<Exchange, FetchError> {
        let wrong = |error: reqwest::Error| meaning(&error, self.budget.time);
        let mut request = self.client.get(question.address.url().clone());
        if let Some(etag) = &question.known.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(date) = &question.known.last_modified {
            request = request.header(IF_MODIFIED_SINCE, date);
        }
        let request = request.build().map_err(wrong)?;
        let at = self.now();
        let asked = header_lines(request.headers());
        let response = self.client.execute(request).await.map_err(wrong)?;
        let status = response.status().as_u16();
        if status == 304 && question.known.is_empty() {
            return Err(FetchError::UnaskedNotModified);
        }
        Ok(Exchange {
            address: question.address.clone(),
            at,
            provenance: Provenance::Crawled,
            via: question.via.cloned(),
            protocol: protocol(response.version()).to_owned(),
            server: response.remote_addr().map(|socket| socket.ip()),
            asked,
            status,
            headers: header_lines(response.headers()),
            body: self.body(response, bytes).await?,
        })
    }

    async fn body(&self, mut response: Response, bytes: &AtomicU64) -> Result<Vec<u8>, FetchError> {
        let limit = self.budget.bytes;
        let too_large = FetchError::TooLarge { limit };
        if response.content_length().is_some_and(|announced| announced > limit) {
            return Err(too_large);
        }
        let mut body = Vec::new();
        let mut large = None;
        while let Some(chunk) = response.chunk().await.map_err(|error| meaning(&error, self.budget.time))? {
            bytes.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            let length = body.len() + chunk.len();
            if length as u64 > limit {
                return Err(too_large);
            }
            if length > LARGE && large.is_none() {
                large = self.large.acquire().await.ok();
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// Header lines as text, each byte a character, so that no byte is lost.
fn header_lines(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

fn protocol(version: Version) -> &'static str {
    match version {
        Version::HTTP_10 => "HTTP/1.0",
        Version::HTTP_2 => "HTTP/2.0",
        _ => "HTTP/1.1",
    }
}
