//! The order that contradicts the fewest preferences (Kemeny, 1959).
//!
//! A ballot is one source in one year: it prefers the companies it places better, and those it distinguishes to
//! those it does not; between equals it prefers neither. Companies that do not beat each other in a circle can be
//! put in order one circle after the other (Truchon, 1998); within a circle all orders are tried, subset by subset.
//!
//! Several orders may be best. Those are looked at in which a circle stands as a whole above the companies that it
//! beats; there is always one. A company's rank counts the companies that stand above it in all of these, so
//! neither names nor the order of input decide.

mod circles;
mod duels;
mod subsets;

use std::collections::BTreeMap;

use self::duels::Duels;
use crate::Proof;
use model::Year;

/// One source in one year: its weight, and the best place of each company it distinguishes.
#[derive(Debug, Clone, Default)]
pub struct Ballot {
    /// In hundred-millionths.
    pub weight: u64,
    /// The best place of each company, by its position among the companies to be put in order.
    pub places: BTreeMap<usize, u64>,
}

/// The ballots of a window, by year and source.
pub type Ballots = BTreeMap<(Year, usize), Ballot>;

/// More companies are not compared each with each: the time grows with the third power of their number.
pub const MOST_COMPANIES: usize = 2_048;

/// How many companies stand above each one in all the best orders that are looked at; of at most
/// [`MOST_COMPANIES`].
///
/// In a circle too long to try every order, the companies stand in the order of their duels won less duels lost.
pub fn above(companies: usize, ballots: &Ballots) -> (Vec<u64>, Proof) {
    let duels = Duels::count(companies, ballots.values());
    let circles = circles::circles(&duels);
    let mut above = circles.before;
    let mut contradicted = 0;
    let mut exact = true;
    for circle in &circles.members {
        let order = subsets::best_orders(&duels, circle).unwrap_or_else(|| {
            exact = false;
            duels.by_balance(circle)
        });
        contradicted += order.contradicted;
        for (company, within) in circle.iter().zip(order.above) {
            above[*company] += within;
        }
    }
    contradicted += duels.least_between(&circles.members);
    let at_least = duels.least_contradicted();
    let proof = if exact { Proof::Exact { contradicted } } else { Proof::Between { contradicted, at_least } };
    (above, proof)
}

/// The order of one circle.
pub struct Order {
    /// For each company of the circle, how many of the circle stand above it in every best order.
    pub above: Vec<u64>,
    /// The preferences contradicted within the circle.
    pub contradicted: u64,
}
