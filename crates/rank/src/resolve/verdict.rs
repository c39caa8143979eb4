//! What witnesses say was won: outcome and place.

use super::claim::Claim;
use super::support::by_support;
use model::{Issue, Outcome, Place, Record};

/// An outcome and the number of a place. First place and winner are the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) place: Option<u16>,
}

impl Verdict {
    pub(super) fn of(record: &Record) -> Self {
        let place = record.place.map(|place| place.number);
        let outcome = match (record.outcome, place) {
            (Outcome::Placed, Some(1)) => Outcome::Winner,
            (outcome, _) => outcome,
        };
        Self { outcome, place }
    }

    /// What two verdicts disagree on.
    pub(super) fn disagrees(self, other: Self) -> Option<&'static str> {
        if !self.may_be(other) && !other.may_be(self) {
            return Some("outcome");
        }
        self.place.zip(other.place).is_some_and(|(a, b)| a != b).then_some("place")
    }

    /// Whether the other verdict may tell of the same outcome, in other words: a list without places leaves open who
    /// won, and what was taken back was a prize before.
    fn may_be(self, other: Self) -> bool {
        let prize =
            matches!(other.outcome, Outcome::Winner | Outcome::Placed | Outcome::Special | Outcome::Label);
        match self.outcome {
            Outcome::Annulled => prize || other.outcome == Outcome::Annulled,
            Outcome::Placed if self.place.is_none() => {
                matches!(other.outcome, Outcome::Winner | Outcome::Placed)
            }
            same => same == other.outcome,
        }
    }

    /// Both verdicts together, where they do not disagree: what was taken back, else what is more precise.
    fn and(self, other: Self) -> Self {
        let outcome = match (self.outcome, other.outcome) {
            (Outcome::Annulled, _) | (_, Outcome::Annulled) => Outcome::Annulled,
            (Outcome::Placed, precise) => precise,
            (precise, _) => precise,
        };
        Self { outcome, place: self.place.or(other.place) }
    }

    fn words(self, about: &str) -> String {
        match self.place {
            Some(place) if about == "place" => place.to_string(),
            Some(place) => format!("{} (place {place})", word(self.outcome)),
            None => word(self.outcome).to_owned(),
        }
    }
}

/// What all claims of one award say together: the best supported verdict, refined by those that agree with it, and
/// annulled if one claim says so; and the contradictions between them.
pub(super) fn settle(claims: &[&Claim], award: &str) -> (Verdict, Vec<Issue>) {
    let said = by_support(claims.iter().map(|claim| (Verdict::of(claim.record), claim.record)));
    let (first, others) = said.split_first().expect("an award has at least one claim");
    let (mut verdict, mut issues) = (first.value, Vec::new());
    for other in others {
        match verdict.disagrees(other.value) {
            None => verdict = verdict.and(other.value),
            Some(about) => issues.push(Issue::Contradiction {
                id: award.to_owned(),
                about: about.to_owned(),
                one: first.statement(verdict.words(about)),
                other: other.statement(other.value.words(about)),
            }),
        }
    }
    if said.iter().any(|said| said.value.outcome == Outcome::Annulled) {
        verdict.outcome = Outcome::Annulled;
    }
    (verdict, issues)
}

/// A place, shared if one claim that prints it says so.
pub(super) fn place(number: u16, claims: &[&Claim]) -> Place {
    let shared = |place: Place| place.number == number && place.tied;
    Place { number, tied: claims.iter().any(|claim| claim.record.place.is_some_and(shared)) }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Winner => "winner",
        Outcome::Placed => "placed",
        Outcome::Special => "special",
        Outcome::Label => "label",
        Outcome::Finalist => "finalist",
        Outcome::Mention => "mention",
        Outcome::Measured => "measured",
        Outcome::Last => "last",
        Outcome::Annulled => "annulled",
    }
}
