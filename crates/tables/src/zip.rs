//! ZIP archives of a few files (PKWARE APPNOTE 6.3), without times: the same files give the same bytes.

use std::io::{self, BufWriter, IntoInnerError, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, CrcWriter};

/// 1 January 1980, the first day that the format knows.
const DAY: u16 = 0x21;
/// The version that reads deflated files.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x800;
const METHOD: u16 = 8;
/// How much is packed at a time.
const PIECE: usize = 1 << 16;

/// A file as it lies in an archive.
pub struct ZipEntry {
    name: String,
    sum: u32,
    size: u32,
    bytes: Vec<u8>,
}

impl ZipEntry {
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self::written(name, |file| file.write_all(bytes))
    }

    /// The same file under another name.
    pub fn named(&self, name: &str) -> Self {
        Self { name: name.to_owned(), bytes: self.bytes.clone(), ..*self }
    }

    /// A file whose text goes in piece by piece: a sheet of a hundred thousand rows is ten times as long as it is packed.
    pub fn written(name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Self {
        let packing = CrcWriter::new(DeflateEncoder::new(Vec::new(), Compression::default()));
        let mut packing = BufWriter::with_capacity(PIECE, packing);
        let packed =
            write(&mut packing).and_then(|()| packing.into_inner().map_err(IntoInnerError::into_error));
        let packed = packed.expect("memory takes every byte");
        let (sum, size) = (packed.crc().sum(), packed.crc().amount());
        let bytes = packed.into_inner().finish().expect("memory takes every byte");
        Self { name: name.to_owned(), sum, size, bytes }
    }
}

/// An archive of files, in their order.
pub fn archive(files: Vec<ZipEntry>) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    let count = u16::try_from(files.len()).expect("a few files").to_le_bytes();
    for file in files {
        let offset = size(body.len());
        let facts = facts(&file);
        body.extend(b"PK\x03\x04");
        body.extend(&facts);
        body.extend(file.name.as_bytes());
        body.extend(file.bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let (start, length) = (size(body.len()), size(directory.len()));
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend([count, count].concat());
    body.extend(length.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0, 0]);
    body
}

/// What both headers of a file say of it.
fn facts(file: &ZipEntry) -> Vec<u8> {
    let name = u16::try_from(file.name.len()).expect("a short name");
    let halves = [VERSION, FLAGS, METHOD, 0, DAY].map(u16::to_le_bytes).concat();
    let words = [file.sum, size(file.bytes.len()), file.size].map(u32::to_le_bytes).concat();
    [halves, words, [name, 0].map(u16::to_le_bytes).concat()].concat()
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("the tables of a site are far below 4 GiB")
}
