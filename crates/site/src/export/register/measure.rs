//! What was measured.

use crate::export::table::Kind::{Integer, Number, Text};
use crate::export::{Cell, Table};
use model::{Measure, Subject};

/// One row a figure.
pub fn measures<'a>(measures: impl IntoIterator<Item = &'a Measure>) -> Table {
    Table::about("measures", 1, measures)
        .column("id", Text, |measure| Cell::text(&measure.id))
        .column("source", Text, |measure| Cell::text(measure.source))
        .column("edition", Text, |measure| Cell::text(measure.edition))
        .column("awarded", Text, |measure| Cell::text(measure.awarded))
        .column("year", Integer, |measure| Cell::number(measure.awarded.year()))
        .column("category", Text, |measure| Cell::text(measure.category))
        .column("level", Text, |measure| Cell::word(&measure.level))
        .column("subject", Text, |measure| Cell::text(subject(&measure.subject)))
        .column("company", Text, |measure| company(&measure.subject))
        .column("sector", Text, |measure| Cell::maybe(measure.sector.as_ref()))
        .column("value", Number, |measure| Cell::number(measure.value))
        .column("scale_low", Integer, |measure| Cell::maybe_number(measure.scale.map(|scale| scale.low)))
        .column("scale_high", Integer, |measure| Cell::maybe_number(measure.scale.map(|scale| scale.high)))
        .column("place", Integer, |measure| Cell::maybe_number(measure.place.map(|place| place.number)))
        .column("evidence", Text, |measure| Cell::word(&measure.evidence))
        .column("url", Text, |measure| Cell::maybe(measure.witnesses.first().map(|witness| &witness.url)))
        .table()
}

fn subject(subject: &Subject) -> &'static str {
    match subject {
        Subject::Company(_) => "company",
        Subject::Average => "average",
    }
}

fn company(subject: &Subject) -> Cell {
    match subject {
        Subject::Company(id) => Cell::text(id),
        Subject::Average => Cell::Empty,
    }
}
