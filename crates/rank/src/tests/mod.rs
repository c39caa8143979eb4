//! Tests of the ranking against small worlds built by hand, and against brute force on random ones.

mod benchmarks;
mod brute_force;
mod calibration;
mod claims;
mod coverage;
mod explain;
mod hierarchies;
mod kemeny;
mod methods;
mod resolve;
mod robustness;
mod rules;
mod source_profile;
mod statistics;
mod suggest;
mod titles;
mod trend;

use std::sync::Arc;

use crate::Figures;
use model::Register;
use workspace::RankingSettings;

/// The figures of a register under the default rules; the sources of a country make the default scope.
fn figures(register: &Register, country: Option<&str>) -> Figures {
    let settings = RankingSettings {
        country: country.map(str::to_owned),
        ranges: vec![sample::window(2009, 2012)],
        ..RankingSettings::default()
    };
    Figures::new(Arc::new(register.clone()), settings)
}
