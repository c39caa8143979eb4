//! The method: generated from the settings that ran, with a worked example from the data.

use std::collections::BTreeSet;

use minijinja::Value;

use model::{Share, Source, YesNo};
use rank::Standing;

use crate::pages::home::best_year;
use crate::parts::award::award_view;
use crate::parts::board::SpanView;
use crate::parts::statistics;
use crate::press::address::{Address, Board};
use crate::press::sheet::Sheet;

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
    let source = |position: &usize| &sheet.index.award(*position).source;
    let runs = standing.won.chunk_by(|one, next| source(one) == source(next));
    let sources = runs.map(|run| {
        let awards: Vec<_> = run.iter().map(|&position| award_view(sheet, position)).collect();
        view! { source: sheet.source(source(&run[0])), awards }
    });
    Some(view! {
        span: SpanView::of(sheet, board),
        board: sheet.links.to(&Address::Leaderboard(board)),
        company: sheet.company(&standing.company),
        score: sheet.score(standing.score),
        awards: standing.awards,
        sources: sources.collect::<Vec<_>>(),
        readings: statistics::readings(sheet, sheet.index.ranking(board)),
    })
}
