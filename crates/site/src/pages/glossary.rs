//! The glossary: what each measure says and does not, who publishes it, and the words of this site.

use minijinja::Value;

use model::{MeasureKind, Source, YesNo};

use crate::parts::series::scale_view;
use crate::press::sheet::Sheet;

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
pub(crate) fn view(sheet: &Sheet) -> Value {
    let measures = KINDS.into_iter().map(|kind| measure(sheet, kind)).collect::<Vec<_>>();
    view! {
        measures,
        terms: TERMS,
    }
}

fn measure(sheet: &Sheet, kind: MeasureKind) -> Value {
    let of_kind = sheet.input.register.sources.values().filter(|source| source.measure == Some(kind));
    view! {
        kind,
        sources: of_kind.map(|source| publisher(sheet, source)).collect::<Vec<_>>(),
    }
}

fn publisher(sheet: &Sheet, source: &Source) -> Value {
    view! {
        source: sheet.source(&source.id),
        organiser: source.organiser.clone(),
        scale: source.scale.map(|scale| scale_view(sheet, scale)),
        paid: source.pays_to_enter == YesNo::Yes,
    }
}
