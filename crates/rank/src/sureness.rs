//! How sure an order is: what becomes of it when its choices are made otherwise.

use serde::Serialize;

use crate::Proof;
use model::{CompanyId, Ratio, Share, SourceId};
use workspace::Method;

/// What becomes of a ranking over scenarios: every method but `kemeny`, every source weighing half, as much or
/// double, and none or one source left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// How the scenarios were chosen.
    pub trial: Trial,
    /// One row a company, in the order of the ranking.
    pub companies: Vec<Sureness>,
    /// For each company of the first ten ranks, what its rank hangs on.
    pub pivots: Vec<Pivot>,
    /// One row a source with a distinction in the window, by identifier.
    pub influence: Vec<Influence>,
    /// The order under every method; `kemeny` only of rankings that it puts in order in a moment.
    pub orders: Vec<Order>,
}

/// The ranks of the same companies under one method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The method.
    pub method: Method,
    /// How good the order is; only told by the method `kemeny`.
    pub proof: Option<Proof>,
    /// One rank a company, in the order of the ranking.
    pub ranks: Vec<u32>,
}

/// How scenarios were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "trial")]
pub enum Trial {
    /// All there are.
    Enumerated {
        /// How many.
        scenarios: u64,
    },
    /// Drawn from all by a fixed sequence, the same on every machine.
    Drawn {
        /// How many.
        scenarios: u64,
    },
}

impl Trial {
    /// How many scenarios there were.
    pub fn scenarios(self) -> u64 {
        match self {
            Self::Enumerated { scenarios } | Self::Drawn { scenarios } => scenarios,
        }
    }
}

/// The ranks of one company over the scenarios. Where all its sources are left out, it ranks after all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sureness {
    /// The company.
    pub company: CompanyId,
    /// Its rank as published.
    pub rank: u32,
    /// Its best rank in any scenario.
    pub best: u32,
    /// Its worst rank in any scenario.
    pub worst: u32,
    /// Scenarios in which it is first, alone or with others.
    pub first: Share,
}

/// What the rank of a company hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pivot {
    /// The company.
    pub company: CompanyId,
    /// The sources of which each, left out alone, changes its rank; with the rank it would have.
    pub sources: Vec<(SourceId, u32)>,
}

/// What a source is said to weigh, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Influence {
    /// The source.
    pub source: SourceId,
    /// Its weight out of all weights.
    pub declared: Ratio,
    /// The weighed points it gives, out of all given.
    pub given: Ratio,
    /// The squared correlation of what it gives with the score, over the companies of the ranking, after Paruolo,
    /// Saisana and Saltelli (2013); none where either is the same for all, or too large to square exactly.
    pub correlation: Option<Ratio>,
    /// Companies whose rank changes when it is left out.
    pub moved: Share,
}
