//! Explanations add up to the score, and name what was set aside.

use std::collections::BTreeSet;

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::methods::{drawn, half_votes, query, register};
use crate::{Query, Why, Without};
use crate::{explain, ranking};
use model::{Counting, EvidenceKind, Kind, Level, Ratio, Recipient, YesNo};
use sample::{Sketch, company_id, window};
use workspace::{Method, Rules};

proptest! {
    #[test]
    fn the_steps_add_up_to_the_score(drawn in drawn(5), weighed in any::<bool>()) {
        let register = register(&drawn);
        let rules = if weighed { half_votes() } else { Rules::default() };
        for method in Method::ALL {
            let query = query(method, &rules);
            for standing in ranking(&register, &query).standings {
                let explanation = explain(&register, &query, &standing.company).expect("it is ranked");
                prop_assert_eq!((explanation.score, explanation.rank), (standing.score, standing.rank));
                let told: BTreeSet<usize> = explanation.steps.iter().flat_map(|s| &s.awards).map(|a| a.0).collect();
                prop_assert_eq!(told, standing.won.into_iter().collect());
                let years: Ratio = explanation.years().into_iter().map(|year| year.1).sum();
                prop_assert_eq!(years, explanation.sum());
                match method {
                    Method::Competitions | Method::Points | Method::Borda | Method::Dowdall => {
                        prop_assert_eq!(explanation.sum(), standing.score);
                    }
                    Method::Median => prop_assert!(standing.score <= explanation.sum()),
                    Method::Kemeny => {}
                }
            }
        }
    }
}

#[test]
fn what_gave_nothing_is_set_aside_with_the_reason() {
    let sketch = Sketch::default()
        .win("podium", 2012, "edf")
        .award("podium", 2012, "edf", |a| a.level = Level::Sector)
        .award("podium", 2012, "edf", |a| a.counting = Counting::Annulled)
        .award("podium", 2012, "edf", |a| a.recipient = Recipient::Person)
        .award("podium", 2012, "edf", |a| a.evidence = EvidenceKind::Derived)
        .win("elu", 2012, "edf")
        .source("elu", |s| s.pays_to_enter = YesNo::Yes)
        .win("acsi", 2012, "edf")
        .source("acsi", |s| s.country = "US".into())
        .win("index", 2012, "edf")
        .source("index", |s| s.kind = Kind::Benchmark)
        .win("podium", 2011, "edf");
    let query = Query {
        country: Some("FR".into()),
        kind: Some(Kind::Award),
        without: [Without::Paid, Without::Persons, Without::Derived].into(),
        ..Query::of(window(2012, 2012))
    };
    let explanation = explain(&sketch.0, &query, &company_id("edf")).expect("EDF is ranked");
    assert_eq!(explanation.steps.len(), 1);
    assert_eq!(explanation.steps[0].awards.len(), 2);
    let why: Vec<Why> = explanation.set_aside.iter().map(|(_, why)| *why).collect();
    let left_out = Why::LeftOut;
    let expected = [
        Why::NotCounting,
        left_out(Without::Persons),
        left_out(Without::Derived),
        left_out(Without::Paid),
        Why::OtherCountry,
        Why::OtherKind,
    ];
    assert_eq!(why, expected);
    assert!(explain(&sketch.0, &query, &company_id("nobody")).is_none());
}
