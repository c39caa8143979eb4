//! Rankings: our computed order for a window of years and a method.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{CompanyId, SectorId, Share, Window};

/// What a ranking is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The years.
    pub window: Window,
    /// How awards become a score.
    pub method: Method,
    /// Only sources of this country; all sources when none.
    pub country: Option<String>,
    /// Only companies of this first-level sector.
    pub sector: Option<SectorId>,
    /// What is left out.
    pub without: BTreeSet<Without>,
}

/// How awards become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// One point for each source that gave a distinction in a year, added up over the years.
    Competitions,
}

/// A kind of award that a ranking can leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Without {
    /// Awards that companies pay to enter.
    Paid,
    /// Awards to persons and virtual agents.
    Persons,
    /// Awards of which no page says outright that they were won.
    Derived,
}

/// Our computed order.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// What was asked.
    pub query: Query,
    /// The sums.
    pub totals: Totals,
    /// Sectors of the companies distinguished, largest first.
    pub sectors: Vec<SectorShare>,
    /// One row a company, in order.
    pub standings: Vec<Standing>,
}

/// The sums of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Companies with at least one distinction.
    pub companies: u64,
    /// Distinctions.
    pub awards: u64,
    /// Sources that gave at least one of them.
    pub sources: u64,
    /// Companies without any distinction in the data before the window.
    pub newcomers: u64,
    /// Newcomers out of companies, 0 to 1.
    pub newcomers_share: Share,
    /// Companies with a distinction before the window: companies less newcomers.
    pub returning: u64,
}

/// How many of the companies distinguished belong to a first-level sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorShare {
    /// The sector; none for companies without one.
    pub sector: Option<SectorId>,
    /// Companies of the sector, out of all distinguished.
    pub share: Share,
}

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Standard competition rank: 1, 2, 2, 4.
    pub rank: u32,
    /// Whether another company has the same rank.
    pub tied: bool,
    /// The company.
    pub company: CompanyId,
    /// The company's first-level sector.
    pub sector: Option<SectorId>,
    /// The score of the method.
    pub score: u64,
    /// Source-years with at least one distinction.
    pub competitions: u64,
    /// Distinctions.
    pub awards: u64,
    /// The rank in the same window one year earlier.
    pub previous_rank: Option<u32>,
    /// Whether the company has no distinction in the data before the window.
    pub new: bool,
    /// Years in a row with a distinction, up to the last year of the window.
    pub streak: u32,
    /// The distinctions, as positions in the register's awards.
    pub won: Vec<usize>,
}
