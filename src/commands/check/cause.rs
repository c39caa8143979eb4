//! Why a published figure differs from ours, in words.

use std::collections::BTreeMap;

use model::{SourceId, Year};
use rank::{Cause, ListState, Reason};

/// The cause in words; every incomplete source-year is named.
pub fn words(cause: &Cause) -> String {
    match cause {
        Cause::Same => "the same".to_owned(),
        Cause::Incomplete { cells } => format!("incomplete lists: {}", listed(cells)),
        Cause::NotComputed(reason) => reason_words(*reason).to_owned(),
        Cause::Method => "our lists are complete, so the counting differs".to_owned(),
        Cause::UnknownCompany => "the company is not in our data, or the name fits several".to_owned(),
    }
}

fn listed(cells: &[(SourceId, Year, ListState)]) -> String {
    let mut by_source: BTreeMap<&SourceId, Vec<String>> = BTreeMap::new();
    for (source, year, cell) in cells {
        by_source.entry(source).or_default().push(format!("{year} {}", share(cell)));
    }
    let sources = by_source.into_iter().map(|(source, years)| format!("{source} ({})", years.join(", ")));
    sources.collect::<Vec<_>>().join("; ")
}

fn share(cell: &ListState) -> String {
    match cell {
        ListState::Complete { found } => format!("{found}/{found}"),
        ListState::Partial { found, claimed } => format!("{found}/{}", known(*claimed)),
        ListState::NotFound { claimed } => format!("0/{}", known(*claimed)),
        ListState::NotHeld => "not held".to_owned(),
        ListState::NotAllowed => "not allowed".to_owned(),
    }
}

fn known(claimed: Option<u32>) -> String {
    claimed.map_or_else(|| "?".to_owned(), |claimed| claimed.to_string())
}

fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::AboutThePublisher => "it describes the publisher's own ranking",
        Reason::OutsideOurData => "it counts things outside the workspace",
        Reason::UnknownSource => "it names a prize that fits none of our sources, or several",
        Reason::UnknownSector => "it names a sector that fits none of ours",
        Reason::NoYears => "it does not say which years it speaks of",
        Reason::UnknownFigure => "no rule of ours computes a figure of this name",
    }
}
