//! `show source`: the sources, or one of them with its editions.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use super::{Answer, word};
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::{Award, Label, Share, Source};
use rank::{ListSize, SourceProfile};
use workspace::Weighing;

/// Which source.
#[derive(Debug, Args)]
pub struct Asked {
    /// Its identifier; all sources when none
    id: Option<String>,
    /// What it weighs, step by step, by `[ranking.weights]`
    #[arg(long, requires = "id")]
    weights: bool,
}

/// The sources, or one of them with its editions.
pub fn answer(book: &Book, asked: &Asked) -> Result<Answer> {
    match &asked.id {
        Some(id) if asked.weights => weights(book, id),
        Some(id) => one(book, id),
        None => Ok(all(book)),
    }
}

fn all(book: &Book) -> Answer {
    let mut table = Table::new(&["id", "name", "country", "kind", "counts", "judged by", "pays to enter"]);
    for source in book.register.sources.values() {
        table.push([
            source.id.to_string(),
            source.name.clone(),
            source.country.clone(),
            word(&source.kind),
            if source.counts { "yes" } else { "no" }.to_owned(),
            word(&source.judged_by),
            word(&source.pays_to_enter),
        ]);
    }
    let json = book.register.sources.values().map(source_json);
    Answer { table, json: json.collect() }
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

fn known<'a>(book: &'a Book, id: &str) -> Result<&'a Source> {
    let source = book.register.sources.values().find(|source| source.id.as_str() == id);
    source.with_context(|| format!("no source `{id}`; `palmares show source` lists them"))
}

/// The weight of a source, recomputed from its declared attributes.
fn weights(book: &Book, id: &str) -> Result<Answer> {
    let source = known(book, id)?;
    let rules = &book.catalog.settings.ranking.rules;
    let mut table = Table::new(&["attribute", "value", "factor"]);
    let mut rows = Vec::new();
    for step in rules.weights.clone().unwrap_or_default().steps(source) {
        let (attribute, value) = match step {
            Weighing::JudgedBy(judge, _) => ("judged-by", word(&judge)),
            Weighing::PaysToEnter(answer, _) => ("pays-to-enter", word(&answer)),
            Weighing::Evaluated(breadth, _) => ("evaluated", word(&breadth)),
            Weighing::Independent(answer, _) => ("independent", word(&answer)),
        };
        table.push([attribute.to_owned(), value.clone(), format!("{} %", step.percent())]);
        rows.push(json!({ "attribute": attribute, "value": value, "percent": step.percent() }));
    }
    let weight = rules.weight(source);
    table.push(["weight".to_owned(), "the product".to_owned(), weight.to_string()]);
    Ok(Answer { table, json: json!({ "source": source.id, "steps": rows, "weight": weight }) })
}

fn one(book: &Book, id: &str) -> Result<Answer> {
    let source = known(book, id)?;
    let mut editions: BTreeMap<&Label, Vec<&Award>> =
        source.editions.keys().map(|label| (label, vec![])).collect();
    for award in book.register.awards.iter().filter(|award| award.source == source.id) {
        editions.entry(&award.edition).or_default().push(award);
    }
    let mut table =
        Table::new(&["edition", "awarded", "claimed", "candidates", "awards found", "distinctions"]);
    let mut rows = Vec::new();
    for (label, awards) in editions {
        let declared = source.editions.get(label);
        let awarded =
            declared.and_then(|edition| edition.awarded).or(awards.first().map(|award| award.awarded));
        let claimed = declared.and_then(|edition| edition.claimed);
        let candidates = declared.and_then(|edition| edition.candidates);
        let counted = awards.iter().filter(|award| award.counting.word() == "counts").count();
        table.push([
            label.to_string(),
            awarded.map(|day| day.to_string()).unwrap_or_default(),
            claimed.map(|n| n.to_string()).unwrap_or_default(),
            candidates.map(|n| n.to_string()).unwrap_or_default(),
            awards.len().to_string(),
            counted.to_string(),
        ]);
        rows.push(json!({ "edition": label, "awarded": awarded, "claimed": claimed,
                          "candidates": candidates, "awards": awards.len(), "distinctions": counted }));
    }
    let profile = profile(book, source);
    Ok(Answer {
        table,
        json: json!({ "source": source_json(source), "passport": profile, "editions": rows }),
    })
}

/// What the awards say of the source: winners, coverage, echoes, agreement with other sources.
fn profile(book: &Book, source: &Source) -> Value {
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
    } = book.figures.profile(&source.id);
    let agreements = agreements.iter().map(|agreement| {
        json!({ "with": agreement.with, "common": counted(&agreement.common), "tau_b": agreement.tau })
    });
    let lists = book.figures.growth().iter().find(|growth| growth.source == source.id);
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
