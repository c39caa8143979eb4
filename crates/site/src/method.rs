//! The method: generated from the settings that ran, with a worked example from the data.

use serde::Serialize;

use model::{JudgedBy, Kind, Recipient, Share, Source, YesNo};
use rank::Standing;
use workspace::Method;

use super::address::{Address, Board};
use super::award::AwardView;
use super::board::SpanView;
use super::home::leading_year;
use super::readings::{self, ReadingsView};
use super::sheet::{Link, Sheet};

/// What the page shows.
#[derive(Serialize)]
pub(super) struct MethodPage {
    method: Method,
    country: Option<String>,
    ranges: Vec<String>,
    /// Below this many, a count is shown instead of a share.
    smallest_whole: u64,
    sources: Vec<SourceRow>,
    counted: usize,
    paid: usize,
    example: Option<Example>,
}

/// A source and the rules that the settings give it.
#[derive(Serialize)]
struct SourceRow {
    source: Link,
    country: String,
    kind: Kind,
    judged_by: JudgedBy,
    pays: YesNo,
    recipient: Recipient,
    counts: bool,
    places: u16,
    label_offset: i64,
    echoes: Vec<Link>,
}

/// The leader of a year, counted before the reader's eyes.
#[derive(Serialize)]
struct Example {
    span: SpanView,
    board: String,
    company: Link,
    score: String,
    awards: u64,
    sources: Vec<Counted>,
    /// The companies of the year that two readings of one prize tell apart.
    readings: Vec<ReadingsView>,
}

/// One source-year of the example.
#[derive(Serialize)]
struct Counted {
    source: Link,
    awards: Vec<AwardView>,
}

/// The view of the method.
pub(super) fn view(sheet: &Sheet) -> MethodPage {
    let ranking = sheet.input.ranking;
    let sources = sheet.input.register.sources.values();
    let counted = sources.clone().filter(|source| source.counts);
    MethodPage {
        method: ranking.method,
        country: ranking.country.clone(),
        ranges: ranking.ranges.iter().map(|window| format!("{}–{}", window.from, window.to)).collect(),
        smallest_whole: Share::SMALLEST_WHOLE,
        paid: counted.clone().filter(|source| source.pays_to_enter == YesNo::Yes).count(),
        counted: counted.count(),
        sources: sources.map(|source| source_row(sheet, source)).collect(),
        example: leading_year(sheet).and_then(|board| example(sheet, board)),
    }
}

fn source_row(sheet: &Sheet, source: &Source) -> SourceRow {
    SourceRow {
        source: sheet.source(&source.id),
        country: source.country.clone(),
        kind: source.kind,
        judged_by: source.judged_by,
        pays: source.pays_to_enter,
        recipient: source.recipient,
        counts: source.counts,
        places: source.places,
        label_offset: source.label_offset,
        echoes: source.echo.values().map(|id| sheet.source(id)).collect(),
    }
}

fn example(sheet: &Sheet, board: Board) -> Option<Example> {
    let standing: &Standing = sheet.index.ranking(board).standings.first()?;
    let mut sources: Vec<Counted> = Vec::new();
    for &position in &standing.won {
        let source = sheet.source(&sheet.index.award(position).source);
        if sources.last().is_none_or(|last| last.source != source) {
            sources.push(Counted { source, awards: Vec::new() });
        }
        let last = sources.last_mut().expect("one was pushed above");
        last.awards.push(AwardView::of(sheet, position));
    }
    Some(Example {
        span: SpanView::of(sheet, board),
        board: sheet.links.to(&Address::Leaderboard(board)),
        company: sheet.company(&standing.company),
        score: sheet.score(standing.score),
        awards: standing.awards,
        sources,
        readings: readings::view(sheet, sheet.index.ranking(board)),
    })
}
