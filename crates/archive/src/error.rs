//! Why the archive could not be read or written, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why the archive could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file system says no.
    #[error("cannot {doing} {}", path.display())]
    File { doing: &'static str, path: PathBuf, source: io::Error },
    #[error(
        "the archive is being written by process {process} since {since}; wait for it to end, or stop it"
    )]
    Busy { process: String, since: String },
    /// A record is not what the index says.
    #[error(
        "{file}: the record at byte {offset} cannot be read; restore the file from a copy, or fetch the page again with --refresh"
    )]
    Damaged {
        /// The file in the archive folder.
        file: String,
        offset: u64,
    },
    /// The file brought by hand holds nothing to keep.
    #[error("{}: {what}", path.display())]
    NothingToImport {
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
}

/// Names the file in an error of the file system.
pub trait At<T> {
    /// `doing` is a verb: "read", "write".
    fn at(self, doing: &'static str, path: &Path) -> Result<T, ArchiveError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T, ArchiveError> {
        self.map_err(|source| ArchiveError::File { doing, path: path.to_owned(), source })
    }
}
