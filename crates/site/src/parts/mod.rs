//! What several pages are made of.

pub mod argue;
pub mod award;
pub mod badge;
pub mod benchmark_lines;
pub mod board;
pub mod census;
pub mod claim;
pub mod matrix;
pub mod passport;
pub mod series;
pub mod sparkline;
pub mod statistics;
pub mod sureness;
