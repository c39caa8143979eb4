//! The part of a table that tells of one company or one sector, at an address of its own: what its page shows.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::register::{award, company, measure};
use super::{FOLDER, Table, bytes};
use crate::address::{Format, file_name};
use crate::index::Index;
use crate::{Input, Page};
use model::{CompanyId, Measure, SectorId, Subject};

/// Where those of companies stand, inside [`FOLDER`].
const COMPANIES: &str = "entreprises/";
/// Where those of sectors stand, inside [`FOLDER`].
const SECTORS: &str = "secteurs/";
/// What follows the name in the file of measures; no identifier holds a hyphen.
const MEASURES: &str = "-mesures";

/// The tables of every company and sector that has rows in one.
pub fn files(input: &Input, index: &Index) -> Vec<Page> {
    let mut parts = of_companies(input, index);
    parts.extend(of_sectors(input, index));
    parts.retain(|(_, table)| !table.rows.is_empty());
    let written = |(path, table): (String, Table)| {
        Format::ALL.map(|format| Page {
            path: format!("{FOLDER}{path}.{}", format.extension()),
            bytes: bytes(&table, format),
        })
    };
    let files: Vec<[Page; 3]> = parts.into_par_iter().map(written).collect();
    files.into_iter().flatten().collect()
}

/// What each won, and how each was measured.
fn of_companies(input: &Input, index: &Index) -> Vec<(String, Table)> {
    let mut measures: BTreeMap<&CompanyId, Vec<&Measure>> = BTreeMap::new();
    for measure in &input.register.measures {
        match &measure.subject {
            Subject::Company(id) => measures.entry(id).or_default().push(measure),
            Subject::Average => {}
        }
    }
    let of = |id: &CompanyId| {
        let path = format!("{COMPANIES}{}", file_name(id.as_str()));
        let won = award::awards(index.awards_of(id).into_iter().map(|(_, award)| award));
        let measured = measure::measures(measures.get(id).into_iter().flatten().copied());
        [(path.clone(), won), (path + MEASURES, measured)]
    };
    index.companies().flat_map(of).collect()
}

/// The companies of each, and what was measured in it.
fn of_sectors(input: &Input, index: &Index) -> Vec<(String, Table)> {
    let register = input.register;
    let of = |id: &SectorId| {
        let belongs = |sector: Option<&SectorId>| sector.is_some_and(|s| s == id || register.family(s) == id);
        let path = format!("{SECTORS}{}", file_name(id.as_str()));
        let companies = register.companies.values().filter(|company| belongs(company.sector.as_ref()));
        let measures = register.measures.iter().filter(|measure| belongs(measure.sector.as_ref()));
        [
            (path.clone(), company::companies(input, index, companies)),
            (path + MEASURES, measure::measures(measures)),
        ]
    };
    register.sectors.keys().flat_map(of).collect()
}
