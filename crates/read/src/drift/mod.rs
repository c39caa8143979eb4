//! Drift: what an address has said over time, and what of it can be trusted.
//!
//! Until a reading is clean and within bounds, the newest is live, with its doubts. From then on a later one takes
//! its place only when it says the same; when a record is gone, new or changed, or it cannot be read cleanly, the last
//! good one stays live and a person is asked, who accepts or rejects the snapshot.

mod bounds;
mod change;

use std::fmt;

use super::report::Extraction;
use model::Digest;
use workspace::PageVerdict;

pub use bounds::{Bounds, Profile};
pub use change::{Change, change};

/// What can be trusted of all that an address has said.
#[derive(Debug, Default)]
pub struct Settled {
    /// The last good reading.
    pub live: Option<Extraction>,
    /// The snapshot it was read from.
    pub live_digest: Option<Digest>,
    /// Whether the live reading is clean and within bounds, or accepted by a person.
    pub good: bool,
    /// The newest reading, where it is not the live one.
    pub newest: Option<Extraction>,
    /// The snapshot of the newest reading, where a person has to judge it.
    pub pending: Option<Digest>,
    /// Why the newest reading is not the live one.
    pub doubts: Vec<Distrust>,
}

/// Why a reading is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distrust {
    /// Fewer or more winners than plausible.
    Winners {
        /// Read.
        found: u32,
        /// Fewest and most.
        expected: (u32, u32),
    },
    /// A part that is filled more or less often than in earlier editions.
    Fill {
        /// The part.
        part: &'static str,
        /// In percent of the records.
        found: u32,
        /// Least and most.
        expected: (u32, u32),
    },
    /// A part that holds another kind of words than in earlier editions.
    Kind {
        /// The part.
        part: &'static str,
        /// Such words.
        words: String,
    },
    /// Records that were there before are gone or changed, or new ones have come.
    Changed(Change),
    /// Part of it was not understood.
    NotClean {
        /// Lines and cells unread.
        unread: usize,
        /// What is wrong with the page as a whole.
        troubles: usize,
        /// Records that are doubtful.
        held: usize,
    },
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Winners { found, expected } => {
                write!(f, "{found} winners read, and {} to {} are plausible", expected.0, expected.1)
            }
            Self::Fill { part, found, expected } => write!(
                f,
                "{found} % of the records have a {part}, and {} to {} % are plausible by earlier editions",
                expected.0, expected.1
            ),
            Self::Kind { part, words } => {
                write!(f, "the {part} “{words}” is of a kind that no earlier edition has")
            }
            Self::Changed(change) => write!(f, "the page changed: {change}"),
            Self::NotClean { unread, troubles, held } => {
                write!(
                    f,
                    "not trusted: {unread} lines unread, {troubles} troubles, {held} doubtful records; try the rule with `palmares try`"
                )
            }
        }
    }
}

/// Judges one reading by itself.
pub fn distrust(reading: &Extraction, bounds: &Bounds) -> Vec<Distrust> {
    let mut doubts = Vec::new();
    if !reading.is_clean() {
        doubts.push(Distrust::NotClean {
            unread: reading.unread.len(),
            troubles: reading.troubles.len(),
            held: reading.held.len(),
        });
    }
    doubts.extend(bounds.doubts(&Profile::of(reading)));
    doubts
}

/// Settles what an address has said, from the oldest reading to the newest, in the light of what persons decided.
pub fn settle(
    seen: Vec<(Digest, Extraction)>,
    bounds: &Bounds,
    verdict: impl Fn(Digest) -> Option<PageVerdict>,
) -> Settled {
    let mut settled = Settled::default();
    for (digest, reading) in seen {
        let doubts = match verdict(digest) {
            Some(PageVerdict::Reject) => {
                (settled.newest, settled.pending) = (Some(reading), None);
                settled.doubts.clear();
                continue;
            }
            Some(PageVerdict::Accept) => vec![],
            None => against(&settled, &reading, bounds),
        };
        if doubts.is_empty() || !settled.good {
            settled.good |= doubts.is_empty();
            (settled.newest, settled.pending) = (None, None);
            (settled.live, settled.live_digest) = (Some(reading), Some(digest));
        } else {
            (settled.newest, settled.pending) = (Some(reading), Some(digest));
        }
        settled.doubts = doubts;
    }
    settled
}

/// The doubts about a reading that comes after what is settled.
fn against(settled: &Settled, reading: &Extraction, bounds: &Bounds) -> Vec<Distrust> {
    let mut doubts = distrust(reading, bounds);
    if let Some(live) = settled.live.as_ref().filter(|_| settled.good) {
        let change = change(live, reading);
        doubts.extend((!change.is_none()).then_some(Distrust::Changed(change)));
    }
    doubts
}
