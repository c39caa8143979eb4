//! A source and its passport: organiser, how judged, who pays, its editions, who won most, its measures.

use minijinja::Value;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{Award, CompanyId, Counting, EditionStatus, FigureId, Label, Level, Source, SourceId, Year};
use rank::{ListState, list_figure};

use crate::pages::sources::edition_figures;

use crate::SiteError;
use crate::charts::Chart;
use crate::parts::award::elsewhere;
use crate::parts::passport;
use crate::parts::series::{SeriesTable, scale_view, tables};
use crate::press::address::Address;
use crate::press::index::EditionFacts;
use crate::press::sheet::{Link, Sheet};

/// How many of the most distinguished companies are named.
const MOST_WINNERS: usize = 12;
/// What the page has room for of its series.
const ROOM: usize = 2400;
/// How many are named beside an edition.
const MOST_FIRST: usize = 3;

#[derive(Serialize)]
pub(crate) struct SourcePage {
    name: String,
    passport: Value,
    about: Option<String>,
    editions: Vec<Value>,
    years: Vec<CellView>,
    winners: Vec<Value>,
    more_winners: usize,
    benchmarks: Vec<SeriesTable>,
    echoes: Vec<Value>,
    figures: Value,
}

impl SourcePage {
    pub fn charts(&self) -> Vec<&Chart> {
        self.benchmarks.iter().filter_map(|table| table.chart.as_ref()).collect()
    }
}

/// What we hold of a year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CellView {
    year: String,
    #[serde(flatten)]
    cell: ListState,
    /// The id of the number found.
    figure: FigureId,
}

impl CellView {
    pub fn of(source: &SourceId, year: Year, cell: &ListState) -> Self {
        Self { year: year.to_string(), cell: cell.clone(), figure: list_figure("found", *source, year) }
    }
}

pub(crate) fn view(sheet: &Sheet, id: &SourceId) -> Result<SourcePage, SiteError> {
    let source = sheet.input.register.source(id);
    let editions = sheet.index.editions_of(id);
    let winners = winners(sheet, &editions);
    let coverage = sheet.input.figures.coverage().rows.iter().find(|(row, _)| row == id);
    let years = &sheet.input.figures.coverage().years;
    let cells = coverage.into_iter().flat_map(|(_, cells)| years.iter().zip(cells));
    let benchmarks = sheet.input.figures.benchmarks().iter().filter(|series| &series.source == id);
    Ok(SourcePage {
        name: sheet.source_name(source).to_owned(),
        passport: passport(sheet, source),
        about: sheet.bilingual(&source.about),
        editions: editions.iter().rev().map(|(label, facts)| row(sheet, source, label, facts)).collect(),
        years: cells.map(|(year, cell)| CellView::of(id, *year, cell)).collect(),
        more_winners: winners.len().saturating_sub(MOST_WINNERS),
        winners: winners.into_iter().take(MOST_WINNERS).collect(),
        benchmarks: tables(sheet, benchmarks, ROOM)?,
        figures: passport::view(sheet, id),
        echoes: source
            .echo
            .iter()
            .map(|(c, of)| {
                view! {
                    category: c.clone(),
                    of: sheet.source(of),
                }
            })
            .collect(),
    })
}

fn passport(sheet: &Sheet, source: &Source) -> Value {
    let outside = |url: &Option<String>| url.as_deref().map(elsewhere).filter(|page| page.href.is_some());
    view! {
        organiser: source.organiser.clone(),
        country: source.country.clone(),
        website: outside(&source.website),
        page: outside(&source.url),
        kind: source.kind,
        judged_by: source.judged_by,
        pays: source.pays_to_enter,
        recipient: source.recipient,
        counts: source.counts,
        measure: source.measure,
        scale: source.scale.map(|scale| scale_view(sheet, scale)),
        label_offset: source.label_offset,
        places: source.places,
        first: source.held.map(|held| held.from.to_string()),
        last: source.held.map(|held| held.to).filter(|&last| last != Year::LAST).map(|last| last.to_string()),
    }
}

fn row(sheet: &Sheet, source: &Source, label: &Label, facts: &EditionFacts) -> Value {
    let declared = source.editions.get(label);
    let address = Address::Edition(source.id, *label);
    let counted = |&&position: &&usize| sheet.index.award(position).counting == Counting::Counts;
    view! {
        edition: Link { name: label.to_string(), href: Some(sheet.links.to(&address)) },
        day: facts.awarded.map(|day| sheet.words.typography.day(day)),
        status: declared.map_or(EditionStatus::Held, |edition| edition.status),
        distinctions: facts.awards.iter().filter(counted).count(),
        measures: facts.measures.len(),
        // Of an edition without a row nothing is published.
        figures: (!facts.awards.is_empty() || !facts.measures.is_empty())
            .then(|| edition_figures(source.id, Some(label))),
        claimed: declared.and_then(|edition| edition.claimed),
        unread: sheet.input.register.unread.get(&(source.id, *label)).copied().unwrap_or(0),
        first: first(sheet, facts),
    }
}

/// Who leads an edition: the companies that its list puts first overall; of a list by category each winner with its
/// category, since none of them leads the edition. More than three are counted.
fn first(sheet: &Sheet, facts: &EditionFacts) -> Value {
    let awards = facts.awards.iter().map(|&position| sheet.index.award(position));
    let won = awards.filter(|a| a.counting == Counting::Counts && a.place.is_none_or(|p| p.number == 1));
    let won: Vec<_> = won.collect();
    let leads = |award: &&&Award| award.level == Level::Overall && award.place.is_some();
    let overall = won.iter().any(|award| leads(&award));
    let named = won.iter().filter(|award| !overall || leads(award));
    let mut named: Vec<(&CompanyId, String)> = named
        .filter_map(|award| {
            Some((award.company.as_ref()?, if overall { String::new() } else { award.category.to_string() }))
        })
        .collect();
    named.sort();
    named.dedup();
    let all = named.len();
    named.truncate(if all > MOST_FIRST { 0 } else { MOST_FIRST });
    let view =
        |(company, category): (&CompanyId, String)| view! { company: sheet.company(company), category };
    view! { all, named: named.into_iter().map(view).collect::<Vec<_>>() }
}

fn winners(sheet: &Sheet, editions: &[(&Label, &EditionFacts)]) -> Vec<Value> {
    let mut won: BTreeMap<&CompanyId, (Vec<&Label>, usize)> = BTreeMap::new();
    for (label, facts) in editions {
        let awards = facts.awards.iter().map(|&position| sheet.index.award(position));
        for company in awards.filter(|a| a.counting == Counting::Counts).filter_map(|a| a.company.as_ref()) {
            let (labels, distinctions) = won.entry(company).or_default();
            labels.push(label);
            *distinctions += 1;
        }
    }
    let winner = |(id, (mut labels, distinctions)): (_, (Vec<&Label>, usize))| {
        labels.dedup();
        (Reverse(labels.len()), Reverse(distinctions), id)
    };
    let mut order: Vec<_> = won.into_iter().map(winner).collect();
    order.sort();
    let view = |(Reverse(editions), Reverse(distinctions), id): (_, _, &CompanyId)| {
        view! {
            company: sheet.company(id),
            editions,
            distinctions,
        }
    };
    order.into_iter().map(view).collect()
}
