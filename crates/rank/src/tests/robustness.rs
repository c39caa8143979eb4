//! Robustness against full enumeration: every scenario of six companies ranked again from the awards.

use std::collections::BTreeMap;

use proptest::prelude::{prop_assert_eq, proptest};
use proptest::test_runner::{Config, TestCaseError};

use super::methods::{drawn, register};
use crate::{Influence, Query, RankInterval, Robustness, Trial};
use crate::{ranking, robustness};
use model::{JudgedBy, Place, Ratio, Register, Share, SourceId};
use sample::{Sketch, source_id, window};
use workspace::{Method, Rules, Weights};

/// How the three sources judge: each differently, so that each can be given a weight of its own.
const JUDGED: [JudgedBy; 3] = [JudgedBy::Survey, JudgedBy::Jury, JudgedBy::Vote];

fn query(method: Method) -> Query {
    Query { method, ..Query::of(window(2010, 2012)) }
}

/// Without sources that gave nothing, each of the others judging in its own way.
fn judged(mut register: Register) -> Register {
    let gave = |source: &SourceId| register.awards.iter().any(|award| award.source == *source);
    let silent: Vec<SourceId> = register.sources.keys().filter(|source| !gave(source)).cloned().collect();
    silent.iter().for_each(|source| drop(register.sources.remove(source)));
    for (source, judged_by) in register.sources.values_mut().zip(JUDGED) {
        source.judged_by = judged_by;
    }
    register
}

/// The rank of every company of the register, those without a distinction after all others.
fn ranks(register: &Register, query: &Query) -> BTreeMap<String, u32> {
    let ranking = ranking(register, query);
    let last = ranking.standings.len() as u32 + 1;
    let mut ranks: BTreeMap<String, u32> = register.companies.keys().map(|c| (c.to_string(), last)).collect();
    ranks.extend(ranking.standings.iter().map(|s| (s.company.to_string(), s.rank)));
    ranks
}

fn without(register: &Register, source: Option<&SourceId>) -> Register {
    let mut rest = register.clone();
    rest.awards.retain(|award| Some(&award.source) != source);
    rest
}

/// The ranks in every scenario, ranked again from the awards.
fn every_scenario(register: &Register) -> Vec<BTreeMap<String, u32>> {
    let mut all = Vec::new();
    let left_out = [None].into_iter().chain(register.sources.keys().map(Some));
    for rest in left_out.map(|source| without(register, source)) {
        for number in 0..3_usize.pow(register.sources.len() as u32) {
            let percent = |source: u32| [50, 100, 200][number / 3_usize.pow(source) % 3];
            let judged_by = (0..).zip(JUDGED).map(|(source, judged)| (judged, percent(source))).collect();
            let rules =
                Rules { weights: Some(Weights { judged_by, ..Weights::default() }), ..Rules::default() };
            let methods = Method::ALL.into_iter().filter(|method| *method != Method::Kemeny);
            all.extend(methods.map(|m| ranks(&rest, &Query { rules: rules.clone(), ..query(m) })));
        }
    }
    all
}

fn check(register: &Register, tried: &Robustness) -> Result<(), TestCaseError> {
    let scenarios = every_scenario(register);
    prop_assert_eq!(tried.trial, Trial::Enumerated { scenarios: scenarios.len() as u64 });
    for row in &tried.companies {
        let ranks = || scenarios.iter().map(|scenario| scenario[row.company.as_str()]);
        prop_assert_eq!((Some(row.best), Some(row.worst)), (ranks().min(), ranks().max()));
        let first = ranks().filter(|rank| *rank == 1).count() as u64;
        prop_assert_eq!(row.first, Share { part: first, whole: scenarios.len() as u64 });
    }
    prop_assert_eq!(tried.orders.len(), Method::ALL.len());
    for order in &tried.orders {
        let ranked = ranks(register, &query(order.method));
        let of = |row: &RankInterval| ranked[row.company.as_str()];
        prop_assert_eq!(
            &order.ranks,
            &tried.companies.iter().map(of).collect::<Vec<_>>(),
            "{}",
            order.method
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config::with_cases(12))]
    #[test]
    fn intervals_and_chances_equal_full_enumeration(drawn in drawn(6)) {
        let register = judged(register(&drawn));
        check(&register, &robustness(&register, &query(Method::Competitions)))?;
    }

    #[test]
    fn pivots_and_moves_equal_ranking_again_without_each_source(drawn in drawn(6)) {
        let register = judged(register(&drawn));
        for method in Method::ALL {
            let tried = robustness(&register, &query(method));
            let published = ranks(&register, &query(method));
            let alone: BTreeMap<&SourceId, _> =
                register.sources.keys().map(|s| (s, ranks(&without(&register, Some(s)), &query(method)))).collect();
            for pivot in &tried.pivots {
                let company = pivot.company.as_str();
                let changed = |(source, ranks): (&&SourceId, &BTreeMap<String, u32>)| {
                    (ranks[company] != published[company]).then(|| (**source, ranks[company]))
                };
                prop_assert_eq!(&pivot.sources, &alone.iter().filter_map(changed).collect::<Vec<_>>());
            }
            for influence in &tried.influence {
                let ranks = &alone[&influence.source];
                let moved = published.iter().filter(|(company, rank)| ranks[*company] != **rank).count();
                prop_assert_eq!(influence.moved.part as usize, moved);
            }
            let given: Ratio = tried.influence.iter().map(|influence| influence.given).sum();
            let declared: Ratio = tried.influence.iter().map(|influence| influence.declared).sum();
            prop_assert_eq!((given, declared), (Ratio::whole(1), Ratio::whole(1)));
        }
    }
}

#[test]
fn a_leader_of_every_source_is_first_whatever_is_changed() {
    let sketch = Sketch::default().wins(
        2012,
        &[
            ("podium", "nespresso"),
            ("elu", "nespresso"),
            ("palmes", "nespresso"),
            ("podium", "maif"),
            ("elu", "toyota"),
        ],
    );
    let tried = robustness(&sketch.0, &query(Method::Competitions));
    let leader = &tried.companies[0];
    assert_eq!((leader.best, leader.worst), (1, 1));
    assert_eq!(leader.first.part, leader.first.whole);
    assert!(tried.pivots[0].sources.is_empty());
    assert_eq!(tried.companies[1].worst, 3);
}

#[test]
fn a_source_that_counts_the_same_may_give_more_than_it_is_said_to_weigh() {
    let sketch = Sketch::default().wins(2012, &[("many", "a"), ("many", "b"), ("many", "c"), ("few", "a")]);
    let tried = robustness(&sketch.0, &query(Method::Competitions));
    let many = |i: &&Influence| i.source == source_id("many");
    let many = tried.influence.iter().find(many).unwrap();
    assert_eq!((many.declared, many.given), (Ratio::new(1, 2).unwrap(), Ratio::new(3, 4).unwrap()));
    assert_eq!(many.correlation, None, "it gives all alike");
}

#[test]
fn many_sources_are_drawn_by_a_fixed_sequence() {
    let sketch = ["a", "b", "c", "d", "e", "f"].into_iter().fold(Sketch::default(), |sketch, source| {
        sketch.win(source, 2012, "nespresso").award(source, 2012, source, |a| {
            a.place = Some(Place { number: 2, tied: false });
        })
    });
    let try_it = || robustness(&sketch.0, &query(Method::Points));
    assert_eq!(try_it().trial, Trial::Drawn { scenarios: 1_000 });
    assert_eq!(try_it(), try_it());
}
