//! Duels: how much weight prefers one company to another.

use super::{Ballot, Order};

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
    pub fn by_balance(&self, circle: &[usize]) -> Order {
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
        Order { above: balance.iter().map(above).collect(), contradicted }
    }

    fn weaker_side(&self, a: usize, b: usize) -> u64 {
        self.preferred(a, b).min(self.preferred(b, a))
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.companies).flat_map(move |a| (a + 1..self.companies).map(move |b| (a, b)))
    }
}
