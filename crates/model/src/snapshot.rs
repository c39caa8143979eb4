//! What was received from the web or brought by hand, as the archive keeps it.

use super::{Address, Digest, Moment};

/// One request and the answer to it, as they went over the wire, but for chunking and content coding, which are undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked for.
    pub address: Address,
    /// When the answer was given: the moment of the request, or of the capture by a web archive.
    pub at: Moment,
    /// How it came to us.
    pub provenance: Provenance,
    /// The address that redirected here.
    pub via: Option<Address>,
    /// `HTTP/1.1` or `HTTP/2.0`, as spoken; empty for a saved file, which no server answered.
    pub protocol: String,
    /// The network address of the server, where known.
    pub server: Option<std::net::IpAddr>,
    /// Header lines sent; empty when nobody knows.
    pub asked: Vec<(String, String)>,
    /// The status: 200, 304, 404…
    pub status: u16,
    /// Header lines received, in their order.
    pub headers: Vec<(String, String)>,
    /// The body; empty for a 304.
    pub body: Vec<u8>,
}

/// How bytes came into the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// Fetched by this program from the address itself.
    Crawled,
    /// Given back by a web archive.
    Recalled {
        /// Where the archive keeps it.
        from: Address,
        /// When it was asked for it.
        fetched: Moment,
    },
    /// Brought by a person.
    ByHand {
        /// The name of the file it came in.
        file: String,
        /// When it was brought.
        brought: Moment,
        /// Why it cannot be the whole page as it was, where that is known: evidence that no rule reads.
        flaw: Option<String>,
    },
}

impl Provenance {
    /// Why the bytes cannot be the whole page, where that was noted when they were brought.
    pub fn into_flaw(self) -> Option<String> {
        match self {
            Self::ByHand { flaw, .. } => flaw,
            Self::Crawled | Self::Recalled { .. } => None,
        }
    }
}

/// The bytes of one address at one moment; never rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The address.
    pub address: Address,
    /// When the bytes were last seen to be these.
    pub seen: Moment,
    /// How they came to us.
    pub provenance: Provenance,
    /// The status they came with; 200 for a file brought by hand.
    pub status: u16,
    /// The header lines they came with.
    pub headers: Vec<(String, String)>,
    /// Their SHA-256.
    pub digest: Digest,
    /// The bytes, without any coding.
    pub body: Vec<u8>,
}

impl Exchange {
    /// The first header line of this name received.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
    /// What to ask with next time.
    pub fn validators(&self) -> Validators {
        let owned = |name: &str| self.header(name).map(str::to_owned);
        Validators { etag: owned("etag"), last_modified: owned("last-modified") }
    }
}

impl Snapshot {
    /// The first header line of this name received.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// What is remembered of an address, to ask only for what changed since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` received.
    pub etag: Option<String>,
    /// The `Last-Modified` received.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is anything to ask with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}
