//! `show source`: the sources, or one of them with its editions.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::word;
use crate::commands::named::source_named;
use crate::commands::open_workspace::OpenWorkspace;
use model::{Award, Counting, Edition, Label, Locator, Record, Share, Source};
use rank::{ListSize, SourceProfile};
use tables::{Cell, Format, Table};
use workspace::Weighing;

#[derive(Debug, Args)]
pub struct SourceArgs {
    /// Its identifier; all sources when none
    id: Option<String>,
    /// What it weighs, step by step, by `[ranking.weights]`
    #[arg(long, requires = "id")]
    weights: bool,
}

/// The sources, or one of them with its editions.
pub fn answer(workspace: &OpenWorkspace, asked: &SourceArgs, format: Format) -> Result<Vec<u8>> {
    match &asked.id {
        Some(id) => {
            let source = source_named(&workspace.register.sources, id)?;
            let shown = if asked.weights { weights } else { one };
            Ok(shown(workspace, source, format))
        }
        None => Ok(format.bytes(&tables::sources(&workspace.register))),
    }
}

fn source_json(source: &Source) -> Value {
    json!({
        "id": source.id, "name": source.name, "organiser": source.organiser, "country": source.country,
        "kind": source.kind, "counts": source.counts, "judged_by": source.judged_by,
        "pays_to_enter": source.pays_to_enter, "independent": source.independent,
        "evaluated": source.evaluated, "recipient": source.recipient, "website": source.website,
        "measure": source.measure, "scale": source.scale,
    })
}

/// The weight of a source, recomputed from its declared attributes.
fn weights(workspace: &OpenWorkspace, source: &Source, format: Format) -> Vec<u8> {
    let rules = &workspace.files.catalog.settings.ranking.rules;
    let steps = rules.weights.clone().unwrap_or_default().steps(source);
    let row = |step: &Weighing| {
        let (attribute, value) = match step {
            Weighing::JudgedBy(judge, _) => ("judged-by", word(judge)),
            Weighing::PaysToEnter(answer, _) => ("pays-to-enter", word(answer)),
            Weighing::Evaluated(breadth, _) => ("evaluated", word(breadth)),
            Weighing::Independent(answer, _) => ("independent", word(answer)),
        };
        (attribute, value, step.percent())
    };
    let steps: Vec<_> = steps.iter().map(row).collect();
    let weight = rules.weight(source);
    let json = steps.iter().map(
        |(attribute, value, percent)| json!({ "attribute": attribute, "value": value, "percent": percent }),
    );
    let document = json!({ "source": source.id, "steps": json.collect::<Vec<_>>(), "weight": weight });
    let product = ("weight", "the product".to_owned(), weight.to_string());
    let factors =
        steps.into_iter().map(|(attribute, value, percent)| (attribute, value, format!("{percent} %")));
    let table = Table::about("weights", 1, factors.chain([product]))
        .text("attribute", |(attribute, ..)| Cell::text(attribute))
        .text("value", |(_, value, _)| Cell::text(value))
        .text("factor", |(.., factor)| Cell::text(factor))
        .table();
    format.bytes(&table.with_document(document))
}

/// The editions of a source, also those that only rows speak of.
fn one(workspace: &OpenWorkspace, source: &Source, format: Format) -> Vec<u8> {
    let mut editions: BTreeMap<&Label, Vec<&Award>> =
        source.editions.keys().map(|label| (label, vec![])).collect();
    for award in workspace.register.awards.iter().filter(|award| award.source == source.id) {
        editions.entry(&award.edition).or_default().push(award);
    }
    let declared = |label: &Label| -> Option<&Edition> { source.editions.get(label) };
    let day = move |label: &Label, awards: &[&Award]| {
        declared(label).and_then(|edition| edition.awarded).or(awards.first().map(|award| award.awarded))
    };
    let counted =
        |awards: &[&Award]| awards.iter().filter(|award| award.counting == Counting::Counts).count();
    let rows = typed_rows(workspace, source);
    let typed = |label: &Label, wanted| {
        rows.iter().filter(|(record, proof)| record.edition == *label && *proof == wanted).count()
    };
    let all = |wanted| rows.iter().filter(|(_, proof)| *proof == wanted).count();
    let table = Table::about("editions", 1, editions)
        .text("edition", |(label, _)| Cell::text(label))
        .text("awarded", move |(label, awards)| Cell::maybe(day(label, awards)))
        .integer("claimed", move |(label, _)| Cell::maybe_number(declared(label).and_then(|e| e.claimed)))
        .integer("candidates", move |(label, _)| {
            Cell::maybe_number(declared(label).and_then(|e| e.candidates))
        })
        .integer("awards", |(_, awards)| Cell::number(awards.len()))
        .integer("distinctions", move |(_, awards)| Cell::number(counted(awards)))
        .integer("proven", |(label, _)| Cell::number(typed(label, RowProof::Proven)))
        .integer("not_said", |(label, _)| Cell::number(typed(label, RowProof::NotSaid)))
        .integer("no_copy", |(label, _)| Cell::number(typed(label, RowProof::NoCopy)))
        .table();
    let document = json!({
        "source": source_json(source), "passport": profile(workspace, source), "editions": table.json(),
        "proofs": {
            "proven": all(RowProof::Proven), "not_said": all(RowProof::NotSaid), "no_copy": all(RowProof::NoCopy),
        },
        "rows": rows.iter().map(row_json).collect::<Vec<_>>(),
    });
    format.bytes(&table.with_document(document))
}

/// Whether the archived copy of its page says what a typed row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum RowProof {
    Proven,
    NotSaid,
    NoCopy,
}

/// The typed rows of a source, and what proves them.
fn typed_rows<'a>(workspace: &'a OpenWorkspace, source: &Source) -> Vec<(&'a Record, RowProof)> {
    let files = &workspace.files;
    let of_source = files.catalog.records.iter().filter(|record| record.source == source.id);
    let proven = of_source.filter_map(|record| match &record.locator {
        Locator::Row { proof: Some(_), .. } => Some((record, RowProof::Proven)),
        Locator::Row { file, line, .. } if files.not_said.contains_key(&(*file, *line)) => {
            Some((record, RowProof::NotSaid))
        }
        Locator::Row { .. } => Some((record, RowProof::NoCopy)),
        Locator::Snapshot(_) => None,
    });
    proven.collect()
}

fn row_json((record, proof): &(&Record, RowProof)) -> Value {
    let (file, line) = match &record.locator {
        Locator::Row { file, line, .. } => (Some(file), Some(line)),
        Locator::Snapshot(_) => (None, None),
    };
    json!({ "file": file, "line": line, "edition": record.edition, "company": record.company,
            "url": record.url, "proof": proof, "passage": record.locator.passage() })
}

/// What the awards say of the source: winners, coverage, echoes, agreement with other sources.
fn profile(workspace: &OpenWorkspace, source: &Source) -> Value {
    let SourceProfile {
        distinctions,
        companies,
        agreements,
        not_compared,
        repeats,
        repeated_by,
        complete,
        known,
        ..
    } = workspace.figures.profile(&source.id);
    let agreements = agreements.iter().map(|agreement| {
        json!({ "with": agreement.with, "common": counted(&agreement.common), "tau_b": agreement.tau })
    });
    let lists = workspace.figures.growth().iter().find(|growth| growth.source == source.id);
    let lists = lists.map_or(&[][..], |growth| &growth.editions);
    json!({
        "distinctions": distinctions, "companies": companies, "repeats": repeats, "repeated_by": repeated_by,
        "years_complete": counted(&complete), "years_known": counted(&known),
        "lists": lists.iter().map(list).collect::<Vec<_>>(), "agreements": agreements.collect::<Vec<_>>(),
        "not_compared": not_compared,
    })
}

/// A list of winners; its win rate where the organiser announced winners and candidates.
fn list(size: &ListSize) -> Value {
    let mut list = json!(size);
    list["win_rate"] = size.win_rate().as_ref().map_or(Value::Null, counted);
    list
}

fn counted(share: &Share) -> Value {
    json!({ "part": share.part, "whole": share.whole })
}
