//! Evidence brought by hand: a saved page, a PDF, or records of another program's WARC.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::mem;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use flate2::bufread::MultiGzDecoder;
use memchr::memmem;
use rayon::prelude::*;

use model::{Address, Digest, Exchange, Moment, Provenance};

use super::entry;
use super::error::{ArchiveError, At};
use super::group;
use super::http::{self, Answer};
use super::member;
use super::record::{RecordType, WarcRecord};
use super::scan::{ScanStep, scan};
use super::writer::{Kept, KnownVisit, Writer};
use super::{undo, whole};

/// The longest record taken from a foreign file; a page or a report is far below.
const LONGEST: u64 = 256_000_000;

/// How every gzip member begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What was found in a foreign WARC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// Answers and files taken over.
    pub taken: usize,
    /// Those that the archive had already: the same address, second and bytes.
    pub known: usize,
    /// Those among both that cannot be the whole page as it was, and why: evidence that no rule reads.
    pub flawed: Vec<(Address, String)>,
    /// Answers left out, each with its address as the file gives it, and why.
    pub left: Vec<(String, &'static str)>,
    /// Places of the file that are no record, with whole records behind them.
    pub damaged: usize,
    /// Whether the file ends in the middle of a record.
    pub cut: bool,
}

/// A saved file as the page of an address, as it was on a day.
pub fn read_saved(
    path: &Path,
    address: Address,
    at: Moment,
    media: &str,
    brought: Moment,
) -> Result<Exchange, ArchiveError> {
    let body = std::fs::read(path).at("read", path)?;
    if body.is_empty() {
        let what = "the file is empty; save the page again".to_owned();
        return Err(ArchiveError::NothingToImport { path: path.to_owned(), what });
    }
    let answer =
        Answer { status: 200, headers: vec![("Content-Type".into(), media.into())], body: body.into() };
    if at > brought {
        let what = format!("{at} is still to come; give the day on which the page was saved as --date");
        return Err(ArchiveError::NothingToImport { path: path.to_owned(), what });
    }
    Ok(exchange(answer, address, at, "", by_hand(path, brought)))
}

/// Whether a file begins as a WARC does, plain or compressed.
pub fn is_warc(path: &Path) -> Result<bool, ArchiveError> {
    let mut start = Vec::new();
    // A file that is no gzip after all is no WARC either; reading it as a saved page goes on.
    let read = reader(path)?.take(5).read_to_end(&mut start);
    Ok(read.is_ok() && start == b"WARC/")
}

/// Keeps every page of a foreign WARC, plain or compressed, in one gzip member or in many, but for the visits that the
/// archive has already: an import that was killed goes on where it was. `heard` is told the byte up to which a file of many
/// members is done. One thread unpacks the file, all others take the pages out of their records and pack them.
pub fn read_warc(
    path: &Path,
    brought: Moment,
    writer: &mut Writer,
    heard: &dyn Fn(u64),
) -> Result<Import, ArchiveError> {
    let mut taking =
        Taking { path, brought, writer, said: None, named: BTreeMap::new(), import: Import::default() };
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(WAITING);
        let walking = scope.spawn(move || walk_in_batches(path, &sender));
        for batch in batches {
            taking.take(batch, heard)?;
        }
        walking.join().expect("walking through a file does not panic")
    })?;
    if taking.import.taken + taking.import.known == 0 {
        let what = "no page in it that can be kept; export it again as WARC with whole responses".to_owned();
        return Err(ArchiveError::NothingToImport { path: path.to_owned(), what });
    }
    Ok(taking.import)
}

/// How many bytes of records are taken at once, and how many such batches wait.
const BATCH: usize = 4 << 20;
const WAITING: usize = 1;

/// Walks through a file and hands its steps on, many at a time.
fn walk_in_batches(path: &Path, sender: &SyncSender<Vec<ScanStep>>) -> Result<(), ArchiveError> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    walk(path, |step| {
        // The fields of a record take room too.
        bytes += 1000 + if let ScanStep::Record(_, record) = &step { record.block.len() } else { 0 };
        batch.push(step);
        if bytes >= BATCH {
            bytes = 0;
            // Nobody listens once keeping has failed, which is told there.
            let _ = sender.send(mem::take(&mut batch));
        }
    })?;
    let _ = sender.send(batch);
    Ok(())
}

/// A foreign file on its way into the archive.
struct Taking<'a> {
    path: &'a Path,
    brought: Moment,
    writer: &'a mut Writer,
    /// The last metadata record, which may speak of the answer that follows.
    said: Option<WarcRecord>,
    /// The bytes of each answer by the digest that the file gives them, for the records that only repeat them.
    named: BTreeMap<String, Digest>,
    import: Import,
}

impl Taking<'_> {
    fn take(&mut self, batch: Vec<ScanStep>, heard: &dyn Fn(u64)) -> Result<(), ArchiveError> {
        let records = self.records(batch, heard);
        let (path, brought) = (self.path, self.brought);
        let pages: Vec<Imported> =
            records.par_iter().map(|(record, said)| page(record, said.as_ref(), path, brought)).collect();
        let mut exchanges = Vec::new();
        for ((record, _), page) in records.iter().zip(pages) {
            let repeats = record.fields.kind() == RecordType::Revisit;
            if repeats {
                // What it repeats may stand just before it.
                self.keep(mem::take(&mut exchanges))?;
            }
            match if repeats { self.repeated(record)? } else { page } {
                Ok(page) => exchanges.extend(page.map(|page| (record, page))),
                Err(why) => self.leave(record, why),
            }
        }
        self.keep(exchanges)
    }

    /// The records of a batch, each with what the metadata record of its group says; the other steps are counted.
    fn records(
        &mut self,
        batch: Vec<ScanStep>,
        heard: &dyn Fn(u64),
    ) -> Vec<(WarcRecord, Option<WarcRecord>)> {
        let mut records = Vec::with_capacity(batch.len());
        for step in batch {
            match step {
                ScanStep::Record(bytes, record) => {
                    heard(bytes.end);
                    let of_group = self.said.take_if(|said| group::belongs(said, &record));
                    if record.fields.kind() == RecordType::Metadata {
                        self.said = Some(record.clone());
                    }
                    records.push((record, of_group));
                }
                ScanStep::Damage(_) => self.import.damaged += 1,
                ScanStep::Torn(_) => self.import.cut = true,
            }
        }
        records
    }

    fn keep(&mut self, pages: Vec<(&WarcRecord, Exchange)>) -> Result<(), ArchiveError> {
        let (records, exchanges): (Vec<_>, Vec<_>) = pages.into_iter().unzip();
        let kept = self.writer.keep_all(&exchanges, KnownVisit::PassedOver)?;
        for ((record, exchange), kept) in records.into_iter().zip(exchanges).zip(kept) {
            match kept {
                Kept::Added(_) => self.import.taken += 1,
                Kept::Known(_) => self.import.known += 1,
            }
            match exchange.provenance.flaw() {
                Some(flaw) => self.import.flawed.push((exchange.address, flaw.to_owned())),
                None => {
                    let name = record.fields.get("WARC-Payload-Digest");
                    self.named.extend(name.map(|name| (name.to_owned(), kept.digest())));
                }
            }
        }
        Ok(())
    }

    fn leave(&mut self, record: &WarcRecord, why: &'static str) {
        let address = record.fields.get("WARC-Target-URI").unwrap_or("a record without an address");
        self.import.left.push((address.trim_matches(['<', '>']).to_owned(), why));
    }

    /// The page of a record that only repeats the bytes of an earlier one, of this file or already in the archive.
    fn repeated(&self, record: &WarcRecord) -> Result<Imported, ArchiveError> {
        let name = record.fields.get("WARC-Payload-Digest").unwrap_or_default();
        let digest = self.named.get(name).copied().or_else(|| record.fields.payload_digest());
        let original = digest.map_or(Ok(None), |digest| self.writer.archive().by_digest(&digest))?;
        let Some(original) = original else {
            return Ok(Err("it only repeats bytes that neither this file nor the archive holds"));
        };
        // A server that said "not modified" speaks of the page as it was.
        let told = http::read_response(&record.block).filter(|head| head.status != 304);
        let (status, headers) =
            told.map_or((original.status, original.headers), |head| (head.status, head.headers));
        let answer = Answer { status, headers, body: original.body.into() };
        Ok(dated(Some(answer), record, "HTTP/1.1", self.path, self.brought))
    }
}

/// Walks through a foreign file; where its records do not stand alone, it ends at the first that is not whole.
fn walk(path: &Path, mut each: impl FnMut(ScanStep)) -> Result<(), ArchiveError> {
    if stand_alone(path)? {
        return scan(path, 0, each).at("read", path);
    }
    let mut from = reader(path)?;
    loop {
        match next_record(&mut from) {
            Ok(Some(record)) => each(ScanStep::Record(0..0, record)),
            Ok(None) => return Ok(()),
            Err(_) => {
                each(ScanStep::Torn(0));
                return Ok(());
            }
        }
    }
}

/// Whether each record is a gzip member, as the standard wishes: then one that is damaged costs no other.
fn stand_alone(path: &Path) -> Result<bool, ArchiveError> {
    let mut file = BufReader::new(File::open(path).at("open", path)?);
    if !file.fill_buf().at("read", path)?.starts_with(&GZIP) {
        return Ok(false);
    }
    // A first record that is damaged costs no other either.
    let Ok(first) = member::unpack(&mut file, LONGEST) else { return Ok(true) };
    let whole = WarcRecord::read(&first).map(|record| record.block.len());
    let tail = whole
        .and_then(|block| memmem::find(&first, b"\r\n\r\n").and_then(|head| first.get(head + 4 + block..)));
    Ok(tail.is_some_and(|tail| tail.trim_ascii().is_empty()))
}

/// The page of a record, where it is about one, or why it is left out.
type Imported = Result<Option<Exchange>, &'static str>;

/// The page of a record; `said` is the metadata record of its group, where the file is an archive of ours.
fn page(record: &WarcRecord, said: Option<&WarcRecord>, path: &Path, brought: Moment) -> Imported {
    let (answer, protocol) = match record.fields.kind() {
        RecordType::Response => {
            let answer = http::read_response(&record.block).ok_or("it is no answer of a web server")?;
            (undo::undone(answer), "HTTP/1.1")
        }
        RecordType::Resource => {
            let media = record.fields.get("Content-Type").unwrap_or_default().to_owned();
            let headers = vec![("Content-Type".into(), media)];
            (Some(Answer { status: 200, headers, body: record.block.as_slice().into() }), "")
        }
        RecordType::Metadata if entry::found_nothing(record).is_some() => {
            return Err("it says that nothing was fetched, and holds no page");
        }
        RecordType::Revisit
        | RecordType::Warcinfo
        | RecordType::Request
        | RecordType::Metadata
        | RecordType::Other => return Ok(None),
    };
    let mut page = dated(answer, record, protocol, path, brought)?;
    if let Some(exchange) = &mut page
        && let Provenance::ByHand { flaw, .. } = &mut exchange.provenance
    {
        let known = said.map(|said| group::read_said(&said.lines()));
        let known = known.as_ref().and_then(Provenance::flaw).map(str::to_owned);
        *flaw = whole::flaw(record, exchange.at, brought).or(known);
    }
    Ok(page)
}

/// An answer as the page of the record's address and day, or why it is none.
fn dated(
    answer: Option<Answer<'_>>,
    record: &WarcRecord,
    protocol: &str,
    path: &Path,
    brought: Moment,
) -> Imported {
    let answer = answer.ok_or("its content coding is unknown or broken")?;
    let address = record.fields.address().ok_or("its address is none of the web")?;
    let at = record.fields.at().ok_or("it does not say when it was fetched")?;
    Ok(Some(exchange(answer, address, at, protocol, by_hand(path, brought))))
}

fn exchange(
    answer: Answer<'_>,
    address: Address,
    at: Moment,
    protocol: &str,
    provenance: Provenance,
) -> Exchange {
    Exchange {
        address,
        at,
        provenance,
        via: None,
        protocol: protocol.to_owned(),
        server: None,
        asked: Vec::new(),
        status: answer.status,
        headers: answer.headers,
        body: answer.body.into_owned(),
    }
}

fn by_hand(path: &Path, brought: Moment) -> Provenance {
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Provenance::ByHand { file, brought, flaw: None }
}

fn reader(path: &Path) -> Result<Box<dyn BufRead>, ArchiveError> {
    let mut file = BufReader::new(File::open(path).at("open", path)?);
    let gzip = file.fill_buf().at("read", path)?.starts_with(&GZIP);
    Ok(if gzip { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// The record that begins here, after any blank lines; nothing at the end of the file.
fn next_record(from: &mut impl BufRead) -> io::Result<Option<WarcRecord>> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if from.take(4096).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if !bytes.trim_ascii().is_empty() {
            break;
        }
    }
    let mut length = None;
    loop {
        let line_start = bytes.len();
        from.take(1 << 20).read_until(b'\n', &mut bytes)?;
        let line = String::from_utf8_lossy(&bytes[line_start..]).into_owned();
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length = length.filter(|length| *length <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
    from.take(length).read_to_end(&mut bytes)?;
    WarcRecord::read(&bytes).map(Some).ok_or(io::ErrorKind::UnexpectedEof.into())
}
