//! What can be taken away: every table in every form, the rows of one company or sector, and every leaderboard.
//!
//! The tables are the same in every language and stand once, in [`folder`]; a leaderboard's figures stand beside its
//! page of the first language. What belongs to one page is one JSON: a script makes a CSV or a workbook of it
//! (`templates/assets/take.js`), which saves two files a page, most of them of a few lines.

use std::collections::BTreeMap;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use model::{CompanyId, SectorId};
use tables::{Contents, Format, Table};
use workspace::Language;

use crate::press::address::{Address, file_name};
use crate::press::index::Index;
use crate::press::sheet::Sheet;
use crate::{Input, Page};

/// Where the tables stand, from the root of the site: in the words of the first language, as the page about them does.
pub(crate) fn folder(index: &Index) -> String {
    format!("{}/", index.word(index.first_language(), "donnees"))
}

/// Where the site offers the database, from its root.
pub(crate) fn database(index: &Index) -> String {
    let [name, ..] = WHOLE;
    folder(index) + name
}

/// Everything in one file, beside the tables.
pub(crate) const WHOLE: [&str; 4] =
    ["palmares.sqlite", "palmares-csv.zip", "palmares.xlsx", "datapackage.json"];

/// The file of a subject's own rows, inside [`folder`], without its ending.
fn own(index: &Index, kind: &'static str, id: &str) -> String {
    format!("{}/{}", index.word(index.first_language(), kind), file_name(id))
}

/// What follows the name in the file of measures; no identifier holds a hyphen. It is called as the table is, but for the
/// French sites that were cited before others had words of their own.
fn of_measures(index: &Index, path: &str) -> String {
    let ending = if index.first_language() == Language::FR { "mesures" } else { "measures" };
    format!("{path}-{ending}")
}

/// The address of each company's page.
pub(crate) fn company_pages(input: &Input, index: &Index) -> BTreeMap<CompanyId, String> {
    let address = |id: &CompanyId| {
        format!("{}{}", input.settings.base_url, Address::Company(*id).path(index, index.first_language()))
    };
    index.companies().filter(|id| index.has_page(id)).map(|id| (*id, address(id))).collect()
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

/// Prints every file of [`folder`] but the database, and the figures of the pages at these addresses.
pub(crate) fn print<E: Send>(
    input: &Input,
    index: &Index,
    addresses: &[Address],
    take: &(impl Fn(Page) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let pages = company_pages(input, index);
    let contents = contents(input, &pages);
    let folder = folder(index);
    tables::files(&contents, &|name, bytes| take(Page { path: format!("{folder}{name}"), bytes }))?;
    addresses
        .par_iter()
        .with_max_len(1)
        .try_for_each(|address| figures(&contents, index, address).into_iter().try_for_each(take))
}

fn figures(contents: &Contents, index: &Index, address: &Address) -> Vec<Page> {
    let page = |path: String, table: &Table| Page { path, bytes: Format::Json.bytes(table) };
    if let Address::Leaderboard(board) = address {
        let table = tables::leaderboard(
            contents.register,
            contents.figures,
            index.ranking(*board),
            usize::MAX,
            contents.as_of,
        );
        return vec![page(address.figures(index), &table)];
    }
    let own = of_subject(contents, index, address).into_iter();
    own.map(|(path, table)| page(format!("{}{path}.json", folder(index)), &table)).collect()
}

/// What a page offers of its own subject, inside [`folder`], without endings.
pub(crate) fn of_page(sheet: &Sheet, address: &Address) -> Vec<String> {
    let pages = BTreeMap::new();
    let own = of_subject(&contents(sheet.input, &pages), sheet.index, address);
    own.into_iter().map(|(path, _)| path).collect()
}

/// The tables of a page's own subject; a single row stands on the page already.
fn of_subject<'a>(contents: &Contents<'a>, index: &Index<'a>, address: &Address) -> Vec<(String, Table<'a>)> {
    let mut tables = if let Address::Company(id) = address {
        of_company(contents, index, id)
    } else if let Address::Sector(id) = address {
        of_sector(contents, index, id)
    } else {
        return Vec::new();
    };
    tables.retain(|(_, table)| table.rows() > 1);
    tables
}

/// What it won, and how it was measured.
fn of_company<'a>(contents: &Contents<'a>, index: &Index<'a>, id: &CompanyId) -> Vec<(String, Table<'a>)> {
    let path = own(index, "entreprises", id.as_str());
    let won = index.awards_of(id).into_iter().map(|(_, award)| award);
    let measures = tables::measures(contents.register, index.series_of(id), |_| true);
    vec![(path.clone(), tables::awards(won)), (of_measures(index, &path), measures)]
}

/// Its companies, and what was measured in it.
fn of_sector<'a>(contents: &Contents<'a>, index: &Index, id: &SectorId) -> Vec<(String, Table<'a>)> {
    let register = contents.register;
    let belongs = |sector: Option<&SectorId>| sector.is_some_and(|s| s == id || register.family(s) == id);
    let path = own(index, "secteurs", id.as_str());
    let inside = tables::company_rows(contents).into_iter();
    let inside = inside.filter(|row| belongs(row.company.sector.as_ref()));
    let measures =
        tables::measures(register, contents.figures.benchmarks(), |measure| belongs(measure.sector.as_ref()));
    vec![(path.clone(), tables::companies(inside)), (of_measures(index, &path), measures)]
}
