//! What guards a page of this program that writes: a request must be addressed to this machine by a loopback name (so
//! that no foreign name can be pointed here), and what is sent must come from our own page and carry the token of this
//! run.

use std::fs::File;
use std::io::Read;

use anyhow::{Context, Result};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How the pages of this run know each other.
#[derive(Debug, Clone)]
pub struct OwnPages {
    /// Only pages of this run know it.
    pub token: String,
    /// The names of this server, with its port.
    hosts: [String; 2],
}

impl OwnPages {
    pub fn new(port: u16) -> Result<Self> {
        let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
        Ok(Self { token: token()?, hosts })
    }

    /// Whether the browser was sent here by one of our names: a foreign one could be made to lead to this machine.
    pub fn are_addressed(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
    }

    /// Whether what is sent comes from a page that we served in this run.
    pub fn sent(&self, headers: &HeaderMap, token: &str) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        let own = origin.is_some_and(|origin| self.hosts.iter().any(|own| origin == format!("http://{own}")));
        self.are_addressed(headers) && own && token == self.token
    }
}

/// 128 bits that nobody can guess, in hexadecimal digits.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    let random = File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes));
    random.context("cannot make a token for the pages that write")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A page that writes, kept nowhere and shown in no frame. Its own scripts carry the token; what else it may load is `policy`.
pub fn shown(html: String, token: &str, policy: &str) -> Response {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{token}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; {policy}"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, policy.as_str()),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    (headers, html).into_response()
}

pub fn refused(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

pub fn failed(error: anyhow::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response()
}
