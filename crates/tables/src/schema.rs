//! The schema: an append-only list of steps. `user_version` says how many of them a file has taken.

use rusqlite::Transaction;

/// Never edit a step that has been released: append one.
const STEPS: [&str; 4] = [
    include_str!("schema/001_register.sql"),
    include_str!("schema/002_figures.sql"),
    include_str!("schema/003_views.sql"),
    include_str!("schema/004_passages.sql"),
];

/// Takes the steps that the file has not taken yet.
pub fn migrate(tx: &Transaction) -> rusqlite::Result<()> {
    let taken: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let taken = usize::try_from(taken).unwrap_or(0).min(STEPS.len());
    for step in &STEPS[taken..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", STEPS.len() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_taken_once() {
        let mut db = rusqlite::Connection::open_in_memory().unwrap();
        for _ in 0..2 {
            let tx = db.transaction().unwrap();
            migrate(&tx).unwrap();
            tx.commit().unwrap();
        }
        let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, STEPS.len() as i64);
    }
}
