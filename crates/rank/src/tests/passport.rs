//! Passports and readings on small registers.

use super::sketch::{Sketch, source_id, window};
use crate::{Options, figures, ranking};
use crate::{Passport, Query};
use model::{Counting, EditionStatus, Share};
use workspace::{Method, Rules};

fn passport(sketch: &Sketch, source: &str) -> Passport {
    let options =
        Options { country: None, ranges: vec![], method: Method::Competitions, rules: Rules::default() };
    figures(&sketch.0, &options).passports[&source_id(source)].clone()
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
    let passport = passport(&agreeing().win("elu", 2012, "f"), "elu");
    assert_eq!((passport.companies, passport.distinctions), (6, 11));
    let agreement = &passport.agreements[0];
    assert_eq!(agreement.with, source_id("podium"));
    assert_eq!(agreement.common, Share { part: 5, whole: 6 });
    assert_eq!(agreement.tau.map(|tau| tau.to_string()).as_deref(), Some("1.00"));
}

#[test]
fn sources_of_different_years_or_with_few_common_companies_tell_no_correlation() {
    let apart = agreeing().win("late", 2020, "a").win("few", 2011, "a").win("few", 2011, "b");
    let of = |source| passport(&apart, source).agreements;
    assert!(of("late").is_empty(), "no year in common");
    assert!(of("few").iter().all(|agreement| agreement.tau.is_none()), "two companies in common");
}

#[test]
fn an_echo_is_told_on_both_sides() {
    let sketch = agreeing()
        .award("palmes", 2011, "a", |award| award.counting = Counting::Echo(source_id("podium")))
        .edition("palmes", "2012", |edition| edition.status = EditionStatus::Cancelled);
    assert_eq!(passport(&sketch, "palmes").repeats[&source_id("podium")], 1);
    assert_eq!(passport(&sketch, "podium").repeated_by[&source_id("palmes")], 1);
    assert_eq!(passport(&sketch, "palmes").known, Share { part: 1, whole: 1 }, "2012 was not held");
}

#[test]
fn several_lists_of_one_prize_have_two_readings() {
    let sketch = Sketch::default()
        .win("podium", 2012, "mercedes")
        .win("podium", 2012, "mercedes")
        .win("elu", 2012, "maif")
        .win("palmes", 2012, "maif")
        .win("elu", 2012, "toyota");
    let ranking = ranking(&sketch.0, &Query::of(window(2012, 2012)));
    let [both] = ranking.readings.as_slice() else { panic!("one company: {:?}", ranking.readings) };
    assert_eq!(both.company.as_str(), "mercedes");
    assert_eq!((both.by_prize.counted, both.by_prize.rank, both.by_prize.tied), (1, 2, false));
    assert_eq!((both.by_list.counted, both.by_list.rank, both.by_list.tied), (2, 1, true));
}
