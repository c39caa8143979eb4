//! Scores become measures.

use std::collections::BTreeMap;

use super::SettledClaims;
use super::awards::{CommonParts, SettledNames};
use super::claims::{Claim, ClaimKey, ClaimList};
use super::names::Credit;
use super::prizes::{each_once, heading, identifier, shortest};
use super::witnesses::{Said, by_support, place};
use model::{Issue, Measure, Outcome, Scale, Subject};

/// The claims of one figure, with what tells it from the others of its list.
struct PrintedFigure<'c, 'a> {
    heading: Option<u32>,
    /// A company, or nobody: an average.
    credit: Credit,
    scale: Option<Scale>,
    claims: Vec<&'c Claim<'a>>,
}

/// Adds the measures that claims with a score tell of, in the order of their identifiers, and what is wrong with them.
pub(super) fn settle(lists: &[ClaimList], known: &SettledNames, into: &mut SettledClaims) {
    into.issues.extend(lists.iter().copied().flatten().filter_map(off_scale));
    let figures = lists.iter().flat_map(|list| figures(list)).map(|figure| (identify(&figure), figure));
    for (id, figure) in each_once(figures.collect()) {
        let (measure, disputed) = one(figure, id, known);
        into.measures.push(measure);
        into.issues.extend(disputed);
    }
}

/// Scores by heading, subject and scale: values on two scales are two figures.
fn figures<'c, 'a>(list: ClaimList<'c, 'a>) -> impl Iterator<Item = PrintedFigure<'c, 'a>> {
    let mut figures = BTreeMap::<_, Vec<_>>::new();
    for claim in list.iter().filter(|claim| claim.record.score.is_some() && off_scale(claim).is_none()) {
        if describes(claim) {
            let ClaimKey { heading, credit, .. } = claim.place;
            figures.entry((heading, credit, scale(claim))).or_default().push(claim);
        }
    }
    figures.into_iter().map(|((heading, credit, scale), claims)| PrintedFigure {
        heading,
        credit,
        scale,
        claims,
    })
}

/// Whether a score describes a company or an average, neither a person nor a name that several companies bear.
fn describes(claim: &Claim) -> bool {
    match claim.place.credit {
        Credit::Company(_) => true,
        Credit::Unnamed => claim.place.person.is_none() && claim.record.outcome == Outcome::Measured,
        Credit::Ambiguous(_) => false,
    }
}

fn scale(claim: &Claim) -> Option<Scale> {
    claim.record.scale.or(claim.source.scale)
}

fn off_scale(claim: &Claim) -> Option<Issue> {
    let (score, scale) = (claim.record.score?, scale(claim)?);
    let record = &claim.record;
    let of = if record.company.is_empty() { &record.category } else { &record.company };
    (!scale.holds(score)).then(|| Issue::ScoreOffScale {
        source: record.source,
        edition: record.edition,
        row: format!("{score} for “{of}”, out of {scale}"),
    })
}

fn one(figure: PrintedFigure, id: String, known: &SettledNames) -> (Measure, Vec<Issue>) {
    let company = match figure.credit {
        Credit::Company(company) => Some(known.names.company(company)),
        Credit::Unnamed | Credit::Ambiguous(_) => None,
    };
    let (parts, mut issues) = CommonParts::of(&figure.claims, figure.heading, company, known);
    let record = &figure.claims[0].record;
    let scores = by_support(figure.claims.iter().filter_map(|c| Some((c.record.score?, &c.record))));
    let places = by_support(figure.claims.iter().filter_map(|c| Some((c.record.place?.number, &c.record))));
    issues.extend(disputes(&id, "score", &scores));
    // What an award's witnesses say of its place is disputed there.
    if figure.claims.iter().all(|claim| claim.record.outcome == Outcome::Measured) {
        issues.extend(disputes(&id, "place", &places));
    }
    let measure = Measure {
        id,
        source: record.source,
        edition: record.edition,
        awarded: parts.awarded,
        category: parts.category,
        level: record.level,
        subject: company.cloned().map_or(Subject::Average, Subject::Company),
        sector: parts.sector,
        value: scores.first().expect("every claim of a figure has a score").value,
        scale: figure.scale,
        place: places.first().map(|said| place(said.value, &figure.claims)),
        evidence: parts.evidence,
        witnesses: parts.witnesses,
        added: parts.added,
    };
    (measure, issues)
}

fn identify(figure: &PrintedFigure) -> String {
    let subject = match figure.credit {
        Credit::Company(_) => shortest(figure.claims.iter().map(|claim| claim.name.slug.as_str())),
        Credit::Unnamed | Credit::Ambiguous(_) => "average",
    };
    identifier(&figure.claims[0].record, &heading(&figure.claims).slug, subject)
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
