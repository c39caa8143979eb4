//! The method `kemeny` against trying every order, on small random registers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{any, prop_assert_eq, proptest};

use super::methods::{drawn, half_votes, place, query, ranks, register};
use crate::Proof;
use crate::ranking;
use model::{Place, Ratio, Register, SourceId, Year};
use sample::Sketch;
use workspace::{Method, Rules};

/// The best of all orders that hold circles together, found by trying each: what they contradict, and who stands
/// above whom in all of them.
fn plain_kemeny(register: &Register, rules: &Rules) -> (u64, BTreeSet<(String, String)>) {
    let companies: Vec<&str> = register.companies.keys().map(|c| c.as_str()).collect();
    let mut ballots: BTreeMap<(Year, &SourceId), BTreeMap<&str, i128>> = BTreeMap::new();
    for award in &register.awards {
        let ballot = ballots.entry((award.awarded.year(), &award.source)).or_default();
        let best = ballot.entry(award.company.as_ref().unwrap().as_str()).or_insert(place(award));
        *best = place(award).min(*best);
    }
    let preferred = |a: &str, b: &str| -> u64 {
        let stands =
            |ballot: &BTreeMap<&str, i128>, company| ballot.get(company).copied().unwrap_or(i128::MAX);
        let prefer = ballots.iter().filter(|(_, ballot)| stands(ballot, a) < stands(ballot, b));
        prefer.map(|((_, source), _)| rules.weight_units(&register.sources[*source])).sum()
    };
    let duels: BTreeMap<(&str, &str), u64> =
        companies.iter().flat_map(|a| companies.iter().map(|b| ((*a, *b), preferred(a, b)))).collect();
    let contradicted = |order: &[&str]| -> u64 {
        let below =
            |position: usize| order[position + 1..].iter().map(move |lower| (*lower, order[position]));
        (0..order.len()).flat_map(below).map(|pair| duels[&pair]).sum()
    };
    let leads = leads(&companies, |a, b| contradicted(&[b, a]) > contradicted(&[a, b]));
    let circles_hold = |order: &[&str]| {
        let kept = |(upper, lower): &(String, String)| {
            let position = |company: &String| order.iter().position(|c| c == company);
            leads.contains(&(lower.clone(), upper.clone())) || position(upper) < position(lower)
        };
        leads.iter().all(kept)
    };
    let mut best = (u64::MAX, BTreeSet::new());
    let all = orders(&companies);
    let least = all.iter().map(|order| contradicted(order)).min();
    for order in all.into_iter().filter(|order| circles_hold(order)) {
        let here = contradicted(&order);
        let above = || {
            let pairs =
                order.iter().enumerate().flat_map(|(p, a)| order[p + 1..].iter().map(move |b| (a, b)));
            pairs.map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<BTreeSet<_>>()
        };
        if here < best.0 {
            best = (here, above());
        } else if here == best.0 {
            best.1 = &best.1 & &above();
        }
    }
    assert_eq!(Some(best.0), least, "holding circles together costs nothing");
    best
}

/// The pairs of companies of which "beats" leads from the first to the second, in one step or several.
fn leads(companies: &[&str], beats: impl Fn(&str, &str) -> bool) -> BTreeSet<(String, String)> {
    let pairs =
        || companies.iter().flat_map(|a| companies.iter().map(move |b| ((*a).to_owned(), (*b).to_owned())));
    let mut leads: BTreeSet<_> = pairs().filter(|(a, b)| a != b && beats(a, b)).collect();
    for _ in companies {
        let step = |(a, b): &(String, String)| {
            companies.iter().any(|via| {
                leads.contains(&(a.clone(), (*via).to_owned()))
                    && leads.contains(&((*via).to_owned(), b.clone()))
            })
        };
        let further: Vec<_> = pairs().filter(step).collect();
        leads.extend(further);
    }
    leads
}

fn orders<'c>(companies: &[&'c str]) -> Vec<Vec<&'c str>> {
    if companies.is_empty() {
        return vec![vec![]];
    }
    let mut all = Vec::new();
    for (position, first) in companies.iter().enumerate() {
        let rest: Vec<&str> = [&companies[..position], &companies[position + 1..]].concat();
        all.extend(orders(&rest).into_iter().map(|order| [vec![*first], order].concat()));
    }
    all
}

fn check_kemeny(register: &Register, rules: &Rules) -> Result<(), proptest::test_runner::TestCaseError> {
    let ranking = ranking(register, &query(Method::Kemeny, rules));
    let (contradicted, above) = plain_kemeny(register, rules);
    prop_assert_eq!(ranking.proof, Some(Proof::Exact { contradicted }));
    let always = |company: &str| above.iter().filter(|(_, lower)| lower == company).count();
    for standing in &ranking.standings {
        let own = always(standing.company.as_str());
        prop_assert_eq!(standing.score, Ratio::whole((ranking.standings.len() - 1 - own) as u64));
        let better = register.companies.keys().filter(|c| always(c.as_str()) < own).count();
        prop_assert_eq!(standing.rank as usize, 1 + better);
    }
    Ok(())
}

proptest! {
    #[test]
    fn kemeny_finds_what_trying_every_order_finds(drawn in drawn(5), weighed in any::<bool>()) {
        check_kemeny(&register(&drawn), &if weighed { half_votes() } else { Rules::default() })?;
    }
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(4))]
    #[test]
    fn kemeny_agrees_with_enumeration_of_eight_companies(drawn in drawn(8)) {
        check_kemeny(&register(&drawn), &Rules::default())?;
    }
}

#[test]
fn a_circle_of_three_shares_the_first_rank() {
    let place = |sketch: Sketch, source: &str, order: [&str; 3]| {
        (1..).zip(order).fold(sketch, |sketch, (number, company)| {
            sketch.award(source, 2010, company, |a| a.place = Some(Place { number, tied: false }))
        })
    };
    let sketch = place(Sketch::default(), "x", ["a", "b", "c"]);
    let sketch = place(place(sketch, "y", ["b", "c", "a"]), "z", ["c", "a", "b"]);
    let ranking = ranking(&sketch.0, &query(Method::Kemeny, &Rules::default()));
    assert_eq!(ranks(&ranking), [("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!(ranking.proof, Some(Proof::Exact { contradicted: 4 * Rules::WEIGHT_UNIT }));
}

/// Seventeen companies that beat each other in a circle, more than are tried in every order.
#[test]
fn a_circle_too_long_to_try_keeps_its_bound() {
    let names: Vec<String> = (0..17).map(|n| format!("c{n:02}")).collect();
    let mut sketch = Sketch::default();
    for first in 0..17_usize {
        for (number, next) in (1_u16..).zip(0..17_usize) {
            sketch = sketch.award(&format!("s{first}"), 2010, &names[(first + next) % 17], |a| {
                a.place = Some(Place { number, tied: false });
            });
        }
    }
    let ranking = ranking(&sketch.0, &query(Method::Kemeny, &Rules::default()));
    let Some(Proof::Between { contradicted, at_least }) = ranking.proof else {
        panic!("a long circle is not proved: {:?}", ranking.proof);
    };
    assert!(at_least <= contradicted, "{at_least} must not exceed {contradicted}");
    assert!(ranking.standings.iter().all(|s| s.rank == 1), "all stand alike");
}
