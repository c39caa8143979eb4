//! Gzip members: each record is one, so that any record can be read alone, and a torn one is told by its checksum.

use std::io::{self, BufRead, Read, Write};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::record::{Fields, WarcRecord};

/// One record compressed, appended to `out`.
pub fn pack(fields: &Fields, block: &[&[u8]], out: &mut Vec<u8>) {
    let mut gzip = GzEncoder::new(out, Compression::default());
    let mut write = |bytes: &[u8]| gzip.write_all(bytes).expect("writing to memory cannot fail");
    write(&fields.head(block));
    block.iter().for_each(|piece| write(piece));
    write(b"\r\n\r\n");
    gzip.finish().expect("writing to memory cannot fail");
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
