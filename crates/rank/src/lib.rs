//! Awards become rankings, trends and benchmarks. Pure: a register goes in, figures come out.
//!
//! The [`ledger`] holds the distinctions sorted once; a selection of it is ranked for any window of years.
//!
//! A page on a year finds all that it quotes in [`figures`]: `statistics`, `sectors` (percents that add up to 100),
//! `readings`, `climbers()` and `fallers()` of the year's ranking, its `robustness` by window, both kinds of newcomers,
//! prizes and winners of every year in `trend`, the growth of each list in `inflation`.

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

pub use effect::effects;
pub use explain::explain;
pub use figures::{Options, figures};
pub use robustness::robustness;
pub use standings::{ranking, rankings};

#[cfg(test)]
mod tests;
