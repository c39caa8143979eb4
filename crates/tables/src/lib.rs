//! Published tables: each is declared once, and written from there in every form.
//!
//! In come the register (what the run understood) and the figures (what it computed); out go the database, the files
//! of the site, and the answers of `palmares show`.
//!
//! 1. [`Table`] is a name, a key, and columns with a kind and a cell for each row. `register`, `judged` and `figures`
//!    declare the tables; `leaderboard` declares that of one ranking.
//! 2. [`tables`] lists them all.
//! 3. [`write`] makes `palmares.db`, [`files`] the files of the site, and [`Format::bytes`] any one table in any form.
//!
//! Where to add what: a column is one line where its table is declared, and `column.<name>` in the words of the site,
//! which explain it on the data page; a table is a function, a line in [`tables`], and `table.<name>` in the words; a
//! form is described in `format`.

#[cfg(feature = "parquet")]
mod export;
mod figures;
mod format;
mod judged;
mod leaderboard;
pub mod office;
mod package;
#[cfg(feature = "parquet")]
pub mod parquet;
mod register;
mod sqlite;
mod table;
mod text;
mod workbook;
pub mod zip;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};

use model::{CompanyId, Day, Issue, Register};
use rank::Figures;
use workspace::RankingSettings;

#[cfg(feature = "parquet")]
pub use export::{YEAR, export_parts, export_queries};
pub use figures::{coverage, trends};
pub use format::Format;
pub use judged::{award_witnesses, awards, measures};
pub use leaderboard::{leaderboard, leaderboard_rows, sector};
pub use register::{CompanyRow, companies, company_rows, nace, sources};
pub use sqlite::{figures_written, pages_read};
pub use table::{Cell, Column, ColumnKind, Table, TableBuilder};
pub use text::{aligned, escaped as markdown_escaped};

#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    pub register: &'a Register,
    pub figures: &'a Figures,
    pub issues: &'a [Issue],
    /// How the default leaderboard is chosen.
    pub ranking: &'a RankingSettings,
    /// The day of which the run speaks.
    pub as_of: Day,
    pub title: &'a str,
    pub base_url: &'a str,
    /// The address of each company's page, of those that have one.
    pub company_pages: &'a BTreeMap<CompanyId, String>,
}

/// Every table, in a fixed order.
pub fn tables<'a>(contents: &Contents<'a>) -> Vec<Table<'a>> {
    let Contents { register, figures, .. } = *contents;
    vec![
        register::companies(register::company_rows(contents)),
        register::names(register),
        register::sectors(register),
        register::nace(register),
        register::sources(register),
        register::editions(register),
        judged::awards(&register.awards),
        judged::award_witnesses(&register.awards),
        judged::measures(register, figures.benchmarks(), |_| true),
        figures::standings(contents, |_| true),
        figures::coverage(figures.coverage(), |_| true),
        figures::trends(figures.scopes()),
        figures::published(figures.calibration()),
        figures::knowledge(contents),
        figures::identified(contents),
        register::settings(contents),
        judged::measure_witnesses(register),
        judged::award_passages(register),
        judged::measure_passages(register),
        judged::issues(contents),
    ]
}

/// Those that the site offers.
pub fn offered<'a>(contents: &Contents<'a>) -> Vec<Table<'a>> {
    let mut tables = tables(contents);
    tables.retain(Table::in_files);
    tables
}

/// Writes the database in a folder beside `path` and swaps it in. A failure leaves the old file as it was.
pub fn write(path: &Path, beside: &Path, contents: &Contents) -> Result<()> {
    sqlite::write(path, beside, &tables(contents))
}

/// Every table as a file in every form, and all of them as one archive and one workbook: each is handed over by name as
/// soon as it is made, and few of them are in memory at a time.
pub fn files<E: Send>(
    contents: &Contents,
    take: &(impl Fn(String, Vec<u8>) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let tables = offered(contents);
    // These two are packed once for their own files and for the whole.
    let others = || Format::files().filter(|format| !matches!(format, Format::Csv | Format::Xlsx));
    let each: Vec<_> = tables.iter().flat_map(|table| others().map(move |format| (table, format))).collect();
    each.into_par_iter()
        .with_max_len(1)
        .try_for_each(|(table, format)| take(format.file(table), format.bytes(table)))?;
    let csv = |table: &Table| {
        let (name, bytes) = (Format::Csv.file(table), Format::Csv.bytes(table));
        let (resource, packed) = (package::resource(table, &name, &bytes), zip::ZipEntry::of(&name, &bytes));
        take(name, bytes)?;
        Ok((resource, packed))
    };
    let written = tables.par_iter().with_max_len(1).map(csv).collect::<Result<Vec<_>, E>>()?;
    let (resources, mut packed): (Vec<_>, Vec<_>) = written.into_iter().unzip();
    let described = package::bytes(contents, resources);
    packed.push(zip::ZipEntry::of("datapackage.json", &described));
    take("datapackage.json".into(), described)?;
    take("palmares-csv.zip".into(), zip::archive(packed))?;
    let sheet = |table| {
        let sheet = [workbook::PackedSheet::of(table)];
        take(Format::Xlsx.file(table), workbook::bytes(&sheet))?;
        Ok(sheet)
    };
    let sheets = tables.par_iter().with_max_len(1).map(sheet).collect::<Result<Vec<_>, E>>()?;
    take("palmares.xlsx".into(), workbook::bytes(sheets.as_flattened()))
}
