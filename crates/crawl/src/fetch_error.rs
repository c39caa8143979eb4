//! Why an address could not be fetched, and what to do about it.

use std::net::IpAddr;
use std::time::Duration;

/// Why an address could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The machine cannot ask anything at all.
    #[error("no request can be made ({detail}); install the system's certificates (package ca-certificates)")]
    NoClient { detail: String },
    #[error(
        "a script draws the page (`render = true`), and no Chromium is installed: install it (Debian: chromium), or name \
         one in the environment variable PALMARES_BROWSER"
    )]
    NoBrowser,
    /// The script that draws the page did what no page of winners needs.
    #[error(
        "its script was stopped: {why}; type the edition into a CSV file, or take `render` away from the source"
    )]
    Undrawn { why: String },
    /// The host lies in a private network.
    #[error(
        "{host} is {address}, inside a private network; if it is meant, add \"{host}\" to allow-private in [crawl]"
    )]
    Private { host: String, address: IpAddr },
    /// The host's name leads nowhere.
    #[error("the name {host} is not known ({detail}); check the spelling and the network")]
    Unknown { host: String, detail: String },
    /// No connection, or one that broke before an answer.
    #[error("no answer ({detail}); open the address in a browser, and run again later")]
    Unreachable { detail: String },
    /// The certificate or the encryption is not to be trusted.
    #[error("the connection is not safe ({detail}); check the address in a browser")]
    Unsafe { detail: String },
    /// The answer did not end in time.
    #[error("no whole answer within {} s; run again, or raise request-time in [crawl]", limit.as_secs_f32())]
    Slow { limit: Duration },
    /// The body is larger than allowed, after decompression.
    #[error("more than {limit} bytes; raise request-bytes in [crawl] if the page is really that long")]
    TooLarge { limit: u64 },
    /// More redirects than allowed, or a circle of them.
    #[error("redirected more than {limit} times, last to {last}; give the final address in sources.toml")]
    Redirects {
        limit: u32,
        /// Where the last one led.
        last: String,
    },
    /// A redirect that leads out of the web, or nowhere.
    #[error("redirected to `{to}`, which is no web page; give the final address in sources.toml")]
    BadRedirect { to: String },
    /// An answer that is cut short or is no HTTP.
    #[error("the answer is broken ({detail}); open the address in a browser, and run again later")]
    Broken { detail: String },
    #[error("the server answers {status}{}", remedy_of_status(*status))]
    Status { status: u16 },
    /// A service that was asked a question gives no answer to it.
    #[error("the service answers {status} ({said}); look at url, model and key-from in [assist]")]
    NoAnswer { status: u16, said: String },
    /// The server says "not modified" though nobody asked whether.
    #[error("the server answers 304 though the page was never fetched; run again with --refresh")]
    UnaskedNotModified,
    /// The web archive knows nothing of the page.
    #[error("the web archive has no capture of it; try an older address of the page, or archive import")]
    NoCapture,
    /// The server wants a longer rest than the run has time for.
    #[error("the server asks to come back in {} s; run again then", wait.as_secs())]
    AskedToWait { wait: Duration },
}

fn remedy_of_status(status: u16) -> &'static str {
    match status {
        401 | 403 => ", which forbids the page; keep the edition by hand, or ask the organiser for leave",
        404 | 410 => ": the page is gone; correct its address, or try --from-archive",
        206 => ", a part of the page only; run again later",
        201..=299 => ", which brings no page; open the address in a browser",
        429 => ", too many requests; raise pause in [crawl]",
        500..=599 => "; run again later",
        _ => "; open the address in a browser",
    }
}

impl FetchError {
    /// One word for the kind of error, stable for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NoClient { .. } => "no-client",
            Self::Private { .. } => "private",
            Self::Unknown { .. } => "unknown-host",
            Self::Unreachable { .. } => "unreachable",
            Self::Unsafe { .. } => "unsafe",
            Self::Slow { .. } => "slow",
            Self::TooLarge { .. } => "too-large",
            Self::Redirects { .. } => "redirects",
            Self::BadRedirect { .. } => "bad-redirect",
            Self::Broken { .. } => "broken",
            Self::Status { .. } => "status",
            Self::NoAnswer { .. } => "no-answer",
            Self::UnaskedNotModified => "unasked-304",
            Self::NoCapture => "no-capture",
            Self::AskedToWait { .. } => "asked-to-wait",
            Self::NoBrowser => "no-browser",
            Self::Undrawn { .. } => "undrawn",
        }
    }
}
