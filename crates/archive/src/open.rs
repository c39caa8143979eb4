//! Opening an archive: the index is believed as far as it goes, the records behind it are read.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::entry::{Entry, Spot};
use super::error::{ArchiveError, At};
use super::record::{RecordType, WarcRecord};
use super::scan::{ScanStep, scan};
use super::{Archive, cdxj, group, lock};

/// The name of the derived index.
pub const INDEX: &str = "index.cdxj";

/// The name of the lock.
pub const LOCK: &str = "lock";

impl Archive {
    /// Opens the archive for reading; a folder that is missing is an archive without visits.
    pub fn open(folder: &Path) -> Result<Self, ArchiveError> {
        open(folder).map(|(archive, _)| archive)
    }
}

/// Where the last complete group of each file ends, unless only the index knows the file; what lies behind is torn off.
pub type Ends = BTreeMap<String, Option<u64>>;

/// Reads the index and all records behind it.
pub fn open(folder: &Path) -> Result<(Archive, Ends), ArchiveError> {
    let mut archive = Archive { folder: folder.to_owned(), ..Archive::default() };
    let under_way = lock::is_open(&folder.join(LOCK));
    let files = warc_files(folder)?;
    let listed = listed(&archive)?;
    let (known, doubted) = if fits(&archive, &files, &listed) { (listed, vec![]) } else { (vec![], listed) };
    let mut ends = BTreeMap::new();
    for entry in known {
        ends.insert(entry.spot.file.clone(), entry.spot.end());
        archive.index.add(entry);
    }
    let mut torn = None;
    for file in files.into_keys() {
        let from = ends.get(&file).copied().unwrap_or(0);
        let (end, torn_at) = read_on(&mut archive, &file, from)?;
        torn = torn_at.map(|at| Spot::new(&file, at..u64::MAX));
        ends.insert(file, end);
    }
    // Behind an older file a later run has written already, and what it lost stands in the index.
    let by_a_run = under_way || lock::is_open(&folder.join(LOCK));
    archive.damage.extend(torn.filter(|_| !by_a_run));
    archive.lost = doubted.into_iter().filter(|entry| !archive.index.has(entry)).collect();
    let mut ends: Ends = ends.into_iter().map(|(file, end)| (file, Some(end))).collect();
    ends.extend(archive.lost.iter().map(|lost| (lost.spot.file.clone(), None)));
    Ok((archive, ends))
}

/// The archive's files and their lengths, in the order in which they were written.
pub fn warc_files(folder: &Path) -> Result<BTreeMap<String, u64>, ArchiveError> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    for item in fs::read_dir(folder).at("read", folder)? {
        let item = item.at("read", folder)?;
        let name = item.file_name().to_string_lossy().into_owned();
        let about = item.metadata().at("read", &item.path())?;
        // A pipe of that name would be waited on for ever.
        if name.starts_with("palmares-") && name.ends_with(".warc.gz") && about.is_file() {
            files.insert(name, about.len());
        }
    }
    Ok(files)
}

/// The entries of the index file; none when it is missing or not ours.
pub fn listed(archive: &Archive) -> Result<Vec<Entry>, ArchiveError> {
    let path = archive.folder.join(INDEX);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let bytes = fs::read(&path).at("read", &path)?;
    Ok(String::from_utf8(bytes).ok().and_then(|text| cdxj::read(&text)).unwrap_or_default())
}

/// Whether the records are where the index says.
fn fits(archive: &Archive, files: &BTreeMap<String, u64>, entries: &[Entry]) -> bool {
    let last_of_each: BTreeMap<&str, &Entry> = entries.iter().map(|e| (e.spot.file.as_str(), e)).collect();
    let fits = last_of_each.values().all(|entry| {
        let long_enough = files.get(&entry.spot.file).is_some_and(|length| entry.spot.end() <= *length);
        long_enough && archive.record(&entry.spot).is_ok_and(|record| is_of(entry, &record))
    });
    // Files are written one after the other, so an index that knows a later file knows the earlier ones.
    let gap = files.keys().zip(last_of_each.keys()).any(|(file, known)| file != known);
    fits && !gap
}

fn is_of(entry: &Entry, record: &WarcRecord) -> bool {
    Entry::of(record, None, entry.spot.clone())
        .is_some_and(|read| (&read.found, read.at) == (&entry.found, entry.at))
}

/// Reads the records of a file from a byte on; returns where the last complete group ends, and from where on it is torn.
pub fn read_on(archive: &mut Archive, file: &str, from: u64) -> Result<(u64, Option<u64>), ArchiveError> {
    let path = archive.folder.join(file);
    let (mut end, mut torn) = (from, None);
    let mut said: Option<WarcRecord> = None;
    scan(&path, from, |step| match step {
        ScanStep::Record(bytes, record) => {
            let spot = Spot::new(file, bytes.clone());
            let of_group = said.take_if(|said| group::belongs(said, &record));
            if let Some(entry) = Entry::of(&record, of_group.as_ref(), spot) {
                archive.index.add(entry);
                end = bytes.end;
            } else if record.fields.kind() == RecordType::Warcinfo {
                end = bytes.end;
            } else if record.fields.kind() == RecordType::Metadata {
                said = Some(record);
            }
        }
        ScanStep::Damage(bytes) => archive.damage.push(Spot::new(file, bytes)),
        ScanStep::Torn(at) => torn = Some(at),
    })
    .at("read", &path)?;
    Ok((end, torn))
}
