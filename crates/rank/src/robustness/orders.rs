//! Orders: the ranks of the same companies under every method.

use std::collections::HashMap;

use crate::ledger::Ledger;
use crate::tallies::ranked;
use crate::{Order, Query, Ranking};
use workspace::Method;

/// `kemeny` compares each company with each under every ballot: more companies would take over a tenth of a second.
const MOST_COMPARED: usize = 500;

/// The order of a ranking's companies under each method.
pub fn orders(ledger: &Ledger<'_>, ranking: &Ranking) -> Vec<Order> {
    let feasible = |method: &Method| *method != Method::Kemeny || ranking.standings.len() <= MOST_COMPARED;
    Method::ALL.into_iter().filter(feasible).map(|method| order(ledger, ranking, method)).collect()
}

fn order(ledger: &Ledger<'_>, ranking: &Ranking, method: Method) -> Order {
    let query = Query { method, ..ranking.query.clone() };
    let selection = ledger.select(&query);
    let (ranked, proof) = ranked(&selection, method, query.window);
    let ranks: HashMap<_, u32> =
        ranked.iter().map(|(rank, tally)| (&ledger.companies[tally.company].id, *rank)).collect();
    Order {
        method,
        proof,
        ranks: ranking.standings.iter().map(|standing| ranks[&standing.company]).collect(),
    }
}
