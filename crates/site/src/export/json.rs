//! JSON: a list with one object a row, one row a line.

use serde_json::{Map, Value};

use super::{Cell, Table};

/// The table as JSON.
pub fn bytes(table: &Table) -> Vec<u8> {
    let rows: Vec<String> = table.rows.iter().map(|row| object(table, row).to_string()).collect();
    // Harmless also where somebody pastes it into a page.
    format!("[\n{}\n]\n", rows.join(",\n")).replace('<', "\\u003c").into_bytes()
}

fn object(table: &Table, row: &[Cell]) -> Value {
    let fields = table.columns.iter().zip(row);
    Value::Object(fields.map(|((name, _), cell)| ((*name).to_owned(), value(cell))).collect::<Map<_, _>>())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(words) => Value::from(words.as_str()),
        Cell::Number(digits) => digits.parse().map_or(Value::Null, Value::Number),
        Cell::Boolean(yes) => Value::from(*yes),
    }
}
