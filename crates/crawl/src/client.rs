//! The HTTP client, and what its errors mean.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;

use crate::FetchError;
use workspace::CrawlSettings;

use super::guard::Guard;

/// How robots.txt files call this program.
pub const NAME: &str = "palmares";

/// A server that takes longer to accept a connection will not answer in time either.
const CONNECT: Duration = Duration::from_secs(10);

/// Header lines of one answer together; larger ones are an attack (RFC 9113 leaves the limit to us).
const LONGEST_HEAD: u32 = 128 * 1024;

/// Who is asking, honestly: `palmares/0.1.0 (+mailto:editor@example.org)`.
pub fn user_agent(contact: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    contact.map_or_else(|| format!("{NAME}/{version}"), |contact| format!("{NAME}/{version} (+{contact})"))
}

/// A client that follows nothing, remembers nothing, and goes where `guard` lets it.
pub fn client(settings: &CrawlSettings, guard: Guard) -> Result<Client, FetchError> {
    // An error means that a provider is there already, from an earlier run in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("fr,en;q=0.7"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, deflate"));
    let client = Client::builder()
        .user_agent(user_agent(settings.contact.as_deref()))
        .default_headers(headers)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_gzip()
        .no_proxy()
        .dns_resolver(guard)
        .connect_timeout(CONNECT)
        .http2_max_header_list_size(LONGEST_HEAD)
        .pool_max_idle_per_host(settings.per_host);
    client.build().map_err(|error| FetchError::NoClient { detail: innermost(&error) })
}

/// What an error of the client means.
pub fn meaning(error: &reqwest::Error, limit: Duration) -> FetchError {
    if let Some(own) = find::<FetchError>(error) {
        return own.clone();
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return FetchError::Unsafe { detail: tls.to_string() };
    }
    let detail = innermost(error);
    if error.is_timeout() && !error.is_connect() {
        FetchError::Slow { limit }
    } else if error.is_connect() {
        FetchError::Unreachable { detail }
    } else {
        FetchError::Broken { detail }
    }
}

/// The first error of a kind in the chain of causes; one inside an `io::Error` is not a cause of it, but its content.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inside.map_or_else(|| error.source(), |inside| Some(inside));
    }
    None
}

fn innermost(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
