//! The only SQL: `palmares.db`, made from the declared tables.
//!
//! It is derived: every run writes it anew beside the old file, in one transaction, and swaps it in. It is meant to be
//! opened by others; the views of `views.sql` are made for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, params_from_iter};

use super::{Cell, Column, ColumnKind, Table};

/// Indexes and views. None of them ranks: they show the standings that were computed.
const VIEWS: &str = include_str!("views.sql");

/// So many rows are computed at once, and so many such blocks wait to be inserted.
const BLOCK: usize = 1000;
const BLOCKS_AHEAD: usize = 4;

/// What SQLite keeps beside a database, by the end of the name.
const SIDE_FILES: [&str; 3] = ["-wal", "-shm", "-journal"];

pub fn write(path: &Path, beside: &Path, tables: &[Table]) -> Result<()> {
    let fresh = beside.join("palmares.db");
    fill(&fresh, tables).context("cannot write the database")?;
    // A log that a reader left beside the old file would be taken for the new one's.
    for ending in SIDE_FILES {
        remove_if_there(&side_file(path, ending))?;
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

/// The figures of a database, by id: each with its value and what it rested on when it was written.
pub fn figures_written(path: &Path) -> rusqlite::Result<BTreeMap<String, (String, i64)>> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut figures = db.prepare("SELECT id, value, grounds FROM figure")?;
    figures.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?.collect()
}

fn fill(path: &Path, tables: &[Table]) -> Result<()> {
    let mut db = Connection::open(path)?;
    // What fails here is thrown away whole: nothing needs to be rolled back. And a file without a write-ahead log can
    // be read where nobody may write.
    db.pragma_update(None, "journal_mode", "OFF")?;
    db.pragma_update(None, "foreign_keys", false)?;
    // In kibibytes. The rows of one leaderboard come in the order of ranks, and are kept in that of companies.
    db.pragma_update(None, "cache_size", -8192)?;
    let tx = db.transaction()?;
    for table in tables {
        if let Some(name) = table.stored {
            insert(&tx, name, table, tables)?;
        }
    }
    tx.execute_batch(VIEWS)?;
    tx.commit()?;
    check(&db)?;
    db.pragma_update(None, "optimize", "")?;
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn insert(tx: &Transaction, name: &str, table: &Table, all: &[Table]) -> Result<()> {
    tx.execute_batch(&declaration(name, table, all))?;
    let columns: Vec<&Column> = table.stored_columns().map(|(_, column)| column).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let mut statement = tx.prepare(&format!("INSERT INTO {name} VALUES ({places})"))?;
    let values =
        |row| -> Vec<Value> { columns.iter().map(|column| value(column, column.cell(row))).collect() };
    let (to_insert, blocks) = sync_channel(BLOCKS_AHEAD);
    thread::scope(|scope| {
        // While SQLite inserts, another thread computes what comes next. It ends when nobody takes it any more.
        scope.spawn(move || {
            let mut starts = (0..table.rows()).step_by(BLOCK);
            let block = |start: usize| (start..table.rows().min(start + BLOCK)).map(values).collect();
            starts.try_for_each(|start| to_insert.send(block(start)))
        });
        let rows = blocks.into_iter().flat_map(|block: Vec<Vec<Value>>| block);
        for (nth, row) in (1..).zip(rows) {
            statement.execute(params_from_iter(row)).with_context(|| format!("row {nth} of {name}"))?;
        }
        Ok(())
    })
}

fn declaration(name: &str, table: &Table, all: &[Table]) -> String {
    let stored = |other: &str| all.iter().find(|table| table.name == other).and_then(|table| table.stored);
    let column = |(name, column): (&str, &Column)| {
        let null = if column.optional { "" } else { " NOT NULL" };
        let refers = column.refers.and_then(stored).map(|other| format!(" REFERENCES {other} (id)"));
        format!("  {name} {}{null}{}", kind(name, column), refers.unwrap_or_default())
    };
    let columns: Vec<String> = table.stored_columns().map(column).collect();
    let key: Vec<&str> = table.stored_columns().take(table.key).map(|(name, _)| name).collect();
    format!(
        "CREATE TABLE {name} (\n{},\n  PRIMARY KEY ({})\n) STRICT, WITHOUT ROWID;",
        columns.join(",\n"),
        key.join(", ")
    )
}

fn kind(name: &str, column: &Column) -> String {
    match column.kind {
        ColumnKind::Text | ColumnKind::Addresses => "TEXT".to_owned(),
        ColumnKind::Integer => "INTEGER".to_owned(),
        ColumnKind::Number => "REAL".to_owned(),
        ColumnKind::Boolean => format!("INTEGER CHECK ({name} IN (0, 1))"),
    }
}

fn value(column: &Column, cell: Cell) -> Value {
    match cell {
        Cell::Empty if column.optional => Value::Null,
        Cell::Empty => Value::Text(String::new()),
        Cell::Text(words) => Value::Text(words),
        Cell::Number(digits) => number(column.kind, digits),
        Cell::Boolean(yes) => Value::Integer(i64::from(yes)),
    }
}

/// Digits that are no such number stay a text, which a strict table refuses by the name of the column.
fn number(kind: ColumnKind, digits: String) -> Value {
    let number = match kind {
        ColumnKind::Number => digits.parse().ok().map(Value::Real),
        ColumnKind::Integer => digits.parse().ok().map(Value::Integer),
        ColumnKind::Text | ColumnKind::Boolean | ColumnKind::Addresses => None,
    };
    number.unwrap_or(Value::Text(digits))
}

fn check(db: &Connection) -> Result<()> {
    // Every page and every row. That indexes hold what their tables do, SQLite has just seen to; to look each entry up
    // again took a fifth of the time of a build of a million rows.
    let sound: String = db.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    ensure!(sound == "ok", "the check of SQLite says: {sound}");
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
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_made_as_it_is_declared() {
        let rows = [("a", Some(1), Cell::number("91.50"), ""), ("b", None, Cell::number(2), "why")];
        let table = Table::about("things", 1, rows)
            .text("id", |(id, ..)| Cell::text(id))
            .integer("place", |(_, place, ..)| Cell::maybe_number(*place))
            .optional()
            .number("value", |(.., value, _)| value.clone())
            .text("remark", |(.., remark)| Cell::text(remark))
            .boolean("first", |(_, place, ..)| Cell::Boolean(*place == Some(1)))
            .text("page", |_| Cell::text("not kept"))
            .file_only()
            .table()
            .stored_as("thing");
        let mut db = Connection::open_in_memory().unwrap();
        let tx = db.transaction().unwrap();
        insert(&tx, "thing", &table, &[]).unwrap();
        tx.commit().unwrap();
        let mut rows = db.prepare("SELECT * FROM thing ORDER BY id").unwrap();
        assert!(rows.column_names().eq(["id", "place", "value", "remark", "first"]));
        type Row = (String, Option<i64>, f64, String, bool);
        let read = |row: &rusqlite::Row| -> rusqlite::Result<Row> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        };
        let rows: Vec<Row> = rows.query_map([], read).unwrap().map(Result::unwrap).collect();
        let expected = [
            ("a".to_owned(), Some(1), 91.5, String::new(), true),
            ("b".to_owned(), None, 2.0, "why".to_owned(), false),
        ];
        assert_eq!(rows, expected);
        assert!(db.execute("INSERT INTO thing VALUES ('c', 'third', 1, '', 0)", []).is_err(), "strict");
    }
}
