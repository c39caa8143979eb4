//! CSV files, row by row: every cell knows its place, and every mistake is noted where it stands.

mod header;
mod quotes;
mod rows;

pub use quotes::{Slip, misplaced_quote};
pub use rows::{CsvCell, each_row};
