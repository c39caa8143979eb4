//! The database: the only SQL.
//!
//! `palmares.db` is derived: every run writes it anew beside the old file, in one transaction, and swaps
//! it in. It is meant to be opened by others; the views `leaderboard`, `awards_readable`,
//! `measures_readable` and `passages_readable` are made for them.

mod figures;
mod judged;
mod register;
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags, Transaction};
use serde::Serialize;

use model::{Day, Issue, Register};
use rank::Figures;
use workspace::RankingSettings;

/// Everything the database holds.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// What the run understood.
    pub register: &'a Register,
    /// What it computed.
    pub figures: &'a Figures,
    /// What it did not understand.
    pub issues: &'a [Issue],
    /// How the default leaderboard is chosen.
    pub ranking: &'a RankingSettings,
    /// The day of which the run speaks.
    pub as_of: Day,
}

/// Writes the database in a folder beside `path` and swaps it in. A failure leaves the old file as it was.
pub fn write(path: &Path, beside: &Path, contents: &Contents) -> Result<()> {
    let fresh = beside.join("palmares.db");
    fill(&fresh, contents).context("cannot write the database")?;
    // A log left by a reader of the old file would be taken for the new one's.
    for log in ["-wal", "-shm"] {
        remove_if_there(&side_file(path, log))?;
    }
    fs::rename(&fresh, path).with_context(|| format!("cannot replace {}", path.display()))
}

/// The pages whose words a database holds: the evidence that was there when it was written.
pub fn pages_read(path: &Path) -> rusqlite::Result<BTreeSet<String>> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut urls = db.prepare(
        "SELECT url FROM award_witness JOIN award_passage USING (award, position)
         UNION SELECT url FROM measure_witness JOIN measure_passage USING (measure, position)",
    )?;
    urls.query_map([], |row| row.get(0))?.collect()
}

/// The bytes of a database as a file to give away: without a write-ahead log, whose reader must be able to write
/// beside it. Two bytes of the header tell the two apart (<https://www.sqlite.org/fileformat.html>, 1.3.3).
pub fn portable(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let versions = bytes.get_mut(18..20).with_context(|| format!("{} is no database", path.display()))?;
    versions.fill(1);
    Ok(bytes)
}

fn fill(path: &Path, contents: &Contents) -> Result<()> {
    let mut db = Connection::open(path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    let tx = db.transaction()?;
    schema::migrate(&tx)?;
    insert(&tx, contents)?;
    tx.commit()?;
    check(&db)?;
    db.pragma_update(None, "optimize", "")?;
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn insert(tx: &Transaction, contents: &Contents) -> Result<()> {
    register::settings(tx, contents.ranking, contents.as_of)?;
    register::sectors(tx, contents.register)?;
    register::companies(tx, contents.register)?;
    register::sources(tx, contents.register)?;
    judged::awards(tx, contents.register)?;
    judged::measures(tx, contents.register)?;
    judged::issues(tx, contents.issues)?;
    figures::standings(tx, contents.figures)?;
    figures::coverage(tx, contents.figures.coverage())?;
    figures::published(tx, contents.figures.calibration())?;
    Ok(())
}

fn check(db: &Connection) -> Result<()> {
    let integrity: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    ensure!(integrity == "ok", "the integrity check of SQLite says: {integrity}");
    let orphans = db.prepare("PRAGMA foreign_key_check")?.exists([])?;
    ensure!(!orphans, "a row of the database refers to one that is not there");
    Ok(())
}

fn side_file(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// The word that stands for a closed choice, the same as in `sources.toml` and in JSON.
fn word<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a closed choice is one word, not {other:?}"),
    }
}
