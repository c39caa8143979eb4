//! The statistics of a ranking: how many won often, how many are new, how concentrated the prizes are.

use crate::{Standing, Statistics};
use model::{Ratio, Share};

/// The last rank of the leading pack.
const LEADING_PACK: u32 = 3;

/// Counts what the standings of a ranking say as a whole.
pub fn statistics(standings: &[Standing]) -> Statistics {
    let pack = standings.partition_point(|standing| standing.rank <= LEADING_PACK);
    let mut won: Vec<u64> = standings.iter().map(|standing| standing.competitions).collect();
    won.sort_unstable();
    Statistics {
        two_or_more: part_of(standings, |s| s.competitions >= 2),
        more_than_ten: part_of(standings, |s| s.competitions > 10),
        never_before: part_of(standings, |s| s.new),
        not_last_year: part_of(standings, |s| !s.year_before),
        leading_pack: part_of(&standings[..pack], |s| s.year_before),
        top_ten: Share { part: won.iter().rev().take(10).sum(), whole: won.iter().sum() },
        gini: gini(&won),
    }
}

fn part_of(standings: &[Standing], has: impl Fn(&Standing) -> bool) -> Share {
    let part = standings.iter().filter(|standing| has(standing)).count();
    Share { part: part as u64, whole: standings.len() as u64 }
}

/// The Gini index of values in rising order: `(2 Σ i·x − (n + 1) Σ x) / (n Σ x)`, places `i` from 1.
/// None when they add up to nothing.
fn gini(rising: &[u64]) -> Option<Ratio> {
    let n = rising.len() as i128;
    let sum: i128 = rising.iter().copied().map(i128::from).sum();
    let weighted: i128 = (1..).zip(rising).map(|(place, value)| place * i128::from(*value)).sum();
    Ratio::new(2 * weighted - (n + 1) * sum, n * sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::gini;
    use model::Ratio;

    #[test]
    fn equal_winners_have_a_gini_index_of_zero() {
        assert_eq!(gini(&[3, 3, 3]), Some(Ratio::ZERO));
        assert_eq!(gini(&[0, 0, 0, 8]), Ratio::new(3, 4));
        assert_eq!(gini(&[]), None);
    }

    proptest! {
        #[test]
        fn the_gini_index_is_half_the_mean_difference_over_the_mean(mut values in prop::collection::vec(1..30_u64, 1..12)) {
            values.sort_unstable();
            let pairs = values.iter().flat_map(|a| values.iter().map(move |b| i128::from(a.abs_diff(*b))));
            let sum: i128 = values.iter().copied().map(i128::from).sum();
            prop_assert_eq!(gini(&values), Ratio::new(pairs.sum(), 2 * values.len() as i128 * sum));
        }
    }
}
