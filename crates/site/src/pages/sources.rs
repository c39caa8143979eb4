//! All sources: what each is, who judges, who pays, what we hold of it.

use std::cmp::Reverse;

use minijinja::Value;
use serde::Serialize;

use model::{Counting, JudgedBy, Kind, Source, YesNo};

use crate::pages::companies::folded;
use crate::press::sheet::{Link, Sheet};

/// A source in the list.
#[derive(Serialize)]
struct SourceEntry {
    source: Link,
    organiser: String,
    kind: Kind,
    judged_by: JudgedBy,
    pays: YesNo,
    counts: bool,
    editions: usize,
    distinctions: usize,
    measures: usize,
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
        view! {
            code: code.clone(),
            sources: filled(sheet, code),
        }
    };
    let empty = entries(sheet, |_| true).into_iter().filter(SourceEntry::is_empty).map(|entry| entry.source);
    view! {
        empty: empty.collect::<Vec<_>>(),
        countries: codes.into_iter().map(country).collect::<Vec<_>>(),
    }
}

impl SourceEntry {
    /// Whether nothing at all is known of its results.
    fn is_empty(&self) -> bool {
        self.distinctions == 0 && self.measures == 0
    }
}

fn filled(sheet: &Sheet, country: &str) -> Vec<SourceEntry> {
    let mut entries = entries(sheet, |source| source.country == country);
    entries.retain(|entry| !entry.is_empty());
    entries
}

fn entries(sheet: &Sheet, wanted: impl Fn(&Source) -> bool) -> Vec<SourceEntry> {
    let sources = sheet.input.register.sources.values().filter(|source| wanted(source));
    let mut entries: Vec<SourceEntry> = sources.map(|source| entry(sheet, source)).collect();
    // What we hold most of comes first; a name of nothing is looked up elsewhere.
    entries.sort_by_cached_key(|entry| {
        (
            Reverse(entry.distinctions),
            Reverse(entry.measures),
            folded(&entry.source.name),
            entry.source.href.clone(),
        )
    });
    entries
}

fn entry(sheet: &Sheet, source: &Source) -> SourceEntry {
    let editions = sheet.index.editions_of(&source.id);
    let awards = editions.iter().flat_map(|(_, facts)| &facts.awards);
    let counted = awards.filter(|&&position| sheet.index.award(position).counting == Counting::Counts);
    SourceEntry {
        source: sheet.source(&source.id),
        organiser: source.organiser.clone(),
        kind: source.kind,
        judged_by: source.judged_by,
        pays: source.pays_to_enter,
        counts: source.counts,
        distinctions: counted.count(),
        measures: editions.iter().map(|(_, facts)| facts.measures.len()).sum(),
        editions: editions.len(),
    }
}
