//! Every record read, whatever the index says of it: what is damaged, what was torn off, what is lost. A repair changes
//! nothing that can still be read; what it cuts off lies beside, for a person who finds a better copy.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::Path;

use super::Archive;
use super::cdxj;
use super::entry::{Entry, Spot};
use super::error::{ArchiveError, At};
use super::lock::Lock;
use super::open::{LOCK, listed, read_on, warc_files};
use super::writer::{Run, write_index};

/// What all the records of an archive say, and what is missing among them.
#[derive(Debug)]
pub struct Health {
    /// The visits that each file holds, in the order in which they were written.
    pub files: BTreeMap<String, usize>,
    /// Places that are no record, with whole records behind them.
    pub damage: Vec<Spot>,
    /// Ends of files that are no whole record.
    pub torn: Vec<Spot>,
    /// Visits whose bytes no record holds as they were stored.
    pub lost: Vec<Entry>,
    /// Whether the index says the same as the records.
    pub index_fits: bool,
}

impl Health {
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.torn.is_empty() && self.lost.is_empty() && self.index_fits
    }
}

/// Reads all records of an archive.
pub fn check(folder: &Path) -> Result<Health, ArchiveError> {
    look(folder).map(|(health, _)| health)
}

/// Cuts the torn ends, which are kept beside, and writes the index anew; gives what was found before.
pub fn repair(folder: &Path, run: &Run) -> Result<Health, ArchiveError> {
    let lock = Lock::take(&folder.join(LOCK), run.since, run.process)?;
    let (health, entries) = look(folder)?;
    for torn in &health.torn {
        cut(folder, torn)?;
    }
    write_index(folder, entries.iter())?;
    lock.release();
    Ok(health)
}

/// The health of an archive, and the entries of its index as they should be.
fn look(folder: &Path) -> Result<(Health, Vec<Entry>), ArchiveError> {
    let mut archive = Archive { folder: folder.to_owned(), ..Archive::default() };
    let (mut files, mut torn) = (BTreeMap::new(), Vec::new());
    for (file, length) in warc_files(folder)? {
        let before = archive.entries().len();
        let (end, _) = read_on(&mut archive, &file, 0)?;
        if end < length {
            torn.push(Spot::new(&file, end..length));
        }
        files.insert(file, archive.entries().len() - before);
    }
    let index = listed(&archive)?;
    // What is lost stays in the index, or the next build would not miss it.
    let gone: Vec<Entry> = index.iter().filter(|entry| !archive.index.has(entry)).cloned().collect();
    let entries = [archive.entries(), &gone].concat();
    let index_fits = cdxj::text(entries.iter()) == cdxj::text(index.iter());
    let mut lost = gone;
    for entry in archive.entries() {
        match archive.snapshot(entry) {
            Ok(_) => {}
            Err(ArchiveError::Damaged { .. }) => lost.push(entry.clone()),
            Err(error) => return Err(error),
        }
    }
    Ok((Health { files, damage: archive.damage, torn, lost, index_fits }, entries))
}

/// Where the bytes of a torn end lie once they are cut.
pub fn kept_as(torn: &Spot) -> String {
    format!("{}.torn-{}", torn.file, torn.offset)
}

fn cut(folder: &Path, torn: &Spot) -> Result<(), ArchiveError> {
    let (path, kept) = (folder.join(&torn.file), folder.join(kept_as(torn)));
    let bytes = fs::read(&path).at("read", &path)?;
    // On the disk before they leave the file: a power cut must not cost what a person may still mend.
    fs::write(&kept, &bytes[torn.offset as usize..]).at("write", &kept)?;
    fs::File::open(&kept).and_then(|file| file.sync_all()).at("write", &kept)?;
    let file = OpenOptions::new().write(true).open(&path).at("write", &path)?;
    file.set_len(torn.offset).at("cut", &path)
}
