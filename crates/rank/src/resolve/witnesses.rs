//! What several witnesses of one award or measure say together: the best supported value, outcome and day, and what
//! contradicts it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::claims::Claim;
use model::{Day, Decimal, Edition, Excerpt, Issue, Label, Outcome, Place, Record, Source, Statement};

/// A value, and the record that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a, T> {
    pub(super) value: T,
    pub(super) record: &'a Record,
}

impl<T> Said<'_, T> {
    /// One side of a contradiction, its value in words.
    pub(super) fn statement(&self, said: String) -> Statement {
        Statement { said, url: self.record.url.to_string(), excerpt: excerpt(self.record) }
    }
}

/// The words that state a record: of the archived page, or the row as it was typed.
fn excerpt(record: &Record) -> Excerpt {
    if let Some(passage) = record.locator.passage() {
        return passage.excerpt.clone();
    }
    let place = record.place.map(|place| place.number.to_string()).unwrap_or_default();
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let cells: [&str; 6] =
        [&record.company, &record.category, &record.sector, &place, &record.person, &score];
    let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    Excerpt { text: cells.join(" · "), from: 0, to: record.company.chars().count() as u32 }
}

/// What tells records of one address apart without their lines.
fn printed(record: &Record) -> ([&str; 4], Option<u16>, Option<u8>) {
    let words = [&record.company, &record.category, &record.sector, &record.person].map(|text| &**text);
    (words, record.place.map(|place| place.number), record.score.map(Decimal::places))
}

/// Different values in the order of their support: firmest evidence, then most witnesses, then the smaller value.
/// Each comes with the firmest record that says it, the first by its address, words and place among equals: lines of a
/// file may change their order, and 6.8 is 6.80.
pub(super) fn by_support<'a, T: Ord + Copy>(
    said: impl Iterator<Item = (T, &'a Record)>,
) -> SmallVec<[Said<'a, T>; 1]> {
    let mut said: SmallVec<[_; 1]> = said.collect();
    said.sort_unstable_by(|(a, one), (b, other)| {
        let stands = |record: &'a Record| {
            (record.evidence.kind, record.url.as_str(), printed(record), &record.locator)
        };
        a.cmp(b).then_with(|| stands(one).cmp(&stands(other)))
    });
    let mut alike: SmallVec<[_; 1]> = said.chunk_by(|(a, _), (b, _)| a == b).collect();
    alike.sort_by_key(|all| (all[0].1.evidence.kind, Reverse(all.len()), all[0].0));
    alike.into_iter().map(|all| Said { value: all[0].0, record: all[0].1 }).collect()
}

/// An outcome and the number of a place. First place and winner are the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Placing {
    pub(super) outcome: Outcome,
    pub(super) place: Option<u16>,
}

impl Placing {
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
pub(super) fn placing(claims: &[&Claim], award: &str) -> (Placing, Vec<Issue>) {
    let said = by_support(claims.iter().map(|claim| (Placing::of(&claim.record), &claim.record)));
    let (first, others) = said.split_first().expect("an award has at least one claim");
    let (mut placing, mut issues) = (first.value, Vec::new());
    for other in others {
        match placing.disagrees(other.value) {
            None => placing = placing.and(other.value),
            Some(about) => issues.push(Issue::Contradiction {
                id: award.to_owned(),
                about: about.to_owned(),
                one: first.statement(placing.words(about)),
                other: other.statement(other.value.words(about)),
            }),
        }
    }
    if said.iter().any(|said| said.value.outcome == Outcome::Annulled) {
        placing.outcome = Outcome::Annulled;
    }
    (placing, issues)
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

/// Whether an edition tells a day, or else the year on its label, shifted by the source's offset.
pub(super) fn has_day(source: &Source, edition: &Label) -> bool {
    of_edition(source, edition).is_some() || of_label(source, edition).is_some()
}

/// The day that the rows of one award say; a finer day that agrees wins, whoever says it. Where a row and its edition
/// disagree the award keeps the row's day, which speaks of this award alone.
///
/// # Panics
/// When no record says a day, and none is [known](has_day) of the edition.
pub(super) fn day<'a>(
    records: impl Iterator<Item = &'a Record>,
    source: &'a Source,
    edition: &Label,
) -> (Day, Vec<Issue>) {
    let rows = by_support(records.filter_map(|record| Some((record.awarded?, record))));
    let rows = rows.iter().map(|said| (said.value, Voice::Row(*said)));
    let declared = of_edition(source, edition).map(|(day, edition)| (day, Voice::Edition(day, edition)));
    let mut said = rows.chain(declared);
    let Some((mut day, mut voice)) = said.next() else {
        let day = of_label(source, edition).expect("undated records are left out");
        return (day, vec![]);
    };
    let mut issues = Vec::new();
    for (other, other_voice) in said {
        if !day.agrees(other) {
            issues.push(Issue::DayContradiction {
                source: source.id,
                edition: *edition,
                one: voice.statement(),
                other: other_voice.statement(),
            });
        } else if other.precision() > day.precision() {
            (day, voice) = (other, other_voice);
        }
    }
    (day, issues)
}

/// Who says a day: a row, or what is declared of the edition.
#[derive(Clone, Copy)]
enum Voice<'a> {
    Row(Said<'a, Day>),
    Edition(Day, &'a Edition),
}

impl Voice<'_> {
    fn statement(self) -> Statement {
        match self {
            Self::Row(said) => said.statement(said.value.to_string()),
            Self::Edition(day, edition) => {
                let text = format!("awarded = {day}");
                let to = text.chars().count() as u32;
                let url = edition.url.as_deref().unwrap_or("sources.toml").to_owned();
                Statement { said: day.to_string(), url, excerpt: Excerpt { text, from: 10, to } }
            }
        }
    }
}

/// The day that is declared of the edition.
fn of_edition<'a>(source: &'a Source, edition: &Label) -> Option<(Day, &'a Edition)> {
    let edition = source.editions.get(edition)?;
    Some((edition.awarded?, edition))
}

fn of_label(source: &Source, edition: &Label) -> Option<Day> {
    Some(Day::of_year(edition.year()?.plus(source.label_offset)))
}

/// The issues in order, without telling the same contradiction of days again for every row of an edition.
pub(super) fn once_each(issues: BTreeSet<Issue>) -> Vec<Issue> {
    let mut told = BTreeSet::new();
    let mut first_telling = |issue: &Issue| {
        let Issue::DayContradiction { source, edition, one, other } = issue else { return true };
        told.insert((*source, *edition, one.said.clone(), other.said.clone()))
    };
    issues.into_iter().filter(|issue| first_telling(issue)).collect()
}
