//! Tests of the ranking against registers sketched by hand, and against brute force on small random ones.

mod benchmarks;
mod brute_force;
mod calibration;
mod coverage;
mod explain;
mod hierarchies;
mod kemeny;
mod methods;
mod passport;
mod robustness;
mod rules;
mod sketch;
mod statistics;
mod trend;
