//! Brands, entities and groups: at whichever level awards are credited, none is lost and none is counted twice.

use proptest::prelude::*;

use crate::Query;
use crate::ranking;
use model::{CompanyLevel, Register};
use sample::{Sketch, company_id, window};

const LEVELS: [CompanyLevel; 3] = [CompanyLevel::Brand, CompanyLevel::Entity, CompanyLevel::Group];

/// Companies that belong to earlier ones or to none, at any level, and what they won.
fn register() -> impl Strategy<Value = Register> {
    let company = (0..3_usize, proptest::option::of(any::<prop::sample::Index>()));
    let win = (any::<prop::sample::Index>(), 0..4_usize, 2008..2012_i64);
    (proptest::collection::vec(company, 1..12), proptest::collection::vec(win, 0..40)).prop_map(
        |(companies, wins)| {
            let name = |at: usize| format!("c{at}");
            let mut sketch = Sketch::default();
            for (at, (level, parent)) in companies.iter().enumerate() {
                let parent = parent.filter(|_| at > 0).map(|parent| company_id(&name(parent.index(at))));
                sketch = sketch.company(&name(at), |c| (c.level, c.parent) = (LEVELS[*level], parent));
            }
            let wins = wins.into_iter();
            wins.fold(sketch, |sketch, (winner, source, year)| {
                sketch.win(&format!("s{source}"), year, &name(winner.index(companies.len())))
            })
            .0
        },
    )
}

proptest! {
    #[test]
    fn awards_are_conserved_at_every_level(register in register()) {
        for level in LEVELS {
            let standings = ranking(&register, &Query { level, ..Query::of(window(2008, 2011)) }).standings;
            let credited: u64 = standings.iter().map(|standing| standing.awards).sum();
            prop_assert_eq!(credited, register.awards.len() as u64, "{:?}", level);
            let mut companies: Vec<_> = standings.iter().map(|standing| &standing.company).collect();
            companies.sort();
            companies.dedup();
            prop_assert_eq!(companies.len(), standings.len(), "each company once");
        }
    }
}
