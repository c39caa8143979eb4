//! What witnesses say was won: outcome and place.

use super::support::by_support;
use crate::model::{Issue, Outcome, Place, Record};

/// An outcome and a place. First place and winner are the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) place: Option<Place>,
}

impl Verdict {
    pub(super) fn of(record: &Record) -> Self {
        let first = record.place.is_some_and(|p| p.number == 1);
        let outcome = match record.outcome {
            Outcome::Placed if first => Outcome::Winner,
            other => other,
        };
        Self { outcome, place: record.place }
    }

    /// What two verdicts disagree on. An award taken back was one before, and a list without places leaves open who
    /// won.
    pub(super) fn disagrees(self, other: Self) -> Option<&'static str> {
        let outcomes = [self, other].map(|v| v.outcome);
        let unordered = |v: Self| v.outcome == Outcome::Placed && v.place.is_none();
        let list = [self, other].iter().any(|v| unordered(*v))
            && outcomes.iter().all(|o| matches!(o, Outcome::Winner | Outcome::Placed));
        if outcomes[0] != outcomes[1] && !outcomes.contains(&Outcome::Annulled) && !list {
            return Some("outcome");
        }
        let places = self.place.zip(other.place);
        places.is_some_and(|(a, b)| a.number != b.number).then_some("place")
    }

    /// Both verdicts together, where they do not disagree.
    fn and(self, other: Self) -> Self {
        let outcome = match (self.outcome, other.outcome) {
            (Outcome::Annulled, _) | (_, Outcome::Annulled) => Outcome::Annulled,
            (Outcome::Placed, more_precise) => more_precise,
            (same, _) => same,
        };
        let tied = [self, other].iter().any(|v| v.place.is_some_and(|p| p.tied));
        let place = self.place.or(other.place).map(|p| Place { tied, ..p });
        Self { outcome, place }
    }

    fn words(self, about: &str) -> String {
        match self.place {
            Some(place) if about == "place" => place.number.to_string(),
            Some(place) => format!("{} (place {})", word(self.outcome), place.number),
            None => word(self.outcome).to_owned(),
        }
    }
}

/// What all records of one award say together: the best supported verdict, refined by those that agree with it; and
/// the contradictions between them.
pub(super) fn settle<'a>(records: impl Iterator<Item = &'a Record>, award: &str) -> (Verdict, Vec<Issue>) {
    let said = by_support(records.map(|record| (Verdict::of(record), record)));
    let (first, others) = said.split_first().expect("an award has at least one witness");
    let (mut verdict, mut issues) = (first.value, Vec::new());
    for other in others {
        match verdict.disagrees(other.value) {
            None => verdict = verdict.and(other.value),
            Some(about) => issues.push(Issue::Contradiction {
                id: award.to_owned(),
                about: about.to_owned(),
                one: (verdict.words(about), first.url.to_owned()),
                other: (other.value.words(about), other.url.to_owned()),
            }),
        }
    }
    (verdict, issues)
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
