//! Rulings: what persons decided on pages that had changed.

use model::{Digest, Label, SourceId};

/// What a person decided on a page that had changed, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Whether its records take the place of those known before.
    pub verdict: PageVerdict,
    /// The source.
    pub source: SourceId,
    /// The edition.
    pub edition: Label,
    /// The SHA-256 of the copy that was judged.
    pub snapshot: Digest,
    /// Who decided.
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
    /// Why.
    pub why: String,
}

/// What a person decided on a page that had changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageVerdict {
    /// What it says now takes the place of what it said.
    Accept,
    /// What it said before stays.
    Reject,
}
