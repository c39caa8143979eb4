//! Trends and the constant panel.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::brute_force::{drawn, register};
use super::figures;
use crate::Panel;
use model::{Counting, Register, Share};
use sample::{Sketch, window};

#[test]
fn years_without_a_distinction_are_points_too() {
    let sketch = Sketch::default()
        .win("podium", 2009, "toyota")
        .wins(2011, &[("podium", "toyota"), ("elu", "toyota"), ("elu", "darty")]);
    let figures = figures(&sketch.0, None);
    let scope = &figures.scopes()[0];
    let raw: Vec<_> =
        scope.trend.iter().map(|p| (p.year.get(), p.companies, p.newcomers, p.awards, p.sources)).collect();
    assert_eq!(raw, [(2009, 1, 1, 1, 1), (2010, 0, 0, 0, 0), (2011, 2, 1, 3, 2)]);
    assert_eq!(scope.years.len(), 2, "a year without a distinction has no ranking");
}

#[test]
fn a_point_tells_how_many_of_the_sources_held_are_known() {
    let sketch = Sketch::default()
        .win("podium", 2011, "toyota")
        .source("elu", |s| s.held = Some(window(2011, 2012)))
        .source("index", |s| (s.held, s.counts) = (Some(window(2011, 2012)), false));
    let figures = figures(&sketch.0, None);
    let scope = &figures.scopes()[0];
    assert_eq!(scope.trend[0].covered, Share { part: 1, whole: 2 }, "bare indices are no lists of winners");
}

#[test]
fn a_year_is_quotable_when_half_of_its_sources_are_known() {
    let held =
        |id: &'static str| move |sketch: Sketch| sketch.source(id, |s| s.held = Some(window(2011, 2011)));
    let half = held("elu")(Sketch::default().win("podium", 2011, "toyota"));
    assert!(figures(&half.0, None).scopes()[0].trend[0].quotable());
    let third = held("palmes")(half);
    assert!(!figures(&third.0, None).scopes()[0].trend[0].quotable());
}

#[test]
fn a_career_tells_the_best_years_and_those_at_the_top() {
    let sketch = Sketch::default()
        .win("podium", 2009, "toyota")
        .wins(2010, &[("podium", "maif"), ("elu", "maif"), ("podium", "toyota")])
        .win("podium", 2012, "toyota");
    let figures = figures(&sketch.0, None);
    let careers = figures.scopes()[0].careers();
    let toyota = &careers[&sample::company_id("toyota")];
    let years: Vec<i64> = toyota.at_top().iter().map(|year| year.get()).collect();
    assert_eq!((toyota.best, years), (1, vec![2009, 2012]));
    assert_eq!(toyota.ranks.values().copied().collect::<Vec<_>>(), [1, 2, 1]);
    assert_eq!(toyota.longest_run, window(2009, 2010));
}

#[test]
fn the_panel_is_what_two_sources_share_for_the_longest_time() {
    let sketch = [("a", 2008..=2010), ("b", 2009..=2012), ("c", 2010..=2012), ("d", 2010..=2012)]
        .into_iter()
        .flat_map(|(source, years)| years.map(move |year| (source, year)))
        .fold(Sketch::default(), |sketch, (source, year)| sketch.win(source, year, source));
    let figures = figures(&sketch.0, None);
    let scope = &figures.scopes()[0];
    let names: Vec<_> = scope.panel.sources.iter().map(|s| s.as_str()).collect();
    assert_eq!((names.as_slice(), scope.panel.window), (&["b", "c", "d"][..], Some(window(2010, 2012))));
    let on_panel: Vec<_> = scope.trend.iter().map(|p| p.panel_companies).collect();
    assert_eq!(on_panel, [None, None, Some(3), Some(3), Some(3)]);
}

#[test]
fn one_common_year_is_no_panel() {
    let sketch = Sketch::default().win("a", 2008, "toyota").win("b", 2008, "toyota").win("b", 2009, "toyota");
    assert_eq!(figures(&sketch.0, None).scopes()[0].panel, Panel::default());
}

#[test]
fn the_default_country_comes_before_all_countries_and_empty_scopes_are_left_out() {
    let sketch = Sketch::default().win("podium", 2012, "toyota");
    let countries =
        |country| figures(&sketch.0, country).scopes().iter().map(|s| s.country.clone()).collect::<Vec<_>>();
    assert_eq!(countries(Some("FR")), [Some("FR".to_owned()), None]);
    assert_eq!(countries(Some("DE")), [None]);
    assert_eq!(countries(None), [None]);
    assert!(figures(&Register::default(), Some("FR")).scopes().is_empty());
}

proptest! {
    #[test]
    fn no_pair_of_sources_shares_a_longer_window_than_the_panel(drawn in drawn(1..40)) {
        let register = register(&drawn);
        let figures = figures(&register, None);
        let Some(scope) = figures.scopes().first() else { return Ok(()) };
        let gave = |source: u8, year: i64| drawn.iter().any(|d| d.3 && d.0 == source && d.1 == year);
        let shared = |from: i64, to: i64| (0..4).filter(|s| (from..=to).all(|year| gave(*s, year))).count();
        let windows = || (2008..2014).flat_map(|from| (from..2014).map(move |to| (from, to)));
        let longest = windows().filter(|(f, t)| f < t && shared(*f, *t) >= 2).map(|(f, t)| t - f).max();
        let found = scope.panel.window.map(|w| (w.from.get(), w.to.get()));
        prop_assert_eq!(found.map(|(from, to)| to - from), longest);
        if let Some((from, to)) = found {
            prop_assert_eq!(scope.panel.sources.len(), shared(from, to));
            prop_assert!(windows().all(|(f, t)| t - f != to - from || shared(f, t) <= shared(from, to)));
        }
    }

    #[test]
    fn the_points_of_a_trend_agree_with_the_rankings_of_their_years(drawn in drawn(1..40)) {
        let register = register(&drawn);
        for scope in figures(&register, None).scopes() {
            for ranking in &scope.years {
                let point = scope.trend.iter().find(|p| p.year == ranking.query.window.from).unwrap();
                prop_assert_eq!(point.companies, ranking.totals.companies);
                prop_assert_eq!(point.newcomers, ranking.totals.newcomers);
                prop_assert_eq!(point.awards, ranking.totals.awards);
                prop_assert_eq!(point.sources, ranking.totals.sources);
            }
            let awards = register.awards.iter().filter(|a| a.counting == Counting::Counts).count();
            prop_assert_eq!(scope.all_time.totals.awards as usize, awards);
        }
    }
}
