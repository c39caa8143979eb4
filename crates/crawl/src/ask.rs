//! One request and its answer, within a budget of time and bytes.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::write::MultiGzDecoder;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use reqwest::{Client, Response, Version};
use tokio::sync::Semaphore;

use crate::FetchError;
use model::{Address, Exchange, Moment, Provenance, Validators};
use workspace::{AssistSettings, Budget, CrawlSettings};

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

    /// Puts a question in JSON to a service that the user named, and gives its answer, within the budget of a request.
    pub async fn put(
        &self,
        service: &Address,
        key: Option<&str>,
        question: &str,
    ) -> Result<Vec<u8>, FetchError> {
        self.guard.check(service)?;
        let limit = self.budget.time;
        let answer = tokio::time::timeout(limit, self.answer_to(service, key, question)).await;
        answer.unwrap_or(Err(FetchError::Slow { limit }))
    }

    async fn answer_to(
        &self,
        service: &Address,
        key: Option<&str>,
        question: &str,
    ) -> Result<Vec<u8>, FetchError> {
        let wrong = |error: reqwest::Error| meaning(&error, self.budget.time);
        let mut request = self.client.post(service.url().clone()).header(CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        let response = request.body(question.to_owned()).send().await.map_err(wrong)?;
        let status = response.status().as_u16();
        let body = self.body(response, &AtomicU64::new(0)).await?;
        if status == 200 { Ok(body) } else { Err(FetchError::NoAnswer { status, said: said(&body, key) }) }
    }

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
        let mut body = Body::new(response.headers());
        let mut large = None;
        while let Some(chunk) = response.chunk().await.map_err(|error| meaning(&error, self.budget.time))? {
            for piece in chunk.chunks(PIECE) {
                let before = body.bytes().len();
                body.take(piece)?;
                let length = body.bytes().len();
                bytes.fetch_add((length - before) as u64, Ordering::Relaxed);
                if length as u64 > limit {
                    return Err(too_large);
                }
            }
            if body.bytes().len() > LARGE && large.is_none() {
                large = self.large.acquire().await.ok();
            }
        }
        body.whole()
    }
}

/// Puts a question to the model of `[assist]`, by its service, which may be one of this machine, and gives its answer as
/// it came. It follows no redirect: what a workspace holds goes to the address that its owner wrote down, and nowhere
/// else.
pub async fn ask_model(
    assist: &AssistSettings,
    key: Option<&str>,
    question: &str,
    settings: &CrawlSettings,
    clock: fn() -> Moment,
) -> Result<Vec<u8>, FetchError> {
    let mut settings = settings.clone();
    settings.allow_private = [assist.url.host().trim_matches(['[', ']']).to_owned()].into();
    Asker::new(&settings, clock)?.put(&assist.url, key, question).await
}

/// The first words of a refusal. Some services repeat the key in theirs.
fn said(body: &[u8], key: Option<&str>) -> String {
    const LONGEST: usize = 200;
    let words = String::from_utf8_lossy(body).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = key.map_or_else(|| words.clone(), |key| words.replace(key, "…"));
    words.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// So much is unpacked before the limit is looked at: a thousand times as much comes out of a bomb.
const PIECE: usize = 1024;

/// A body as it comes in. Gzip is undone here: the client stops after the first member, and an answer may have several
/// (RFC 1952), of which a part looks like a whole page.
enum Body {
    Plain(Vec<u8>),
    /// Nothing before the first byte: a redirect may name a coding and bring no body.
    Packed(Option<Box<MultiGzDecoder<Vec<u8>>>>),
}

impl Body {
    fn new(headers: &HeaderMap) -> Self {
        let coding = headers.get(CONTENT_ENCODING).map(|coding| coding.as_bytes().trim_ascii());
        let packed = coding.is_some_and(|coding| {
            coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip")
        });
        if packed { Self::Packed(None) } else { Self::Plain(Vec::new()) }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Plain(bytes) => bytes,
            Self::Packed(gzip) => gzip.as_ref().map_or(&[], |gzip| gzip.get_ref()),
        }
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), FetchError> {
        match self {
            Self::Plain(bytes) => bytes.extend_from_slice(piece),
            Self::Packed(gzip) => gzip
                .get_or_insert_with(|| Box::new(MultiGzDecoder::new(Vec::new())))
                .write_all(piece)
                .map_err(broken)?,
        }
        Ok(())
    }

    fn whole(self) -> Result<Vec<u8>, FetchError> {
        match self {
            Self::Plain(bytes) => Ok(bytes),
            Self::Packed(gzip) => gzip.map_or(Ok(Vec::new()), |gzip| gzip.finish().map_err(broken)),
        }
    }
}

fn broken(error: io::Error) -> FetchError {
    FetchError::Broken { detail: format!("its gzip cannot be unpacked: {error}") }
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
