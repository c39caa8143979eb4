//! Coverage: what we have of every source in every year, no blank cell; and how the lists of winners grew.
//!
//! Winners found are the entries of a list that the organiser announced and a page states: winners, honoured places,
//! special prizes and labels, at every level, including echoes and prizes taken back later. What is only derived is
//! shown, and not found. Where there is none, as with an index,
//! they are the scores. An edition counts in the year of its day; without a day, in that of its awards; without
//! awards, in the year on its label plus the source's offset. A year with a page of which lines were left unread is
//! never complete.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use model::text;
use model::{
    Award, Edition, EditionStatus, EvidenceKind, Label, Outcome, Register, Share, Source, SourceId, Window,
    Year,
};

/// Source × year, no blank cell.
#[derive(Debug, Clone)]
pub struct Coverage {
    pub years: Vec<Year>,
    /// One row a source, in the order of identifiers; as many cells as years.
    pub rows: Vec<(SourceId, Vec<ListState>)>,
}

impl Coverage {
    /// The cell of a source in the column `column`, if there is one.
    pub fn state(&self, source: &SourceId, column: usize) -> Option<&ListState> {
        let row = self.rows.binary_search_by(|(id, _)| id.cmp(source)).ok()?;
        self.rows[row].1.get(column)
    }
}

/// What we have of a source in a year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum ListState {
    /// All that the organiser announced.
    Complete { found: u32 },
    Partial {
        /// Winners found; where none is announced, scores found.
        found: u32,
        claimed: Option<u32>,
    },
    /// It was held, or may have been, and we have nothing.
    NotFound { claimed: Option<u32> },
    /// It did not take place that year.
    NotHeld,
    /// The organiser's robots.txt refuses us.
    NotAllowed,
}

/// How the list of winners of a source grew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListGrowth {
    pub source: SourceId,
    /// Its editions with a winner known or announced, oldest first.
    pub editions: Vec<ListSize>,
}

/// The size of one list of winners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListSize {
    pub edition: Label,
    /// The year in which it was handed over.
    pub year: Year,
    /// Winners announced by the organiser, where known.
    pub claimed: Option<u32>,
    /// Companies that competed or were evaluated, where the organiser says so.
    pub candidates: Option<u32>,
    pub found: u32,
    /// Categories among the winners we know.
    pub categories: u32,
}

impl ListSize {
    /// Winners out of candidates; only where the organiser announced both.
    pub fn win_rate(&self) -> Option<Share> {
        let share = |(part, whole)| Share { part: u64::from(part), whole: u64::from(whole) };
        self.claimed.zip(self.candidates).map(share)
    }
}

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
    // The awards of a list are neighbours.
    for awards in
        register.awards.chunk_by(|a, b| (a.source, a.awarded.year()) == (b.source, b.awarded.year()))
    {
        let (first, source) = (&awards[0], register.source(&awards[0].source));
        let finding = findings.entry(&first.source).or_default().entry(first.awarded.year()).or_default();
        finding.winners += awards.iter().filter(|award| is_found(award, source)).count() as u32;
    }
    for measure in &register.measures {
        let finding = findings.entry(&measure.source).or_default().entry(measure.awarded.year()).or_default();
        finding.measures += 1;
    }
    findings
}

/// Whether an award of a source is a name found: an entry of the announced list of winners, which a page states. A place
/// after the last one that the source honours is none; a source that honours no place announces its whole list.
pub fn is_found(award: &Award, source: &Source) -> bool {
    let announced = match award.outcome {
        Outcome::Winner | Outcome::Special | Outcome::Label | Outcome::Annulled => true,
        Outcome::Placed => !source.counts || award.place.is_none_or(|place| place.number <= source.places),
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last => false,
    };
    announced && award.evidence != EvidenceKind::Derived
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

fn cell(finding: Option<&Finding>, held: bool) -> ListState {
    let empty = Finding::default();
    let finding = finding.unwrap_or(&empty);
    let claimed = claimed(finding);
    match claimed {
        Some(claimed) if finding.winners > 0 && finding.winners >= claimed && finding.in_part == 0 => {
            ListState::Complete { found: finding.winners }
        }
        Some(_) | None if finding.winners > 0 => ListState::Partial { found: finding.winners, claimed },
        Some(_) | None if finding.measures > 0 => ListState::Partial { found: finding.measures, claimed },
        Some(_) | None if finding.refused > 0 => ListState::NotAllowed,
        Some(_) | None if !finding.claims.is_empty() => ListState::NotFound { claimed },
        Some(_) | None if finding.dropped > 0 || !held => ListState::NotHeld,
        Some(_) | None => ListState::NotFound { claimed: None },
    }
}

/// Winners announced in a year; unknown unless every edition of the year says so.
fn claimed(finding: &Finding) -> Option<u32> {
    let sum: Option<u32> = finding.claims.iter().copied().sum();
    sum.filter(|_| !finding.claims.is_empty())
}

/// The sizes of the lists of every source that counts and has two editions or more, by source.
pub fn growth(register: &Register) -> Vec<ListGrowth> {
    let mut lists: BTreeMap<_, BTreeMap<&Label, Vec<&Award>>> = BTreeMap::new();
    let found = |award: &&Award| is_found(award, register.source(&award.source));
    for award in register.awards.iter().filter(found) {
        lists.entry(&award.source).or_default().entry(&award.edition).or_default().push(award);
    }
    let none = BTreeMap::new();
    let of_source = |source: &Source| {
        let editions = sizes(source, lists.get(&source.id).unwrap_or(&none));
        ListGrowth { source: source.id, editions }
    };
    let counted = register.sources.values().filter(|source| source.counts);
    counted.map(of_source).filter(|growth| growth.editions.len() >= 2).collect()
}

fn sizes(source: &Source, lists: &BTreeMap<&Label, Vec<&Award>>) -> Vec<ListSize> {
    let labels: BTreeSet<&Label> = lists.keys().copied().chain(source.editions.keys()).collect();
    let mut sizes: Vec<ListSize> = labels
        .into_iter()
        .filter_map(|label| size(source, label, lists.get(label).map_or(&[], Vec::as_slice)))
        .collect();
    sizes.sort_by(|a, b| (a.year, &a.edition).cmp(&(b.year, &b.edition)));
    sizes
}

/// The size of one list; nothing when no winner is known or announced.
fn size(source: &Source, label: &Label, awards: &[&Award]) -> Option<ListSize> {
    let declared = source.editions.get(label);
    let claimed = declared.and_then(|edition| edition.claimed);
    let first = awards.iter().map(|award| award.awarded.year()).min();
    let year = declared.map_or(first, |edition| edition_year(source, edition, first))?;
    let categories: BTreeSet<String> = awards.iter().map(|award| text::heading(&award.category)).collect();
    let size = ListSize {
        edition: *label,
        year,
        claimed,
        candidates: declared.and_then(|edition| edition.candidates),
        found: awards.len() as u32,
        categories: categories.len() as u32,
    };
    (size.found > 0 || claimed.is_some()).then_some(size)
}
