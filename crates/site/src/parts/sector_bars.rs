//! Sector shares as bars, each with its n, where there are companies enough to compare.

use serde::Serialize;

use rank::SectorShare;

use crate::press::sheet::{Link, Sheet};

/// A sector's share of the companies.
#[derive(Serialize)]
pub(crate) struct Bar {
    /// The sector; none for companies without one.
    pub sector: Option<Link>,
    /// Companies.
    pub part: u64,
    /// Out of how many.
    pub whole: u64,
    /// In percent, where quotable; those of a leaderboard add up to 100.
    pub percent: Option<u64>,
    /// The length of the bar, in percent of the longest.
    pub length: u64,
}

/// Of fewer companies the bars would say little but that each sector has one or two.
const FEWEST_COMPANIES: u64 = 30;

/// Sector shares as bars, the longest first; none of few companies.
pub(crate) fn bars(sheet: &Sheet, sectors: &[SectorShare]) -> Vec<Bar> {
    if sectors.first().is_none_or(|sector| sector.share.whole < FEWEST_COMPANIES) {
        return Vec::new();
    }
    let longest = sectors.iter().map(|s| s.share.part).max().unwrap_or(1).max(1);
    let bar = |share: &SectorShare| Bar {
        sector: share.sector.as_ref().and_then(|id| sheet.sector(id)),
        part: share.share.part,
        whole: share.share.whole,
        percent: share.share.quotable().then_some(share.percent),
        length: share.share.part * 100 / longest,
    };
    sectors.iter().map(bar).collect()
}
