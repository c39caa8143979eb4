//! The effect of a decision: which published figures would change if two companies were one.

use model::{CompanyId, SectorId, Window};

/// What joining two companies would change on the default leaderboards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// The leaderboards on which a figure changes, in the order of their windows.
    pub boards: Vec<BoardEffect>,
}

/// What would change on one leaderboard: its top ten and its headline figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardEffect {
    /// Its years.
    pub window: Window,
    /// Places of the top ten, in the order of the ranks before.
    pub ranks: Vec<RankChange>,
    /// Companies distinguished, where their number changes.
    pub companies: Option<Change>,
    /// Companies distinguished for the first time, where their number changes.
    pub newcomers: Option<Change>,
    /// Percents of sectors that change; none is the companies without a sector.
    pub sectors: Vec<(Option<SectorId>, Change)>,
}

/// A company that changes its place in the top ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankChange {
    /// The company.
    pub company: CompanyId,
    /// Its rank; none when it is not ranked. One of the two is 10 or better.
    pub before: Option<u32>,
    /// Its rank after; none when its distinctions have gone to the other company.
    pub after: Option<u32>,
}

/// A number before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// As published.
    pub before: u64,
    /// After the decision.
    pub after: u64,
}

impl Change {
    /// The change from one number to another, if there is one.
    pub fn between(before: u64, after: u64) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }
}

impl BoardEffect {
    /// How many published figures change: places of the top ten, then headline figures.
    pub fn figures(&self) -> (usize, usize) {
        let counts = [self.companies, self.newcomers].into_iter().flatten().count();
        (self.ranks.len(), counts + self.sectors.len())
    }
}

impl Effect {
    /// How many published figures change on all leaderboards: places of top tens, then headline figures.
    pub fn figures(&self) -> (usize, usize) {
        let sum = |sum: (usize, usize), board: (usize, usize)| (sum.0 + board.0, sum.1 + board.1);
        self.boards.iter().map(BoardEffect::figures).fold((0, 0), sum)
    }
}
