//! Careers: what the yearly rankings say of one company.

use std::collections::BTreeMap;

use model::{Window, Year};

/// The path of a company through the rankings of single years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Career {
    /// Its rank in each year with a distinction, at least one.
    pub ranks: BTreeMap<Year, u32>,
    /// Its best rank.
    pub best: u32,
    /// The years of its best rank, oldest first.
    pub best_years: Vec<Year>,
    /// Its longest run of years with a distinction; the latest of several.
    pub longest_run: Window,
}

impl Career {
    /// The years at the first rank, oldest first; a shared first rank counts.
    pub fn at_top(&self) -> &[Year] {
        if self.best == 1 { &self.best_years } else { &[] }
    }
}
