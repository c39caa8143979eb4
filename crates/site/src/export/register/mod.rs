//! The register as tables: who competes, who judges, what was won and measured, and the pages that say so.

pub mod award;
pub mod company;
pub mod measure;
mod sector;
mod source;

use super::Table;
use crate::Input;
use crate::index::Index;

/// The tables of the register.
pub fn tables(input: &Input, index: &Index) -> Vec<Table> {
    vec![
        company::companies(input, index, input.register.companies.values()),
        company::names(input),
        sector::sectors(input),
        sector::classes(input),
        source::sources(input),
        source::editions(input, index),
        award::awards(&input.register.awards),
        award::witnesses(input),
        measure::measures(&input.register.measures),
    ]
}
