//! TOML files, value by value: every value knows its place, and every mistake is noted where it stands.

mod document;
mod field;
mod names;
mod number;
mod slips;
mod syntax;
mod table;

pub use document::Document;
pub use field::{Field, Form};
pub use names::Names;
pub use number::Ends;
pub use slips::readable;
pub use table::{Name, Table};
