//! What can be taken away: every table as CSV, JSON and XLSX, and all of them as one package.
//!
//! The tables are the same in every language and stand once, in [`FOLDER`]. Same figures, same bytes: the files of
//! an archive carry no time.

mod cell; // one value, and what makes it harmless
mod csv; // RFC 4180
mod dossier; // the Frictionless data package
mod figures; // standings, coverage, trends, published figures
mod json; // one object a row
mod part; // the rows of one company or sector
mod register; // companies, sectors, sources, editions, awards, measures
mod standings; // the columns that leaderboards share
mod table; // columns and rows
mod workbook; // XLSX
mod zip; // archives of a few files

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::address::Format;
use super::index::Index;
use super::{Input, Page};

pub(super) use cell::Cell;
pub(super) use table::{Kind, Table};

/// Where the tables stand, from the root of the site.
pub(super) const FOLDER: &str = "donnees/";
/// Where the site offers the database, from its root; the shell, which made it, puts it there.
pub const DATABASE: &str = "donnees/palmares.sqlite";
/// Everything in one file, beside the tables.
pub(super) const WHOLE: [&str; 4] =
    ["palmares.sqlite", "palmares-csv.zip", "palmares.xlsx", "datapackage.json"];

/// Every table, in a fixed order.
pub(super) fn tables(input: &Input, index: &Index) -> Vec<Table> {
    let mut tables = register::tables(input, index);
    tables.extend(figures::tables(input));
    tables
}

/// A table in a format.
pub(super) fn bytes(table: &Table, format: Format) -> Vec<u8> {
    match format {
        Format::Csv => csv::bytes(table),
        Format::Json => json::bytes(table),
        Format::Xlsx => workbook::bytes(&[table]),
    }
}

/// Every file of [`FOLDER`] but the database.
pub(super) fn files(input: &Input, index: &Index) -> Vec<Page> {
    let tables = tables(input, index);
    let page = |name: &str, bytes| Page { path: format!("{FOLDER}{name}"), bytes };
    let others = [Format::Json, Format::Xlsx];
    let all: Vec<_> = tables.iter().flat_map(|table| others.map(|format| (table, format))).collect();
    let mut files: Vec<Page> =
        all.par_iter().map(|&(table, format)| page(&table.file(format), bytes(table, format))).collect();
    files.extend(part::files(input, index));
    let csv = |table: &Table| (table.file(Format::Csv), bytes(table, Format::Csv));
    let mut packed: Vec<(String, Vec<u8>)> = tables.par_iter().map(csv).collect();
    packed.push(("datapackage.json".into(), dossier::bytes_of(input, &tables, &packed)));
    files.push(page("palmares-csv.zip", zip::archive(&packed)));
    files.push(page("palmares.xlsx", workbook::bytes(&tables.iter().collect::<Vec<_>>())));
    files.extend(packed.into_iter().map(|(name, bytes)| page(&name, bytes)));
    files
}
