//! The profile of a source: what its awards say of it, beside what is declared, and how far it agrees with the others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::Ledger;
use crate::{Coverage, ListState, Query};
use model::{Counting, Decimal, Register, Share, SourceId, Window, Year};
use workspace::RankingSettings;

/// What the awards of a source say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceProfile {
    pub source: SourceId,
    pub distinctions: u64,
    pub companies: u64,
    /// How far it agrees with each other source that distinguished some of the same companies, by identifier.
    pub agreements: Vec<Agreement>,
    /// Sources with a distinction that none is compared with, as too many distinguished more companies.
    pub not_compared: u64,
    /// Awards with which it hands over another source's result again.
    pub repeats: BTreeMap<SourceId, u64>,
    /// Awards with which other sources hand over its results again.
    pub repeated_by: BTreeMap<SourceId, u64>,
    /// Years whose list is complete, out of the years in which it was held.
    pub complete: Share,
    /// Years of whose list we have at least a part, out of the same.
    pub known: Share,
}

/// How far two sources agree on the companies that both distinguished, over the years in which both did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub with: SourceId,
    /// Companies that both distinguished, out of those that either did.
    pub common: Share,
    /// Kendall's τ-b (1945) of the years in which each distinguished the common companies, from −1 to 1, to the
    /// hundredth; none below [`Share::SMALLEST_WHOLE`] common companies, or where one distinguished all as often.
    pub tau: Option<Decimal>,
}

// A source is compared with so many others at most, those that distinguished most companies: each comparison walks
// through the companies of both, and five hundred sources make 125,000 pairs.
const MOST_COMPARED: usize = 200;

/// What every source gave, from which the profile of each is read when it is asked for.
#[derive(Debug)]
pub struct Profiles {
    /// By the sources' numbers in the ledger.
    given: Vec<Given>,
    /// The sources that others are compared with, in the order of their numbers.
    compared: Vec<usize>,
    repeats: BTreeMap<SourceId, BTreeMap<SourceId, u64>>,
    repeated_by: BTreeMap<SourceId, BTreeMap<SourceId, u64>>,
}

impl Profiles {
    pub fn new(register: &Register, ledger: &Ledger, settings: &RankingSettings) -> Self {
        let given = given(register, ledger, settings);
        let mut compared: Vec<usize> = (0..given.len()).filter(|n| given[*n].distinctions > 0).collect();
        compared.sort_by_key(|number| (Reverse(given[*number].companies.len()), *number));
        compared.truncate(MOST_COMPARED);
        compared.sort_unstable();
        let mut profiles = Self { given, compared, repeats: BTreeMap::new(), repeated_by: BTreeMap::new() };
        for award in &register.awards {
            if let Counting::Echo(origin) = award.counting {
                let echoes = [
                    (&mut profiles.repeats, award.source, origin),
                    (&mut profiles.repeated_by, origin, award.source),
                ];
                for (counts, of, by) in echoes {
                    *counts.entry(of).or_default().entry(by).or_default() += 1;
                }
            }
        }
        profiles
    }

    /// The profile of a source of the ledger, whether its awards count or not.
    pub fn profile(&self, ledger: &Ledger, coverage: &Coverage, source: &SourceId) -> SourceProfile {
        let number = ledger.sources.binary_search(source).expect("the ledger knows every source");
        let given = &self.given[number];
        let others = || self.compared.iter().filter(|other| **other != number);
        let distinguishing =
            (0..self.given.len()).filter(|n| *n != number && self.given[*n].distinctions > 0);
        let is_complete = |state: &ListState| matches!(state, ListState::Complete { .. });
        let is_known = |state: &ListState| is_complete(state) || matches!(state, ListState::Partial { .. });
        SourceProfile {
            source: *source,
            distinctions: given.distinctions,
            companies: given.companies.len() as u64,
            agreements: others().filter_map(|other| self.agreement(ledger, number, *other)).collect(),
            not_compared: (distinguishing.count() - others().count()) as u64,
            repeats: self.repeats.get(source).cloned().unwrap_or_default(),
            repeated_by: self.repeated_by.get(source).cloned().unwrap_or_default(),
            complete: held(coverage, source, is_complete),
            known: held(coverage, source, is_known),
        }
    }

    /// Nothing where two sources distinguished no company in common.
    fn agreement(&self, ledger: &Ledger, own: usize, other: usize) -> Option<Agreement> {
        let (common, either) = compared(&self.given[own], &self.given[other]);
        let agreement = Agreement {
            with: ledger.sources[other],
            common: Share { part: common.len() as u64, whole: either },
            tau: if common.len() as u64 >= Share::SMALLEST_WHOLE { tau(&common) } else { None },
        };
        (!common.is_empty()).then_some(agreement)
    }
}

#[derive(Debug, Default)]
struct Given {
    distinctions: u64,
    years: BTreeSet<Year>,
    /// The years in which it distinguished each company, in the order of the companies' numbers in the ledger.
    companies: Vec<(usize, Vec<Year>)>,
}

fn given(register: &Register, ledger: &Ledger, settings: &RankingSettings) -> Vec<Given> {
    let mut given: Vec<Given> = ledger.sources.iter().map(|_| Given::default()).collect();
    let Some(first) = ledger.first_year() else { return given };
    // Of every year: the window plays no part in what is left in.
    let query = Query::by_default(settings, None, Window::year(first));
    for row in ledger.select(register, &query).rows.iter() {
        let source = &mut given[row.source];
        source.distinctions += 1;
        source.years.insert(row.year);
        if source.companies.last().is_none_or(|(company, _)| *company != row.company) {
            source.companies.push((row.company, vec![]));
        }
        let (_, years) = source.companies.last_mut().expect("it was pushed just now");
        if years.last() != Some(&row.year) {
            years.push(row.year);
        }
    }
    given
}

/// For each common company the years in which either source distinguished it; and how many companies either
/// distinguished, over the years in which both gave a distinction.
fn compared(one: &Given, other: &Given) -> (Vec<(u64, u64)>, u64) {
    let shared: BTreeSet<Year> = one.years.intersection(&other.years).copied().collect();
    let count = |years: &[Year]| years.iter().filter(|year| shared.contains(year)).count() as u64;
    let counts = |given: &Given| -> Vec<(usize, u64)> {
        let counts = given.companies.iter().map(|(company, years)| (*company, count(years)));
        counts.filter(|(_, years)| *years > 0).collect()
    };
    let (one, other) = (counts(one), counts(other));
    let mut rest = other.as_slice();
    let mut of_other = |company: usize| {
        rest = &rest[rest.partition_point(|(at, _)| *at < company)..];
        rest.first().filter(|(at, _)| *at == company).map(|(_, years)| *years)
    };
    let common: Vec<(u64, u64)> =
        one.iter().filter_map(|(company, years)| Some((*years, of_other(*company)?))).collect();
    let either = one.len() + other.len() - common.len();
    (common, either as u64)
}

/// The years of a source whose cell has a property, out of those in which it was or may have been held.
fn held(coverage: &Coverage, source: &SourceId, has: impl Fn(&ListState) -> bool) -> Share {
    let cells = (0..coverage.years.len()).filter_map(|column| coverage.state(source, column));
    let held: Vec<&ListState> = cells.filter(|cell| !matches!(cell, ListState::NotHeld)).collect();
    Share { part: held.iter().filter(|cell| has(cell)).count() as u64, whole: held.len() as u64 }
}

/// τ-b of pairs of values, to the hundredth, halves away from zero; nothing where all values of one side are equal.
///
/// It is computed in whole numbers: `(C − D) / √((P − T)(P − U))`, with `P` pairs of pairs, of which `C` stand in the
/// same order on both sides, `D` in the opposite one, and `T` and `U` are equal on one side or the other.
pub fn tau(pairs: &[(u64, u64)]) -> Option<Decimal> {
    let mut counts: BTreeMap<(u64, u64), i128> = BTreeMap::new();
    pairs.iter().for_each(|pair| *counts.entry(*pair).or_default() += 1);
    let cells: Vec<((u64, u64), i128)> = counts.into_iter().collect();
    let mut balance = 0;
    for (position, ((x, y), n)) in cells.iter().enumerate() {
        for ((other_x, other_y), m) in &cells[..position] {
            balance += n * m * (x.cmp(other_x) as i128) * (y.cmp(other_y) as i128);
        }
    }
    let apart = |side: fn(&(u64, u64)) -> u64| {
        let mut equals: BTreeMap<u64, i128> = BTreeMap::new();
        pairs.iter().for_each(|pair| *equals.entry(side(pair)).or_default() += 1);
        two_of(pairs.len() as i128) - equals.into_values().map(two_of).sum::<i128>()
    };
    let product = apart(|pair| pair.0) * apart(|pair| pair.1);
    if product == 0 {
        return None;
    }
    // The largest k with k − 1/2 ≤ 100 |balance| / √product.
    let fits = |k: &i128| (2 * k - 1).pow(2) * product <= (200 * balance).pow(2);
    let hundredths = (1..=100).take_while(fits).count() as i64;
    Some(Decimal::hundredths(if balance < 0 { -hundredths } else { hundredths }))
}

/// How many pairs so many things make.
fn two_of(n: i128) -> i128 {
    n * (n - 1) / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::tau;

    #[test]
    fn the_same_order_is_one_and_the_opposite_minus_one() {
        let told = |pairs: &[(u64, u64)]| tau(pairs).map(|tau| tau.to_string());
        assert_eq!(told(&[(1, 10), (2, 20), (3, 30)]).as_deref(), Some("1.00"));
        assert_eq!(told(&[(1, 3), (2, 2), (3, 1)]).as_deref(), Some("-1.00"));
        assert_eq!(told(&[(1, 1), (2, 1), (3, 2)]).as_deref(), Some("0.82"), "2 / √(3 · 2)");
        assert_eq!(told(&[(1, 1), (1, 2)]), None, "one side knows no order");
        assert_eq!(told(&[]), None);
    }

    proptest! {
        #[test]
        fn tau_agrees_with_counting_every_pair(pairs in prop::collection::vec((0..4_u64, 0..4_u64), 0..12)) {
            let (mut balance, mut apart) = (0_f64, (0_f64, 0_f64));
            for (i, a) in pairs.iter().enumerate() {
                for b in &pairs[..i] {
                    let (x, y) = (f64::from(a.0.cmp(&b.0) as i8), f64::from(a.1.cmp(&b.1) as i8));
                    balance += x * y;
                    apart = (apart.0 + x.abs(), apart.1 + y.abs());
                }
            }
            match tau(&pairs) {
                Some(tau) => prop_assert!((tau.to_f64() - balance / (apart.0 * apart.1).sqrt()).abs() < 0.005 + 1e-9),
                None => prop_assert_eq!(apart.0 * apart.1, 0.0),
            }
        }
    }
}
