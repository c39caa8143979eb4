//! What can be taken away: every table in every form, the rows of one company or sector, and every leaderboard.
//!
//! The tables are the same in every language and stand once, in [`FOLDER`]; a leaderboard's files stand beside its
//! page. Same figures, same bytes.

use std::collections::BTreeMap;

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};

use model::{CompanyId, Measure, SectorId, Subject};
use tables::{CompanyRow, Contents, Format, Table};

use crate::press::address::{Address, Board, file_name};
use crate::press::index::Index;
use crate::{Input, Page, folder};

/// Where the tables stand, from the root of the site.
pub(crate) const FOLDER: &str = "donnees/";
/// Where the site offers the database, from its root; the shell, which made it, puts it there.
pub const DATABASE: &str = "donnees/palmares.sqlite";
/// Everything in one file, beside the tables.
pub(crate) const WHOLE: [&str; 4] =
    ["palmares.sqlite", "palmares-csv.zip", "palmares.xlsx", "datapackage.json"];

/// Where those of companies stand, inside [`FOLDER`].
const COMPANIES: &str = "entreprises/";
/// Where those of sectors stand, inside [`FOLDER`].
const SECTORS: &str = "secteurs/";
/// What follows the name in the file of measures; no identifier holds a hyphen.
const MEASURES: &str = "-mesures";

/// The address of each company's page.
pub(crate) fn company_pages(input: &Input, index: &Index) -> BTreeMap<CompanyId, String> {
    let address =
        |id: &CompanyId| format!("{}{}", input.settings.base_url, Address::Company(*id).path(index));
    index.companies().map(|id| (*id, address(id))).collect()
}

/// What the tables are made of.
pub(crate) fn contents<'a>(
    input: &Input<'a>,
    company_pages: &'a BTreeMap<CompanyId, String>,
) -> Contents<'a> {
    Contents {
        register: input.register,
        figures: input.figures,
        issues: input.issues,
        ranking: input.ranking,
        as_of: input.as_of,
        title: &input.settings.title,
        base_url: &input.settings.base_url,
        company_pages,
    }
}

/// Every file of [`FOLDER`] but the database, and those of every leaderboard.
pub(crate) fn files(input: &Input, index: &Index) -> Vec<Page> {
    let pages = company_pages(input, index);
    let contents = contents(input, &pages);
    let page = |(name, bytes): (String, Vec<u8>)| Page { path: format!("{FOLDER}{name}"), bytes };
    let mut files: Vec<Page> = tables::files(&contents).into_iter().map(page).collect();
    files.extend(parts(input, index, &contents));
    files.extend(leaderboards(input, index));
    files
}

/// The rows about each company and sector, at an address of their own: what its page shows.
fn parts(input: &Input, index: &Index, contents: &Contents) -> Vec<Page> {
    let mut parts = of_companies(input, index);
    parts.extend(of_sectors(input, &tables::company_rows(contents)));
    parts.retain(|(_, table)| table.rows() > 0);
    let written = |(path, table): (String, Table)| -> Vec<Page> {
        let file = |format: Format| Page {
            path: format!("{FOLDER}{path}.{}", format.word()),
            bytes: format.bytes(&table),
        };
        Format::files().map(file).collect()
    };
    let files: Vec<Vec<Page>> = parts.into_par_iter().map(written).collect();
    files.into_iter().flatten().collect()
}

/// What each won, and how each was measured.
fn of_companies<'a>(input: &Input<'a>, index: &Index<'a>) -> Vec<(String, Table<'a>)> {
    let mut measures: BTreeMap<&CompanyId, Vec<&Measure>> = BTreeMap::new();
    for measure in &input.register.measures {
        match &measure.subject {
            Subject::Company(id) => measures.entry(id).or_default().push(measure),
            Subject::Average => {}
        }
    }
    let of = |id: &CompanyId| {
        let path = format!("{COMPANIES}{}", file_name(id.as_str()));
        let won = tables::awards(index.awards_of(id).into_iter().map(|(_, award)| award));
        let measured = tables::measures(measures.get(id).into_iter().flatten().copied());
        [(path.clone(), won), (path + MEASURES, measured)]
    };
    index.companies().flat_map(of).collect()
}

/// The companies of each, and what was measured in it.
fn of_sectors<'a>(input: &Input<'a>, companies: &[CompanyRow<'a>]) -> Vec<(String, Table<'a>)> {
    let register = input.register;
    let of = |id: &SectorId| {
        let belongs = |sector: Option<&SectorId>| sector.is_some_and(|s| s == id || register.family(s) == id);
        let path = format!("{SECTORS}{}", file_name(id.as_str()));
        let inside = companies.iter().filter(|row| belongs(row.company.sector.as_ref())).cloned();
        let measures = register.measures.iter().filter(|measure| belongs(measure.sector.as_ref()));
        [(path.clone(), tables::companies(inside)), (path + MEASURES, tables::measures(measures))]
    };
    register.sectors.keys().flat_map(of).collect()
}

/// The files of every leaderboard: the same in every language, beside its page.
fn leaderboards(input: &Input, index: &Index) -> Vec<Page> {
    let boards: Vec<Board> = index.boards().collect();
    let files = |&board: &Board| -> Vec<Page> {
        let table = tables::leaderboard(input.register, index.ranking(board), input.as_of);
        let forms = Format::files().map(|format| (format, format.bytes(&table)));
        forms.flat_map(|(format, bytes)| in_every_language(input, index, board, format, bytes)).collect()
    };
    let all: Vec<Vec<Page>> = boards.par_iter().with_max_len(1).map(files).collect();
    all.into_iter().flatten().collect()
}

fn in_every_language(
    input: &Input,
    index: &Index,
    board: Board,
    format: Format,
    bytes: Vec<u8>,
) -> Vec<Page> {
    let name = Address::Leaderboard(board).file(index, format);
    let languages = input.settings.languages.iter();
    let path = |language| format!("{}{name}", folder(input.settings, language));
    languages.map(|&language| Page { path: path(language), bytes: bytes.clone() }).collect()
}
