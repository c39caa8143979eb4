//! CSV files, row by row: every cell knows its place, and every mistake is noted where it stands.

mod cell;
mod header;
mod quotes;
mod rows;

pub use cell::Cell;
pub use quotes::{Slip, written};
pub use rows::each_row;
