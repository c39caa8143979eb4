//! The two readings of several lists of one prize: one competition, or as many as there are lists.

use std::cmp::Reverse;

use crate::{Reading, Readings, Standing};

/// Both readings of every company to which one source gave several distinctions in one year, in the order of the
/// standings.
///
/// Read as one competition, the companies stand by competitions, then awards; read as several, by awards alone. So
/// they stand whatever the method of the ranking is.
pub fn readings(standings: &[Standing]) -> Vec<Readings> {
    let by_prize = ranks(standings, |standing| (standing.competitions, standing.awards));
    let by_list = ranks(standings, |standing| (standing.awards, 0));
    let both = standings.iter().zip(by_prize).zip(by_list);
    both.filter(|((standing, _), _)| standing.awards > standing.competitions)
        .map(|((standing, by_prize), by_list)| Readings {
            company: standing.company,
            by_prize: Reading { counted: standing.competitions, rank: by_prize.0, tied: by_prize.1 },
            by_list: Reading { counted: standing.awards, rank: by_list.0, tied: by_list.1 },
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
