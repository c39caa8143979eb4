//! How sure a ranking is: the same awards ranked again under other methods, weights and sources.

mod influence;
mod orders;
mod removal;
mod scenario;
mod tables;

use self::removal::Removal;
use self::scenario::{Draw, Space};
use self::tables::Tables;
use super::ledger::Ledger;
use super::standings::rank;
use crate::{Pivot, Query, Ranking, Robustness, Standing, Sureness, Trial};
use model::{Register, Share};

/// Up to so many scenarios are all tried; of more, so many are drawn. A chance of being first is then off by 1.6
/// points at most, in two of three draws.
const SCENARIOS: u64 = 1_000;

/// The last rank of which is told what it hangs on.
const LAST_PIVOT: u32 = 10;

/// Tries how sure the ranking of a query is.
pub fn robustness(register: &Register, query: &Query) -> Robustness {
    let ledger = Ledger::new(register, query.level);
    let ranking = rank(&ledger.select(query), query);
    tried(&ledger, &ranking)
}

/// Tries how sure a ranking is that was computed from the ledger.
pub fn tried(ledger: &Ledger<'_>, ranking: &Ranking) -> Robustness {
    let tables = Tables::of(ledger, ranking);
    let removals = removal::removals(ledger, ranking, &tables.sources);
    let space = Space::of(tables.sources.len());
    let trial = match space.size() {
        Some(scenarios) if scenarios <= SCENARIOS => Trial::Enumerated { scenarios },
        Some(_) | None => Trial::Drawn { scenarios: SCENARIOS },
    };
    Robustness {
        trial,
        companies: sureness(&tables, &space, ranking, trial),
        pivots: pivots(&removals, ranking),
        influence: influence::influence(&tables, &removals, ranking),
        orders: orders::orders(ledger, ranking),
    }
}

fn sureness(tables: &Tables<'_>, space: &Space, ranking: &Ranking, trial: Trial) -> Vec<Sureness> {
    let row = |standing: &Standing| Sureness {
        company: standing.company,
        rank: standing.rank,
        best: standing.rank,
        worst: standing.rank,
        first: Share { part: 0, whole: trial.scenarios() },
    };
    let mut rows: Vec<Sureness> = ranking.standings.iter().map(row).collect();
    let mut draw = Draw::default();
    for number in 0..trial.scenarios() {
        let scenario = match trial {
            Trial::Enumerated { .. } => space.numbered(number),
            Trial::Drawn { .. } => space.drawn(&mut draw),
        };
        for (row, rank) in rows.iter_mut().zip(tables.ranks(&scenario)) {
            row.best = row.best.min(rank);
            row.worst = row.worst.max(rank);
            row.first.part += u64::from(rank == 1);
        }
    }
    rows
}

fn pivots(removals: &[Removal], ranking: &Ranking) -> Vec<Pivot> {
    let pivot = |(position, standing): (usize, &Standing)| Pivot {
        company: standing.company,
        sources: removals
            .iter()
            .filter(|removal| removal.ranks[position] != standing.rank)
            .map(|removal| (removal.source, removal.ranks[position]))
            .collect(),
    };
    let first = ranking.standings.iter().take_while(|standing| standing.rank <= LAST_PIVOT);
    first.enumerate().map(pivot).collect()
}
