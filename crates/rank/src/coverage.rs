//! Coverage: what we have of every source in every year, no blank cell.
//!
//! Winners found are the entries of a list that the organiser announced: winners, honoured places, special prizes
//! and labels, at every level, including echoes and prizes taken back later. Where there is none, as with an index,
//! they are the scores. An edition counts in the year of its
//! day; without a day, in that of its awards; without awards, in the year on its label plus the source's offset. A
//! year with a page of which lines were left unread is never complete.

use std::collections::BTreeMap;

use crate::{Cell, Coverage};
use model::{Award, Edition, EditionStatus, Label, Outcome, Register, Source, SourceId, Window, Year};

/// Fills the matrix, from the earliest to the latest year of an award or a measure.
pub fn coverage(register: &Register) -> Coverage {
    let mut findings = found(register);
    let years = || findings.values().flat_map(|years| years.keys().copied());
    let Some(window) = years().min().zip(years().max()).and_then(|(from, to)| Window::new(from, to)) else {
        return Coverage { years: vec![], rows: vec![] };
    };
    declare_editions(register, &mut findings);
    let none = BTreeMap::new();
    let row = |source: &Source| {
        let findings = findings.get(&source.id).unwrap_or(&none);
        let held = source.held.or_else(|| span(findings));
        let cell = |year: Year| cell(findings.get(&year), held.is_some_and(|held| held.holds(year)));
        (source.id, window.years().map(cell).collect())
    };
    Coverage { years: window.years().collect(), rows: register.sources.values().map(row).collect() }
}

/// What we know of one source in one year.
#[derive(Default)]
struct Finding {
    winners: u32,
    measures: u32,
    /// Winners announced, edition by edition.
    claims: Vec<Option<u32>>,
    /// Editions called off, or handed over together with another one.
    dropped: u32,
    /// Editions whose page we may not read.
    refused: u32,
    /// Editions whose page we read in part.
    in_part: u32,
}

type Findings<'r> = BTreeMap<&'r SourceId, BTreeMap<Year, Finding>>;

fn found(register: &Register) -> Findings<'_> {
    let mut findings = Findings::new();
    for award in &register.awards {
        let finding = findings.entry(&award.source).or_default().entry(award.awarded.year()).or_default();
        finding.winners += u32::from(announced(award, register.source(&award.source)));
    }
    for measure in &register.measures {
        let finding = findings.entry(&measure.source).or_default().entry(measure.awarded.year()).or_default();
        finding.measures += 1;
    }
    findings
}

/// Whether an award of a source is an entry of the list of winners that the organiser announced. A place after the
/// last one that the source honours is none; a source that honours no place announces its whole list.
pub fn announced(award: &Award, source: &Source) -> bool {
    match award.outcome {
        Outcome::Winner | Outcome::Special | Outcome::Label | Outcome::Annulled => true,
        Outcome::Placed => !source.counts || award.place.is_none_or(|place| place.number <= source.places),
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last => false,
    }
}

fn declare_editions<'r>(register: &'r Register, findings: &mut Findings<'r>) {
    let handed_over = first_years(register);
    for source in register.sources.values() {
        for edition in source.editions.values() {
            let of_awards = handed_over.get(&(&source.id, &edition.label)).copied();
            let Some(year) = edition_year(source, edition, of_awards) else { continue };
            let finding = findings.entry(&source.id).or_default().entry(year).or_default();
            let key = (source.id, edition.label);
            finding.refused += u32::from(register.refused.contains(&key));
            finding.in_part += u32::from(register.unread.contains_key(&key));
            match edition.status {
                EditionStatus::Held | EditionStatus::Double => finding.claims.push(edition.claimed),
                EditionStatus::Cancelled | EditionStatus::Merged => finding.dropped += 1,
            }
        }
    }
}

/// The first year in which each edition handed over an award.
fn first_years(register: &Register) -> BTreeMap<(&SourceId, &Label), Year> {
    let mut years = BTreeMap::new();
    for award in &register.awards {
        let year = award.awarded.year();
        let first = years.entry((&award.source, &award.edition)).or_insert(year);
        *first = year.min(*first);
    }
    years
}

/// The year of an edition's day, or else of its awards, or else of its label.
pub fn edition_year(source: &Source, edition: &Edition, of_awards: Option<Year>) -> Option<Year> {
    let of_label = || edition.label.year().map(|year| year.plus(source.label_offset));
    edition.awarded.map(|day| day.year()).or(of_awards).or_else(of_label)
}

/// From the first year with something known to the last.
fn span(findings: &BTreeMap<Year, Finding>) -> Option<Window> {
    Window::new(*findings.keys().next()?, *findings.keys().next_back()?)
}

fn cell(finding: Option<&Finding>, held: bool) -> Cell {
    let empty = Finding::default();
    let finding = finding.unwrap_or(&empty);
    let claimed = claimed(finding);
    match claimed {
        Some(claimed) if finding.winners > 0 && finding.winners >= claimed && finding.in_part == 0 => {
            Cell::Complete { found: finding.winners }
        }
        Some(_) | None if finding.winners > 0 => Cell::Partial { found: finding.winners, claimed },
        Some(_) | None if finding.measures > 0 => Cell::Partial { found: finding.measures, claimed },
        Some(_) | None if finding.refused > 0 => Cell::NotAllowed,
        Some(_) | None if !finding.claims.is_empty() => Cell::NotFound { claimed },
        Some(_) | None if finding.dropped > 0 || !held => Cell::NotHeld,
        Some(_) | None => Cell::NotFound { claimed: None },
    }
}

/// Winners announced in a year; unknown unless every edition of the year says so.
fn claimed(finding: &Finding) -> Option<u32> {
    let sum: Option<u32> = finding.claims.iter().copied().sum();
    sum.filter(|_| !finding.claims.is_empty())
}
