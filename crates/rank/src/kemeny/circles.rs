//! Circles: companies that beat each other in a round, and which circles stand above which.

use super::duels::Duels;

/// Circles of companies, a lone company being a circle of one: the strong components of "beats".
pub struct Circles {
    /// The companies of each circle, in rising order; circles in the order of their first company.
    pub members: Vec<Vec<usize>>,
    /// For each company, how many companies of other circles stand above it: those from which "beats" leads to it.
    pub before: Vec<u64>,
}

/// Finds the circles by reaching, from each company not yet placed, along "beats" and against it.
pub fn circles(duels: &Duels) -> Circles {
    let companies = duels.companies();
    let beats: Vec<Set> = (0..companies).map(|a| Set::of(companies, |b| duels.beats(a, b))).collect();
    let beaten_by: Vec<Set> = (0..companies).map(|a| Set::of(companies, |b| duels.beats(b, a))).collect();
    let mut circles = Circles { members: vec![], before: vec![0; companies] };
    let mut placed = Set::of(companies, |_| false);
    for start in 0..companies {
        if placed.holds(start) {
            continue;
        }
        let (forward, backward) = (reached(&beats, start), reached(&beaten_by, start));
        let circle: Vec<usize> = (0..companies).filter(|c| forward.holds(*c) && backward.holds(*c)).collect();
        for company in &circle {
            placed.add(*company);
            circles.before[*company] = backward.len() - circle.len() as u64;
        }
        circles.members.push(circle);
    }
    circles
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
