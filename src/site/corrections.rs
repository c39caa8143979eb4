//! The corrections: titles taken back, and what persons decided on two names.

use serde::Serialize;

use crate::model::{Counting, Day, Verdict};

use super::award::AwardView;
use super::sheet::Sheet;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct CorrectionsPage {
    annulled: Vec<AwardView>,
    /// The latest first.
    decisions: Vec<DecisionView>,
}

/// A judgement on two names.
#[derive(Serialize)]
struct DecisionView {
    same: bool,
    one: String,
    other: String,
    who: String,
    when: String,
    why: String,
}

/// The view of the corrections.
pub(super) fn view(sheet: &Sheet) -> CorrectionsPage {
    let awards = sheet.input.register.awards.iter().enumerate();
    let annulled = awards.filter(|(_, award)| award.counting == Counting::Annulled);
    let decisions = sheet.input.register.decisions.iter().rev().map(|decision| DecisionView {
        same: decision.verdict == Verdict::Same,
        one: decision.one.clone(),
        other: decision.other.clone(),
        who: decision.who.clone(),
        when: decision
            .when
            .parse::<Day>()
            .map_or_else(|_| decision.when.clone(), |day| sheet.words.typography.day(day)),
        why: decision.why.clone(),
    });
    CorrectionsPage {
        annulled: annulled.map(|(position, _)| AwardView::of(sheet, position)).collect(),
        decisions: decisions.collect(),
    }
}
