//! Adding to the archive: whole groups, appended in one piece, so that a run killed at any moment loses at most
//! what it had not yet written.
//!
//! A group goes to the operating system at once (safe against `kill -9`), and to the disk when a file is closed
//! (after a power cut the tail may be missing; it is cut, and fetched again).

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::slice;

use rayon::prelude::*;

use model::{Address, Digest, Exchange, Moment, Provenance};

use super::entry::{Entry, Found, KeptIn, Spot, essence, not_modified};
use super::error::{ArchiveError, At};
use super::group::{self, Packed};
use super::lock::Lock;
use super::open::{INDEX, LOCK, open};
use super::{Archive, cdxj};

/// A new file is begun once one has grown this long.
const LONG: u64 = 1_000_000_000;

/// Who writes, and when the writing began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The number of the process.
    pub process: u32,
    pub since: Moment,
    /// The program and its version, for the file's first record.
    pub software: String,
}

/// What is done with a visit that the archive knows already: the same address, second and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownVisit {
    KeptAgain,
    PassedOver,
}

/// What became of an exchange, with the digest of the bytes it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Added(Digest),
    /// The archive knew the visit, and can read its bytes.
    Known(Digest),
}

impl Kept {
    pub fn digest(self) -> Digest {
        let (Self::Added(digest) | Self::Known(digest)) = self;
        digest
    }
}

/// The archive, to add to. Only one exists at a time, on the whole machine.
#[derive(Debug)]
pub struct Writer {
    archive: Archive,
    lock: Lock,
    run: Run,
    name: String,
    file: Option<File>,
    length: u64,
}

impl Writer {
    /// Takes the lock, cuts off what a killed run left torn, and stands at the end. Bytes that no killed run explains
    /// may be evidence that somebody can still mend: they stay, and a new file is begun.
    pub fn open(folder: &Path, run: Run) -> Result<Self, ArchiveError> {
        fs::create_dir_all(folder).at("create", folder)?;
        let lock = Lock::take(&folder.join(LOCK), run.since, run.process)?;
        let (archive, ends) = open(folder)?;
        let (last, end) = ends.into_iter().next_back().unwrap_or_else(|| (file_name(1), Some(0)));
        let on_disk = fs::metadata(folder.join(&last)).map_or(0, |file| file.len());
        let (name, length) = match end {
            Some(end) if end == on_disk || lock.interrupted => (last, end),
            Some(_) | None => (file_name(number(&last) + 1), 0),
        };
        let path = folder.join(&name);
        if path.exists() {
            let file = OpenOptions::new().write(true).open(&path).at("write", &path)?;
            file.set_len(length).at("cut", &path)?;
        }
        Ok(Self { archive, lock, run, name, file: None, length })
    }

    /// What is in the archive so far, all that was added included.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// When the interrupted run began that this one goes on with.
    pub fn resumes(&self) -> Option<Moment> {
        self.lock.resumes
    }

    /// Keeps an exchange and returns the digest of the bytes: those received or, for a 304, those it confirms.
    pub fn keep(&mut self, exchange: &Exchange) -> Result<Digest, ArchiveError> {
        let kept = self.keep_all(slice::from_ref(exchange), KnownVisit::KeptAgain)?;
        Ok(kept[0].digest())
    }

    /// Keeps exchanges in their order; what takes long is done for many at once.
    pub fn keep_all(&mut self, exchanges: &[Exchange], known: KnownVisit) -> Result<Vec<Kept>, ArchiveError> {
        let digests: Vec<Digest> = exchanges.par_iter().map(|exchange| Digest::of(&exchange.body)).collect();
        let mut kept = Vec::with_capacity(exchanges.len());
        while kept.len() < exchanges.len() {
            let from = kept.len();
            let next: Vec<_> = exchanges[from..].iter().zip(digests[from..].iter().copied()).collect();
            let serial = self.archive.entries().len() as u64;
            let packed = next[..independent(&next)].par_iter().enumerate();
            let packed: Vec<_> = packed
                .map(|(nth, (exchange, digest))| self.pack(exchange, *digest, known, serial + nth as u64))
                .collect();
            for ((digest, packed), (exchange, _)) in packed.into_iter().zip(next) {
                kept.push(match packed {
                    Some((record, found)) => {
                        let Exchange { address, at, provenance, .. } = exchange;
                        self.append(record, address, *at, provenance.clone(), found)?;
                        Kept::Added(digest)
                    }
                    None => Kept::Known(digest),
                });
            }
        }
        Ok(kept)
    }

    /// The digest of the bytes that an exchange is about, and unless it is passed over, its records and what they say,
    /// as the archive is now.
    fn pack(
        &self,
        exchange: &Exchange,
        digest: Digest,
        known: KnownVisit,
        serial: u64,
    ) -> (Digest, Option<(Packed, Found)>) {
        if known == KnownVisit::PassedOver && self.knows(exchange, &digest) {
            return (digest, None);
        }
        let confirmed = if exchange.status == 304 { self.confirmed(&exchange.address) } else { None };
        let digest = confirmed.unwrap_or(digest);
        // What was saved as a file has no head of its own that a repeat could keep.
        let has_head = match exchange.provenance {
            Provenance::Crawled => true,
            Provenance::ByHand { .. } => !exchange.protocol.is_empty(),
            Provenance::Recalled { .. } | Provenance::Rendered { .. } => false,
        };
        let repeats = has_head && !(exchange.body.is_empty() && confirmed.is_none());
        let holder = if repeats { self.archive.index.holder(&digest) } else { None };
        // Bytes that came again are how a damaged record is mended.
        let holder = holder.filter(|holder| confirmed.is_some() || self.archive.record(&holder.spot).is_ok());
        let held = if holder.is_some() { KeptIn::Earlier } else { KeptIn::Here };
        let packed = group::pack(exchange, digest, holder, serial);
        (digest, Some((packed, found(exchange, digest, held))))
    }

    /// Whether the archive has this visit, and its bytes whole.
    fn knows(&self, exchange: &Exchange, digest: &Digest) -> bool {
        let flaw = exchange.provenance.flaw();
        let same = |entry: &&Entry| {
            entry.at == exchange.at && entry.digest() == Some(*digest) && entry.flaw() == flaw
        };
        let mut visits = self.archive.visits(&exchange.address).filter(same);
        visits.any(|entry| self.archive.snapshot(entry).is_ok())
    }

    /// Keeps the word that an address was not fetched, and why.
    pub fn note(&mut self, address: &Address, at: Moment, note: &str) -> Result<(), ArchiveError> {
        let note = note.replace(['\r', '\n'], " ");
        let packed = group::pack_note(address, at, &note, self.archive.entries().len() as u64);
        self.append(packed, address, at, Provenance::Crawled, Found::Nothing { note })
    }

    /// Ends the run: all is on the disk, the index is written, the lock is free.
    pub fn finish(mut self) -> Result<Archive, ArchiveError> {
        self.settle()?;
        self.lock.release();
        Ok(self.archive)
    }

    /// Leaves the run unfinished, to be gone on with: all is on the disk, the index is written.
    pub fn pause(mut self) -> Result<Archive, ArchiveError> {
        self.settle()?;
        Ok(self.archive)
    }

    fn settle(&mut self) -> Result<(), ArchiveError> {
        self.close()?;
        // What is lost is remembered, or the next reader would not miss it.
        write_index(&self.archive.folder, self.archive.entries().iter().chain(self.archive.lost()))
    }

    /// The bytes that a 304 says are still right.
    fn confirmed(&self, address: &Address) -> Option<Digest> {
        self.archive.visits(address).rev().find_map(|entry| match &entry.found {
            Found::Bytes { status: 200 | 304, digest, .. } if entry.provenance == Provenance::Crawled => {
                Some(*digest)
            }
            Found::Bytes { .. } | Found::Nothing { .. } => None,
        })
    }

    fn append(
        &mut self,
        (mut bytes, answer): Packed,
        address: &Address,
        at: Moment,
        provenance: Provenance,
        found: Found,
    ) -> Result<(), ArchiveError> {
        if self.length >= LONG {
            self.close()?;
            (self.name, self.length) = (file_name(number(&self.name) + 1), 0);
        }
        let mut answer = answer as u64;
        if self.length == 0 {
            let head = group::pack_warcinfo(&self.name, self.run.since, &self.run.software);
            answer += head.len() as u64;
            bytes = [head, bytes].concat();
        }
        self.write(&bytes)?;
        let end = self.length + bytes.len() as u64;
        let offset = self.length + answer;
        self.length = end;
        let spot = Spot::new(&self.name, offset..end);
        self.archive.index.add(Entry { address: address.clone(), at, found, provenance, spot });
        Ok(())
    }

    /// Appends, or leaves the file as it was: half a group on a full disk would only be cut later.
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        let path = self.archive.folder.join(&self.name);
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let open = OpenOptions::new().append(true).create(true).open(&path).at("open", &path)?;
                self.file.insert(open)
            }
        };
        let written = file.write_all(bytes);
        if written.is_err() {
            file.set_len(self.length).at("cut", &path)?;
        }
        written.at("write", &path)
    }

    fn close(&mut self) -> Result<(), ArchiveError> {
        let path = self.archive.folder.join(&self.name);
        self.file.take().map_or(Ok(()), |file| file.sync_data().at("write", &path))
    }
}

/// Writes the index whole or not at all.
pub fn write_index<'a>(folder: &Path, entries: impl Iterator<Item = &'a Entry>) -> Result<(), ArchiveError> {
    let path = folder.join(INDEX);
    let beside = path.with_extension("cdxj.new");
    let file = File::create(&beside).at("write", &beside)?;
    let mut out = BufWriter::new(file);
    cdxj::write(entries, &mut out).and_then(|()| out.flush()).at("write", &beside)?;
    fs::rename(&beside, &path).at("write", &path)
}

/// How many of the next exchanges can be packed without knowing what the others leave in the archive.
fn independent(next: &[(&Exchange, Digest)]) -> usize {
    let mut digests = BTreeSet::new();
    let mut new = |exchange: &Exchange, digest| exchange.body.is_empty() || digests.insert(digest);
    let depends =
        next.iter().position(|(exchange, digest)| exchange.status == 304 || !new(exchange, *digest));
    depends.unwrap_or(next.len()).max(1)
}

fn found(exchange: &Exchange, digest: Digest, held: KeptIn) -> Found {
    if exchange.status == 304 && held == KeptIn::Earlier {
        return not_modified(digest);
    }
    let redirects = (300..400).contains(&exchange.status);
    let media = exchange.header("content-type").unwrap_or_default();
    Found::Bytes {
        status: exchange.status,
        media: essence(media),
        digest,
        redirect: exchange.header("location").filter(|_| redirects).map(str::to_owned),
        validators: exchange.validators(),
        held,
    }
}

fn file_name(number: u32) -> String {
    format!("palmares-{number:05}.warc.gz")
}

fn number(name: &str) -> u32 {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}
