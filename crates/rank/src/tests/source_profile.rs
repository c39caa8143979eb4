//! Profiles of sources and readings of prizes on small registers.

use super::figures;
use crate::ranking;
use crate::{Query, SourceProfile};
use model::{Counting, EditionStatus, Share};
use sample::{Sketch, source_id, window};

fn profile(sketch: &Sketch, source: &str) -> SourceProfile {
    figures(&sketch.0, None).profile(&source_id(source))
}

/// Two sources over three years: `a` to `e` once, twice or three times each, in the same order by both.
fn agreeing() -> Sketch {
    let times = [("a", 3), ("b", 3), ("c", 2), ("d", 1), ("e", 1)];
    times.into_iter().fold(Sketch::default(), |sketch, (company, years)| {
        (2010..2010 + years).fold(sketch, |s, year| s.win("elu", year, company).win("podium", year, company))
    })
}

#[test]
fn two_sources_that_distinguish_the_same_companies_as_often_agree() {
    let profile = profile(&agreeing().win("elu", 2012, "f"), "elu");
    assert_eq!((profile.companies, profile.distinctions), (6, 11));
    let agreement = &profile.agreements[0];
    assert_eq!(agreement.with, source_id("podium"));
    assert_eq!(agreement.common, Share { part: 5, whole: 6 });
    assert_eq!(agreement.tau.map(|tau| tau.to_string()).as_deref(), Some("1.00"));
}

#[test]
fn sources_of_different_years_or_with_few_common_companies_tell_no_correlation() {
    let apart = agreeing().win("late", 2020, "a").win("few", 2011, "a").win("few", 2011, "b");
    let of = |source| profile(&apart, source).agreements;
    assert!(of("late").is_empty(), "no year in common");
    assert!(of("few").iter().all(|agreement| agreement.tau.is_none()), "two companies in common");
}

#[test]
fn of_very_many_sources_those_with_most_companies_are_compared_and_the_others_counted() {
    let sketch = (0..203).fold(Sketch::default(), |s, number| s.win(&format!("s{number:03}"), 2010, "a"));
    let sketch = sketch.win("s202", 2010, "b");
    let told = |source| {
        let profile = profile(&sketch, source);
        (profile.agreements.len(), profile.not_compared)
    };
    assert_eq!(told("s202"), (199, 3));
    assert_eq!(told("s201"), (200, 2), "it is not among those that others are compared with");
}

#[test]
fn an_echo_is_told_on_both_sides() {
    let sketch = agreeing()
        .award("palmes", 2011, "a", |award| award.counting = Counting::Echo(source_id("podium")))
        .edition("palmes", "2012", |edition| edition.status = EditionStatus::Cancelled);
    assert_eq!(profile(&sketch, "palmes").repeats[&source_id("podium")], 1);
    assert_eq!(profile(&sketch, "podium").repeated_by[&source_id("palmes")], 1);
    assert_eq!(profile(&sketch, "palmes").known, Share { part: 1, whole: 1 }, "2012 was not held");
}

#[test]
fn several_lists_of_one_prize_have_two_readings() {
    let sketch = Sketch::default().wins(
        2012,
        &[
            ("podium", "mercedes"),
            ("podium", "mercedes"),
            ("elu", "maif"),
            ("palmes", "maif"),
            ("elu", "toyota"),
        ],
    );
    let ranking = ranking(&sketch.0, &Query::of(window(2012, 2012)));
    let [both] = ranking.readings.as_slice() else { panic!("one company: {:?}", ranking.readings) };
    assert_eq!(both.company.as_str(), "mercedes");
    assert_eq!((both.by_prize.counted, both.by_prize.rank, both.by_prize.tied), (1, 2, false));
    assert_eq!((both.by_list.counted, both.by_list.rank, both.by_list.tied), (2, 1, true));
}
