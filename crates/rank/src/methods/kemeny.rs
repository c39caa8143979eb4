//! The order that contradicts the fewest preferences (Kemeny, 1959).
//!
//! A ballot is one source in one year: it prefers the companies it places better, and those it distinguishes to
//! those it does not; between equals it prefers neither. Companies that do not beat each other in a circle can be
//! put in order one circle after the other (Truchon, 1998); within a circle all orders are tried, subset by subset.
//!
//! Several orders may be best. Those are looked at in which a circle stands as a whole above the companies that it
//! beats; there is always one. A company's rank counts the companies that stand above it in all of these, so
//! neither names nor the order of input decide.

use std::collections::BTreeMap;

use crate::Proof;
use model::Year;

/// One source in one year: its weight, and the best place of each company it distinguishes.
#[derive(Debug, Clone, Default)]
pub struct Ballot {
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
    let (circles, mut above) = circles(&duels);
    let mut contradicted = duels.least_between(&circles);
    let mut exact = true;
    for circle in &circles {
        let (above_within, contradicted_within) = best_orders(&duels, circle).unwrap_or_else(|| {
            exact = false;
            duels.by_balance(circle)
        });
        contradicted += contradicted_within;
        for (company, within) in circle.iter().zip(above_within) {
            above[*company] += within;
        }
    }
    let at_least = duels.least_contradicted();
    let proof = if exact { Proof::Exact { contradicted } } else { Proof::Between { contradicted, at_least } };
    (above, proof)
}

/// For each company of a circle, how many of the circle stand above it in every best order; and the preferences
/// contradicted within the circle.
type CircleOrder = (Vec<u64>, u64);

/// For each pair of companies, the weight of the ballots that prefer the first to the second.
pub struct Duels {
    companies: usize,
    preferred: Vec<u64>,
}

impl Duels {
    /// Counts the preferences of all ballots.
    pub fn count<'b>(companies: usize, ballots: impl Iterator<Item = &'b Ballot>) -> Self {
        let mut duels = Self { companies, preferred: vec![0; companies * companies] };
        for ballot in ballots {
            // A company that is not distinguished stands below every place.
            let mut places = vec![u64::MAX; companies];
            ballot.places.iter().for_each(|(company, place)| places[*company] = *place);
            for (&better, &place) in &ballot.places {
                let row = &mut duels.preferred[better * companies..(better + 1) * companies];
                for (preferred, other) in row.iter_mut().zip(&places) {
                    *preferred += if place < *other { ballot.weight } else { 0 };
                }
            }
        }
        duels
    }

    /// How many companies there are.
    pub fn companies(&self) -> usize {
        self.companies
    }

    /// The weight that prefers `a` to `b`.
    pub fn preferred(&self, a: usize, b: usize) -> u64 {
        self.preferred[a * self.companies + b]
    }

    /// Whether more weight prefers `a` to `b` than the reverse.
    pub fn beats(&self, a: usize, b: usize) -> bool {
        self.preferred(a, b) > self.preferred(b, a)
    }

    /// What every order contradicts at least: the weaker side of each pair.
    pub fn least_contradicted(&self) -> u64 {
        self.pairs().map(|(a, b)| self.weaker_side(a, b)).sum()
    }

    /// The weaker side of each pair whose two companies belong to different circles.
    pub fn least_between(&self, circles: &[Vec<usize>]) -> u64 {
        let within = |circle: &Vec<usize>| -> u64 {
            let pairs = circle.iter().flat_map(|a| circle.iter().map(move |b| (*a, *b)));
            pairs.filter(|(a, b)| a < b).map(|(a, b)| self.weaker_side(a, b)).sum()
        };
        self.least_contradicted() - circles.iter().map(within).sum::<u64>()
    }

    /// The companies of a circle by duels won less duels lost; equals share, and count as contradicting each other.
    pub fn by_balance(&self, circle: &[usize]) -> CircleOrder {
        let won = |a: usize| circle.iter().filter(|b| self.beats(a, **b)).count();
        let lost = |a: usize| circle.iter().filter(|b| self.beats(**b, a)).count();
        let balance: Vec<i64> = circle.iter().map(|a| won(*a) as i64 - lost(*a) as i64).collect();
        let above = |own: &i64| balance.iter().filter(|other| *other > own).count() as u64;
        let mut contradicted = 0;
        for (i, a) in circle.iter().enumerate() {
            for (j, b) in circle.iter().enumerate().skip(i + 1) {
                contradicted += match balance[i].cmp(&balance[j]) {
                    std::cmp::Ordering::Greater => self.preferred(*b, *a),
                    std::cmp::Ordering::Less => self.preferred(*a, *b),
                    std::cmp::Ordering::Equal => self.preferred(*a, *b).max(self.preferred(*b, *a)),
                };
            }
        }
        (balance.iter().map(above).collect(), contradicted)
    }

    fn weaker_side(&self, a: usize, b: usize) -> u64 {
        self.preferred(a, b).min(self.preferred(b, a))
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.companies).flat_map(move |a| (a + 1..self.companies).map(move |b| (a, b)))
    }
}

/// The circles of companies, a lone company being a circle of one: the strong components of "beats". The companies of each
/// are in rising order, the circles in the order of their first company. And for each company, how many companies of
/// other circles stand above it: those from which "beats" leads to it. Found by reaching, from each company not yet
/// placed, along "beats" and against it.
fn circles(duels: &Duels) -> (Vec<Vec<usize>>, Vec<u64>) {
    let companies = duels.companies();
    let beats: Vec<Set> = (0..companies).map(|a| Set::of(companies, |b| duels.beats(a, b))).collect();
    let beaten_by: Vec<Set> = (0..companies).map(|a| Set::of(companies, |b| duels.beats(b, a))).collect();
    let (mut circles, mut above) = (vec![], vec![0; companies]);
    let mut placed = Set::of(companies, |_| false);
    for start in 0..companies {
        if placed.holds(start) {
            continue;
        }
        let (forward, backward) = (reached(&beats, start), reached(&beaten_by, start));
        let circle: Vec<usize> = (0..companies).filter(|c| forward.holds(*c) && backward.holds(*c)).collect();
        for company in &circle {
            placed.add(*company);
            above[*company] = backward.len() - circle.len() as u64;
        }
        circles.push(circle);
    }
    (circles, above)
}

/// The companies that steps lead to, the start among them.
fn reached(steps: &[Set], start: usize) -> Set {
    let mut reached = Set::of(steps.len(), |company| company == start);
    let mut left = vec![start];
    while let Some(at) = left.pop() {
        reached.add_all(&steps[at], &mut left);
    }
    reached
}

/// A set of companies, one bit each.
struct Set(Vec<u64>);

impl Set {
    fn of(companies: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut set = Self(vec![0; companies.div_ceil(64)]);
        (0..companies).filter(|company| holds(*company)).for_each(|company| set.add(company));
        set
    }

    fn holds(&self, company: usize) -> bool {
        self.0[company / 64] & (1 << (company % 64)) != 0
    }

    fn add(&mut self, company: usize) {
        self.0[company / 64] |= 1 << (company % 64);
    }

    fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Adds another set, and tells which companies are new.
    fn add_all(&mut self, other: &Self, new: &mut Vec<usize>) {
        for (position, (word, added)) in self.0.iter_mut().zip(&other.0).enumerate() {
            let mut fresh = added & !*word;
            *word |= added;
            while fresh != 0 {
                new.push(64 * position + fresh.trailing_zeros() as usize);
                fresh &= fresh - 1;
            }
        }
    }
}

// Longer circles are not tried: 65,536 sets of companies, twice, take some milliseconds.
const LONGEST_CIRCLE: usize = 16;

/// The best orders of a circle; nothing when it is too long.
fn best_orders(duels: &Duels, circle: &[usize]) -> Option<CircleOrder> {
    let size = circle.len();
    if size > LONGEST_CIRCLE {
        return None;
    }
    // The weight that prefers a company of the set to the one that stands above it.
    let lost = |upper: usize, set: usize| -> u64 {
        let lower = (0..size).filter(|lower| set & (1 << lower) != 0);
        lower.map(|lower| duels.preferred(circle[lower], circle[upper])).sum()
    };
    let sets = 1_usize << size;
    // The least that is contradicted inside a set standing on top, and inside the rest below it.
    let mut top = vec![u64::MAX; sets];
    let mut below = vec![u64::MAX; sets];
    top[0] = 0;
    below[sets - 1] = 0;
    for set in 0..sets {
        for next in (0..size).filter(|next| set & (1 << next) == 0) {
            let larger = set | (1 << next);
            top[larger] = top[larger].min(top[set] + lost(next, !larger & (sets - 1)));
        }
    }
    for set in (0..sets).rev() {
        for last in (0..size).filter(|last| set & (1 << last) != 0) {
            let smaller = set & !(1 << last);
            below[smaller] = below[smaller].min(below[set] + lost(last, !set & (sets - 1)));
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
    Some(((0..size).map(|b| always_above(&b)).collect(), best))
}
