//! Published figures beside ours: every one is listed, each with its cause.

use super::figures;
use crate::{Cause, Gap, ListState, WhyNotComputed};
use model::Period;
use sample::{Sketch, sector_id, source_id, window, year};

fn gaps(sketch: Sketch) -> Vec<Gap> {
    figures(&sketch.0, Some("FR")).calibration().to_vec()
}

/// Our figure, the gap and the cause of the only published figure.
fn only(sketch: Sketch) -> (String, Option<i64>, Cause) {
    let mut gaps = gaps(sketch);
    assert_eq!(gaps.len(), 1, "one figure was published");
    let gap = gaps.remove(0);
    (gap.ours.unwrap_or_default(), gap.gap, gap.cause)
}

/// 2012 as we know it: Nespresso by two prizes, MAIF and Toyota by one each; one list is complete.
fn year_2012() -> Sketch {
    Sketch::default()
        .sector("insurance", "")
        .win("podium", 2011, "maif")
        .wins(
            2012,
            &[("podium", "nespresso"), ("qualiweb", "nespresso"), ("podium", "maif"), ("qualiweb", "toyota")],
        )
        .edition("podium", "2012", |e| e.claimed = Some(2))
        .edition("qualiweb", "2012", |e| e.claimed = Some(5))
        .company("maif", |c| (c.sector, c.name) = (Some(sector_id("insurance")), "MAIF".into()))
        .company("nespresso", |c| (c.name, c.country) = ("Nespresso".into(), Some("CH".into())))
}

fn incomplete() -> Cause {
    let cell = ListState::Partial { found: 2, claimed: Some(5) };
    Cause::Incomplete { cells: vec![(source_id("qualiweb"), year(2012), cell)] }
}

#[test]
fn a_published_count_stands_beside_ours_with_the_lists_that_are_incomplete() {
    let ask = |figure, value| only(year_2012().published(2012, figure, value, ""));
    assert_eq!(ask("companies_total", "68"), ("3".into(), Some(-65), incomplete()));
    assert_eq!(ask("companies_total", "3"), ("3".into(), Some(0), Cause::Same));
    assert_eq!(ask("newcomers", "3"), ("2".into(), Some(-1), incomplete()));
    assert_eq!(ask("newcomers_share", "57%"), ("67% (2/3)".into(), Some(10), incomplete()));
    assert_eq!(ask("competitions_counted", "11"), ("2".into(), Some(-9), incomplete()));
    assert_eq!(ask("companies_with_at_least_2", "1"), ("1".into(), Some(0), Cause::Same));
    assert_eq!(ask("companies_with_more_than_2", "0"), ("0".into(), Some(0), Cause::Same));
    assert_eq!(ask("sector_share:insurance", "33%"), ("33% (1/3)".into(), Some(0), Cause::Same));
    assert_eq!(ask("sector_order:insurance", "1"), ("1".into(), Some(0), Cause::Same));
    assert_eq!(ask("counted_winners:podium", "2"), ("2".into(), Some(0), Cause::Same));
    assert_eq!(ask("also_awarded:podium", "1"), ("1".into(), Some(0), Cause::Same));
    assert_eq!(ask("years_running:podium", "2"), ("2".into(), Some(0), Cause::Same));
    assert_eq!(ask("top3_already_awarded_previous_year", "yes"), ("no".into(), None, incomplete()));
    assert_eq!(ask("top1_country:CH", "1"), ("1".into(), Some(0), Cause::Same));
    assert_eq!(ask("top3_sectors:insurance", "1"), ("1".into(), Some(0), Cause::Same));
}

#[test]
fn a_published_company_stands_beside_ours() {
    let ask = |figure, value, company| only(year_2012().published(2012, figure, value, company));
    assert_eq!(ask("leader", "", "NESPRESSO"), ("Nespresso".into(), Some(0), Cause::Same));
    assert_eq!(ask("leader", "", "Maif"), ("Nespresso".into(), Some(1), incomplete()));
    assert_eq!(ask("leader", "", "Bouygues"), ("Nespresso".into(), None, Cause::UnknownCompany));
    assert_eq!(ask("first_time_leader", "", "Nespresso"), ("Nespresso".into(), Some(0), Cause::Same));
    assert_eq!(
        ask("rank:2", "2", "MAIF"),
        ("MAIF, toyota".into(), Some(0), incomplete()),
        "a tie is no agreement"
    );
    assert_eq!(ask("top5_member", "2", "MAIF"), ("2".into(), None, Cause::Same));
    assert_eq!(ask("leader_distinctions", "4", "Nespresso"), ("2".into(), Some(-2), incomplete()));
    assert_eq!(ask("leader_award", "Qualiweb", "Nespresso"), ("Nespresso".into(), None, Cause::Same));
    assert_eq!(ask("also_awarded:qualiweb", "", "Nespresso"), ("Nespresso".into(), None, Cause::Same));
    assert_eq!(ask("also_awarded:podium", "", "MAIF"), ("–".into(), None, incomplete()));
    assert_eq!(ask("competition:qualiweb", "Trophées", "MAIF"), ("–".into(), None, incomplete()));
    assert_eq!(
        ask("competition:podium", "Podium", "Toyota"),
        ("–".into(), None, Cause::Method),
        "its list is complete"
    );
    assert_eq!(ask("competition:podium", "Podium", ""), ("2".into(), None, Cause::Same));
}

#[test]
fn what_we_do_not_compute_is_listed_with_the_reason() {
    let ask = |figure, value| only(year_2012().published(2012, figure, value, "")).2;
    assert_eq!(ask("method", "marks are added"), Cause::NotComputed(WhyNotComputed::AboutThePublisher));
    assert_eq!(ask("companies_in_both_families", "20"), Cause::NotComputed(WhyNotComputed::OutsideOurData));
    assert_eq!(ask("competition", "Gala"), Cause::NotComputed(WhyNotComputed::UnknownSource));
    assert_eq!(ask("sector_share:Internet", "13%"), Cause::NotComputed(WhyNotComputed::UnknownSector));
    assert_eq!(ask("rank:first", "1"), Cause::NotComputed(WhyNotComputed::UnknownFigure));
    assert_eq!(ask("mood", "good"), Cause::NotComputed(WhyNotComputed::UnknownFigure));
    let mut timeless = year_2012().published(2012, "leader", "", "Nespresso");
    timeless.0.published[0].period = Period::All;
    assert_eq!(only(timeless).2, Cause::NotComputed(WhyNotComputed::NoYears));
}

#[test]
fn figures_of_several_years_are_counted_over_the_window() {
    let mut sketch = year_2012().published(2012, "years_awarded", "2", "MAIF");
    sketch.0.published[0].period = Period::Years(window(2009, 2012));
    assert_eq!(only(sketch), ("2".into(), Some(0), Cause::Same));
}

#[test]
fn every_published_figure_is_listed_even_without_any_award() {
    let sketch = Sketch::default().published(2012, "leader", "", "Toyota").published(
        2012,
        "companies_total",
        "68",
        "",
    );
    let causes: Vec<Cause> = gaps(sketch).into_iter().map(|gap| gap.cause).collect();
    assert_eq!(causes, [Cause::UnknownCompany, Cause::Method]);
}
