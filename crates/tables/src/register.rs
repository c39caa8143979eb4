//! Who competes, who judges, and how sectors are named.

use std::collections::{BTreeMap, BTreeSet};

use rayon::slice::ParallelSliceMut;

use super::{Cell, Contents, Table};
use model::{
    Company, CompanyId, Counting, Day, Edition, EditionStatus, FormerName, Label, Register, SourceId, Window,
    Year,
};

/// How the run was asked to rank, for readers of the database.
pub fn settings<'a>(contents: &Contents<'a>) -> Table<'a> {
    let ranking = contents.ranking;
    let rows = [
        ("as_of", Cell::text(contents.as_of)),
        ("method", Cell::word(&ranking.method)),
        ("country", Cell::maybe(ranking.country.as_ref())),
    ];
    Table::about("setting", 1, rows)
        .text("key", |(key, _)| Cell::text(key))
        .text("value", |(_, value)| value.clone())
        .optional()
        .table()
        .database_only()
}

/// A company with what it won that counts.
#[derive(Clone)]
pub struct CompanyRow<'a> {
    pub company: &'a Company,
    family: Option<&'a str>,
    distinctions: usize,
    prizes: usize,
    years: Option<Window>,
    page: Option<&'a String>,
}

/// Every company, also one that won nothing.
pub fn company_rows<'a>(contents: &Contents<'a>) -> Vec<CompanyRow<'a>> {
    let register = contents.register;
    let counting = register.awards.iter().filter(|award| award.counting == Counting::Counts);
    let mut won: Vec<(CompanyId, SourceId, Year)> =
        counting.filter_map(|award| Some((award.company?, award.source, award.awarded.year()))).collect();
    won.par_sort_unstable();
    let of_company = won.chunk_by(|a, b| a.0 == b.0).map(|won| (won[0].0, won));
    let won: BTreeMap<CompanyId, &[(CompanyId, SourceId, Year)]> = of_company.collect();
    let row = |company: &'a Company| {
        let won = won.get(&company.id).copied().unwrap_or_default();
        let years = || won.iter().map(|(.., year)| *year);
        CompanyRow {
            company,
            family: company.sector.as_ref().map(|sector| register.family(sector).as_str()),
            distinctions: won.len(),
            prizes: won.chunk_by(|a, b| a.1 == b.1).count(),
            years: years().min().zip(years().max()).and_then(|(from, to)| Window::new(from, to)),
            page: contents.company_pages.get(&company.id),
        }
    };
    register.companies.values().map(row).collect()
}

pub fn companies<'a>(rows: impl IntoIterator<Item = CompanyRow<'a>>) -> Table<'a> {
    Table::about("companies", 1, rows)
        .text("id", |of| Cell::text(of.company.id))
        .text("name", |of| Cell::text(&of.company.name))
        .text("sector", |of| Cell::maybe(of.company.sector.as_ref()))
        .optional()
        .refers("sectors")
        .text("family", |of| Cell::maybe(of.family))
        .optional()
        .refers("sectors")
        .database_only()
        .text("country", |of| Cell::maybe(of.company.country.as_ref()))
        .optional()
        .text("level", |of| Cell::word(&of.company.level))
        .text("parent", |of| Cell::maybe(of.company.parent.as_ref()))
        .optional()
        .refers("companies")
        .text("origin", |of| Cell::word(&of.company.origin))
        .database_only()
        .integer("distinctions", |of| Cell::number(of.distinctions))
        .file_only()
        .integer("prizes", |of| Cell::number(of.prizes))
        .file_only()
        .integer("first_year", |of| Cell::maybe_number(of.years.map(|years| years.from)))
        .file_only()
        .integer("last_year", |of| Cell::maybe_number(of.years.map(|years| years.to)))
        .file_only()
        .text("page", |of| Cell::maybe(of.page))
        .file_only()
        .table()
        .stored_as("company")
}

pub fn names(register: &Register) -> Table<'_> {
    // A company may have gone by one name twice; the table tells names, so the first time stands for both.
    let mut seen = BTreeSet::new();
    let names = register.companies.values().flat_map(names_of);
    let names = names.filter(|(company, kind, called)| seen.insert((*company, called.name.clone(), *kind)));
    Table::about("company_names", 3, names)
        .text("company", |(company, ..)| Cell::text(company))
        .refers("companies")
        .text("name", |(.., called)| Cell::text(&called.name))
        .text("kind", |(_, kind, _)| Cell::text(kind))
        .integer("first_year", |(.., called)| Cell::maybe_number(called.from))
        .optional()
        .integer("last_year", |(.., called)| Cell::maybe_number(called.until))
        .optional()
        .addresses("url", |(.., called)| Cell::text(&called.url))
        .optional()
        .table()
        .stored_as("company_name")
}

/// The names by which a company is or was called, today's and its spellings like former ones of no known years.
fn names_of(company: &Company) -> impl Iterator<Item = (CompanyId, &'static str, FormerName)> {
    let plain =
        |name: &String| FormerName { name: name.clone(), from: None, until: None, url: String::new() };
    let today = std::iter::once(("today", plain(&company.name)));
    let spellings = company.spellings.iter().map(move |name| ("spelling", plain(name)));
    let former = company.former.iter().map(|former| ("former", former.clone()));
    today.chain(spellings).chain(former).map(|(kind, called)| (company.id, kind, called))
}

pub fn sectors(register: &Register) -> Table<'_> {
    Table::about("sectors", 1, register.sectors.values())
        .text("id", |sector| Cell::text(sector.id))
        .text("parent", |sector| Cell::maybe(sector.parent.as_ref()))
        .optional()
        .refers("sectors")
        .text("name_fr", |sector| Cell::text(&sector.fr))
        .text("name_en", |sector| Cell::text(&sector.en))
        .text("nace", |sector| Cell::text(sector.nace.join(" ")))
        .table()
        .stored_as("sector")
}

/// From our sectors to the codes of statistical offices, one row a code.
pub fn nace(register: &Register) -> Table<'_> {
    let sectors = register.sectors.values();
    let rows = sectors.flat_map(|sector| sector.nace.iter().map(move |class| (sector, class)));
    Table::about("nace", 2, rows)
        .text("sector", |(sector, _)| Cell::text(sector.id))
        .refers("sectors")
        .text("nace", |(_, class)| Cell::text(class))
        .text("name_fr", |(sector, _)| Cell::text(&sector.fr))
        .text("name_en", |(sector, _)| Cell::text(&sector.en))
        .table()
        .stored_as("nace")
}

pub fn sources(register: &Register) -> Table<'_> {
    let held = |held: Option<Window>, end: fn(Window) -> Year| Cell::maybe_number(held.map(end));
    Table::about("sources", 1, register.sources.values())
        .text("id", |source| Cell::text(source.id))
        .text("name", |source| Cell::text(&source.name))
        .text("name_en", |source| Cell::maybe(source.name_en.as_ref()))
        .optional()
        .detail()
        .text("organiser", |source| Cell::text(&source.organiser))
        .detail()
        .text("country", |source| Cell::text(&source.country))
        .text("kind", |source| Cell::word(&source.kind))
        .boolean("counts", |source| Cell::Boolean(source.counts))
        .text("judged_by", |source| Cell::word(&source.judged_by))
        .text("pays_to_enter", |source| Cell::word(&source.pays_to_enter))
        .text("recipient", |source| Cell::word(&source.recipient))
        .detail()
        .text("about_fr", |source| Cell::text(&source.about.fr))
        .database_only()
        .text("about_en", |source| Cell::text(&source.about.en))
        .database_only()
        .integer("held_from", move |source| held(source.held, |window| window.from))
        .optional()
        .database_only()
        .integer("held_to", move |source| held(source.held, |window| window.to))
        .optional()
        .database_only()
        .integer("label_offset", |source| Cell::number(source.label_offset))
        .detail()
        .integer("places", |source| Cell::number(source.places))
        .detail()
        .integer("scale_low", |source| Cell::maybe_number(source.scale.map(|scale| scale.low)))
        .optional()
        .database_only()
        .integer("scale_high", |source| Cell::maybe_number(source.scale.map(|scale| scale.high)))
        .optional()
        .database_only()
        .text("describes", |source| source.measure.as_ref().map_or(Cell::Empty, Cell::word))
        .optional()
        .stored_as("measure")
        .detail()
        .text("better", |source| Cell::word(&source.better))
        .database_only()
        .addresses("website", |source| Cell::maybe(source.website.as_ref()))
        .optional()
        .detail()
        .text("url", |source| Cell::maybe(source.url.as_ref()))
        .optional()
        .database_only()
        .table()
        .stored_as("source")
}

/// An edition: what is declared of it, and what it holds.
#[derive(Default)]
struct HeldEdition<'a> {
    declared: Option<&'a Edition>,
    /// As declared, else as the first award or measure says.
    awarded: Option<Day>,
    distinctions: usize,
    measures: usize,
}

/// All editions: those declared, and those that a row names.
pub fn editions(register: &Register) -> Table<'_> {
    let words = |edition: Option<&Edition>, of: fn(&Edition) -> &String| Cell::maybe(edition.map(of));
    Table::about("editions", 2, held(register))
        .text("source", |((source, _), _)| Cell::text(source))
        .refers("sources")
        .text("edition", |((_, label), _)| Cell::text(label))
        .stored_as("label")
        .text("awarded", |(_, of)| Cell::maybe(of.awarded))
        .optional()
        .text("status", |(_, of)| Cell::word(&of.declared.map_or(EditionStatus::Held, |e| e.status)))
        .integer("claimed", |(_, of)| Cell::maybe_number(of.declared.and_then(|e| e.claimed)))
        .optional()
        .integer("winners_min", |(_, of)| Cell::maybe_number(of.declared.and_then(|e| Some(e.winners?.0))))
        .optional()
        .database_only()
        .integer("winners_max", |(_, of)| Cell::maybe_number(of.declared.and_then(|e| Some(e.winners?.1))))
        .optional()
        .database_only()
        .integer("candidates", |(_, of)| Cell::maybe_number(of.declared.and_then(|e| e.candidates)))
        .optional()
        .database_only()
        .integer("distinctions", |(_, of)| Cell::number(of.distinctions))
        .file_only()
        .integer("measures", |(_, of)| Cell::number(of.measures))
        .file_only()
        .addresses("url", |(_, of)| Cell::maybe(of.declared.and_then(|e| e.url.as_ref())))
        .optional()
        .text("note_fr", move |(_, of)| words(of.declared, |e| &e.note.fr))
        .database_only()
        .text("note_en", move |(_, of)| words(of.declared, |e| &e.note.en))
        .database_only()
        .text("base_fr", move |(_, of)| words(of.declared, |e| &e.base.fr))
        .database_only()
        .text("base_en", move |(_, of)| words(of.declared, |e| &e.base.en))
        .database_only()
        .boolean("new_method", |(_, of)| Cell::Boolean(of.declared.is_some_and(|e| e.new_method)))
        .database_only()
        .table()
        .stored_as("edition")
}

fn held(register: &Register) -> BTreeMap<(SourceId, Label), HeldEdition<'_>> {
    let mut all: BTreeMap<(SourceId, Label), HeldEdition> = BTreeMap::new();
    for source in register.sources.values() {
        for edition in source.editions.values() {
            let of = all.entry((source.id, edition.label)).or_default();
            (of.declared, of.awarded) = (Some(edition), edition.awarded);
        }
    }
    for award in &register.awards {
        let of = all.entry((award.source, award.edition)).or_default();
        of.awarded = of.awarded.or(Some(award.awarded));
        of.distinctions += usize::from(award.counting == Counting::Counts);
    }
    for measure in &register.measures {
        let of = all.entry((measure.source, measure.edition)).or_default();
        of.awarded = of.awarded.or(Some(measure.awarded));
        of.measures += 1;
    }
    all
}
