//! Removals: the ranking without one of its sources, under its own method.

use std::collections::HashMap;

use crate::Ranking;
use crate::ledger::{Ledger, Selection};
use crate::tallies::ranked;
use model::SourceId;

/// The ranking without one source.
pub struct Removal {
    /// The source left out.
    pub source: SourceId,
    /// The rank of each company, in the order of the ranking; after all others where it won nothing else.
    pub ranks: Vec<u32>,
}

/// Leaves out each of the sources in turn.
pub fn removals(ledger: &Ledger<'_>, ranking: &Ranking, sources: &[usize]) -> Vec<Removal> {
    let selection = ledger.select(&ranking.query);
    sources.iter().map(|source| removal(&selection, ranking, *source)).collect()
}

fn removal(selection: &Selection<'_>, ranking: &Ranking, source: usize) -> Removal {
    let rest = Selection {
        ledger: selection.ledger,
        sources: selection.sources.clone(),
        weights: selection.weights.clone(),
        rows: selection.rows.iter().filter(|row| row.source != source).copied().collect(),
    };
    let (ranked, _) = ranked(&rest, ranking.query.method, ranking.query.window);
    let companies = &selection.ledger.companies;
    let ranks: HashMap<_, u32> =
        ranked.iter().map(|(rank, tally)| (&companies[tally.company].id, *rank)).collect();
    let last = ranked.len() as u32 + 1;
    let rank = |company| ranks.get(company).copied().unwrap_or(last);
    Removal {
        source: selection.ledger.sources[source].id,
        ranks: ranking.standings.iter().map(|standing| rank(&standing.company)).collect(),
    }
}
