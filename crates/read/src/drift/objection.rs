//! Why a reading is held.

use std::fmt;

use crate::doubts::Held;
use crate::report::{Trouble, Unread};

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
