//! The rules of the default method, one test each.

use crate::ranking;
use crate::{Query, Ranking, Standing, Without};
use model::{CompanyLevel, Counting, EvidenceKind, Kind, Level, Ratio, Recipient, YesNo};
use sample::{Sketch, company_id, sector_id, window};

fn rows(ranking: &Ranking) -> Vec<(u32, &str)> {
    ranking.standings.iter().map(|s| (s.rank, s.company.as_str())).collect()
}

fn row<'r>(ranking: &'r Ranking, company: &str) -> &'r Standing {
    ranking.standings.iter().find(|s| s.company.as_str() == company).expect("the company is ranked")
}

fn of(sketch: &Sketch, from: i64, to: i64) -> Ranking {
    ranking(&sketch.0, &Query::of(window(from, to)))
}

#[test]
fn a_tie_shares_its_rank_and_the_next_rank_is_skipped() {
    let sketch = Sketch::default()
        .wins(
            2012,
            &[("podium", "nespresso"), ("qualiweb", "nespresso"), ("podium", "maif"), ("qualiweb", "darty")],
        )
        .award("gala", 2012, "zoo", |a| a.counting = Counting::NotADistinction)
        .win("palmes", 2012, "macif");
    let ranking = of(&sketch, 2012, 2012);
    assert_eq!(rows(&ranking), [(1, "nespresso"), (2, "darty"), (2, "macif"), (2, "maif")]);
    let tied: Vec<bool> = ranking.standings.iter().map(|s| s.tied).collect();
    assert_eq!(tied, [false, true, true, true]);
    let more = sketch.award("palmes", 2012, "macif", |a| a.level = Level::Category);
    let ranks: Vec<u32> = of(&more, 2012, 2012).standings.iter().map(|s| s.rank).collect();
    assert_eq!(ranks, [1, 2, 3, 3], "more awards decide between equal competitions");
}

#[test]
fn a_sector_win_and_the_overall_rank_of_one_source_are_one_competition_and_two_awards() {
    let sketch = Sketch::default()
        .win("podium", 2012, "mercedes")
        .award("podium", 2012, "mercedes", |a| a.level = Level::Sector);
    let ranking = of(&sketch, 2012, 2012);
    let mercedes = row(&ranking, "mercedes");
    assert_eq!((mercedes.competitions, mercedes.awards, mercedes.score), (1, 2, Ratio::whole(1)));
    assert_eq!(mercedes.won.len(), 2);
}

#[test]
fn a_source_counts_once_in_each_year_of_the_window() {
    let sketch = Sketch::default()
        .win("podium", 2010, "toyota")
        .win("podium", 2011, "toyota")
        .win("elu", 2011, "toyota")
        .win("elu", 2013, "toyota");
    assert_eq!(row(&of(&sketch, 2010, 2012), "toyota").competitions, 3);
    assert_eq!(of(&sketch, 2010, 2012).totals.sources, 2);
}

#[test]
fn an_award_that_is_no_distinction_counts_nowhere() {
    for counting in [
        Counting::Annulled,
        Counting::NotADistinction,
        Counting::SourceDoesNotCount,
        Counting::NoCompany,
        Counting::Echo(sample::source_id("podium")),
    ] {
        let sketch = Sketch::default().award("elu", 2011, "free", |a| a.counting = counting.clone());
        let totals = of(&sketch, 2011, 2011).totals;
        assert_eq!((totals.companies, totals.awards, totals.sources), (0, 0, 0), "{counting:?}");
    }
}

#[test]
fn a_company_is_new_when_the_data_before_the_window_do_not_know_it() {
    let sketch = Sketch::default().win("podium", 2009, "toyota").win("podium", 2012, "toyota").win(
        "podium",
        2012,
        "nespresso",
    );
    let ranking = of(&sketch, 2012, 2012);
    assert!(row(&ranking, "nespresso").new && !row(&ranking, "toyota").new);
    let totals = ranking.totals;
    assert_eq!((totals.newcomers, totals.returning, totals.newcomers_share.whole), (1, 1, 2));
    assert_eq!(of(&sketch, 2009, 2012).totals.newcomers, 2, "nothing lies before the first year");
}

#[test]
fn the_previous_rank_is_that_of_the_window_one_year_earlier() {
    let sketch = Sketch::default()
        .win("podium", 2010, "toyota")
        .win("podium", 2011, "darty")
        .win("elu", 2011, "darty")
        .win("podium", 2012, "toyota");
    assert_eq!(row(&of(&sketch, 2012, 2012), "toyota").previous_rank, None);
    assert_eq!(row(&of(&sketch, 2011, 2012), "toyota").previous_rank, Some(2));
}

#[test]
fn a_streak_ends_with_the_last_year_and_may_begin_before_the_window() {
    let sketch = Sketch::default()
        .win("podium", 2008, "toyota")
        .win("podium", 2010, "toyota")
        .win("podium", 2011, "toyota")
        .win("elu", 2011, "toyota")
        .win("podium", 2012, "toyota")
        .win("podium", 2011, "darty");
    assert_eq!(row(&of(&sketch, 2012, 2012), "toyota").streak, 3);
    assert_eq!(row(&of(&sketch, 2011, 2012), "darty").streak, 0);
}

#[test]
fn tied_companies_are_listed_by_folded_name() {
    let sketch = Sketch::default()
        .wins(2012, &[("podium", "a"), ("podium", "b"), ("podium", "c")])
        .company("a", |c| c.name = "Zeeman".into())
        .company("b", |c| c.name = "Élan".into())
        .company("c", |c| c.name = "darty".into());
    assert_eq!(rows(&of(&sketch, 2012, 2012)), [(1, "c"), (1, "b"), (1, "a")]);
}

#[test]
fn switches_leave_out_paid_entries_persons_and_derived_rows() {
    let sketch = Sketch::default()
        .win("elu", 2012, "paid")
        .source("elu", |s| s.pays_to_enter = YesNo::Yes)
        .win("podium", 2012, "unknown")
        .source("podium", |s| s.pays_to_enter = YesNo::Unknown)
        .award("palmes", 2012, "employer", |a| a.recipient = Recipient::Person)
        .award("palmes", 2012, "owner", |a| a.recipient = Recipient::Agent)
        .award("palmes", 2012, "maker", |a| a.recipient = Recipient::Product)
        .award("palmes", 2012, "deduced", |a| a.evidence = EvidenceKind::Derived);
    let without = |kinds: &[Without]| {
        let query = Query { without: kinds.iter().copied().collect(), ..Query::of(window(2012, 2012)) };
        let ranking = ranking(&sketch.0, &query);
        ranking.standings.into_iter().map(|s| s.company.as_str().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(without(&[]), "deduced employer maker owner paid unknown");
    assert_eq!(without(&[Without::Paid]), "deduced employer maker owner unknown");
    assert_eq!(without(&[Without::Persons]), "deduced maker paid unknown");
    assert_eq!(without(&[Without::Derived]), "employer maker owner paid unknown");
    assert_eq!(without(&[Without::Paid, Without::Persons, Without::Derived]), "maker unknown");
}

#[test]
fn a_query_keeps_the_sources_of_a_country_or_kind_and_the_companies_of_a_family() {
    let sketch = Sketch::default()
        .sector("insurance", "")
        .sector("insurance_health", "insurance")
        .win("podium", 2012, "maif")
        .company("maif", |c| c.sector = Some(sector_id("insurance_health")))
        .win("acsi", 2012, "lexus")
        .source("acsi", |s| (s.country, s.kind) = ("US".into(), Kind::Benchmark));
    let all = Query::of(window(2012, 2012));
    let names =
        |query: &Query| rows(&ranking(&sketch.0, query)).iter().map(|r| r.1.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&Query { country: Some("US".into()), ..all.clone() }), ["lexus"]);
    assert_eq!(names(&Query { kind: Some(Kind::Award), ..all.clone() }), ["maif"]);
    assert_eq!(names(&Query { sector: Some(sector_id("insurance")), ..all.clone() }), ["maif"]);
    let both = ranking(&sketch.0, &all);
    assert_eq!(row(&both, "maif").sector, Some(sector_id("insurance")), "the family, not the sector");
    let families: Vec<_> = both.sectors.iter().map(|s| (s.sector, s.share.part)).collect();
    assert_eq!(families, [(Some(sector_id("insurance")), 1), (None, 1)], "unclassified companies come last");
}

#[test]
fn brands_can_be_credited_to_their_group() {
    let sketch = Sketch::default()
        .win("podium", 2012, "sosh")
        .win("elu", 2012, "orange")
        .company("sosh", |c| c.parent = Some(company_id("orange")))
        .company("orange", |c| {
            (c.level, c.parent) = (CompanyLevel::Entity, Some(company_id("group")));
        })
        .company("group", |c| c.level = CompanyLevel::Group)
        .company("loop_a", |c| c.parent = Some(company_id("loop_b")))
        .company("loop_b", |c| c.parent = Some(company_id("loop_a")));
    let at = |level| {
        let ranking = ranking(&sketch.0, &Query { level, ..Query::of(window(2012, 2012)) });
        rows(&ranking).into_iter().map(|(rank, id)| (rank, id.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(at(CompanyLevel::Brand), [(1, "orange".into()), (1, "sosh".into())]);
    assert_eq!(at(CompanyLevel::Entity), [(1, "orange".into())]);
    assert_eq!(at(CompanyLevel::Group), [(1, "group".into())]);
}
