//! Rankings: our computed order for a window of years and a method.

use std::collections::BTreeSet;

use serde::Serialize;
use workspace::Method;

use crate::{Readings, Statistics};
use model::{CompanyId, CompanyLevel, Kind, Ratio, SectorId, Share, Window};
use workspace::Rules;

/// What a ranking is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The years.
    pub window: Window,
    /// How awards become a score.
    pub method: Method,
    /// What a place is worth and a source weighs.
    pub rules: Rules,
    /// Only sources of this country; all sources when none.
    pub country: Option<String>,
    /// Only sources of this kind; all kinds when none.
    pub kind: Option<Kind>,
    /// Only companies of this first-level sector.
    pub sector: Option<SectorId>,
    /// Who is credited: each brand, or the entity or group that it belongs to.
    pub level: CompanyLevel,
    /// What is left out.
    pub without: BTreeSet<Without>,
}

impl Query {
    /// The default ranking of these years: every source, every company, every distinction.
    pub fn of(window: Window) -> Self {
        Self {
            window,
            method: Method::Competitions,
            rules: Rules::default(),
            country: None,
            kind: None,
            sector: None,
            level: CompanyLevel::Brand,
            without: BTreeSet::new(),
        }
    }
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
    /// How good the order is; only told by the method `kemeny`.
    pub proof: Option<Proof>,
    /// What it says as a whole.
    pub statistics: Statistics,
    /// Sectors of the companies distinguished, largest first.
    pub sectors: Vec<SectorShare>,
    /// The companies to which one source gave several distinctions in one year, under both readings, in order.
    pub readings: Vec<Readings>,
    /// One row a company, in order.
    pub standings: Vec<Standing>,
}

impl Ranking {
    /// The companies that rank better than in the window one year earlier, the largest rise first.
    pub fn climbers(&self) -> Vec<&Standing> {
        self.movers(|standing| standing.rise().filter(|rise| *rise > 0))
    }

    /// The companies that rank worse than in the window one year earlier, the deepest fall first.
    pub fn fallers(&self) -> Vec<&Standing> {
        self.movers(|standing| standing.rise().filter(|rise| *rise < 0).map(|rise| -rise))
    }

    /// In the order of the ranking where two moved equally far.
    fn movers(&self, moved: impl Fn(&Standing) -> Option<i64>) -> Vec<&Standing> {
        let mut movers: Vec<(i64, &Standing)> =
            self.standings.iter().filter_map(|standing| Some((moved(standing)?, standing))).collect();
        movers.sort_by_key(|(places, _)| -places);
        movers.into_iter().map(|(_, standing)| standing).collect()
    }
}

/// How good an order of the method `kemeny` is, in contradicted preferences (weighed, in hundred-millionths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "proof")]
pub enum Proof {
    /// No order contradicts fewer.
    Exact {
        /// Preferences contradicted.
        contradicted: u64,
    },
    /// Some companies beat each other in too long a circle to try every order.
    Between {
        /// Preferences contradicted at most.
        contradicted: u64,
        /// What any order contradicts at least.
        at_least: u64,
    },
    /// Too many companies to compare each with each.
    Unproven,
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
    /// The share in whole percent, by largest remainder: the percents of a ranking add up to 100.
    pub percent: u64,
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
    /// The score of the method; under `kemeny` the number of other companies that do not always stand above this
    /// one.
    pub score: Ratio,
    /// Source-years with at least one distinction.
    pub competitions: u64,
    /// Distinctions.
    pub awards: u64,
    /// The rank in a window of the same length that ends one year earlier; none if not ranked there.
    pub previous_rank: Option<u32>,
    /// Whether the company has no distinction in the data before the window.
    pub new: bool,
    /// Whether the company had a distinction in the year before the window.
    pub year_before: bool,
    /// Years in a row with a distinction, ending with the last year of the window; they may begin before it.
    pub streak: u32,
    /// The distinctions, as positions in the register's awards, by year, source and identifier.
    pub won: Vec<usize>,
}

impl Standing {
    /// Places gained since the window one year earlier, negative for places lost; none if not ranked there.
    pub fn rise(&self) -> Option<i64> {
        self.previous_rank.map(|previous| i64::from(previous) - i64::from(self.rank))
    }
}
