//! How an entry is added to a file that only grows.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Adds an entry to the end of a file; what stands there stays as it is.
pub fn append(path: &Path, entry: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    // In one piece, so that two programs that write at once do not mix their lines.
    file.write_all(entry.as_bytes())?;
    file.sync_data()
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
