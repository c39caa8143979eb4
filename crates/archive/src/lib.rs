//! Snapshots on disk: evidence that outlives this program.
//!
//! ```text
//! archive/
//! ├── palmares-00001.warc.gz   WARC/1.1, one gzip member a record; the truth, only ever appended to
//! ├── palmares-00002.warc.gz   the next, once the first has reached a gigabyte
//! ├── palmares-….torn-…       the end of a file as a repair found it, no record; kept until a person deletes it
//! ├── index.cdxj               derived: rebuilt from the records when missing or behind
//! └── lock                     who writes; holds a text only while a run is under way or was interrupted
//! ```
//!
//! Bodies are stored as readers see them: chunking and content coding undone, the header lines that told of
//! them kept as `X-Orig-…`. `WARC-Payload-Digest` and every digest of this program is the SHA-256 of that body.

mod cdxj;
mod check;
mod entry;
mod error;
mod group;
mod http;
mod import;
mod index;
mod lock;
mod member;
mod open;
mod record;
mod scan;
mod undo;
mod whole;
mod writer;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::PathBuf;

use model::{Address, Digest, Moment, Snapshot, Validators};

pub use check::{Health, check, kept_as, repair};
pub use entry::{Entry, Found, KeptIn, Spot};
pub use error::ArchiveError;
pub use import::{Import, is_warc, read_saved, read_warc};
pub use writer::{Kept, KnownVisit, Run, Writer};

use error::At;
use http::Answer;
use index::ArchiveIndex;
use record::{RecordType, WarcRecord};

/// The archive, to read from. Reading never changes it, and may go on while another process writes.
#[derive(Debug, Default)]
pub struct Archive {
    folder: PathBuf,
    index: ArchiveIndex,
    /// Bytes that are no record, though no run that was stopped left them.
    damage: Vec<Spot>,
    lost: Vec<Entry>,
}

impl Archive {
    /// All visits, oldest record first.
    pub fn entries(&self) -> &[Entry] {
        self.index.entries()
    }
    /// The visits to one address, oldest record first.
    pub fn visits(&self, address: &Address) -> impl DoubleEndedIterator<Item = &Entry> {
        self.index.visits(address)
    }
    /// The newest page seen at an address, or where it redirected to.
    pub fn page(&self, address: &Address) -> Option<&Entry> {
        self.index.page(address)
    }
    /// What to ask with next time, by address.
    pub fn validators(&self) -> BTreeMap<Address, Validators> {
        self.index.validators()
    }
    /// The robots.txt files as last seen, by address.
    pub fn robots(&self) -> Result<BTreeMap<Address, Vec<u8>>, ArchiveError> {
        let mut files = BTreeMap::new();
        for address in self.index.addresses().filter(|address| address.path() == "/robots.txt") {
            let newest = self.index.visits(address).rev().find(|entry| entry.is_good());
            if let Some(snapshot) = newest.map(|entry| self.sound(entry)).transpose()?.flatten() {
                files.insert(address.clone(), snapshot.body);
            }
        }
        Ok(files)
    }
    /// The addresses dealt with since a moment, redirects to their end. Failures are not: they are tried again.
    pub fn settled_since(&self, since: Moment) -> BTreeSet<Address> {
        self.index.settled_since(since)
    }
    /// Places that were damaged, as far as the records were read while opening.
    pub fn damage(&self) -> &[Spot] {
        &self.damage
    }

    /// Pages that the index knows and no record holds any more, nor a later visit to the same address.
    pub fn lost(&self) -> impl Iterator<Item = &Entry> {
        let had_since = |lost: &Entry| {
            let mut later = self.index.visits(&lost.address).filter(|entry| entry.at >= lost.at);
            later.any(Entry::is_good)
        };
        self.lost.iter().filter(move |lost| lost.is_good() && !had_since(lost))
    }

    /// The bytes of a visit with all that is known of them; nothing when the visit brought none.
    pub fn snapshot(&self, entry: &Entry) -> Result<Option<Snapshot>, ArchiveError> {
        let Found::Bytes { digest, held, .. } = &entry.found else { return Ok(None) };
        let lost = || damaged(&entry.spot);
        let holder = match held {
            KeptIn::Here => entry,
            KeptIn::Earlier => self.index.holder(digest).ok_or_else(lost)?,
        };
        let held_in = self.record(&holder.spot)?;
        let answer = taken_apart(&held_in).ok_or_else(|| damaged(&holder.spot))?;
        if Digest::of(&answer.body) != *digest {
            return Err(damaged(&holder.spot));
        }
        let described = self.index.described(entry);
        let (status, headers) = if described.spot == holder.spot {
            (answer.status, answer.headers)
        } else {
            let record = self.record(&described.spot)?;
            let head = taken_apart(&record).ok_or_else(lost)?;
            (head.status, head.headers)
        };
        Ok(Some(Snapshot {
            address: entry.address.clone(),
            seen: entry.at,
            provenance: described.provenance.clone(),
            status,
            headers,
            digest: *digest,
            body: answer.body.into_owned(),
        }))
    }

    /// As [`Archive::snapshot`], but nothing where its record is damaged: for what can be had again or done without.
    pub fn sound(&self, entry: &Entry) -> Result<Option<Snapshot>, ArchiveError> {
        match self.snapshot(entry) {
            Err(ArchiveError::Damaged { .. }) => Ok(None),
            other => other,
        }
    }

    /// The bytes with this digest, as they were first seen.
    pub fn by_digest(&self, digest: &Digest) -> Result<Option<Snapshot>, ArchiveError> {
        self.index.holder(digest).map_or(Ok(None), |entry| self.snapshot(entry))
    }

    fn record(&self, spot: &Spot) -> Result<WarcRecord, ArchiveError> {
        let path = self.folder.join(&spot.file);
        let mut file = File::open(&path).at("open", &path)?;
        file.seek(SeekFrom::Start(spot.offset)).at("read", &path)?;
        member::record(&mut BufReader::new(file), scan::LONGEST).map_err(|_| damaged(spot))
    }
}

fn damaged(spot: &Spot) -> ArchiveError {
    ArchiveError::Damaged { file: spot.file.clone(), offset: spot.offset }
}

/// Status, headers and body of a record that has a body.
fn taken_apart(record: &WarcRecord) -> Option<Answer<'_>> {
    if record.fields.kind() == RecordType::Resource {
        let media = record.fields.get("Content-Type").unwrap_or_default().to_owned();
        let headers = vec![("Content-Type".to_owned(), media)];
        return Some(Answer { status: 200, headers, body: record.block.as_slice().into() });
    }
    http::read_response(&record.block)
}
