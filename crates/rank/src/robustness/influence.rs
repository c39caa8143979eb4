//! One choice changed at a time: the ranking without each of its sources, what each source is said to weigh beside
//! what it gives and moves, and the order under every method.

use std::collections::HashMap;

use super::scenarios::{Gift, Tables};
use super::{Influence, MethodOrder};
use crate::ledger::{Ledger, Selection};
use crate::tallies::ranked;
use crate::{Query, Ranking};
use model::{Ratio, Register, Share};
use workspace::Method;

/// Leaves out each of the sources in turn, and ranks the companies, in the order of the ranking, without it.
pub fn removals(register: &Register, ledger: &Ledger, ranking: &Ranking, sources: &[usize]) -> Vec<Vec<u32>> {
    let mut selection = ledger.select(register, &ranking.query);
    // Its ranks come from the rows of its window alone, which each source goes through anew.
    selection.rows.to_mut().retain(|row| ranking.query.window.holds(row.year));
    sources.iter().map(|source| ranks_without(&selection, ranking, *source)).collect()
}

/// A company that won nothing else stands after all others.
fn ranks_without(selection: &Selection<'_>, ranking: &Ranking, source: usize) -> Vec<u32> {
    let rest = Selection {
        register: selection.register,
        ledger: selection.ledger,
        sources: selection.sources.clone(),
        weights: selection.weights.clone(),
        rows: selection.rows.iter().filter(|row| row.source != source).copied().collect(),
    };
    let (ranked, _) = ranked(&rest, ranking.query.method, ranking.query.window);
    let companies = &selection.ledger.companies;
    let ranks: HashMap<_, u32> =
        ranked.iter().map(|(rank, tally)| (companies[tally.company], *rank)).collect();
    let last = ranked.len() as u32 + 1;
    let rank = |company| ranks.get(company).copied().unwrap_or(last);
    ranking.standings.iter().map(|standing| rank(&standing.company)).collect()
}

/// The influence of every source of the tables.
pub fn influence(
    register: &Register,
    tables: &Tables<'_>,
    removals: &[Vec<u32>],
    ranking: &Ranking,
) -> Vec<Influence> {
    let gifts = tables.gifts(ranking.query.method);
    let weight = |source: &usize| {
        i128::from(ranking.query.rules.weight_units(register.source(&tables.ledger.sources[*source])))
    };
    let all_weights: i128 = tables.sources.iter().map(weight).sum();
    let scores: Vec<i128> = gifts.iter().map(|gifts| given(gifts, |_| true)).collect();
    let all_given: i128 = scores.iter().sum();
    let of_source = |(position, source): (usize, &usize)| {
        let parts: Vec<i128> =
            gifts.iter().map(|gifts| given(gifts, |gift| gift.source == position)).collect();
        Influence {
            source: tables.ledger.sources[*source],
            declared: Ratio::new(weight(source), all_weights).unwrap_or(Ratio::ZERO),
            given: Ratio::new(parts.iter().sum(), all_given).unwrap_or(Ratio::ZERO),
            correlation: squared_correlation(&parts, &scores),
            moved: moved(&removals[position], ranking),
        }
    };
    tables.sources.iter().enumerate().map(of_source).collect()
}

fn given(gifts: &[Gift], counts: impl Fn(&Gift) -> bool) -> i128 {
    gifts.iter().filter(|gift| counts(gift)).map(|gift| gift.units).sum()
}

fn moved(ranks: &[u32], ranking: &Ranking) -> Share {
    let pairs = ranks.iter().zip(&ranking.standings);
    let moved = pairs.filter(|(rank, standing)| **rank != standing.rank).count();
    Share { part: moved as u64, whole: ranking.standings.len() as u64 }
}

/// `cov² / (var · var)`, exactly; nothing when a variance is 0, or a product too large.
fn squared_correlation(x: &[i128], y: &[i128]) -> Option<Ratio> {
    let (x, y) = (reduced(x), reduced(y));
    let covariance = spread(&x, &y)?;
    let variances = spread(&x, &x)?.checked_mul(spread(&y, &y)?)?;
    Ratio::new(covariance.checked_mul(covariance)?, variances)
}

/// `n Σxy − Σx Σy`.
fn spread(x: &[i128], y: &[i128]) -> Option<i128> {
    let sum = |values: &[i128]| values.iter().try_fold(0_i128, |sum, value| sum.checked_add(*value));
    let product = |sum: i128, (x, y): (&i128, &i128)| sum.checked_add(x.checked_mul(*y)?);
    let products = x.iter().zip(y).try_fold(0_i128, product)?;
    let n = i128::try_from(x.len()).ok()?;
    n.checked_mul(products)?.checked_sub(sum(x)?.checked_mul(sum(y)?)?)
}

/// Values without their common factor, which changes no correlation.
fn reduced(values: &[i128]) -> Vec<i128> {
    let common = values.iter().fold(0, |divisor, value| greatest_common_divisor(divisor, *value));
    values.iter().map(|value| if common == 0 { 0 } else { value / common }).collect()
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

// `kemeny` compares each company with each under every ballot: more companies would take over a tenth of a second.
const MOST_COMPARED: usize = 500;

/// The order of a ranking's companies under each method.
pub fn orders(register: &Register, ledger: &Ledger, ranking: &Ranking) -> Vec<MethodOrder> {
    let feasible = |method: &Method| *method != Method::Kemeny || ranking.standings.len() <= MOST_COMPARED;
    Method::ALL.into_iter().filter(feasible).map(|method| order(register, ledger, ranking, method)).collect()
}

fn order(register: &Register, ledger: &Ledger, ranking: &Ranking, method: Method) -> MethodOrder {
    let query = Query { method, ..ranking.query.clone() };
    let selection = ledger.select(register, &query);
    let (ranked, proof) = ranked(&selection, method, query.window);
    let ranks: HashMap<_, u32> =
        ranked.iter().map(|(rank, tally)| (ledger.companies[tally.company], *rank)).collect();
    MethodOrder {
        method,
        proof,
        ranks: ranking.standings.iter().map(|standing| ranks[&standing.company]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::squared_correlation;
    use model::Ratio;

    #[test]
    fn a_correlation_is_exact_and_knows_no_unit() {
        assert_eq!(squared_correlation(&[1, 2, 3], &[20, 40, 60]), Some(Ratio::whole(1)));
        assert_eq!(squared_correlation(&[1, 2, 3], &[3, 1, 2]), Ratio::new(1, 4));
        assert_eq!(
            squared_correlation(&[7, 7, 7], &[1, 2, 3]),
            None,
            "a source that gives all alike tells nothing"
        );
        assert_eq!(squared_correlation(&[i128::MAX, 1, 2], &[1, 2, 3]), None);
    }
}
