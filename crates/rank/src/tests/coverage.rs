//! Every state of a cell of the coverage matrix.

use crate::ListState;
use crate::coverage::coverage;
use model::{Counting, EditionStatus, Outcome, Place};
use sample::{Sketch, source_id, window};

fn cell(sketch: &Sketch, source: &str, year: i64) -> ListState {
    let coverage = coverage(&sketch.0);
    let column = coverage.years.iter().position(|y| y.get() == year).expect("the year is a column");
    coverage.state(&source_id(source), column).expect("the source is a row").clone()
}

/// A register whose columns are 2010 to 2014, whatever else it holds.
fn five_years() -> Sketch {
    Sketch::default().win("frame", 2010, "toyota").win("frame", 2014, "toyota")
}

#[test]
fn a_list_is_complete_when_all_announced_winners_are_found() {
    let announced =
        |claimed| five_years().win("elu", 2012, "free").edition("elu", "2012", move |e| e.claimed = claimed);
    assert_eq!(cell(&announced(Some(1)), "elu", 2012), ListState::Complete { found: 1 });
    assert_eq!(cell(&announced(Some(2)), "elu", 2012), ListState::Partial { found: 1, claimed: Some(2) });
    assert_eq!(cell(&announced(None), "elu", 2012), ListState::Partial { found: 1, claimed: None });
}

#[test]
fn winners_found_are_all_that_the_organiser_announced() {
    let add = |sketch: Sketch, outcome| sketch.award("elu", 2012, "free", move |a| a.outcome = outcome);
    let all = [
        Outcome::Winner,
        Outcome::Placed,
        Outcome::Special,
        Outcome::Label,
        Outcome::Annulled,
        Outcome::Finalist,
        Outcome::Mention,
        Outcome::Last,
    ];
    let sketch = all.into_iter().fold(five_years(), add);
    let sketch = sketch.award("elu", 2012, "echo", |a| a.counting = Counting::Echo(source_id("frame")));
    assert_eq!(cell(&sketch, "elu", 2012), ListState::Partial { found: 6, claimed: None });
}

#[test]
fn a_place_that_the_source_does_not_honour_is_no_winner_found() {
    let placed = |sketch: Sketch, number| {
        sketch.award("elu", 2012, &format!("c{number}"), move |a| {
            a.outcome = Outcome::Placed;
            a.place = Some(Place { number, tied: false });
        })
    };
    let sketch = (1..=5).fold(five_years(), placed).source("elu", |s| s.places = 3);
    assert_eq!(cell(&sketch, "elu", 2012), ListState::Partial { found: 3, claimed: None });
    let index = sketch.source("elu", |s| s.counts = false);
    assert_eq!(
        cell(&index, "elu", 2012),
        ListState::Partial { found: 5, claimed: None },
        "an index honours none"
    );
}

#[test]
fn an_edition_counts_in_the_year_in_which_it_was_handed_over() {
    let sketch = five_years()
        .award("elu", 2012, "free", |a| a.edition = model::Label::new("2013"))
        .edition("elu", "2013", |e| e.claimed = Some(1))
        .edition("elu", "2015", |e| e.claimed = Some(9))
        .source("elu", |s| s.label_offset = -1);
    assert_eq!(cell(&sketch, "elu", 2012), ListState::Complete { found: 1 }, "the year of its awards");
    assert_eq!(
        cell(&sketch, "elu", 2014),
        ListState::NotFound { claimed: Some(9) },
        "the year before its label"
    );
}

#[test]
fn an_edition_called_off_or_merged_was_not_held() {
    for status in [EditionStatus::Cancelled, EditionStatus::Merged] {
        let sketch = five_years()
            .edition("elu", "2012", |e| e.status = status)
            .source("elu", |s| s.held = Some(window(2010, 2014)));
        assert_eq!(cell(&sketch, "elu", 2012), ListState::NotHeld);
        assert_eq!(cell(&sketch, "elu", 2013), ListState::NotFound { claimed: None });
    }
}

#[test]
fn years_outside_of_those_held_are_not_held() {
    let held = five_years().source("elu", |s| s.held = Some(window(2012, 2013)));
    let states: Vec<ListState> = (2010..=2014).map(|year| cell(&held, "elu", year)).collect();
    let missing = ListState::NotFound { claimed: None };
    assert_eq!(
        states,
        [ListState::NotHeld, ListState::NotHeld, missing.clone(), missing.clone(), ListState::NotHeld]
    );
    assert_eq!(cell(&five_years(), "frame", 2012), missing, "between the first and the last edition known");
    let short = five_years().win("elu", 2011, "free").win("elu", 2013, "free");
    assert_eq!((cell(&short, "elu", 2010), cell(&short, "elu", 2012)), (ListState::NotHeld, missing));
}

#[test]
fn measures_alone_are_a_part_of_a_list() {
    let sketch = five_years().measure("acsi", 2012, "toyota", "79", |_| ());
    assert_eq!(cell(&sketch, "acsi", 2012), ListState::Partial { found: 1, claimed: None });
}

#[test]
fn no_cell_is_blank() {
    let sketch = five_years().measure("acsi", 2016, "toyota", "79", |_| ()).source("silent", |_| ());
    let coverage = coverage(&sketch.0);
    assert_eq!(coverage.years.len(), 7);
    assert_eq!(coverage.rows.len(), 3);
    assert!(coverage.rows.iter().all(|(_, cells)| cells.len() == 7));
}
