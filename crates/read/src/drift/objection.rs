//! Why a reading is held: what it leaves out, what is not plausible in it, and what cannot be right beside what is
//! known: two sole first places of one ranking, or a typed row that the page does not bear out.

use std::collections::BTreeSet;
use std::fmt;

use super::in_words;
use crate::doubts::Held;
use crate::report::{Trouble, Unread};
use model::text::heading;
use model::{Label, Level, Outcome, Record};

/// How many of one kind a message names.
pub(super) const SHOWN: usize = 10;

/// What speaks against a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    /// Lines and cells that were not understood, the first of them in words.
    Unread { count: usize, first: Vec<String> },
    /// The page as a whole is not read.
    Trouble(Trouble),
    /// Fewer or more winners than plausible.
    Winners { found: u32, expected: (u32, u32) },
    /// More rows than a first reading has, where nothing is declared or learned.
    TooMany { found: usize, most: usize },
    /// A part that is filled more or less often than in earlier editions, in percent of the records.
    Fill { part: &'static str, found: u32, expected: (u32, u32) },
    /// A part that holds another kind of words than in earlier editions.
    Kind { part: &'static str, words: String },
    /// Rows whose names are probably none, the first of them in words.
    Doubtful { count: usize, first: Vec<String> },
    /// It says something else than what is known.
    Contradiction { read: String, known: String },
    /// Rows that were typed of the edition and are not on the page, the first of them in words.
    NotFound { count: usize, first: Vec<String> },
    /// Fewer winners than the edition's `claimed` announces.
    Fewer { found: u32, claimed: u32 },
    /// It says something else than the reading that is live.
    Changed,
    /// It came in after a newer copy.
    Late,
}

impl Objection {
    pub(super) fn unread(unread: &[Unread]) -> Self {
        let line = |unread: &Unread| format!("line {}: “{}” ({})", unread.line, unread.text, unread.reason);
        Self::Unread { count: unread.len(), first: unread.iter().take(SHOWN).map(line).collect() }
    }

    pub(super) fn doubtful(held: &[Held]) -> Self {
        let row = |held: &Held| format!("“{}” as {}: {}", held.words(), held.part, held.doubt);
        Self::Doubtful { count: held.len(), first: held.iter().take(SHOWN).map(row).collect() }
    }

    /// In words that hold nothing of the page: they may be published.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unread { .. } => "lines are unread",
            Self::Trouble(_) => "the rule does not fit the page",
            Self::Winners { .. } | Self::TooMany { .. } | Self::Fewer { .. } => {
                "the number of winners is not plausible"
            }
            Self::Fill { .. } | Self::Kind { .. } => "its parts are not those of earlier editions",
            Self::Doubtful { .. } => "rows are doubtful",
            Self::Contradiction { .. } | Self::NotFound { .. } => "it contradicts what is known",
            Self::Changed => "the page changed",
            Self::Late => "it came in after a newer one",
        }
    }
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { count, first } => write!(f, "{count} lines unread: {}", some(*count, first)),
            Self::Doubtful { count, first } => write!(f, "{count} rows doubtful: {}", some(*count, first)),
            Self::Trouble(trouble) => write!(f, "{trouble}"),
            Self::Winners { found, expected: (least, most) } => {
                write!(f, "{found} winners read, and {least} to {most} are plausible")
            }
            Self::TooMany { found, most } => write!(
                f,
                "{found} rows read, and a first list of more than {most} is unlikely; if it is so long, declare it: \
                 winners = [{least}, {found}]",
                least = found / 2
            ),
            Self::Fill { part, found, expected: (least, most) } => write!(
                f,
                "{found} % of the records have a {part}, and {least} to {most} % are plausible by earlier editions"
            ),
            Self::Kind { part, words } => {
                write!(f, "the {part} “{words}” is of a kind that no earlier edition has")
            }
            Self::Contradiction { read, known } => write!(f, "the page says “{read}”, known is “{known}”"),
            Self::NotFound { count, first } => {
                write!(f, "{count} typed rows are not found on the page: {}", some(*count, first))
            }
            Self::Fewer { found, claimed } => {
                write!(f, "{found} winners read, and the organiser announced {claimed} (`claimed`)")
            }
            Self::Changed => f.write_str("the page changed since the last good reading"),
            Self::Late => f.write_str("it came in after a newer one and says something else"),
        }
    }
}

fn some(count: usize, first: &[String]) -> String {
    let more = if count > first.len() { "; …" } else { "" };
    first.join("; ") + more
}

/// Whether two printed names are one company.
type Same<'s> = &'s dyn Fn(&str, &str) -> bool;

/// What a reading says against itself: two sole first places of one general ranking.
pub(super) fn within(records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let mut firsts: Vec<&Record> = Vec::new();
    let mut all = Vec::new();
    for row in records.iter().filter(|row| row.level == Level::Overall && sole_place(row) == Some(1)) {
        match firsts.iter().find(|first| list(first) == list(row)) {
            Some(first) if same(who(first), who(row)) => {}
            Some(first) => all.push(against(row, first)),
            None => firsts.push(row),
        }
    }
    all
}

/// What a reading says against the rows that were typed of its editions.
//
// Whoever typed them saw the page as it was. A reading that finds all of them and says nothing else of their companies
// may add to them; any other has lost or mistaken something, and nobody can tell which from the page alone.
pub(super) fn beside(typed: &[&Record], records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let told: BTreeSet<Label> = records.iter().map(|record| record.edition).collect();
    let typed: Vec<&Record> = typed.iter().copied().filter(|row| told.contains(&row.edition)).collect();
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for row in typed.iter().filter(|row| !records.iter().any(|read| repeats(read, row, same))) {
        let of_company = |read: &&Record| read.edition == row.edition && same(who(read), who(row));
        match records.iter().find(of_company) {
            Some(read) => all.push(against(read, row)),
            None if is_expected(row, records) => missing.push(in_words(row).1),
            None => {}
        }
    }
    if !missing.is_empty() {
        let count = missing.len();
        missing.truncate(SHOWN);
        all.push(Objection::NotFound { count, first: missing });
    }
    all.extend(intruders(&typed, records, same));
    all
}

/// Whether a row of the page says all that a typed row says.
fn repeats(read: &Record, typed: &Record, same: Same<'_>) -> bool {
    let scaled = typed.scale.is_some() && read.scale.is_some() && typed.scale != read.scale;
    let scored = typed.score.is_none() || read.score.is_some() && (scaled || typed.score == read.score);
    let placed = typed.place.is_none_or(|place| read.place.is_some_and(|read| read.number == place.number));
    (read.edition, read.level, read.outcome) == (typed.edition, typed.level, typed.outcome)
        && scored
        && placed
        && is_of_list(read, typed)
        && same(who(read), who(typed))
}

/// Whether both stand in one list. A general ranking often has no heading of its own on one of both sides.
fn is_of_list(read: &Record, typed: &Record) -> bool {
    let [read_heading, typed_heading] = [read, typed].map(headed);
    let unheaded = typed.level == Level::Overall && (read_heading.is_empty() || typed_heading.is_empty());
    (read.edition, read.level) == (typed.edition, typed.level) && (unheaded || read_heading == typed_heading)
}

/// Whether the page should have a typed row: it was typed from this page, or the page has other rows of its list.
fn is_expected(typed: &Record, records: &[Record]) -> bool {
    records.iter().any(|read| read.url == typed.url || is_of_list(read, typed))
}

/// Rows that would stand beside the only holder of a place, or without one among rows that have places.
fn intruders(typed: &[&Record], records: &[Record], same: Same<'_>) -> Vec<Objection> {
    let mut all = Vec::new();
    for read in records.iter().filter(|read| !typed.iter().any(|row| repeats(read, row, same))) {
        let mut list = typed.iter().filter(|row| is_of_list(read, row));
        let of_place = |row: &&&&Record| sole_place(row).is_some() && sole_place(row) == sole_place(read);
        if let Some(holder) = list.clone().find(|row| of_place(&row)) {
            all.push(against(read, holder));
        } else if let Some(ranked) = list.find(|row| row.place.is_some() && read.place.is_none()) {
            all.push(against(read, ranked));
        }
    }
    all
}

/// The place that a row claims for itself alone. A winner without a place is first.
fn sole_place(record: &Record) -> Option<u16> {
    let winner = record.outcome == Outcome::Winner;
    let place = record.place.map_or(winner.then_some(1), |place| Some(place.number).filter(|_| !place.tied));
    place.filter(|_| winner || record.outcome == Outcome::Placed)
}

/// The list a row stands in: its edition, its level, and its heading.
fn list(record: &Record) -> (Label, Level, String) {
    (record.edition, record.level, headed(record))
}

/// The heading that a row stands under, folded.
fn headed(record: &Record) -> String {
    heading(if record.category.is_empty() { &record.sector } else { &record.category })
}

/// The company, or the person where none is named.
fn who(record: &Record) -> &str {
    if record.company.is_empty() { &record.person } else { &record.company }
}

fn against(read: &Record, known: &Record) -> Objection {
    Objection::Contradiction { read: in_words(read).1, known: in_words(known).1 }
}
