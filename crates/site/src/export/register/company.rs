//! Companies, and every name by which one is or was called.

use std::collections::BTreeSet;

use crate::Input;
use crate::address::Address;
use crate::export::table::Kind::{Integer, Text};
use crate::export::{Cell, Table};
use crate::index::Index;
use model::{Award, Company, Counting, Year};

/// A company with what it won that counts.
struct Winner<'a> {
    company: &'a Company,
    awards: Vec<&'a Award>,
    years: BTreeSet<Year>,
    page: Option<String>,
}

/// One row a company.
pub fn companies<'a>(
    input: &Input<'a>,
    index: &Index<'a>,
    companies: impl IntoIterator<Item = &'a Company>,
) -> Table {
    let winners = companies.into_iter().map(|company| winner(input, index, company));
    Table::about("companies", 1, winners)
        .column("id", Text, |of| Cell::text(of.company.id))
        .column("name", Text, |of| Cell::text(&of.company.name))
        .column("sector", Text, |of| Cell::maybe(of.company.sector.as_ref()))
        .column("country", Text, |of| Cell::maybe(of.company.country.as_ref()))
        .column("level", Text, |of| Cell::word(&of.company.level))
        .column("parent", Text, |of| Cell::maybe(of.company.parent.as_ref()))
        .column("distinctions", Integer, |of| Cell::number(of.awards.len()))
        .column("prizes", Integer, |of| Cell::number(prizes(of)))
        .column("first_year", Integer, |of| Cell::maybe_number(of.years.first()))
        .column("last_year", Integer, |of| Cell::maybe_number(of.years.last()))
        .column("page", Text, |of| Cell::maybe(of.page.as_ref()))
        .table()
}

fn winner<'a>(input: &Input<'a>, index: &Index<'a>, company: &'a Company) -> Winner<'a> {
    let awards = index.awards_of(&company.id).into_iter().map(|(_, award)| award);
    let awards: Vec<&Award> = awards.filter(|award| award.counting == Counting::Counts).collect();
    let page = Address::Company(company.id).path(index);
    let page = index.has_page(&company.id).then(|| format!("{}{page}", input.settings.base_url));
    Winner { company, years: awards.iter().map(|award| award.awarded.year()).collect(), awards, page }
}

fn prizes(winner: &Winner) -> usize {
    winner.awards.iter().map(|award| &award.source).collect::<BTreeSet<_>>().len()
}

/// A name of a company.
struct Name<'a> {
    company: &'a Company,
    name: &'a str,
    kind: &'static str,
    from: Option<Year>,
    until: Option<Year>,
    url: &'a str,
}

/// One row a name.
pub fn names(input: &Input) -> Table {
    Table::about("company_names", 3, input.register.companies.values().flat_map(names_of))
        .column("company", Text, |name| Cell::text(name.company.id))
        .column("name", Text, |name| Cell::text(name.name))
        .column("kind", Text, |name| Cell::text(name.kind))
        .column("first_year", Integer, |name| Cell::maybe_number(name.from))
        .column("last_year", Integer, |name| Cell::maybe_number(name.until))
        .column("url", Text, |name| Cell::text(name.url))
        .table()
}

fn names_of(company: &Company) -> impl Iterator<Item = Name<'_>> {
    let plain = move |name, kind| Name { company, name, kind, from: None, until: None, url: "" };
    let spellings = company.spellings.iter().map(move |name| plain(name.as_str(), "spelling"));
    let former = company.former.iter().map(move |former| Name {
        company,
        name: &former.name,
        kind: "former",
        from: former.from,
        until: former.until,
        url: &former.url,
    });
    std::iter::once(plain(company.name.as_str(), "today")).chain(spellings).chain(former)
}
