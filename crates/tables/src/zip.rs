//! ZIP archives of a few files (PKWARE APPNOTE 6.3), without times: the same files give the same bytes.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

/// 1 January 1980, the first day that the format knows.
const DAY: u16 = 0x21;
/// The version that reads deflated files.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x800;
/// Deflated.
const METHOD: u16 = 8;

/// An archive of named files, in their order.
pub(crate) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    let packed: Vec<Vec<u8>> = files.par_iter().map(|(_, bytes)| deflated(bytes)).collect();
    for ((name, bytes), packed) in files.iter().zip(packed) {
        let offset = size(body.len());
        let facts = facts(name, bytes, &packed);
        body.extend(b"PK\x03\x04");
        body.extend(&facts);
        body.extend(name.as_bytes());
        body.extend(&packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (size(body.len()), size(directory.len()));
    let count = u16::try_from(files.len()).expect("a few files").to_le_bytes();
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend([count, count].concat());
    body.extend(length.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0, 0]);
    body
}

/// What both headers of a file say of it.
fn facts(name: &str, bytes: &[u8], packed: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(bytes);
    let name = u16::try_from(name.len()).expect("a short name");
    let halves = [VERSION, FLAGS, METHOD, 0, DAY].map(u16::to_le_bytes).concat();
    let words = [sum.sum(), size(packed.len()), size(bytes.len())].map(u32::to_le_bytes).concat();
    [halves, words, [name, 0].map(u16::to_le_bytes).concat()].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("the tables of a site are far below 4 GiB")
}
