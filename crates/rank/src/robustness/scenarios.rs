//! Scenarios: one method, a factor for each source, and none or one source left out; and the tables that they are
//! ranked from: what each source gave each company in each year, under every method.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::ledger::{Distinction, Ledger, Selection, within};
use crate::methods::competition;
use crate::{Query, Ranking};
use model::Register;
use workspace::Method;

/// The methods of the scenarios: all whose score is a sum or a middle.
pub const METHODS: [Method; 5] =
    [Method::Competitions, Method::Points, Method::Borda, Method::Dowdall, Method::Median];

// What a source can weigh, in halves of its declared weight: half, as much, double.
const FACTORS: [u64; 3] = [1, 2, 4];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The position of the method in [`METHODS`].
    pub method: usize,
    /// The factor of each source, in halves.
    pub factors: Vec<u64>,
    pub left_out: Option<usize>,
}

impl Scenario {
    /// How many there are of so many sources; nothing when more than can be counted.
    pub fn count(sources: usize) -> Option<u64> {
        let weighings = u32::try_from(sources).ok().and_then(|sources| 3_u64.checked_pow(sources))?;
        weighings.checked_mul(METHODS.len() as u64)?.checked_mul(sources as u64 + 1)
    }

    /// One by its number, below the count.
    pub fn numbered(sources: usize, mut number: u64) -> Self {
        Self::chosen(sources, |choices| {
            let digit = number % choices;
            number /= choices;
            digit
        })
    }

    /// One drawn at random, each as likely as any other.
    pub fn drawn(sources: usize, draw: &mut ScenarioDraw) -> Self {
        Self::chosen(sources, |choices| draw.below(choices))
    }

    fn chosen(sources: usize, mut choose: impl FnMut(u64) -> u64) -> Self {
        let mut choice = |choices: usize| choose(choices as u64) as usize;
        Self {
            method: choice(METHODS.len()),
            left_out: choice(sources + 1).checked_sub(1),
            factors: (0..sources).map(|_| FACTORS[choice(FACTORS.len())]).collect(),
        }
    }
}

/// A fixed sequence of numbers without a visible pattern: SplitMix64 (Steele, Lea and Flood, 2014), from 0.
#[derive(Debug, Default)]
pub struct ScenarioDraw(u64);

impl ScenarioDraw {
    /// The next number below `end`. The ends are small, so that all are as good as equally likely.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What the companies of a ranking were given, under every method of the scenarios.
pub struct Tables<'l> {
    pub ledger: &'l Ledger,
    /// The sources with a distinction in the window, by their numbers in the ledger.
    pub sources: Vec<usize>,
    years: usize,
    /// For each method the gifts of each company, in the order of the ranking.
    methods: Vec<Vec<Vec<Gift>>>,
}

/// What one source in one year gave a company.
#[derive(Debug, Clone, Copy)]
pub struct Gift {
    /// Years after the first of the window.
    pub year: usize,
    pub source: usize,
    /// Weighed units of the method.
    pub units: i128,
    pub awards: u64,
}

impl<'l> Tables<'l> {
    /// The tables of a ranking that was computed from the ledger.
    pub fn new(register: &'l Register, ledger: &'l Ledger, ranking: &Ranking) -> Self {
        let selections: Vec<Selection<'_>> = METHODS
            .into_iter()
            .map(|method| ledger.select(register, &Query { method, ..ranking.query.clone() }))
            .collect();
        let window = ranking.query.window;
        let rows = selections.iter().flat_map(|s| s.rows.iter()).filter(|row| window.holds(row.year));
        let sources: BTreeSet<usize> = rows.map(|row| row.source).collect();
        let sources: Vec<usize> = sources.into_iter().collect();
        let methods = selections.iter().map(|selection| gifts(selection, ranking, &sources)).collect();
        Self { ledger, sources, years: window.years().count(), methods }
    }

    /// The gifts of each company under a method, in the order of the ranking; under `kemeny`, by competitions.
    pub fn gifts(&self, method: Method) -> &[Vec<Gift>] {
        let position = METHODS.iter().position(|m| *m == method).unwrap_or(0);
        &self.methods[position]
    }

    /// The rank of each company in a scenario, in the order of the ranking.
    pub fn ranks(&self, scenario: &Scenario) -> Vec<u32> {
        let method = METHODS[scenario.method];
        let merits: Vec<_> =
            self.methods[scenario.method].iter().map(|gifts| self.merit(method, gifts, scenario)).collect();
        let mut order: Vec<usize> = (0..merits.len()).collect();
        order.sort_unstable_by_key(|company| Reverse(merits[*company]));
        let mut ranks = vec![0; merits.len()];
        let mut rank = 0;
        for (position, company) in order.iter().enumerate() {
            let shared = position > 0 && merits[order[position - 1]] == merits[*company];
            rank = if shared { rank } else { position as u32 + 1 };
            ranks[*company] = rank;
        }
        ranks
    }

    /// The score, and what decides between equal ones.
    fn merit(&self, method: Method, gifts: &[Gift], scenario: &Scenario) -> (i128, u64) {
        let stays = |gift: &&Gift| scenario.left_out != Some(gift.source);
        let units = |gift: &Gift| gift.units * i128::from(scenario.factors[gift.source]);
        let kept = || gifts.iter().filter(stays);
        let sum = || kept().map(units).sum();
        match method {
            Method::Competitions => (sum(), kept().map(|gift| gift.awards).sum()),
            Method::Points | Method::Borda | Method::Dowdall | Method::Kemeny => (sum(), 0),
            Method::Median => {
                let mut years = vec![0; self.years];
                kept().for_each(|gift| years[gift.year] += units(gift));
                (twice_the_middle(years), kept().count() as u64)
            }
        }
    }
}

fn twice_the_middle(mut years: Vec<i128>) -> i128 {
    years.sort_unstable();
    let middle = years.len() / 2;
    years[middle] + years[years.len() - 1 - middle]
}

fn gifts(selection: &Selection<'_>, ranking: &Ranking, sources: &[usize]) -> Vec<Vec<Gift>> {
    let window = ranking.query.window;
    let gift = |rows: &[Distinction]| Gift {
        year: usize::try_from(rows[0].year.get() - window.from.get()).expect("the row lies in the window"),
        source: sources.binary_search(&rows[0].source).expect("the source has a row in the window"),
        units: competition(selection, rows),
        awards: rows.len() as u64,
    };
    let of_company = |rows: &[Distinction]| {
        let rows = within(rows, window);
        rows.chunk_by(|a, b| (a.year, a.source) == (b.year, b.source)).map(gift).collect::<Vec<_>>()
    };
    let companies = &selection.ledger.companies;
    let mut all: HashMap<_, _> =
        selection.by_company().map(|rows| (companies[rows[0].company], of_company(rows))).collect();
    let standings = ranking.standings.iter();
    standings.map(|standing| all.remove(&standing.company).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_every_scenario_once() {
        let numbers = 0..Scenario::count(2).unwrap();
        let all: Vec<Scenario> = numbers.map(|number| Scenario::numbered(2, number)).collect();
        assert_eq!(all.len(), 5 * 3 * 9);
        assert!(all.iter().enumerate().all(|(position, one)| !all[..position].contains(one)));
        assert_eq!(Scenario::count(60), None);
    }

    #[test]
    fn draws_are_the_same_every_time_and_reach_every_choice() {
        let drawn = || {
            let mut draw = ScenarioDraw::default();
            (0..500).map(|_| Scenario::drawn(3, &mut draw)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(), drawn());
        for choice in 0..4_usize {
            let left_out = choice.checked_sub(1);
            assert!(
                drawn().iter().any(|scenario| scenario.left_out == left_out),
                "{left_out:?} is never drawn"
            );
        }
    }
}
