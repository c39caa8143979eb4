//! Awards become rankings, trends and benchmarks. Pure: a register goes in, figures come out.
//!
//! The [`ledger`] holds the distinctions sorted once; a selection of it is ranked for any window of years.
//!
//! A page on a year finds all that it quotes in [`figures`]: `statistics`, `sectors` (percents that add up to 100),
//! `readings`, `climbers()` and `fallers()` of the year's ranking, its `robustness` by window, both kinds of newcomers,
//! prizes and winners of every year in `trend`, the growth of each list in `inflation`.

mod agreement;
mod candidate;
mod career;
mod explanation;
mod moves;
mod ranking;
mod results;
mod sureness;
mod upcoming;
mod year_statistics;
pub mod calendar; // past days → the window of the next edition
pub mod resolve; // records → register
pub mod review; // undecided pairs → questions for a person
pub mod suggest; // unknown names → candidates

mod apportion;
mod benchmarks;
mod calibration;
mod careers;
mod column; // rows → the different values of a column, numbered
mod coverage;
mod effect;
mod explain;
mod figures;
mod inflation;
mod kemeny;
mod ledger;
mod lists;
mod passport;
mod readings;
mod robustness;
mod scores;
mod standings;
mod statistics;
mod switches;
mod tallies;
mod tau;
mod trend;
mod worth;

pub use agreement::{Agreement, Passport};
pub use candidate::{Candidate, Clue};
pub use career::Career;
pub use effect::effects;
pub use explain::explain;
pub use explanation::{Explanation, Reading, Readings, SetAside, Step, Why};
pub use figures::{Options, figures};
pub use moves::{BoardEffect, Change, Effect, RankChange};
pub use ranking::{Proof, Query, Ranking, SectorShare, Standing, Totals, Without};
pub use results::{
    Cause, Cell, Coverage, Figures, Gap, Panel, Point, Position, Reason, Scope, Series, TrendPoint,
};
pub use robustness::robustness;
pub use standings::{ranking, rankings};
pub use sureness::{Influence, Order, Pivot, Robustness, Sureness, Trial};
pub use upcoming::{Due, DueState};
pub use year_statistics::{Inflation, ListSize, Statistics};

#[cfg(test)]
mod tests;
