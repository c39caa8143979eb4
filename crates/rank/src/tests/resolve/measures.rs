use super::Resolve;
use model::{EvidenceKind, Level, Outcome, Subject};
use sample::{World, company_id, won};

#[test]
fn a_bare_score_is_a_measure_and_no_award() {
    let world = World::default()
        .row(won("podium", "2012", "Banque", "LCL").was(Outcome::Measured).score("6.8").scale("10"));
    assert!(world.awards().is_empty());
    let measure = world.measure();
    assert_eq!(
        (measure.subject, measure.value.to_string()),
        (Subject::Company(company_id("lcl")), "6.8".to_owned())
    );
    assert_eq!(measure.id, "podium:2012:category:banque:lcl");
}

#[test]
fn a_prize_with_a_score_is_an_award_and_a_measure() {
    let world = World::default().row(won("podium", "2012", "Banque", "LCL").score("6.8"));
    assert_eq!(
        (world.award().outcome, world.measure().value.to_string()),
        (Outcome::Winner, "6.8".to_owned())
    );
}

#[test]
fn a_score_written_with_more_decimals_is_the_same_whichever_line_comes_first() {
    let line = |score: &str| won("podium", "2012", "Banque", "LCL").was(Outcome::Measured).score(score);
    let [one, other] = [["6.8", "6.80"], ["6.80", "6.8"]]
        .map(|scores| scores.into_iter().fold(World::default(), |world, score| world.row(line(score))));
    assert_eq!(one.measure().value.to_string(), other.measure().value.to_string());
    assert!(one.issues().is_empty(), "6.8 and 6.80 contradict nobody");
}

#[test]
fn an_average_describes_its_category() {
    let average = |category| won("escda", "2025", category, "").was(Outcome::Measured).level(Level::Overall);
    let world = World::default()
        .source("escda", |_| {})
        .row(average("moyenne générale").score("13.57"))
        .row(average("moyenne des lauréats").score("16.72"));
    let measures = world.resolve().register.measures;
    assert_eq!(measures.len(), 2, "the two averages are two figures");
    assert!(measures.iter().all(|m| m.subject == Subject::Average));
}

#[test]
fn the_scale_of_the_row_wins_over_that_of_the_source() {
    let row = |category| won("podium", "2012", category, "LCL").was(Outcome::Measured).score("6.8");
    let world = World::default()
        .source("podium", |s| s.scale = "10".parse().ok())
        .row(row("A"))
        .row(row("B").scale("20"));
    let scales: Vec<_> =
        world.resolve().register.measures.iter().map(|m| m.scale.unwrap().to_string()).collect();
    assert_eq!(scales, ["10", "20"]);
}

#[test]
fn values_on_two_scales_are_two_measures() {
    let row =
        |scale: &str| won("podium", "2012", "Banque", "LCL").was(Outcome::Measured).score("6.8").scale(scale);
    let world = World::default().row(row("10")).row(row("20").at("b"));
    assert_eq!(world.resolve().register.measures.len(), 2);
    assert!(world.issues().is_empty());
}

#[test]
fn a_score_off_its_scale_is_kept_out() {
    let world = World::default()
        .row(won("sotto", "2026", "Pharma", "Viatris").score("10.43").scale("10"))
        .source("sotto", |_| {});
    assert!(world.resolve().register.measures.is_empty());
    assert_eq!(world.award().outcome, Outcome::Winner, "the prize stands");
    assert_eq!(world.issues()[0].to_string(), "sotto 2026: 10.43 for “Viatris”, out of 10 is off its scale");
}

#[test]
fn two_values_for_one_figure_contradict_each_other() {
    let row = |score: &str| won("acsi", "2024", "Airlines", "Frontier").was(Outcome::Measured).score(score);
    let world = World::default()
        .source("acsi", |_| {})
        .row(row("67").evidence(EvidenceKind::Partial))
        .row(row("69").at("b"));
    assert_eq!(world.measure().value.to_string(), "69", "the firmer one wins");
    assert_eq!(world.kinds(), ["contradiction"]);
    let same = World::default().source("acsi", |_| {}).row(row("69")).row(row("69.0").at("b"));
    assert!(same.issues().is_empty(), "69 is 69.0");
}
