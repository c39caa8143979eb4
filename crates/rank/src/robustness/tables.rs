//! Tables: what each source gave each company in each year, under every method of the scenarios.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::scenario::{METHODS, Scenario};
use crate::ledger::{Ledger, Row, Selection, within};
use crate::scores::competition;
use crate::{Query, Ranking};
use workspace::Method;

/// What the companies of a ranking were given, under every method of the scenarios.
pub struct Tables<'l> {
    /// The ledger.
    pub ledger: &'l Ledger<'l>,
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
    /// Position in [`Tables::sources`].
    pub source: usize,
    /// Weighed units of the method.
    pub units: i128,
    /// How many distinctions.
    pub awards: u64,
}

impl<'l> Tables<'l> {
    /// The tables of a ranking that was computed from the ledger.
    pub fn of(ledger: &'l Ledger<'l>, ranking: &Ranking) -> Self {
        let selections: Vec<Selection<'_>> = METHODS
            .into_iter()
            .map(|method| ledger.select(&Query { method, ..ranking.query.clone() }))
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
    let gift = |rows: &[Row]| Gift {
        year: usize::try_from(rows[0].year.get() - window.from.get()).expect("the row lies in the window"),
        source: sources.binary_search(&rows[0].source).expect("the source has a row in the window"),
        units: competition(selection, rows),
        awards: rows.len() as u64,
    };
    let of_company = |rows: &[Row]| {
        let rows = within(rows, window);
        rows.chunk_by(|a, b| (a.year, a.source) == (b.year, b.source)).map(gift).collect::<Vec<_>>()
    };
    let companies = &selection.ledger.companies;
    let mut all: HashMap<_, _> =
        selection.by_company().map(|rows| (&companies[rows[0].company].id, of_company(rows))).collect();
    let standings = ranking.standings.iter();
    standings.map(|standing| all.remove(&standing.company).unwrap_or_default()).collect()
}
