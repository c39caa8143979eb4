//! Drift: what an address has said over time, and what of it can be trusted.
//!
//! Until a reading is clean and within bounds, the newest is live, with its doubts. From then on a later one takes
//! its place only when it says the same; when a record is gone, new or changed, or it cannot be read cleanly, the last
//! good one stays live and a person is asked, who accepts the snapshot by its digest.

use std::collections::BTreeSet;
use std::fmt;

use super::report::Extraction;
use crate::model::{Digest, Outcome, Record};

/// What is plausible for an edition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Fewest and most winners.
    pub winners: Option<(u32, u32)>,
}

/// What can be trusted of all that an address has said.
#[derive(Debug, Default)]
pub struct Settled {
    /// The last good reading.
    pub live: Option<Extraction>,
    /// The newest reading, where it is not the live one.
    pub newest: Option<Extraction>,
    /// The snapshot of the newest reading, where a person has to judge it.
    pub pending: Option<Digest>,
    /// Why the newest reading is not the live one.
    pub doubts: Vec<Doubt>,
}

/// Why a reading is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Fewer or more winners than plausible.
    Winners {
        /// Read.
        found: u32,
        /// Fewest and most.
        expected: (u32, u32),
    },
    /// Records that were there before are gone or changed.
    Changed {
        /// No longer there, in words.
        removed: Vec<String>,
        /// Not there before, in words.
        added: Vec<String>,
    },
    /// Part of it was not understood.
    NotClean {
        /// Lines and cells unread.
        unread: usize,
        /// What is wrong with the page as a whole.
        troubles: usize,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Winners { found, expected } => {
                write!(f, "{found} winners read, and {} to {} are plausible", expected.0, expected.1)
            }
            Self::Changed { removed, added } => {
                write!(f, "the page changed: {} records gone", removed.len())?;
                write!(f, " ({}), {} new ({})", listed(removed), added.len(), listed(added))
            }
            Self::NotClean { unread, troubles } => {
                write!(
                    f,
                    "not trusted: {unread} lines unread, {troubles} troubles; try the rule with `palmares try`"
                )
            }
        }
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
    let more = if names.len() > shown.len() { ", …" } else { "" };
    shown.join(", ") + more
}

/// Judges one reading by itself.
pub fn doubts(reading: &Extraction, bounds: &Bounds) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !reading.is_clean() {
        doubts.push(Doubt::NotClean { unread: reading.unread.len(), troubles: reading.troubles.len() });
    }
    let found = reading.records.iter().filter(|record| record.outcome != Outcome::Measured).count() as u32;
    let far = |(low, high): &(u32, u32)| found < *low || found > *high;
    if let Some(expected) = bounds.winners.filter(far) {
        doubts.push(Doubt::Winners { found, expected });
    }
    doubts
}

/// What is gone and what is new between two readings.
pub fn change(before: &Extraction, after: &Extraction) -> (Vec<String>, Vec<String>) {
    let said = |reading: &Extraction| reading.records.iter().map(in_words).collect::<BTreeSet<_>>();
    let (old, new) = (said(before), said(after));
    (old.difference(&new).cloned().collect(), new.difference(&old).cloned().collect())
}

/// What a record says, without its place on the page.
fn in_words(record: &Record) -> String {
    let place =
        record.place.map(|p| format!("{}{}", p.number, if p.tied { "=" } else { "" })).unwrap_or_default();
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let parts = [
        record.company.as_str(),
        &record.person,
        &place,
        &score,
        &record.category,
        &record.sector,
        record.edition.as_str(),
        &format!("{:?} {:?}", record.level, record.outcome).to_lowercase(),
    ];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// Settles what an address has said, from the oldest reading to the newest.
pub fn settle(seen: Vec<(Digest, Extraction)>, bounds: &Bounds, accepted: &BTreeSet<Digest>) -> Settled {
    let mut settled = Settled::default();
    let mut good = false;
    for (digest, reading) in seen {
        let judged = accepted.contains(&digest);
        let mut doubts = if judged { vec![] } else { doubts(&reading, bounds) };
        if let Some(live) = settled.live.as_ref().filter(|_| good && !judged) {
            let (removed, added) = change(live, &reading);
            if !(removed.is_empty() && added.is_empty()) {
                doubts.push(Doubt::Changed { removed, added });
            }
        }
        let replaces = doubts.is_empty() || !good;
        good |= doubts.is_empty();
        settled.doubts = doubts;
        if replaces {
            (settled.newest, settled.pending) = (None, None);
            settled.live = Some(reading);
        } else {
            settled.newest = Some(reading);
            settled.pending = Some(digest);
        }
    }
    settled
}
