//! Settles scores into measures.

use std::collections::BTreeMap;

use super::claim::{Claim, List};
use super::identifier::{Identifiers, shortest};
use super::names::Credit;
use super::support::{Said, by_support};
use super::told::{Known, Told};
use super::verdict::place;
use crate::model::{Issue, Measure, Outcome, Scale, Subject};

/// The claims of one figure, with what tells it from the others of its list.
struct Figure<'c, 'a> {
    heading: &'a str,
    subject: Subject,
    scale: Option<Scale>,
    claims: Vec<&'c Claim<'a>>,
}

/// The measures that claims with a score tell of, in the order of their identifiers, and what is wrong with them.
pub(super) fn settle(lists: &[List], known: &Known) -> (Vec<Measure>, Vec<Issue>) {
    let mut identifiers = Identifiers::default();
    let (mut measures, mut issues) = (Vec::new(), Vec::new());
    for list in lists {
        issues.extend(list.iter().filter_map(off_scale));
        for figure in figures(list) {
            let id = identify(&figure, &mut identifiers);
            let (measure, disputed) = one(figure, id, known);
            measures.push(measure);
            issues.extend(disputed);
        }
    }
    measures.sort_by(|a, b| a.id.cmp(&b.id));
    (measures, issues)
}

/// Scores by heading, subject and scale: values on two scales are two figures.
fn figures<'c, 'a>(list: &'c List<'a>) -> impl Iterator<Item = Figure<'c, 'a>> {
    let mut figures = BTreeMap::<_, Vec<_>>::new();
    for claim in list.iter().filter(|claim| claim.record.score.is_some() && off_scale(claim).is_none()) {
        if let Some(subject) = subject(claim) {
            figures.entry((claim.heading, subject, scale(claim))).or_default().push(claim);
        }
    }
    figures.into_iter().map(|((heading, subject, scale), claims)| Figure { heading, subject, scale, claims })
}

/// Whom a score describes; nothing for a person's score, or for a name that several companies bear.
fn subject(claim: &Claim) -> Option<Subject> {
    let nobody = claim.person.is_empty() && claim.record.outcome == Outcome::Measured;
    match claim.credit {
        Credit::Company(company) => Some(Subject::Company(company.clone())),
        Credit::Unnamed if nobody => Some(Subject::Average),
        Credit::Unnamed | Credit::Ambiguous(_) => None,
    }
}

fn scale(claim: &Claim) -> Option<Scale> {
    claim.record.scale.or(claim.source.scale)
}

fn off_scale(claim: &Claim) -> Option<Issue> {
    let (score, scale) = (claim.record.score?, scale(claim)?);
    let record = claim.record;
    let of = if record.company.is_empty() { &record.category } else { &record.company };
    (!scale.holds(score)).then(|| Issue::ScoreOffScale {
        source: record.source.clone(),
        edition: record.edition.clone(),
        row: format!("{score} for “{of}”, out of {scale}"),
    })
}

fn one(figure: Figure, id: String, known: &Known) -> (Measure, Vec<Issue>) {
    let company = match &figure.subject {
        Subject::Company(company) => Some(company),
        Subject::Average => None,
    };
    let (told, mut issues) = Told::of(&figure.claims, figure.heading, company, known);
    let record = figure.claims[0].record;
    let scores = by_support(figure.claims.iter().filter_map(|c| Some((c.record.score?, c.record))));
    let places = by_support(figure.claims.iter().filter_map(|c| Some((c.record.place?.number, c.record))));
    issues.extend(disputes(&id, "score", &scores));
    // What an award's witnesses say of its place is disputed there.
    if figure.claims.iter().all(|claim| claim.record.outcome == Outcome::Measured) {
        issues.extend(disputes(&id, "place", &places));
    }
    let measure = Measure {
        id,
        source: record.source.clone(),
        edition: record.edition.clone(),
        awarded: told.awarded,
        category: told.category,
        level: record.level,
        subject: figure.subject,
        sector: told.sector,
        value: scores.first().expect("every claim of a figure has a score").value,
        scale: figure.scale,
        place: places.first().map(|said| place(said.value, &figure.claims)),
        evidence: told.evidence,
        witnesses: told.witnesses,
    };
    (measure, issues)
}

fn identify(figure: &Figure, identifiers: &mut Identifiers) -> String {
    let subject = match figure.subject {
        Subject::Company(_) => shortest(figure.claims.iter().map(|claim| claim.slugs.company)),
        Subject::Average => "average",
    };
    identifiers.give(&figure.claims, subject)
}

/// The best supported statement against each other one.
fn disputes<T: ToString>(id: &str, about: &str, said: &[Said<T>]) -> Vec<Issue> {
    let Some((first, others)) = said.split_first() else { return Vec::new() };
    let dispute = |other: &Said<T>| Issue::Contradiction {
        id: id.to_owned(),
        about: about.to_owned(),
        one: first.statement(first.value.to_string()),
        other: other.statement(other.value.to_string()),
    };
    others.iter().map(dispute).collect()
}
