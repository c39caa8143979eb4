//! Every method against the plainest reading of its definition, on small random registers.

use std::collections::BTreeMap;

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use crate::ranking;
use crate::{Query, Ranking};
use model::{Award, JudgedBy, Level, Outcome, Place, Ratio, Register, SourceId, Year};
use sample::{Sketch, source_id, window, year};
use workspace::{Method, Points, Rules, Weights};

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
            a.category = if *overall { "".into() } else { "Service".into() };
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

pub fn place(award: &Award) -> i128 {
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
        let known = best.entry((award.awarded.year(), award.source)).or_insert(points);
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

pub fn ranks(ranking: &Ranking) -> Vec<(&str, u32)> {
    ranking.standings.iter().map(|s| (s.company.as_str(), s.rank)).collect()
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

#[test]
fn winners_of_sectors_that_no_page_names_do_not_share_a_list() {
    let unnamed = |a: &mut Award| a.level = Level::Sector;
    let sketch =
        Sketch::default().award("podium", 2010, "fram", unnamed).award("podium", 2010, "eurostar", unnamed);
    let ranking = ranking(&sketch.0, &query(Method::Borda, &Rules::default()));
    assert!(ranking.standings.iter().all(|standing| standing.score == Ratio::whole(1)));
}

#[test]
fn of_several_awards_of_one_prize_the_best_gives_the_points() {
    let sketch = Sketch::default()
        .award("podium", 2012, "mercedes", |a| {
            (a.level, a.outcome, a.place) =
                (Level::Overall, Outcome::Placed, Some(Place { number: 3, tied: false }));
        })
        .award("podium", 2012, "mercedes", |a| a.level = Level::Sector);
    let points = Points { levels: BTreeMap::new(), ..Points::default() };
    let rules = Rules { points, ..Rules::default() };
    let query = Query { method: Method::Points, rules, ..Query::of(window(2012, 2012)) };
    let best = ranking(&sketch.0, &query).standings.remove(0);
    assert_eq!(best.score, Ratio::whole(3), "the better of the two, not their sum");
}
