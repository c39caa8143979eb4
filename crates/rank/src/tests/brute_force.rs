//! The default method against the plainest reading of its definition, on small random registers.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use proptest::sample::SizeRange;

use super::figures;
use crate::{Query, Standing, ranking};
use model::{Award, Counting, Register, Year};
use sample::{Sketch, window, year};

/// A random award: source, year, company, whether it counts.
type Drawn = (u8, i64, u8, bool);

pub fn drawn(size: impl Into<SizeRange>) -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec((0..4_u8, 2008..2014_i64, 0..6_u8, any::<bool>()), size)
}

pub fn register(drawn: &[Drawn]) -> Register {
    let add = |sketch: Sketch, (source, year, company, counts): &Drawn| {
        let counting = if *counts { Counting::Counts } else { Counting::NotADistinction };
        sketch.award(&format!("s{source}"), *year, &format!("c{company}"), |a| a.counting = counting.clone())
    };
    let mut register = drawn.iter().fold(Sketch::default(), add).0;
    register.awards.sort_by(|a, b| a.id.cmp(&b.id));
    register
}

fn counted(register: &Register) -> impl Iterator<Item = &Award> {
    register.awards.iter().filter(|a| a.counting == Counting::Counts)
}

/// Competitions and awards of a company.
fn merit(register: &Register, company: &str, from: i64, to: i64) -> (usize, usize) {
    let own = || {
        counted(register)
            .filter(|a| a.company.as_ref().unwrap().as_str() == company)
            .filter(|a| (from..=to).contains(&a.awarded.year().get()))
    };
    let competitions: BTreeSet<_> = own().map(|a| (&a.source, a.awarded.year())).collect();
    (competitions.len(), own().count())
}

proptest! {
    #[test]
    fn every_rank_is_one_more_than_the_number_of_better_companies(drawn in drawn(0..40), from in 2008..2014_i64) {
        let register = register(&drawn);
        let to = from + 1;
        let ranking = ranking(&register, &Query::of(window(from, to)));
        let all: Vec<_> = register.companies.keys().map(|c| merit(&register, c.as_str(), from, to)).collect();
        prop_assert_eq!(ranking.standings.len(), all.iter().filter(|m| m.1 > 0).count());
        for standing in &ranking.standings {
            let own = merit(&register, standing.company.as_str(), from, to);
            prop_assert_eq!((standing.competitions as usize, standing.awards as usize), own);
            prop_assert_eq!(standing.rank as usize, 1 + all.iter().filter(|m| **m > own).count());
            prop_assert_eq!(standing.tied, all.iter().filter(|m| **m == own).count() > 1);
        }
    }

    #[test]
    fn newcomers_and_streaks_follow_their_definition(drawn in drawn(0..40), at in 2008..2014_i64) {
        let register = register(&drawn);
        let ranking = ranking(&register, &Query::of(window(at, at)));
        for standing in &ranking.standings {
            let years: BTreeSet<Year> = counted(&register)
                .filter(|a| a.company.as_ref() == Some(&standing.company))
                .map(|a| a.awarded.year())
                .collect();
            prop_assert_eq!(standing.new, years.first() == Some(&year(at)));
            let run = (1..).take_while(|back| years.contains(&year(at - back))).count();
            prop_assert_eq!(standing.streak as usize, 1 + run);
        }
    }

    #[test]
    fn the_order_of_awards_changes_nothing(drawn in drawn(1..40), seed in any::<u64>()) {
        let one = register(&drawn);
        let mut other = one.clone();
        // A fixed shuffle: identifiers in the order of a digest of themselves.
        other.awards.sort_by_key(|a| a.id.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)));
        prop_assert_eq!(printed(&one), printed(&other));
    }
}

/// All figures in words, awards by identifier.
fn printed(register: &Register) -> String {
    let figures = figures(register, None);
    let mut out = format!(
        "{:?} {:?} {:?} {:?}",
        figures.coverage(),
        figures.growth(),
        figures.benchmarks(),
        figures.calibration()
    );
    for source in register.sources.keys() {
        out += &format!("{:?}", figures.profile(source));
    }
    for scope in figures.scopes() {
        out += &format!("{:?} {:?} {:?}", scope.careers(), scope.trend, scope.panel);
        for ranking in scope.rankings() {
            out += &format!("{:?} {:?}", scope.robustness(ranking.query.window), ranking.statistics);
            for standing in &ranking.standings {
                let won: Vec<&str> =
                    standing.won.iter().map(|award| register.awards[*award].id.as_str()).collect();
                out += &format!("{:?} {won:?}", Standing { won: vec![], ..standing.clone() });
            }
        }
    }
    out
}
