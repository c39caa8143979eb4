//! The statistics of a ranking, as a yearly post quotes them.

use serde::Serialize;

use model::{Label, Ratio, Share, SourceId, Year};

/// What a ranking says as a whole. Every share keeps its n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// Companies with two competitions or more.
    pub two_or_more: Share,
    /// Companies with more than ten competitions.
    pub more_than_ten: Share,
    /// Newcomers in the strict sense: no distinction in the data before the window.
    pub never_before: Share,
    /// Newcomers in the loose sense: no distinction in the year before the window.
    pub not_last_year: Share,
    /// Companies at the first three ranks that had a distinction in the year before the window.
    pub leading_pack: Share,
    /// Competitions won by the ten companies that won most, out of all competitions won.
    pub top_ten: Share,
    /// Gini index of the competitions won: 0 when all companies won as many, near 1 when one won nearly all.
    /// None without companies.
    pub gini: Option<Ratio>,
}

/// How the list of winners of a source grew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inflation {
    /// The source.
    pub source: SourceId,
    /// Its editions with a winner known or announced, oldest first.
    pub editions: Vec<ListSize>,
}

/// The size of one list of winners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListSize {
    /// The edition.
    pub edition: Label,
    /// The year in which it was handed over.
    pub year: Year,
    /// Winners announced by the organiser, where known.
    pub claimed: Option<u32>,
    /// Companies that competed or were evaluated, where the organiser says so.
    pub candidates: Option<u32>,
    /// Winners we know.
    pub found: u32,
    /// Categories among the winners we know.
    pub categories: u32,
}

impl ListSize {
    /// Winners out of candidates; only where the organiser announced both.
    pub fn win_rate(&self) -> Option<Share> {
        let share = |(part, whole)| Share { part: u64::from(part), whole: u64::from(whole) };
        self.claimed.zip(self.candidates).map(share)
    }
}
