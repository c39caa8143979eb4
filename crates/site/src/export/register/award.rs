//! Awards, and the lines of pages that attest them.

use crate::Input;
use crate::export::table::Kind::{Integer, Text};
use crate::export::{Cell, Table};
use model::Award;

/// One row an award.
pub fn awards<'a>(awards: impl IntoIterator<Item = &'a Award>) -> Table {
    Table::about("awards", 1, awards)
        .column("id", Text, |award| Cell::text(&award.id))
        .column("source", Text, |award| Cell::text(award.source))
        .column("edition", Text, |award| Cell::text(award.edition))
        .column("awarded", Text, |award| Cell::text(award.awarded))
        .column("year", Integer, |award| Cell::number(award.awarded.year()))
        .column("category", Text, |award| Cell::text(award.category))
        .column("level", Text, |award| Cell::word(&award.level))
        .column("outcome", Text, |award| Cell::word(&award.outcome))
        .column("place", Integer, |award| Cell::maybe_number(award.place.map(|place| place.number)))
        .column("recipient", Text, |award| Cell::word(&award.recipient))
        .column("company", Text, |award| Cell::maybe(award.company.as_ref()))
        .column("printed", Text, |award| Cell::text(award.printed))
        .column("person", Text, |award| Cell::maybe(award.person.as_ref()))
        .column("sector", Text, |award| Cell::maybe(award.sector.as_ref()))
        .column("counting", Text, |award| Cell::text(award.counting.word()))
        .column("evidence", Text, |award| Cell::word(&award.evidence))
        .column("witnesses", Integer, |award| Cell::number(award.witnesses.len()))
        .column("url", Text, |award| Cell::maybe(award.witnesses.first().map(|witness| &witness.url)))
        .table()
}

/// One row a line of a page.
pub fn witnesses(input: &Input) -> Table {
    let awards = input.register.awards.iter();
    let rows = awards.flat_map(|award| {
        (1_i64..).zip(&award.witnesses).map(move |(position, witness)| (award, position, witness))
    });
    Table::about("award_witnesses", 2, rows)
        .column("award", Text, |(award, ..)| Cell::text(&award.id))
        .column("position", Integer, |(_, position, _)| Cell::number(position))
        .column("printed", Text, |(.., witness)| Cell::text(witness.printed))
        .column("category", Text, |(.., witness)| Cell::text(witness.category))
        .column("person", Text, |(.., witness)| Cell::text(witness.person))
        .column("evidence", Text, |(.., witness)| Cell::word(&witness.evidence.kind))
        .column("remark", Text, |(.., witness)| Cell::text(witness.evidence.remark))
        .column("title", Text, |(.., witness)| Cell::text(witness.title))
        .column("url", Text, |(.., witness)| Cell::text(witness.url))
        .table()
}
