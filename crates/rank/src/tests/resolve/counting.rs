use super::Resolve;
use model::text::heading;
use model::{Counting, Kind, Outcome};
use sample::{World, source_id, won};

#[test]
fn only_wins_and_honoured_places_are_distinctions() {
    let counting = |row| World::default().source("podium", |s| s.places = 3).row(row).award().counting;
    let row = || won("podium", "2012", "Banque", "LCL");
    assert_eq!(counting(row()), Counting::Counts);
    assert_eq!(counting(row().placed(3)), Counting::Counts);
    assert_eq!(counting(row().was(Outcome::Special)), Counting::Counts);
    for row in [row().placed(4), row().placed(159), row().was(Outcome::Placed)] {
        assert_eq!(counting(row), Counting::NotADistinction, "a place beyond the third, or none");
    }
    for outcome in [Outcome::Finalist, Outcome::Mention, Outcome::Last, Outcome::Label] {
        assert_eq!(counting(row().was(outcome)), Counting::NotADistinction, "{outcome:?}");
    }
}

#[test]
fn a_standard_met_counts_where_the_source_is_a_label() {
    let world = World::default().source("label", |s| s.kind = Kind::Label);
    assert_eq!(
        world.row(won("label", "2012", "", "EDF").was(Outcome::Label)).award().counting,
        Counting::Counts
    );
}

#[test]
fn a_bare_index_gives_no_distinction() {
    let world = World::default().source("acsi", |s| s.counts = false).row(won("acsi", "2012", "", "Chewy"));
    assert_eq!(world.award().counting, Counting::SourceDoesNotCount);
}

fn voix_du_client() -> World {
    World::default()
        .source("palmes", |s| s.echo = [(heading("Palme Voix du Client"), source_id("podium"))].into())
        .row(won("palmes", "2011", "palme voix du client", "Mercedes Benz"))
}

#[test]
fn an_echo_is_shown_and_never_counted() {
    let world = voix_du_client().row(won("podium", "2011", "Général", "Mercedes-Benz"));
    let counting: Vec<_> = world.awards().into_iter().map(|a| a.counting).collect();
    assert_eq!(counting, [Counting::Echo(source_id("podium")), Counting::Counts]);
}

#[test]
fn an_echo_of_a_result_we_do_not_have_stands_for_itself() {
    assert_eq!(voix_du_client().award().counting, Counting::Counts);
    let other_year = voix_du_client().row(won("podium", "2010", "Général", "Mercedes-Benz"));
    let finalist =
        voix_du_client().row(won("podium", "2011", "Général", "Mercedes Benz").was(Outcome::Finalist));
    let other_company = voix_du_client().row(won("podium", "2011", "Général", "MAIF"));
    for world in [other_year, finalist, other_company] {
        assert_eq!(world.awards()[0].counting, Counting::Counts);
    }
}

#[test]
fn two_sources_that_echo_each_other_do_not_cancel_out() {
    let world = World::default()
        .source("podium", |s| s.echo = [(heading("Prix"), source_id("palmes"))].into())
        .source("palmes", |s| s.echo = [(heading("Prix"), source_id("podium"))].into())
        .row(won("podium", "2011", "Prix", "MAIF"))
        .row(won("palmes", "2011", "Prix", "MAIF"));
    assert!(world.awards().iter().all(|award| award.counting == Counting::Counts));
}
