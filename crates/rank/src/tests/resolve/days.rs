use super::Resolve;
use sample::{World, won};

#[test]
fn an_award_counts_in_the_year_it_was_handed_over_not_in_the_year_of_its_label() {
    let world =
        World::default().source("escda", |s| s.label_offset = -1).row(won("escda", "2013", "Banque", "LCL"));
    assert_eq!(world.award().awarded.to_string(), "2012");
}

#[test]
fn the_edition_dates_its_rows() {
    let world = World::default().edition("qualiweb", "2011", |e| e.awarded = "2012-02".parse().ok());
    assert_eq!(world.row(won("qualiweb", "2011", "", "Nespresso")).award().awarded.to_string(), "2012-02");
}

#[test]
fn a_finer_day_that_agrees_wins() {
    let world = || World::default().edition("podium", "2012", |e| e.awarded = "2012-06-07".parse().ok());
    for row in ["2012", "2012-06", "2012-06-07"] {
        let world = world().row(won("podium", "2012", "", "MAIF").on(row));
        assert_eq!(world.award().awarded.to_string(), "2012-06-07", "row {row}");
        assert!(world.issues().is_empty());
    }
}

#[test]
fn a_row_that_contradicts_its_edition_keeps_its_day_and_is_told_once() {
    let world = World::default()
        .edition("podium", "2012", |e| e.awarded = "2012-06-07".parse().ok())
        .row(won("podium", "2012", "Banque", "LCL").on("2013-01"))
        .row(won("podium", "2012", "Assurance", "MAIF").on("2013-01").at("b"));
    assert!(world.awards().iter().all(|award| award.awarded.to_string() == "2013-01"));
    assert_eq!(world.kinds(), ["day-contradiction"]);
}

#[test]
fn a_label_without_a_year_leaves_its_rows_out_until_somebody_dates_them() {
    let undated =
        World::default().row(won("podium", "undated", "", "MAIF")).row(won("podium", "undated", "", "MAIF"));
    assert_eq!((undated.awards().len(), undated.kinds()), (0, vec!["undated"]));
    assert_eq!(undated.issues()[0].to_string(), "podium “undated”: 1 row(s) without a year are left out");
    let dated = World::default().row(won("podium", "undated", "", "MAIF").on("2016-11"));
    assert_eq!(dated.award().awarded.to_string(), "2016-11");
}
