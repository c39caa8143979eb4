//! How sure a ranking is: the same awards ranked again under other methods, weights and sources.

mod influence;
mod scenarios;

use serde::Serialize;

use self::scenarios::{Scenario, ScenarioDraw, Tables};
use crate::ledger::Ledger;
use crate::ranking::rank;
use crate::{Proof, Query, Ranking, Standing};
use model::{CompanyId, Ratio, Register, Share, SourceId};
use workspace::Method;

/// What becomes of a ranking over scenarios: every method but `kemeny`, every source weighing half, as much or
/// double, and none or one source left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// How the scenarios were chosen.
    pub trial: Trial,
    /// One row a company, in the order of the ranking.
    pub companies: Vec<RankInterval>,
    /// For each company of the first ten ranks, what its rank hangs on.
    pub pivots: Vec<Pivot>,
    /// One row a source with a distinction in the window, by identifier.
    pub influence: Vec<Influence>,
    /// The order under every method; `kemeny` only of rankings that it puts in order in a moment.
    pub orders: Vec<MethodOrder>,
}

/// The ranks of the same companies under one method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodOrder {
    pub method: Method,
    /// How good the order is; only `kemeny` can prove it.
    pub proof: Option<Proof>,
    /// One rank a company, in the order of the ranking.
    pub ranks: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "trial")]
pub enum Trial {
    Enumerated {
        scenarios: u64,
    },
    /// Drawn from all by a fixed sequence, the same on every machine.
    Drawn {
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
pub struct RankInterval {
    pub company: CompanyId,
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
    pub company: CompanyId,
    /// The sources of which each, left out alone, changes its rank; with the rank it would have.
    pub sources: Vec<(SourceId, u32)>,
}

/// What a source is said to weigh, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Influence {
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

// Up to so many scenarios are all tried; of more, so many are drawn. A chance of being first is then off by 1.6
// points at most, in two of three draws.
const SCENARIOS: u64 = 1_000;

// Pivots are listed down to this rank.
const LAST_PIVOT: u32 = 10;

/// Tries how sure the ranking of a query is.
pub fn robustness(register: &Register, query: &Query) -> Robustness {
    let ledger = Ledger::new(register, query.level);
    let ranking = rank(&ledger.select(register, query), query);
    tried(register, &ledger, &ranking)
}

/// Tries how sure a ranking is that was computed from the ledger.
pub fn tried(register: &Register, ledger: &Ledger, ranking: &Ranking) -> Robustness {
    let tables = Tables::new(register, ledger, ranking);
    let removals = influence::removals(register, ledger, ranking, &tables.sources);
    let trial = match Scenario::count(tables.sources.len()) {
        Some(scenarios) if scenarios <= SCENARIOS => Trial::Enumerated { scenarios },
        Some(_) | None => Trial::Drawn { scenarios: SCENARIOS },
    };
    Robustness {
        trial,
        companies: rank_intervals(&tables, ranking, trial),
        pivots: pivots(&tables, &removals, ranking),
        influence: influence::influence(register, &tables, &removals, ranking),
        orders: influence::orders(register, ledger, ranking),
    }
}

fn rank_intervals(tables: &Tables<'_>, ranking: &Ranking, trial: Trial) -> Vec<RankInterval> {
    let row = |standing: &Standing| RankInterval {
        company: standing.company,
        rank: standing.rank,
        best: standing.rank,
        worst: standing.rank,
        first: Share { part: 0, whole: trial.scenarios() },
    };
    let mut rows: Vec<RankInterval> = ranking.standings.iter().map(row).collect();
    let (mut draw, sources) = (ScenarioDraw::default(), tables.sources.len());
    for number in 0..trial.scenarios() {
        let scenario = match trial {
            Trial::Enumerated { .. } => Scenario::numbered(sources, number),
            Trial::Drawn { .. } => Scenario::drawn(sources, &mut draw),
        };
        for (row, rank) in rows.iter_mut().zip(tables.ranks(&scenario)) {
            row.best = row.best.min(rank);
            row.worst = row.worst.max(rank);
            row.first.part += u64::from(rank == 1);
        }
    }
    rows
}

fn pivots(tables: &Tables<'_>, removals: &[Vec<u32>], ranking: &Ranking) -> Vec<Pivot> {
    let sources = || tables.sources.iter().map(|source| tables.ledger.sources[*source]);
    let pivot = |(position, standing): (usize, &Standing)| Pivot {
        company: standing.company,
        sources: sources()
            .zip(removals.iter().map(|ranks| ranks[position]))
            .filter(|(_, rank)| *rank != standing.rank)
            .collect(),
    };
    let first = ranking.standings.iter().take_while(|standing| standing.rank <= LAST_PIVOT);
    first.enumerate().map(pivot).collect()
}
