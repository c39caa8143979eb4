//! Sources and their editions.

use crate::Input;
use crate::export::table::Kind::{Boolean, Integer, Text};
use crate::export::{Cell, Table};
use crate::index::{EditionFacts, Index};
use model::{Counting, Edition, Label, SourceId};

/// One row a source.
pub fn sources(input: &Input) -> Table {
    Table::about("sources", 1, input.register.sources.values())
        .column("id", Text, |source| Cell::text(source.id))
        .column("name", Text, |source| Cell::text(&source.name))
        .column("name_en", Text, |source| Cell::maybe(source.name_en.as_ref()))
        .column("organiser", Text, |source| Cell::text(&source.organiser))
        .column("country", Text, |source| Cell::text(&source.country))
        .column("kind", Text, |source| Cell::word(&source.kind))
        .column("counts", Boolean, |source| Cell::Boolean(source.counts))
        .column("judged_by", Text, |source| Cell::word(&source.judged_by))
        .column("pays_to_enter", Text, |source| Cell::word(&source.pays_to_enter))
        .column("recipient", Text, |source| Cell::word(&source.recipient))
        .column("label_offset", Integer, |source| Cell::number(source.label_offset))
        .column("places", Integer, |source| Cell::number(source.places))
        .column("describes", Text, |source| source.measure.as_ref().map_or(Cell::Empty, Cell::word))
        .column("website", Text, |source| Cell::maybe(source.website.as_ref()))
        .table()
}

/// An edition: what it holds, and what is declared of it.
struct Held<'a> {
    source: &'a SourceId,
    label: &'a Label,
    facts: &'a EditionFacts,
    declared: Option<&'a Edition>,
    distinctions: usize,
}

/// One row an edition.
pub fn editions(input: &Input, index: &Index) -> Table {
    let held = index.editions().map(|(source, label)| held(input, index, source, label));
    Table::about("editions", 2, held)
        .column("source", Text, |of| Cell::text(of.source))
        .column("edition", Text, |of| Cell::text(of.label))
        .column("awarded", Text, |of| Cell::maybe(of.facts.awarded))
        .column("status", Text, |of| of.declared.map_or(Cell::text("held"), |e| Cell::word(&e.status)))
        .column("claimed", Integer, |of| Cell::maybe_number(of.declared.and_then(|e| e.claimed)))
        .column("distinctions", Integer, |of| Cell::number(of.distinctions))
        .column("measures", Integer, |of| Cell::number(of.facts.measures.len()))
        .column("url", Text, |of| Cell::maybe(of.declared.and_then(|e| e.url.as_ref())))
        .table()
}

fn held<'a>(input: &Input<'a>, index: &'a Index, source: &'a SourceId, label: &'a Label) -> Held<'a> {
    let facts = index.edition(source, label);
    let counted = |&&position: &&usize| index.award(position).counting == Counting::Counts;
    Held {
        source,
        label,
        facts,
        declared: input.register.source(source).editions.get(label),
        distinctions: facts.awards.iter().filter(counted).count(),
    }
}
