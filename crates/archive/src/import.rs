//! Evidence brought by hand: a saved page, a PDF, or records of another program's WARC.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use model::{Address, Exchange, Moment, Provenance};

use super::error::{ArchiveError, At};
use super::http::{self, Answer};
use super::record::{RecordType, WarcRecord};
use super::undo;

/// The longest record taken from a foreign file; a page or a report is far below.
const LONGEST: u64 = 256_000_000;

/// What was found in a foreign WARC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Import {
    /// Answers and files taken over.
    pub taken: usize,
    /// Answers left out: repeats whose bytes another record holds, other schemes, unknown codings.
    pub left: usize,
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
    Ok(exchange(answer, address, at, "", by_hand(path, brought)))
}

/// Whether a file begins as a WARC does, plain or compressed.
pub fn is_warc(path: &Path) -> Result<bool, ArchiveError> {
    let mut start = Vec::new();
    // A file that is no gzip after all is no WARC either; reading it as a saved page goes on.
    let read = reader(path)?.take(5).read_to_end(&mut start);
    Ok(read.is_ok() && start == b"WARC/")
}

/// Hands every page of a foreign WARC to `keep`, plain or compressed, in one gzip member or in many.
pub fn read_warc(
    path: &Path,
    brought: Moment,
    mut keep: impl FnMut(&Exchange) -> Result<(), ArchiveError>,
) -> Result<Import, ArchiveError> {
    let mut from = reader(path)?;
    let mut import = Import::default();
    loop {
        match next_record(&mut from) {
            Ok(None) => break,
            Err(_) => {
                import.cut = true;
                break;
            }
            Ok(Some(record)) => match page(&record, &by_hand(path, brought)) {
                Page::Taken(exchange) => {
                    keep(&exchange)?;
                    import.taken += 1;
                }
                Page::Left => import.left += 1,
                Page::None => {}
            },
        }
    }
    if import.taken == 0 {
        let what = "no page in it that can be kept; export it again as WARC with whole responses".to_owned();
        return Err(ArchiveError::NothingToImport { path: path.to_owned(), what });
    }
    Ok(import)
}

enum Page {
    Taken(Box<Exchange>),
    Left,
    None,
}

fn page(record: &WarcRecord, provenance: &Provenance) -> Page {
    let kind = record.fields.kind();
    let (address, at) = (record.fields.address(), record.fields.at());
    match (kind, address, at) {
        (RecordType::Response, Some(address), Some(at)) => {
            let answer = http::read_response(&record.block).and_then(undo::undone);
            answer.map_or(Page::Left, |answer| {
                Page::Taken(Box::new(exchange(answer, address, at, "HTTP/1.1", provenance.clone())))
            })
        }
        (RecordType::Resource, Some(address), Some(at)) => {
            let media = record.fields.get("Content-Type").unwrap_or_default().to_owned();
            let answer = Answer {
                status: 200,
                headers: vec![("Content-Type".into(), media)],
                body: record.block.as_slice().into(),
            };
            Page::Taken(Box::new(exchange(answer, address, at, "", provenance.clone())))
        }
        (RecordType::Response | RecordType::Resource | RecordType::Revisit, _, _) => Page::Left,
        (RecordType::Warcinfo | RecordType::Request | RecordType::Metadata | RecordType::Other, _, _) => {
            Page::None
        }
    }
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
    Provenance::ByHand { file, brought }
}

fn reader(path: &Path) -> Result<Box<dyn BufRead>, ArchiveError> {
    let mut file = BufReader::new(File::open(path).at("open", path)?);
    let gzip = file.fill_buf().at("read", path)?.starts_with(&[0x1f, 0x8b]);
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
