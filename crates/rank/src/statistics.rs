//! What a ranking says as a whole: how many won often, how many are new, how concentrated the prizes are, and how the
//! order reads when every list of a prize counts.
//!
//! To add a statistic: a field of [`Statistics`] and its line in `statistics`, a test below; then its words on the site.

use std::cmp::Reverse;

use serde::Serialize;

use crate::Standing;
use model::{CompanyId, Ratio, Share};

/// A company under both readings of several lists of one prize.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothReadings {
    pub company: CompanyId,
    /// What one source gives in one year is one competition, on however many lists.
    pub by_prize: PrizeReading,
    /// Every list is a competition of its own.
    pub by_list: PrizeReading,
}

/// What is counted under one reading, and the rank that it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PrizeReading {
    pub counted: u64,
    pub rank: u32,
    /// Whether another company has the same rank.
    pub tied: bool,
}

/// What a ranking says as a whole. Every share keeps its n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// Companies with two competitions or more.
    pub two_or_more: Share,
    /// Companies with more than ten competitions.
    pub more_than_ten: Share,
    /// Newcomers in the strict sense: no distinction in the data before the window.
    pub never_before: Share,
    /// Newcomers in the loose sense: no distinction in the year before the window.
    pub not_last_year: Share,
    /// Companies at the first three ranks that had a distinction in the year before the window.
    pub leading_pack: Share,
    /// Competitions won by the ten companies that won most, out of all competitions won.
    pub top_ten: Share,
    /// Gini index of the competitions won: 0 when all companies won as many, near 1 when one won nearly all.
    /// None without companies.
    pub gini: Option<Ratio>,
}

// The last rank of the leading pack.
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

/// Both readings of every company to which one source gave several distinctions in a year, as the standings go.
///
/// Read as one competition, the companies stand by competitions, then awards; read as several, by awards alone. So
/// they stand whatever the method of the ranking is.
pub fn readings(standings: &[Standing]) -> Vec<BothReadings> {
    let by_prize = ranks(standings, |standing| (standing.competitions, standing.awards));
    let by_list = ranks(standings, |standing| (standing.awards, 0));
    let both = standings.iter().zip(by_prize).zip(by_list);
    both.filter(|((standing, _), _)| standing.awards > standing.competitions)
        .map(|((standing, by_prize), by_list)| BothReadings {
            company: standing.company,
            by_prize: PrizeReading { counted: standing.competitions, rank: by_prize.0, tied: by_prize.1 },
            by_list: PrizeReading { counted: standing.awards, rank: by_list.0, tied: by_list.1 },
        })
        .collect()
}

/// The rank of each standing by a merit, and whether it is shared.
fn ranks(standings: &[Standing], merit: impl Fn(&Standing) -> (u64, u64)) -> Vec<(u32, bool)> {
    let mut merits: Vec<_> = standings.iter().map(|standing| Reverse(merit(standing))).collect();
    merits.sort_unstable();
    let rank = |standing| {
        let own = Reverse(merit(standing));
        let (above, at_least) =
            (merits.partition_point(|other| *other < own), merits.partition_point(|other| *other <= own));
        (above as u32 + 1, at_least > above + 1)
    };
    standings.iter().map(rank).collect()
}

/// The whole percents of the parts of a whole. What rounding down leaves over goes to the largest remainders;
/// of equal remainders, to the earlier part. Nothing has no percents: all 0.
pub fn percents(parts: &[u64]) -> Vec<u64> {
    let whole: u64 = parts.iter().sum();
    if whole == 0 {
        return vec![0; parts.len()];
    }
    let mut percents: Vec<u64> = parts.iter().map(|part| 100 * part / whole).collect();
    let left_over = 100 - percents.iter().sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&position| Reverse(100 * parts[position] % whole));
    for &position in by_remainder.iter().take(usize::try_from(left_over).expect("less than one a part")) {
        percents[position] += 1;
    }
    percents
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::{gini, percents};
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

    #[test]
    fn thirds_add_up_to_a_hundred() {
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[11, 9, 8, 40]), [16, 13, 12, 59]);
        assert_eq!(percents(&[]), Vec::<u64>::new());
        assert_eq!(percents(&[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn percents_add_up_and_stay_within_one_of_the_share(parts in prop::collection::vec(0..50_u64, 1..12)) {
            let whole: u64 = parts.iter().sum();
            let percents = percents(&parts);
            prop_assert_eq!(percents.iter().sum::<u64>(), if whole == 0 { 0 } else { 100 });
            for (part, percent) in parts.iter().zip(&percents) {
                prop_assert!((100 * part).abs_diff(percent * whole) < whole.max(1));
            }
        }
    }
}
