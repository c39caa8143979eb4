//! All orders of one circle at once, by the sets of companies that can stand at its top (Held and Karp, 1962).

use super::Order;
use super::duels::Duels;

/// Longer circles are not tried: 65,536 sets of companies, twice, take some milliseconds.
const LONGEST_CIRCLE: usize = 16;

/// The best orders of a circle; nothing when it is too long.
pub fn best_orders(duels: &Duels, circle: &[usize]) -> Option<Order> {
    let size = circle.len();
    if size > LONGEST_CIRCLE {
        return None;
    }
    let lost = Lost { duels, circle };
    let sets = 1_usize << size;
    // The least that is contradicted inside a set standing on top, and inside the rest below it.
    let mut top = vec![u64::MAX; sets];
    let mut below = vec![u64::MAX; sets];
    top[0] = 0;
    below[sets - 1] = 0;
    for set in 0..sets {
        for next in (0..size).filter(|next| set & (1 << next) == 0) {
            let larger = set | (1 << next);
            top[larger] = top[larger].min(top[set] + lost.to_set(next, !larger & (sets - 1)));
        }
    }
    for set in (0..sets).rev() {
        for last in (0..size).filter(|last| set & (1 << last) != 0) {
            let smaller = set & !(1 << last);
            below[smaller] = below[smaller].min(below[set] + lost.to_set(last, !set & (sets - 1)));
        }
    }
    let best = top[sets - 1];
    // Whether the second stands above the first in some best order.
    let mut reversed = vec![false; size * size];
    for set in (0..sets).filter(|set| top[*set] + below[*set] == best) {
        for a in (0..size).filter(|a| set & (1 << a) == 0) {
            for b in (0..size).filter(|b| set & (1 << b) != 0) {
                reversed[a * size + b] = true;
            }
        }
    }
    let always_above = |b: &usize| (0..size).filter(|a| a != b && !reversed[a * size + b]).count() as u64;
    Some(Order { above: (0..size).map(|b| always_above(&b)).collect(), contradicted: best })
}

/// What is contradicted when a company of the circle stands above others.
struct Lost<'d> {
    duels: &'d Duels,
    circle: &'d [usize],
}

impl Lost<'_> {
    /// The weight that prefers a company of the set to the one that stands above it.
    fn to_set(&self, upper: usize, set: usize) -> u64 {
        let lower = (0..self.circle.len()).filter(|lower| set & (1 << lower) != 0);
        lower.map(|lower| self.duels.preferred(self.circle[lower], self.circle[upper])).sum()
    }
}
