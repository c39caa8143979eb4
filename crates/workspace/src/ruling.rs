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
    /// How many decisions on names stand before it in the file: which of all was the last tells what to take back.
    pub after: usize,
}

/// What a person decided on a page that had changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageVerdict {
    /// What it says now takes the place of what it said.
    Accept,
    /// What it said before stays.
    Reject,
    /// The last decision on the copy is taken back.
    Undone,
}

impl Ruling {
    /// Those that nobody took back, oldest first: each that is undone takes the last one on its copy away.
    pub fn standing(all: &[Self]) -> Vec<&Self> {
        let mut standing: Vec<&Self> = Vec::new();
        for ruling in all {
            if ruling.verdict != PageVerdict::Undone {
                standing.push(ruling);
            } else if let Some(last) = standing.iter().rposition(|other| other.is_on(ruling)) {
                standing.remove(last);
            }
        }
        standing
    }

    fn is_on(&self, other: &Self) -> bool {
        (self.source, self.edition, self.snapshot) == (other.source, other.edition, other.snapshot)
    }
}
