//! Walking through a file of records: where each begins, where the file was damaged, where it was torn.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use memchr::memmem;

use super::member::{self, Counted};
use super::record::WarcRecord;

/// The longest record read; the largest body this program fetches is far below.
pub const LONGEST: u64 = 1 << 30;

/// One step through a file.
#[derive(Debug)]
pub enum ScanStep {
    /// A whole record and the bytes it takes in the file.
    Record(Range<u64>, WarcRecord),
    /// Bytes that are no record, though whole records follow.
    Damage(Range<u64>),
    /// Bytes that are no record, from here to the end: the writer was stopped in the middle, or they were damaged.
    Torn(u64),
}

/// Calls `each` for every step from the byte `from` on, in order.
pub fn scan(path: &Path, from: u64, mut each: impl FnMut(ScanStep)) -> io::Result<()> {
    let mut file = File::open(path)?;
    let end = file.metadata()?.len();
    let mut at = from.min(end);
    while at < end {
        at = run(&mut file, at, end, &mut each)?;
        if at < end {
            let next = resync(&mut file, at + 1, end)?;
            each(next.map_or(ScanStep::Torn(at), |next| ScanStep::Damage(at..next)));
            at = next.unwrap_or(end);
        }
    }
    Ok(())
}

/// Whole records one after the other; returns where the first that is not whole begins.
fn run(file: &mut File, from: u64, end: u64, each: &mut impl FnMut(ScanStep)) -> io::Result<u64> {
    file.seek(SeekFrom::Start(from))?;
    let mut reader = Counted::new(BufReader::with_capacity(1 << 16, file));
    let mut at = from;
    while at < end {
        let Ok(record) = member::record(&mut reader, LONGEST) else { return Ok(at) };
        let next = from + reader.taken;
        each(ScanStep::Record(at..next, record));
        at = next;
    }
    Ok(at)
}

/// Where the next whole record begins, at or after `from`.
fn resync(file: &mut File, from: u64, end: u64) -> io::Result<Option<u64>> {
    const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];
    const WINDOW: u64 = 1 << 20;
    let mut window = Vec::new();
    let mut base = from;
    while base < end {
        file.seek(SeekFrom::Start(base))?;
        window.clear();
        file.by_ref().take(WINDOW).read_to_end(&mut window)?;
        let mut searched = 0;
        while let Some(found) = memmem::find(&window[searched..], MAGIC) {
            let candidate = base + (searched + found) as u64;
            if is_record(file, candidate)? {
                return Ok(Some(candidate));
            }
            searched += found + 1;
        }
        if (window.len() as u64) < WINDOW {
            return Ok(None);
        }
        base += WINDOW - (MAGIC.len() as u64 - 1);
    }
    Ok(None)
}

fn is_record(file: &mut File, at: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    Ok(member::record(&mut BufReader::new(file), LONGEST).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Fields, RecordType};
    use model::Moment;

    fn three_records() -> (Vec<u8>, [u64; 3]) {
        let fields = Fields::new(RecordType::Resource, "<urn:uuid:1>", Moment::from_unix(0));
        let mut bytes = Vec::new();
        let ends = ["one", "two", "three"].map(|text| {
            member::pack(&fields, &[text.as_bytes()], &mut bytes);
            bytes.len() as u64
        });
        (bytes, ends)
    }

    fn steps(bytes: &[u8], from: u64) -> String {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut told = Vec::new();
        scan(file.path(), from, |step| {
            told.push(match step {
                ScanStep::Record(_, record) => String::from_utf8(record.block).unwrap(),
                ScanStep::Damage(range) => format!("damage {}", range.end - range.start),
                ScanStep::Torn(_) => "torn".to_owned(),
            });
        })
        .unwrap();
        told.join(", ")
    }

    #[test]
    fn a_tail_torn_at_any_byte_is_told_and_nothing_before_it_is_lost() {
        let (bytes, [one, two, three]) = three_records();
        assert_eq!(steps(&bytes, 0), "one, two, three");
        assert_eq!(steps(&bytes, one), "two, three");
        for cut in two + 1..three {
            assert_eq!(steps(&bytes[..cut as usize], 0), "one, two, torn", "cut at {cut}");
        }
    }

    #[test]
    fn damage_in_the_middle_costs_one_record_only() {
        let (mut bytes, [one, two, _]) = three_records();
        bytes[(one + 20) as usize] ^= 0xff;
        assert_eq!(steps(&bytes, 0), format!("one, damage {}, three", two - one));
    }

    #[test]
    fn a_tail_of_zeros_as_a_power_cut_leaves_it_is_torn() {
        let (mut bytes, _) = three_records();
        bytes.extend([0; 5000]);
        assert_eq!(steps(&bytes, 0), "one, two, three, torn");
    }
}
