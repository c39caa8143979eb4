//! What the index knows of one visit: which bytes, when, how, and where in which file.

use std::ops::Range;

use model::{Address, Digest, Moment, Provenance, Validators};

use super::group;
use super::http;
use super::record::{RecordType, WarcRecord};
use super::whole;

/// One visit to an address, as the archive keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub address: Address,
    /// When the bytes were seen.
    pub at: Moment,
    pub found: Found,
    /// How it came to us.
    pub provenance: Provenance,
    pub spot: Spot,
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Bytes {
        /// The status they came with; 200 for a saved file, 304 when the server said they are the same.
        status: u16,
        /// The media type that the header claims, without parameters.
        media: String,
        digest: Digest,
        /// Where a redirect leads, as printed.
        redirect: Option<String>,
        /// What to ask with next time.
        validators: Validators,
        /// Whether this record holds them, or an earlier one.
        held: KeptIn,
    },
    /// Nothing; the word says why.
    Nothing {
        /// For a person: "not allowed: …", "failed: …".
        note: String,
    },
}

/// Which record holds the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptIn {
    Here,
    /// An earlier one with the same digest.
    Earlier,
}

/// Bytes of a file: the gzip member of a record, or what should be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file's name in the archive folder.
    pub file: String,
    pub offset: u64,
    pub length: u64,
}

impl Spot {
    pub fn new(file: &str, bytes: Range<u64>) -> Self {
        Self { file: file.to_owned(), offset: bytes.start, length: bytes.end - bytes.start }
    }

    pub fn end(&self) -> u64 {
        self.offset + self.length
    }
}

impl Entry {
    /// Whether the server gave the whole page, or said that it has not changed.
    pub fn is_good(&self) -> bool {
        match &self.found {
            Found::Bytes { status, .. } => matches!(status, 200 | 304) && self.flaw().is_none(),
            Found::Nothing { .. } => false,
        }
    }

    /// Why the bytes cannot be the whole page as it was, where that is known.
    pub fn flaw(&self) -> Option<&str> {
        match &self.provenance {
            Provenance::ByHand { flaw: Some(flaw), .. } => Some(flaw),
            // Archives written before flaws were noted hold such records too.
            Provenance::ByHand { brought, .. } if self.at > *brought => Some(whole::FROM_THE_FUTURE),
            Provenance::ByHand { .. }
            | Provenance::Crawled
            | Provenance::Recalled { .. }
            | Provenance::Rendered { .. } => None,
        }
    }

    /// The SHA-256 of the bytes, when the visit brought any.
    pub fn digest(&self) -> Option<Digest> {
        match &self.found {
            Found::Bytes { digest, .. } => Some(*digest),
            Found::Nothing { .. } => None,
        }
    }

    /// Where the answer redirects to, as printed.
    pub fn redirect(&self) -> Option<&str> {
        match &self.found {
            Found::Bytes { redirect, .. } => redirect.as_deref(),
            Found::Nothing { .. } => None,
        }
    }

    /// Whether the visit needs no other soon: the page came, was refused, or is not there; a server in trouble may
    /// be better in a moment.
    pub fn settles(&self) -> bool {
        match &self.found {
            Found::Bytes { status, .. } => *status < 500 && *status != 429,
            Found::Nothing { .. } => self.is_refused(),
        }
    }

    /// Whether the site does not want the address to be read; the note is that of a refused visit.
    pub fn is_refused(&self) -> bool {
        matches!(&self.found, Found::Nothing { note } if note.starts_with("not allowed"))
    }

    /// Reads what a record says, when it is one that the index lists. `said` is the metadata record of its group.
    pub fn of(record: &WarcRecord, said: Option<&WarcRecord>, spot: Spot) -> Option<Self> {
        let kind = record.fields.kind();
        let found = match kind {
            RecordType::Response | RecordType::Revisit => found_by_http(record),
            RecordType::Resource => Some(found_in_file(record)),
            RecordType::Metadata => found_nothing(record),
            RecordType::Warcinfo | RecordType::Request | RecordType::Other => None,
        }?;
        let provenance = said.map_or(Provenance::Crawled, |said| group::read_said(&said.lines()));
        Some(Self { address: record.fields.address()?, at: record.fields.at()?, found, provenance, spot })
    }
}

fn found_by_http(record: &WarcRecord) -> Option<Found> {
    if record.fields.get("WARC-Profile") == Some(group::NOT_MODIFIED) {
        return Some(not_modified(record.fields.payload_digest()?));
    }
    let answer = http::read_response(&record.block)?;
    let get = |name: &str| {
        answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.clone())
    };
    let held = if record.fields.kind() == RecordType::Revisit { KeptIn::Earlier } else { KeptIn::Here };
    let digest = match held {
        // Named by the record itself: then bytes that were changed since are told when they are read.
        KeptIn::Here => record.fields.payload_digest().unwrap_or_else(|| Digest::of(&answer.body)),
        KeptIn::Earlier => record.fields.payload_digest()?,
    };
    let redirect = if (300..400).contains(&answer.status) { get("location") } else { None };
    let media = essence(&get("content-type").unwrap_or_default());
    let validators = Validators { etag: get("etag"), last_modified: get("last-modified") };
    Some(Found::Bytes { status: answer.status, media, digest, redirect, validators, held })
}

/// What a 304 finds: bytes that an earlier record holds, with the headers that stand there.
pub fn not_modified(digest: Digest) -> Found {
    Found::Bytes {
        status: 304,
        media: String::new(),
        digest,
        redirect: None,
        validators: Validators::default(),
        held: KeptIn::Earlier,
    }
}

fn found_in_file(record: &WarcRecord) -> Found {
    Found::Bytes {
        status: 200,
        media: essence(record.fields.get("Content-Type").unwrap_or_default()),
        digest: record.fields.payload_digest().unwrap_or_else(|| Digest::of(&record.block)),
        redirect: None,
        validators: Validators::default(),
        held: KeptIn::Here,
    }
}

/// The word of a record that an address was not fetched; it stands alone, every other is about an answer.
pub fn found_nothing(record: &WarcRecord) -> Option<Found> {
    let (name, note) = record.lines().into_iter().next()?;
    let alone = record.fields.get("WARC-Concurrent-To").is_none();
    (alone && name == "note").then_some(Found::Nothing { note })
}

/// A media type without its parameters, lower case; empty when none was given.
pub fn essence(header: &str) -> String {
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
