//! What a ranking rests on, counted in names: found, announced, and what is missing with an interval.
//!
//! A name is an entry of a list that an organiser announced and a page states; what is only derived is not found.
//! Lists of unknown length are estimated from the prize's own other editions where it announced some; where it never
//! did, the upper bound is open.

use serde::Serialize;

use crate::coverage::ListState;
use crate::{Coverage, Ranking};
use model::{Register, Share};

/// What is known of the lists behind a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Knowledge {
    /// Names that a page states, on lists of known and of unknown length.
    pub found: u64,
    /// Names found out of those announced, over the lists whose length is announced.
    pub announced: Share,
    /// The same, with the lists whose length is estimated from the prize's other editions: what the licence asks for.
    pub known: Share,
    /// The lists of which we have all names that their organiser announced.
    pub complete: u64,
    /// The lists of which we have some names.
    pub partial: u64,
    /// The lists of which we have no name.
    pub not_found: u64,
    /// Of these lists, those whose length is estimated.
    pub estimated: u64,
    /// Of these lists, those of which nothing tells the length.
    pub open: u64,
    /// The names that are missing.
    pub missing: Interval,
    /// The companies that would be distinguished if all lists were known, in nine of ten cases.
    pub companies: Interval,
}

/// From a number to a number, both included; open where nothing tells the upper end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    pub at_least: u64,
    pub at_most: Option<u64>,
}

/// What is known of the lists behind a ranking of a register.
pub fn knowledge(register: &Register, coverage: &Coverage, ranking: &Ranking) -> Knowledge {
    let mut known = Knowledge {
        found: 0,
        announced: Share::default(),
        known: Share::default(),
        complete: 0,
        partial: 0,
        not_found: 0,
        estimated: 0,
        open: 0,
        missing: Interval { at_least: 0, at_most: None },
        companies: Interval { at_least: ranking.totals.companies, at_most: None },
    };
    let counted = |id| {
        let source = register.source(id);
        source.counts && crate::ledger::source_aside(source, &ranking.query).is_none()
    };
    for (_, cells) in coverage.rows.iter().filter(|(id, _)| counted(id)) {
        for (_, cell) in coverage.years.iter().zip(cells).filter(|(y, _)| ranking.query.window.holds(**y)) {
            let (found, claimed) = match *cell {
                ListState::Complete { found } => (found, Some(found)),
                ListState::Partial { found, claimed } => (found, claimed),
                ListState::NotFound { claimed } => (0, claimed),
                ListState::NotAllowed => (0, None),
                ListState::NotHeld => continue,
            };
            known.found += u64::from(found);
            known.announced.part += claimed.map_or(0, |_| u64::from(found));
            known.announced.whole += claimed.map_or(0, u64::from);
            match cell {
                ListState::Complete { .. } => known.complete += 1,
                ListState::Partial { .. } => known.partial += 1,
                ListState::NotFound { .. } | ListState::NotAllowed => known.not_found += 1,
                ListState::NotHeld => {}
            }
        }
    }
    known.known = known.announced;
    known.missing.at_least = known.announced.whole - known.announced.part.min(known.announced.whole);
    known
}
