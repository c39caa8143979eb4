//! The glossary: what each measure says and does not, who publishes it, and the words of this site.

use serde::Serialize;

use model::{MeasureKind, Source, YesNo};

use super::series::{ScaleView, scale_view};
use super::sheet::{Link, Sheet};

/// What the page shows.
#[derive(Serialize)]
pub(super) struct GlossaryPage {
    measures: Vec<MeasureView>,
    /// The words that figures are told with: the messages `term.*`.
    terms: [&'static str; 9],
}

/// A kind of measure.
#[derive(Serialize)]
struct MeasureView {
    kind: MeasureKind,
    sources: Vec<SourceView>,
}

/// A source that measures it.
#[derive(Serialize)]
struct SourceView {
    source: Link,
    organiser: String,
    scale: Option<ScaleView>,
    paid: bool,
}

/// Every measure, from what customers feel to what they may do.
const KINDS: [MeasureKind; 7] = [
    MeasureKind::Satisfaction,
    MeasureKind::Experience,
    MeasureKind::Quality,
    MeasureKind::Effort,
    MeasureKind::Nps,
    MeasureKind::Recommendation,
    MeasureKind::Reputation,
];

/// The words of this site, in the order in which a reader meets them.
const TERMS: [&str; 9] =
    ["prize", "distinction", "edition", "rank", "newcomer", "leading_pack", "panel", "coverage", "gini"];

/// The view of the glossary.
pub(super) fn view(sheet: &Sheet) -> GlossaryPage {
    let measures = KINDS.into_iter().map(|kind| measure(sheet, kind)).collect();
    GlossaryPage { measures, terms: TERMS }
}

fn measure(sheet: &Sheet, kind: MeasureKind) -> MeasureView {
    let of_kind = sheet.input.register.sources.values().filter(|source| source.measure == Some(kind));
    MeasureView { kind, sources: of_kind.map(|source| publisher(sheet, source)).collect() }
}

fn publisher(sheet: &Sheet, source: &Source) -> SourceView {
    SourceView {
        source: sheet.source(&source.id),
        organiser: source.organiser.clone(),
        scale: source.scale.map(|scale| scale_view(sheet, scale)),
        paid: source.pays_to_enter == YesNo::Yes,
    }
}
