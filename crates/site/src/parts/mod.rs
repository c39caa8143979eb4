//! What several pages are made of.

pub mod argue;
pub mod award;
pub mod badge;
pub mod benchmark_lines;
pub mod board;
pub mod census;
pub mod claim;
pub mod head;
pub mod joined;
pub mod passport;
pub mod readings;
pub mod sector_bars;
pub mod series;
pub mod sparkline;
pub mod standing;
pub mod statistics;
pub mod step;
pub mod sureness;
