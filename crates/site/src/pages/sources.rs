//! All sources: what each is, who judges, who pays, what we hold of it.

use std::cmp::Reverse;

use minijinja::Value;

use model::{Counting, Label, Source, SourceId};
use rank::edition_figure;

use crate::pages::companies::folded;
use crate::press::sheet::Sheet;

/// The ids of how much is known of an edition, or of all of a source.
pub(crate) fn edition_figures(source: SourceId, edition: Option<&Label>) -> Value {
    let figure = |what| edition_figure(what, source, edition);
    view! { distinctions: figure("distinctions"), measures: figure("measures") }
}

/// The view of the list.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let sources = sheet.input.register.sources.values();
    let mut codes: Vec<&String> = sources.map(|source| &source.country).collect();
    codes.sort();
    codes.dedup();
    let home = sheet.input.ranking.country.as_ref();
    codes.sort_by_key(|&code| (Some(code) != home, code == "INT", code));
    let country = |code: &String| {
        view! { code: code.clone(), sources: entries(sheet, code) }
    };
    view! {
        countries: codes.into_iter().map(country).collect::<Vec<_>>(),
    }
}

fn entries(sheet: &Sheet, country: &str) -> Vec<Value> {
    let sources = sheet.input.register.sources.values().filter(|source| source.country == country);
    let counted = |source: &Source| {
        let editions = sheet.index.editions_of(&source.id);
        let awards = editions.iter().flat_map(|(_, facts)| &facts.awards);
        let counted = awards.filter(|&&position| sheet.index.award(position).counting == Counting::Counts);
        (counted.count(), editions.iter().map(|(_, facts)| facts.measures.len()).sum())
    };
    let mut entries: Vec<_> = sources.map(|source| (source, counted(source))).collect();
    // Those that gave most first: a reader looks for the great prizes, and the alphabet hides them.
    entries.sort_by_cached_key(|(source, counted)| {
        let link = sheet.source(&source.id);
        (Reverse(*counted), folded(&link.name), link.href)
    });
    entries.into_iter().map(|(source, counted)| entry(sheet, source, counted)).collect()
}

fn entry(sheet: &Sheet, source: &Source, (distinctions, measures): (usize, usize)) -> Value {
    view! {
        empty: distinctions == 0 && measures == 0,
        source: sheet.source(&source.id),
        organiser: source.organiser.clone(),
        kind: source.kind,
        judged_by: source.judged_by,
        pays: source.pays_to_enter,
        counts: source.counts,
        distinctions,
        measures,
        figures: edition_figures(source.id, None),
        editions: sheet.index.editions_of(&source.id).len(),
    }
}
