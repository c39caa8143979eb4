//! What a ranking says as a whole.

use super::figures;
use crate::ranking;
use crate::{Query, Ranking};
use model::{Outcome, Share};
use sample::{Sketch, sector_id, window};

fn of(sketch: &Sketch, from: i64, to: i64) -> Ranking {
    ranking(&sketch.0, &Query::of(window(from, to)))
}

#[test]
fn a_company_back_after_a_year_is_new_in_the_loose_sense_only() {
    let sketch = Sketch::default()
        .win("podium", 2010, "toyota")
        .win("podium", 2011, "maif")
        .wins(2012, &[("podium", "toyota"), ("podium", "maif"), ("podium", "darty")]);
    let statistics = of(&sketch, 2012, 2012).statistics;
    assert_eq!(statistics.never_before, Share { part: 1, whole: 3 });
    assert_eq!(statistics.not_last_year, Share { part: 2, whole: 3 });
}

#[test]
fn the_leading_pack_is_the_first_three_ranks() {
    let sketch = Sketch::default().win("podium", 2011, "first").win("podium", 2011, "fourth").wins(
        2012,
        &[
            ("podium", "first"),
            ("elu", "first"),
            ("palmes", "first"),
            ("podium", "second"),
            ("elu", "second"),
            ("podium", "third"),
            ("podium", "third"),
            ("podium", "fourth"),
        ],
    );
    let ranking = of(&sketch, 2012, 2012);
    assert_eq!(ranking.statistics.leading_pack, Share { part: 1, whole: 3 });
    assert_eq!(
        ranking.statistics.two_or_more,
        Share { part: 2, whole: 4 },
        "two awards of one prize are one"
    );
}

#[test]
fn the_ten_best_hold_all_prizes_of_ten_companies() {
    let companies = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let add = |sketch: Sketch, company: &&str| sketch.win("podium", 2012, company);
    let ten = companies[..10].iter().fold(Sketch::default(), add);
    assert_eq!(of(&ten, 2012, 2012).statistics.top_ten, Share { part: 10, whole: 10 });
    let twelve = companies.iter().fold(Sketch::default(), add).win("elu", 2012, "l");
    assert_eq!(of(&twelve, 2012, 2012).statistics.top_ten, Share { part: 11, whole: 13 });
}

#[test]
fn sector_percents_add_up_to_a_hundred() {
    let add = |sketch: Sketch, id: &str| {
        sketch.sector(id, "").win("podium", 2012, id).company(id, |c| c.sector = Some(sector_id(id)))
    };
    let sketch = ["banking", "energy", "telecom"].into_iter().fold(Sketch::default(), add);
    let percents: Vec<u64> = of(&sketch, 2012, 2012).sectors.iter().map(|s| s.percent).collect();
    assert_eq!(percents, [34, 33, 33]);
}

#[test]
fn climbers_and_fallers_are_told_by_how_far_they_moved() {
    let sketch = Sketch::default()
        .wins(2011, &[("podium", "fall"), ("elu", "fall"), ("podium", "rise")])
        .wins(2012, &[("podium", "fall"), ("podium", "rise"), ("elu", "rise"), ("podium", "new")])
        .edition("elu", "2011", |e| e.claimed = Some(1))
        .edition("elu", "2012", |e| e.claimed = Some(1));
    let ranking = of(&sketch, 2012, 2012);
    let climbers: Vec<_> = ranking.climbers().iter().map(|s| (s.company.as_str(), s.rise())).collect();
    let fallers: Vec<_> = ranking.fallers().iter().map(|s| (s.company.as_str(), s.rise())).collect();
    assert_eq!((climbers, fallers), (vec![("rise", Some(1))], vec![("fall", Some(-1))]));
}

#[test]
fn a_list_that_grows_is_told_edition_by_edition() {
    let sketch = Sketch::default()
        .award("elu", 2012, "free", |a| a.category = "Mobile".into())
        .award("elu", 2012, "sosh", |a| a.category = "mobile".into())
        .award("elu", 2012, "late", |a| a.outcome = Outcome::Finalist)
        .edition("elu", "2012", |e| (e.claimed, e.candidates) = (Some(27), Some(90)))
        .edition("elu", "2021", |e| (e.claimed, e.awarded) = (Some(43), "2020-10".parse().ok()))
        .edition("elu", "2022", |_| ())
        .win("podium", 2012, "toyota");
    let figures = figures(&sketch.0, None);
    let growth = figures.growth();
    assert_eq!(growth.len(), 1, "one edition shows no growth");
    let sizes: Vec<_> = growth[0]
        .editions
        .iter()
        .map(|size| (size.edition.as_str(), size.year.get(), size.claimed, size.found, size.categories))
        .collect();
    let rates: Vec<_> = growth[0].editions.iter().map(crate::ListSize::win_rate).collect();
    assert_eq!(rates, [Some(Share { part: 27, whole: 90 }), None], "no candidates, no rate");
    assert_eq!(sizes, [("2012", 2012, Some(27), 2, 1), ("2021", 2020, Some(43), 0, 0)]);
}
