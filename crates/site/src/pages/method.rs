//! The method: generated from the settings that ran, with a worked example from the data.

use std::collections::BTreeSet;

use minijinja::Value;
use serde::Serialize;

use model::{Share, Source, YesNo};
use rank::Standing;

use crate::pages::home::best_year;
use crate::parts::award::award_view;
use crate::parts::board::SpanView;
use crate::parts::statistics;
use crate::press::address::{Address, Board};
use crate::press::sheet::{Link, Sheet};

/// One source-year of the example.
#[derive(Serialize)]
struct CountedYear {
    source: Link,
    awards: Vec<Value>,
}

/// The view of the method.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let ranking = sheet.input.ranking;
    let sources = sheet.input.register.sources.values();
    let counted = sources.clone().filter(|source| source.counts);
    view! {
        method: ranking.method,
        country: ranking.country.clone(),
        ranges: ranking.ranges.iter().map(|window| format!("{}–{}", window.from, window.to)).collect::<Vec<_>>(),
        crown_percent: ranking.crown.known_percent,
        crown_prizes: ranking.crown.prizes,
        smallest_whole: Share::SMALLEST_WHOLE,
        paid: counted.clone().filter(|source| source.pays_to_enter == YesNo::Yes).count(),
        counted: counted.count(),
        sources: sources.map(|source| source_row(sheet, source)).collect::<Vec<_>>(),
        example: best_year(sheet).and_then(|board| example(sheet, board)),
    }
}

/// A source and the rules that the settings give it.
fn source_row(sheet: &Sheet, source: &Source) -> Value {
    let echoes: BTreeSet<_> = source.echo.values().collect();
    view! {
        source: sheet.source(&source.id),
        country: source.country.clone(),
        kind: source.kind,
        judged_by: source.judged_by,
        pays: source.pays_to_enter,
        recipient: source.recipient,
        counts: source.counts,
        places: source.places,
        label_offset: source.label_offset,
        echoes: echoes.into_iter().map(|id| sheet.source(id)).collect::<Vec<_>>(),
    }
}

fn example(sheet: &Sheet, board: Board) -> Option<Value> {
    let standing: &Standing = sheet.index.ranking(board).standings.first()?;
    let mut sources: Vec<CountedYear> = Vec::new();
    for &position in &standing.won {
        let source = sheet.source(&sheet.index.award(position).source);
        if sources.last().is_none_or(|last| last.source != source) {
            sources.push(CountedYear { source, awards: Vec::new() });
        }
        let last = sources.last_mut().expect("one was pushed above");
        last.awards.push(award_view(sheet, position));
    }
    Some(view! {
        span: SpanView::of(sheet, board),
        board: sheet.links.to(&Address::Leaderboard(board)),
        company: sheet.company(&standing.company),
        score: sheet.score(standing.score),
        awards: standing.awards,
        sources,
        readings: statistics::readings(sheet, sheet.index.ranking(board)),
    })
}
