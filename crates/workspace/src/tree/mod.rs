//! TOML files, value by value: every value knows its place and its key, and every mistake is noted where it stands.

mod document;
mod field;
mod names;
mod slips;
mod syntax;
mod table;

pub use document::Document;
pub use field::{Field, ValueForm};
pub use names::{Declared, Parents};
pub use slips::readable;
pub use table::{ChosenKey, TomlTable};
