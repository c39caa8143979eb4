//! Gzip members: each record is one, so that any record can be read alone, and a torn one is told by its checksum.

use std::io::{self, BufRead, Read};
use std::iter;

use flate2::bufread::GzDecoder;
use zlib_rs::{Deflate, DeflateFlush, Status};

use super::record::{Fields, WarcRecord};

/// The level of compression that gzip takes by itself.
const LEVEL: i32 = 6;
/// The widest window, and 16 for the head and the checksum of gzip.
const GZIP_WINDOW: u8 = 15 + 16;
/// How much room is made at once for what comes out.
const ROOM: usize = 1 << 14;

/// One record compressed, appended to `out`.
pub fn pack(fields: &Fields, block: &[&[u8]], out: &mut Vec<u8>) {
    let mut gzip = Deflate::new(LEVEL, true, GZIP_WINDOW);
    let head = fields.head(block);
    for piece in iter::once(head.as_slice()).chain(block.iter().copied()) {
        press(&mut gzip, piece, DeflateFlush::NoFlush, out);
    }
    press(&mut gzip, b"\r\n\r\n", DeflateFlush::Finish, out);
}

/// Takes all of a piece in, and appends what comes out.
fn press(gzip: &mut Deflate, mut piece: &[u8], flush: DeflateFlush, out: &mut Vec<u8>) {
    loop {
        let (taken, given, end) = (gzip.total_in(), gzip.total_out(), out.len());
        out.resize(end + ROOM, 0);
        let status = gzip.compress(piece, &mut out[end..], flush).expect("compressing in memory cannot fail");
        piece = &piece[(gzip.total_in() - taken) as usize..];
        let given = (gzip.total_out() - given) as usize;
        out.truncate(end + given);
        if status == Status::StreamEnd || (given < ROOM && piece.is_empty() && flush == DeflateFlush::NoFlush)
        {
            return;
        }
    }
}

/// The member that begins here, unpacked; an error when it is cut short, damaged or longer than `limit`.
pub fn unpack(from: &mut impl BufRead, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut gzip = GzDecoder::new(from);
    gzip.by_ref().take(limit).read_to_end(&mut bytes)?;
    let rest = gzip.read(&mut [0])?;
    if rest > 0 { Err(io::Error::other("a record larger than any page")) } else { Ok(bytes) }
}

/// The record that begins here.
pub fn record(from: &mut impl BufRead, limit: u64) -> io::Result<WarcRecord> {
    let bytes = unpack(from, limit)?;
    WarcRecord::read(&bytes).ok_or_else(|| io::Error::other("a gzip member that holds no WARC record"))
}

/// A reader that knows how many bytes were taken from it.
pub struct Counted<R> {
    inner: R,
    pub taken: u64,
}

impl<R> Counted<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, taken: 0 }
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.taken += amount as u64;
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use model::Moment;

    #[test]
    fn members_stand_side_by_side_and_are_read_one_at_a_time() {
        let fields = Fields::new(RecordType::Resource, "<urn:uuid:1>", Moment::from_unix(0));
        let mut bytes = Vec::new();
        pack(&fields, &[b"one"], &mut bytes);
        let first = bytes.len() as u64;
        pack(&fields, &[b"t", b"wo"], &mut bytes);
        let mut from = Counted::new(bytes.as_slice());
        assert_eq!(record(&mut from, 9999).unwrap().block, b"one");
        assert_eq!(from.taken, first, "the reader stands at the second member");
        assert_eq!(record(&mut from, 9999).unwrap().block, b"two");
    }

    #[test]
    fn a_bomb_in_a_foreign_file_is_not_unpacked() {
        let fields = Fields::new(RecordType::Resource, "<urn:uuid:1>", Moment::from_unix(0));
        let mut bytes = Vec::new();
        pack(&fields, &[&[0; 100_000]], &mut bytes);
        assert!(record(&mut bytes.as_slice(), 1_000).is_err());
    }
}
