//! The register as tables: who competes, who judges, what was won and measured, and the pages that say so.

mod award;
mod company;
mod measure;
mod sector;
mod source;

use super::Table;
use crate::site::Input;
use crate::site::index::Index;

/// The tables of the register.
pub fn tables(input: &Input, index: &Index) -> Vec<Table> {
    vec![
        company::companies(input, index),
        company::names(input),
        sector::sectors(input),
        source::sources(input),
        source::editions(input, index),
        award::awards(input),
        award::witnesses(input),
        measure::measures(input),
    ]
}
