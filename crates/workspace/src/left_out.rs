//! `data/left-out.csv`: facts that are kept out of the ranking, and why. Nothing is made of them; a row must
//! only say where it belongs and why it is left out.

use super::file::TextFile;
use super::sheet::each_row;

/// The file, relative to the workspace.
pub const NAME: &str = "data/left-out.csv";

/// The columns, in order.
const COLUMNS: [&str; 14] = [
    "source",
    "edition",
    "category",
    "sector",
    "rank",
    "distinction",
    "company",
    "person",
    "score",
    "scale",
    "url",
    "title",
    "evidence",
    "reason",
];

/// Notes the rows that are not in order.
pub fn check(file: &TextFile) {
    each_row(file, &COLUMNS, |_, [source, .., reason]| {
        source.required(|_| Ok(()));
        reason.required(|_| Ok(()));
    });
}
