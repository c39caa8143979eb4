//! What was received from the web or brought by hand, as the archive keeps it, and the name of its bytes.

use crate::{Address, BadText, Moment};
use serde::Serialize;
use sha2::Digest as _;
use std::fmt;
use std::str::FromStr;

/// One request and the answer to it, as they went over the wire, but for chunking and content coding, which are undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
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
    /// What the scripts of the answer beside it drew, in a browser that asked for nothing by itself.
    Rendered { by: String },
    /// Brought by a person.
    ByHand {
        /// The name of the file it came in.
        file: String,
        brought: Moment,
        /// Why it cannot be the whole page as it was, where that is known: evidence that no rule reads.
        flaw: Option<String>,
    },
}

impl Provenance {
    /// Why the bytes cannot be the whole page, where that was noted when they were brought.
    pub fn flaw(&self) -> Option<&str> {
        match self {
            Self::ByHand { flaw, .. } => flaw.as_deref(),
            Self::Crawled | Self::Recalled { .. } | Self::Rendered { .. } => None,
        }
    }
}

/// The bytes of one address at one moment; never rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub address: Address,
    /// When the bytes were last seen to be these.
    pub seen: Moment,
    /// How they came to us.
    pub provenance: Provenance,
    /// The status they came with; 200 for a file brought by hand.
    pub status: u16,
    /// The header lines they came with.
    pub headers: Vec<(String, String)>,
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
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is anything to ask with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

const EXPECTED: &str = "a SHA-256; write its 64 hexadecimal digits";

/// The SHA-256 of some bytes. Two snapshots with one digest say the same, to the byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
    /// The digest of several pieces, as if they were one.
    pub fn of_all(pieces: &[&[u8]]) -> Self {
        let mut hasher = sha2::Sha256::new();
        pieces.iter().for_each(|piece| hasher.update(piece));
        Self(hasher.finalize().into())
    }
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Digest {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let bad = || BadText::new(text, EXPECTED);
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(bad());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_written_and_read_back() {
        let empty = Digest::of(b"");
        assert_eq!(empty.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(empty.to_string().parse(), Ok(empty));
        assert_eq!(Digest::of_all(&[b"ab", b"c"]), Digest::of(b"abc"));
        assert!("e3b0".parse::<Digest>().is_err());
        assert!("é".repeat(32).parse::<Digest>().is_err(), "64 bytes, but no digits");
    }
}
