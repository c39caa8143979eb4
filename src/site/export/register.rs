//! The register as tables: who competes, who judges, what was won and measured, and the pages that say so.

use std::collections::BTreeSet;

use super::table::Kind::{Boolean, Integer, Number, Text};
use super::{Cell, Table};
use crate::model::{Award, Company, Counting, Edition, Measure, Sector, Source, Subject};
use crate::site::Input;
use crate::site::address::Address;
use crate::site::index::Index;

/// The tables of the register.
pub fn tables(input: &Input, index: &Index) -> Vec<Table> {
    vec![
        companies(input, index),
        company_names(input),
        sectors(input),
        sources(input),
        editions(input, index),
        awards(input),
        witnesses(input),
        measures(input),
    ]
}

fn companies(input: &Input, index: &Index) -> Table {
    let columns = [
        ("id", Text),
        ("name", Text),
        ("sector", Text),
        ("country", Text),
        ("level", Text),
        ("parent", Text),
        ("distinctions", Integer),
        ("prizes", Integer),
        ("first_year", Integer),
        ("last_year", Integer),
        ("page", Text),
    ];
    let row = |company: &Company| {
        let awards = index.awards_of(&company.id);
        let counted = || awards.iter().map(|(_, award)| award).filter(|a| a.counting == Counting::Counts);
        let years: BTreeSet<_> = counted().map(|award| award.awarded.year()).collect();
        let page = Address::Company(company.id.clone()).path(index);
        vec![
            Cell::text(&company.id),
            Cell::text(&company.name),
            Cell::maybe(company.sector.as_ref()),
            Cell::maybe(company.country.as_ref()),
            Cell::word(&company.level),
            Cell::maybe(company.parent.as_ref()),
            Cell::number(counted().count()),
            Cell::number(counted().map(|award| &award.source).collect::<BTreeSet<_>>().len()),
            Cell::maybe_number(years.first()),
            Cell::maybe_number(years.last()),
            Cell::maybe(index.has_page(&company.id).then(|| format!("{}{page}", input.settings.base_url))),
        ]
    };
    Table::new("companies", 1, &columns, input.register.companies.values().map(row))
}

fn company_names(input: &Input) -> Table {
    let columns = [
        ("company", Text),
        ("name", Text),
        ("kind", Text),
        ("first_year", Integer),
        ("last_year", Integer),
        ("url", Text),
    ];
    let rows = |company: &Company| {
        let id = Cell::text(&company.id);
        let plain = |name: &String, kind: &str| {
            vec![id.clone(), Cell::text(name), Cell::text(kind), Cell::Empty, Cell::Empty, Cell::Empty]
        };
        let mut rows = vec![plain(&company.name, "today")];
        rows.extend(company.spellings.iter().map(|name| plain(name, "spelling")));
        rows.extend(company.former.iter().map(|former| {
            let years = [former.from, former.until].map(Cell::maybe_number);
            let [from, until] = years;
            vec![
                id.clone(),
                Cell::text(&former.name),
                Cell::text("former"),
                from,
                until,
                Cell::text(&former.url),
            ]
        }));
        rows
    };
    Table::new("company_names", 3, &columns, input.register.companies.values().flat_map(rows))
}

fn sectors(input: &Input) -> Table {
    let columns = [("id", Text), ("parent", Text), ("name_fr", Text), ("name_en", Text), ("nace", Text)];
    let row = |sector: &Sector| {
        vec![
            Cell::text(&sector.id),
            Cell::maybe(sector.parent.as_ref()),
            Cell::text(&sector.fr),
            Cell::text(&sector.en),
            Cell::text(sector.nace.join(" ")),
        ]
    };
    Table::new("sectors", 1, &columns, input.register.sectors.values().map(row))
}

fn sources(input: &Input) -> Table {
    let columns = [
        ("id", Text),
        ("name", Text),
        ("name_en", Text),
        ("organiser", Text),
        ("country", Text),
        ("kind", Text),
        ("counts", Boolean),
        ("judged_by", Text),
        ("pays_to_enter", Text),
        ("recipient", Text),
        ("label_offset", Integer),
        ("places", Integer),
        ("describes", Text),
        ("website", Text),
    ];
    let row = |source: &Source| {
        vec![
            Cell::text(&source.id),
            Cell::text(&source.name),
            Cell::maybe(source.name_en.as_ref()),
            Cell::text(&source.organiser),
            Cell::text(&source.country),
            Cell::word(&source.kind),
            Cell::Boolean(source.counts),
            Cell::word(&source.judged_by),
            Cell::word(&source.pays_to_enter),
            Cell::word(&source.recipient),
            Cell::number(source.label_offset),
            Cell::number(source.places),
            source.measure.as_ref().map_or(Cell::Empty, Cell::word),
            Cell::maybe(source.website.as_ref()),
        ]
    };
    Table::new("sources", 1, &columns, input.register.sources.values().map(row))
}

fn editions(input: &Input, index: &Index) -> Table {
    let columns = [
        ("source", Text),
        ("edition", Text),
        ("awarded", Text),
        ("status", Text),
        ("claimed", Integer),
        ("distinctions", Integer),
        ("measures", Integer),
        ("url", Text),
    ];
    let rows = index.editions().map(|(id, label)| {
        let facts = index.edition(id, label);
        let declared: Option<&Edition> = input.register.source(id).editions.get(label);
        let counted = |&&position: &&usize| index.award(position).counting == Counting::Counts;
        vec![
            Cell::text(id),
            Cell::text(label),
            Cell::maybe(facts.awarded),
            declared.map_or(Cell::text("held"), |edition| Cell::word(&edition.status)),
            Cell::maybe_number(declared.and_then(|edition| edition.claimed)),
            Cell::number(facts.awards.iter().filter(counted).count()),
            Cell::number(facts.measures.len()),
            Cell::maybe(declared.and_then(|edition| edition.url.as_ref())),
        ]
    });
    Table::new("editions", 2, &columns, rows)
}

fn awards(input: &Input) -> Table {
    let columns = [
        ("id", Text),
        ("source", Text),
        ("edition", Text),
        ("awarded", Text),
        ("year", Integer),
        ("category", Text),
        ("level", Text),
        ("outcome", Text),
        ("place", Integer),
        ("recipient", Text),
        ("company", Text),
        ("printed", Text),
        ("person", Text),
        ("sector", Text),
        ("counting", Text),
        ("evidence", Text),
        ("witnesses", Integer),
        ("url", Text),
    ];
    let row = |award: &Award| {
        vec![
            Cell::text(&award.id),
            Cell::text(&award.source),
            Cell::text(&award.edition),
            Cell::text(award.awarded),
            Cell::number(award.awarded.year()),
            Cell::text(&award.category),
            Cell::word(&award.level),
            Cell::word(&award.outcome),
            Cell::maybe_number(award.place.map(|place| place.number)),
            Cell::word(&award.recipient),
            Cell::maybe(award.company.as_ref()),
            Cell::text(&award.printed),
            Cell::maybe(award.person.as_ref()),
            Cell::maybe(award.sector.as_ref()),
            Cell::text(award.counting.word()),
            Cell::word(&award.evidence),
            Cell::number(award.witnesses.len()),
            Cell::maybe(award.witnesses.first().map(|witness| &witness.url)),
        ]
    };
    Table::new("awards", 1, &columns, input.register.awards.iter().map(row))
}

fn witnesses(input: &Input) -> Table {
    let columns = [
        ("award", Text),
        ("position", Integer),
        ("printed", Text),
        ("category", Text),
        ("person", Text),
        ("evidence", Text),
        ("remark", Text),
        ("title", Text),
        ("url", Text),
    ];
    let rows = input.register.awards.iter().flat_map(|award| {
        (1_i64..).zip(&award.witnesses).map(|(position, witness)| {
            vec![
                Cell::text(&award.id),
                Cell::number(position),
                Cell::text(&witness.printed),
                Cell::text(&witness.category),
                Cell::text(&witness.person),
                Cell::word(&witness.evidence.kind),
                Cell::text(&witness.evidence.remark),
                Cell::text(&witness.title),
                Cell::text(&witness.url),
            ]
        })
    });
    Table::new("award_witnesses", 2, &columns, rows)
}

fn measures(input: &Input) -> Table {
    let columns = [
        ("id", Text),
        ("source", Text),
        ("edition", Text),
        ("awarded", Text),
        ("year", Integer),
        ("category", Text),
        ("level", Text),
        ("subject", Text),
        ("company", Text),
        ("sector", Text),
        ("value", Number),
        ("scale_low", Integer),
        ("scale_high", Integer),
        ("place", Integer),
        ("evidence", Text),
        ("url", Text),
    ];
    let row = |measure: &Measure| {
        let (subject, company) = match &measure.subject {
            Subject::Company(id) => ("company", Cell::text(id)),
            Subject::Average => ("average", Cell::Empty),
        };
        vec![
            Cell::text(&measure.id),
            Cell::text(&measure.source),
            Cell::text(&measure.edition),
            Cell::text(measure.awarded),
            Cell::number(measure.awarded.year()),
            Cell::text(&measure.category),
            Cell::word(&measure.level),
            Cell::text(subject),
            company,
            Cell::maybe(measure.sector.as_ref()),
            Cell::number(measure.value),
            Cell::maybe_number(measure.scale.map(|scale| scale.low)),
            Cell::maybe_number(measure.scale.map(|scale| scale.high)),
            Cell::maybe_number(measure.place.map(|place| place.number)),
            Cell::word(&measure.evidence),
            Cell::maybe(measure.witnesses.first().map(|witness| &witness.url)),
        ]
    };
    Table::new("measures", 1, &columns, input.register.measures.iter().map(row))
}
