//! Awards become rankings, trends and benchmarks. Pure: a register goes in, figures come out.
//!
//! The [`ledger`] holds the distinctions sorted once; a selection of it is ranked for any window of years.

mod apportion;
mod benchmarks;
mod calibration;
mod careers;
mod coverage;
mod explain;
mod figures;
mod inflation;
mod kemeny;
mod ledger;
mod lists;
mod robustness;
mod scores;
mod standings;
mod statistics;
mod switches;
mod tallies;
mod trend;
mod worth;

pub use explain::explain;
pub use figures::{Options, figures};
pub use robustness::robustness;
pub use standings::ranking;

#[cfg(test)]
mod tests;
