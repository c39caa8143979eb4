//! One writer at a time: a locked file that says who writes, and remembers a run that never ended.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use model::Moment;

use super::error::{ArchiveError, At};

/// How old an interrupted run may be for another to go on with it; later everything is asked for anew.
const RESUME_WITHIN: Duration = Duration::from_secs(24 * 3600);

/// The right to write, held until dropped or released.
#[derive(Debug)]
pub struct Lock {
    file: File,
    /// When the run began that this one goes on with.
    pub resumes: Option<Moment>,
    /// Whether a run was stopped before its end, however long ago.
    pub interrupted: bool,
}

/// Whether a run is under way, or was stopped before its end.
pub fn is_open(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|lock| lock.len() > 0)
}

impl Lock {
    /// Takes the lock, or says who holds it.
    pub fn take(path: &Path, now: Moment, process: u32) -> Result<Self, ArchiveError> {
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = open.at("open", path)?;
        let taken = file.try_lock();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).at("read", path)?;
        // One that was damaged is as good as that of a run that was stopped long ago.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match taken {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy(&text)),
            Err(TryLockError::Error(source)) => return Err(source).at("lock", path),
        }
        let resumes = begun(&text).filter(|begun| *begun <= now && now.since(*begun) <= RESUME_WITHIN);
        rewrite(&mut file, &format!("process {process}\nsince {now}\nbegun {}\n", resumes.unwrap_or(now)))
            .at("write", path)?;
        Ok(Self { file, resumes, interrupted: !text.is_empty() })
    }

    /// Ends the run: nothing is left to go on with.
    pub fn release(mut self) {
        // A lock file that keeps its text only makes the next run skip what this one visited.
        let _ = rewrite(&mut self.file, "");
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A child process that is just being started shares the file, and would hold the lock a moment longer.
        let _ = self.file.unlock();
    }
}

fn rewrite(file: &mut File, text: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

fn word<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}

fn begun(text: &str) -> Option<Moment> {
    word(text, "begun")?.parse().ok()
}

fn busy(text: &str) -> ArchiveError {
    let process = word(text, "process").unwrap_or("unknown").to_owned();
    ArchiveError::Busy { process, since: word(text, "since").unwrap_or("a moment ago").to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn the_second_run_says_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Lock::take(&path, at("2026-11-21T20:00:00Z"), 4711).unwrap();
        let second = Lock::take(&path, at("2026-11-21T20:00:09Z"), 4712).unwrap_err();
        let message = second.to_string();
        assert!(message.contains("process 4711 since 2026-11-21T20:00:00Z"), "{message}");
        first.release();
        assert!(Lock::take(&path, at("2026-11-21T20:00:10Z"), 4712).is_ok());
    }

    #[test]
    fn an_interrupted_run_is_gone_on_with_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let begun = at("2026-11-21T20:00:00Z");
        drop(Lock::take(&path, begun, 1).unwrap());
        let again = Lock::take(&path, at("2026-11-21T21:00:00Z"), 2).unwrap();
        assert_eq!(again.resumes, Some(begun));
        drop(again);
        let third = Lock::take(&path, at("2026-11-22T19:00:00Z"), 3).unwrap();
        assert_eq!(third.resumes, Some(begun), "the beginning of the first is kept");
        drop(third);
        assert_eq!(Lock::take(&path, at("2026-11-22T20:00:01Z"), 4).unwrap().resumes, None);
    }

    #[test]
    fn a_run_that_ended_leaves_nothing_to_go_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        Lock::take(&path, at("2026-11-21T20:00:00Z"), 1).unwrap().release();
        assert_eq!(Lock::take(&path, at("2026-11-21T20:01:00Z"), 2).unwrap().resumes, None);
    }
}
