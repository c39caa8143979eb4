//! Snapshot × rule → records, and what was not understood. Pure: no file, no network, no clock.
//!
//! ```text
//! bytes ─page→ text as lines ─region→ the lines that count ─lines prose table items json→ caught parts
//!       ─list→ one set of parts a record ─clean, value→ records
//! ```
//! Interpretation is strict: within the region every line and cell is read, ignored by name, or reported as unread.
//! `doubts` then holds the records whose words are probably no names, here and for the rows of hand-kept files; a new
//! doubt is a variant of `Doubt` with its reason and remedy, and its words stand in `doubts/doubts.toml`.

pub mod citations; // documents that cite our figures
pub mod find; // index pages and feeds → editions nobody declared
pub mod media; // received bytes → kind and text

mod assemble;
mod caught;
mod clean;
mod doubts;
mod drift;
mod grid;
mod html;
mod items;
mod json;
mod learn;
mod lines;
mod list;
mod no_page;
mod notes;
mod page;
mod pdf;
mod proof; // typed rows × page → the passages that say them
mod prose;
mod reading;
mod region;
mod repair;
mod report;
mod table;
mod text;
mod value;
mod workbook;
mod written;
mod xml;

pub use doubts::{Doubt, Held, Known, take_doubtful};
pub use drift::{
    Background, Bounds, HeldCopy, Objection, Profile, ReadCopy, ReadingChange, Settled, change, settle,
};
pub use learn::{
    FoundList, QuotedRow, Shape, assigned, columns, learn, lists, lists_naming, quoted_rows, row_question,
};
pub use no_page::is_shell;
pub use page::{LARGEST, Page, in_source};
pub use pdf::{Word, words};
pub use proof::{ArchivedPage, TypedRow, Unsaid, prove};
pub use reading::{Context, read};
pub use repair::repair;
pub use report::{Extraction, Mark, Reason, Trouble, Unread};
pub use text::{Line, Span, Text};
pub use written::written;
