//! Every method against the plainest reading of its definition, on small random registers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::sketch::{Sketch, source_id, window, year};
use crate::model::{
    Award, JudgedBy, Level, Method, Outcome, Place, Points, Proof, Query, Ranking, Ratio, Register, Rules,
    SourceId, Weights, Year,
};
use crate::rank::ranking;

/// A random distinction: source, year, company, place, level.
type Drawn = (u8, i64, u8, Option<u16>, bool);

pub fn drawn(companies: u8) -> impl Strategy<Value = Vec<Drawn>> {
    let place = prop::option::of(1..5_u16);
    prop::collection::vec((0..3_u8, 2010..2013_i64, 0..companies, place, any::<bool>()), 1..24)
}

/// The first source is a vote, which weighs half when weights are declared.
pub fn register(drawn: &[Drawn]) -> Register {
    let add = |sketch: Sketch, (source, year, company, place, overall): &Drawn| {
        sketch.award(&format!("s{source}"), *year, &format!("c{company}"), |a| {
            a.outcome = if place.is_some() { Outcome::Placed } else { Outcome::Winner };
            a.place = place.map(|number| Place { number, tied: false });
            a.level = if *overall { Level::Overall } else { Level::Category };
            a.category = if *overall { String::new() } else { "Service".into() };
        })
    };
    let sketch = drawn.iter().fold(Sketch::default(), add);
    sketch.source("s0", |s| s.judged_by = JudgedBy::Vote).0
}

pub fn query(method: Method, rules: &Rules) -> Query {
    Query { method, rules: rules.clone(), ..Query::of(window(2010, 2012)) }
}

pub fn half_votes() -> Rules {
    let weights = Weights { judged_by: [(JudgedBy::Vote, 50)].into(), ..Weights::default() };
    Rules { weights: Some(weights), ..Rules::default() }
}

fn place(award: &Award) -> i128 {
    award.place.map_or(1, |place| i128::from(place.number))
}

fn times(a: Ratio, b: Ratio) -> Ratio {
    Ratio::new(a.numerator() * b.numerator(), a.denominator() * b.denominator()).unwrap()
}

/// The points of one award, read from the definition of its method.
fn plain_points(register: &Register, award: &Award, method: Method) -> Ratio {
    match method {
        Method::Competitions | Method::Median | Method::Kemeny => Ratio::whole(1),
        Method::Points => {
            let of_place = 3 - u64::try_from(place(award)).unwrap().min(3) + 1;
            Ratio::whole(if award.level == Level::Overall { 2 * of_place } else { of_place })
        }
        Method::Dowdall => Ratio::new(1, place(award)).unwrap(),
        Method::Borda => {
            let list: Vec<i128> = register
                .awards
                .iter()
                .filter(|a| (&a.source, &a.edition, a.level) == (&award.source, &award.edition, award.level))
                .map(place)
                .collect();
            let sharing = |p: i128| list.iter().filter(|other| **other == p).count() as i128;
            let last = list.iter().map(|p| p + sharing(*p) - 1).max().unwrap();
            let length = last.max(list.len() as i128);
            // The mean of the points of the places that the equals take up.
            let taken = (0..sharing(place(award))).map(|next| length + 1 - place(award) - next);
            Ratio::new(taken.sum(), sharing(place(award))).unwrap()
        }
    }
}

/// The weighed points that each source in each year gives a company: those of its best award.
fn plain_competitions(
    register: &Register,
    company: &str,
    query: &Query,
) -> BTreeMap<(Year, SourceId), Ratio> {
    let mut best: BTreeMap<(Year, SourceId), Ratio> = BTreeMap::new();
    for award in register.awards.iter().filter(|a| a.company.as_ref().unwrap().as_str() == company) {
        let halved = query.rules.weights.is_some() && award.source == source_id("s0");
        let weight = if halved { Ratio::new(1, 2).unwrap() } else { Ratio::whole(1) };
        let points = times(weight, plain_points(register, award, query.method));
        let known = best.entry((award.awarded.year(), award.source.clone())).or_insert(points);
        *known = points.max(*known);
    }
    best
}

fn plain_score(register: &Register, company: &str, query: &Query) -> Ratio {
    let competitions = plain_competitions(register, company, query);
    match query.method {
        Method::Competitions | Method::Points | Method::Borda | Method::Dowdall | Method::Kemeny => {
            competitions.into_values().sum()
        }
        Method::Median => {
            let of_year =
                |y: i64| -> Ratio { competitions.iter().filter(|c| c.0.0 == year(y)).map(|c| *c.1).sum() };
            let mut years: Vec<Ratio> = (2010..=2012).map(of_year).collect();
            years.sort();
            years[1]
        }
    }
}

fn ranks(ranking: &Ranking) -> Vec<(&str, u32)> {
    ranking.standings.iter().map(|s| (s.company.as_str(), s.rank)).collect()
}

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
    fn every_score_is_the_sum_that_its_method_defines(drawn in drawn(6), weighed in any::<bool>()) {
        let register = register(&drawn);
        let rules = if weighed { half_votes() } else { Rules::default() };
        for method in Method::ALL.into_iter().filter(|method| *method != Method::Kemeny) {
            let query = query(method, &rules);
            let ranking = ranking(&register, &query);
            let all: Vec<Ratio> = register.companies.keys().map(|c| plain_score(&register, c.as_str(), &query)).collect();
            for standing in &ranking.standings {
                let score = plain_score(&register, standing.company.as_str(), &query);
                prop_assert_eq!(standing.score, score, "{} of {}", method, standing.company);
                let better = all.iter().filter(|other| **other > score).count();
                let decided = matches!(method, Method::Competitions | Method::Median);
                prop_assert!(standing.rank as usize == 1 + better || decided && standing.rank as usize > better);
            }
        }
    }

    #[test]
    fn kemeny_finds_what_trying_every_order_finds(drawn in drawn(5), weighed in any::<bool>()) {
        check_kemeny(&register(&drawn), &if weighed { half_votes() } else { Rules::default() })?;
    }

    #[test]
    fn the_order_of_awards_changes_no_rank_of_any_method(drawn in drawn(6)) {
        let one = register(&drawn);
        let mut other = one.clone();
        other.awards.reverse();
        for method in Method::ALL {
            let query = query(method, &Rules::default());
            let (one, other) = (ranking(&one, &query), ranking(&other, &query));
            prop_assert_eq!(ranks(&one), ranks(&other));
        }
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

#[test]
fn winners_of_sectors_that_no_page_names_do_not_share_a_list() {
    let unnamed = |a: &mut Award| a.level = Level::Sector;
    let sketch =
        Sketch::default().award("podium", 2010, "fram", unnamed).award("podium", 2010, "eurostar", unnamed);
    let ranking = ranking(&sketch.0, &query(Method::Borda, &Rules::default()));
    assert!(ranking.standings.iter().all(|standing| standing.score == Ratio::whole(1)));
}

#[test]
fn a_sector_win_and_an_overall_place_of_one_prize_have_two_readings() {
    let sketch = Sketch::default()
        .award("podium", 2012, "mercedes", |a| {
            (a.level, a.outcome, a.place) =
                (Level::Overall, Outcome::Placed, Some(Place { number: 3, tied: false }));
        })
        .award("podium", 2012, "mercedes", |a| a.level = Level::Sector);
    let standing = ranking(&sketch.0, &Query::of(window(2012, 2012))).standings.remove(0);
    assert_eq!((standing.competitions, standing.awards), (1, 2));
    let points = Points { levels: BTreeMap::new(), ..Points::default() };
    let rules = Rules { points, ..Rules::default() };
    let query = Query { method: Method::Points, rules, ..Query::of(window(2012, 2012)) };
    let best = ranking(&sketch.0, &query).standings.remove(0);
    assert_eq!(best.score, Ratio::whole(3), "the better of the two, not their sum");
}
