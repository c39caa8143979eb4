//! What may be claimed: derived rows that do not count, moves that are changes of score, names known and missing, and
//! the licence to crown.

use super::figures;
use crate::{Ground, Interval, Knowledge, Licence, Query, Ranking, Withheld, Without, ranking};
use model::{EvidenceKind, Share};
use sample::{Sketch, company_id, window};
use workspace::RankingSettings;

fn derived(sketch: Sketch, source: &str, year: i64, company: &str) -> Sketch {
    sketch.award(source, year, company, |award| award.evidence = EvidenceKind::Derived)
}

/// As a workspace ranks that says nothing else.
fn usual(sketch: &Sketch, year: i64) -> Ranking {
    ranking(&sketch.0, &Query::by_default(&RankingSettings::default(), None, window(year, year)))
}

fn names(ranking: &Ranking) -> Vec<&str> {
    ranking.standings.iter().map(|standing| standing.company.as_str()).collect()
}

/// Lists of which every name is known.
fn announced(sketch: Sketch, source: &str, claims: &[(&str, u32)]) -> Sketch {
    claims.iter().fold(sketch, |sketch, (label, claimed)| {
        sketch.edition(source, label, |edition| edition.claimed = Some(*claimed))
    })
}

#[test]
fn derived_rows_count_only_where_a_workspace_or_a_query_says_so() {
    let sketch = Sketch::default().win("podium", 2012, "maif");
    let sketch = derived(derived(sketch, "elu", 2012, "maif"), "elu", 2011, "free");
    let plain = usual(&sketch, 2012);
    assert_eq!((names(&plain), plain.standings[0].competitions), (vec!["maif"], 1));
    assert!(plain.query.without.contains(&Without::Derived) && plain.standings[0].new);
    assert_eq!(names(&usual(&sketch, 2011)), Vec::<&str>::new(), "only derived is no standing");
    let counted = RankingSettings { derived: true, ..RankingSettings::default() };
    let counted = ranking(&sketch.0, &Query::by_default(&counted, None, window(2012, 2012)));
    assert_eq!(counted.standings[0].competitions, 2);
}

#[test]
fn streaks_and_newcomers_follow_what_counts() {
    let sketch = derived(Sketch::default().win("podium", 2012, "maif"), "podium", 2011, "maif");
    let standing = |ranking: Ranking| (ranking.standings[0].streak, ranking.standings[0].year_before);
    assert_eq!(standing(usual(&sketch, 2012)), (1, false));
    assert_eq!(standing(ranking(&sketch.0, &Query::of(window(2012, 2012)))), (2, true));
}

#[test]
fn a_move_is_a_change_of_score() {
    let sketch = Sketch::default()
        .wins(2011, &[("podium", "maif"), ("elu", "free")])
        .wins(2012, &[("podium", "maif"), ("elu", "free"), ("elu", "free")]);
    let sketch = announced(sketch, "elu", &[("2011", 1), ("2012", 2)]);
    let maif = &usual(&sketch, 2012).standings[1];
    assert_eq!((maif.previous_rank, maif.rank, maif.rise()), (Some(1), 2, None), "a tie-break moved it");
}

#[test]
fn lists_that_were_found_or_are_missing_make_no_move() {
    let wins = Sketch::default()
        .wins(2011, &[("podium", "maif"), ("podium", "free"), ("palme", "free")])
        .wins(2012, &[("podium", "maif"), ("elu", "maif"), ("podium", "free"), ("palme", "free")]);
    let rise = |sketch: &Sketch| {
        let ranking = usual(sketch, 2012);
        let maif = ranking.standings.iter().find(|standing| standing.company.as_str() == "maif").unwrap();
        (maif.previous_rank, maif.rank, maif.rise())
    };
    assert_eq!(rise(&wins), (Some(2), 1, None), "who won elu in 2011?");
    let known = announced(wins.win("elu", 2011, "third"), "elu", &[("2011", 1)]);
    assert_eq!(rise(&known), (Some(2), 1, Some(1)));
    let in_part = announced(known, "elu", &[("2011", 2)]);
    assert_eq!(rise(&in_part), (Some(2), 1, None));
}

fn known(sketch: &Sketch, year: i64) -> Knowledge {
    figures(&sketch.0, None).knowledge(&usual(sketch, year))
}

#[test]
fn names_are_counted_where_they_are_announced_and_estimated_where_other_editions_are() {
    let sketch = Sketch::default().wins(2012, &[("podium", "maif"), ("podium", "free"), ("elu", "maif")]);
    let sketch = derived(sketch.win("palme", 2012, "maif"), "podium", 2012, "third");
    let sketch = announced(sketch, "podium", &[("2012", 5)]);
    let sketch = announced(sketch, "elu", &[("2010", 2), ("2014", 4)]);
    let known = known(&sketch, 2012);
    assert_eq!(
        (known.found, known.announced),
        (4, Share { part: 2, whole: 5 }),
        "what is derived is not found"
    );
    assert_eq!(known.known, Share { part: 3, whole: 8 }, "elu has 2 to 4");
    assert_eq!((known.complete, known.partial, known.estimated, known.open), (0, 3, 1, 1));
    assert_eq!(known.missing, Interval { at_least: 4, at_most: None }, "nothing tells how long palme is");
    assert_eq!(known.companies.at_most, None);
    let closed = known.companies_but_open;
    assert!(closed.at_least >= 2 && closed.at_most.unwrap() <= 8, "{closed:?}");
}

#[test]
fn a_complete_year_has_no_more_companies_than_we_know() {
    let sketch = Sketch::default().wins(2012, &[("podium", "maif"), ("podium", "free"), ("elu", "maif")]);
    let sketch = announced(announced(sketch, "podium", &[("2012", 2)]), "elu", &[("2012", 1)]);
    let known = known(&sketch, 2012);
    assert_eq!((known.complete, known.missing), (2, Interval { at_least: 0, at_most: Some(0) }));
    assert_eq!(known.companies, Interval { at_least: 2, at_most: Some(2) });
}

/// MAIF won both prizes of 2012, of which every name is known.
fn clear() -> Sketch {
    let sketch = Sketch::default().wins(2012, &[("podium", "maif"), ("podium", "free"), ("elu", "maif")]);
    announced(announced(sketch, "podium", &[("2012", 2)]), "elu", &[("2012", 1)])
}

fn licence(sketch: &Sketch) -> Licence {
    figures(&sketch.0, None).licence(&usual(sketch, 2012))
}

fn reasons(sketch: &Sketch) -> Vec<&'static str> {
    match licence(sketch) {
        Licence::Crowned { .. } => vec![],
        Licence::Withheld { reasons } => reasons.iter().map(Withheld::word).collect(),
    }
}

#[test]
fn who_leads_by_two_prizes_on_complete_lists_is_crowned() {
    let crowned = Licence::Crowned { leaders: vec![company_id("maif")], ground: Ground::Ours };
    assert_eq!(licence(&clear()), crowned);
    assert_eq!(figures(&clear().0, None).crowned_year(), Some(sample::year(2012)));
}

#[test]
fn equal_scores_share_the_crown_whatever_breaks_the_tie() {
    let sketch = clear().wins(2012, &[("palme", "free"), ("palme", "free")]);
    let sketch = announced(sketch, "palme", &[("2012", 2)]);
    let ranking = usual(&sketch, 2012);
    assert_eq!(ranking.standings[1].rank, 2, "a tie-break");
    assert_eq!(licence(&sketch).crowned(), [company_id("free"), company_id("maif")]);
}

#[test]
fn every_reason_against_a_crown_is_told() {
    assert_eq!(reasons(&announced(clear(), "podium", &[("2012", 20)])), ["few-names"], "free is named on it");
    assert_eq!(reasons(&announced(clear(), "palme", &[("2012", 10)])), ["few-names", "overtaken"]);
    let one = announced(Sketch::default().win("podium", 2012, "maif"), "podium", &[("2012", 1)]);
    assert_eq!(reasons(&one), ["few-prizes"]);
    let sketch = derived(derived(clear(), "palme", 2012, "free"), "trophy", 2012, "free");
    assert!(reasons(&sketch).contains(&"derived"));
    assert_eq!(reasons(&clear().published(2012, "leader", "", "Free")), ["published"]);
    let nobody = figures(&clear().0, None).licence(&usual(&clear(), 2009));
    assert_eq!(nobody, Licence::Withheld { reasons: vec![Withheld::Nobody] });
}

#[test]
fn a_published_count_that_names_the_same_first_is_a_licence() {
    let thin = announced(clear(), "podium", &[("2012", 20)]);
    let sketch = thin.published(2012, "leader", "", "maif");
    let Licence::Crowned { leaders, ground: Ground::Published(published) } = licence(&sketch) else {
        panic!("{:?}", licence(&sketch));
    };
    assert_eq!((leaders, published.figure.as_str()), (vec![company_id("maif")], "leader"));
    let contradicted = sketch.published(2012, "rank:1", "1", "free");
    assert!(reasons(&contradicted).contains(&"published"));
}
