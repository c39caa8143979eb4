//! When the next edition of a source is expected.

use model::{Day, SourceId};

/// When the next edition of a source is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The source.
    pub source: SourceId,
    /// The last edition that is known to have been handed over.
    pub last: Day,
    /// The first and the last day of the window.
    pub window: (Day, Day),
    /// How the window stands to the day asked about.
    pub state: DueState,
}

/// How a window stands to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueState {
    /// The window is past, and nothing is declared.
    Overdue,
    /// The day lies in the window.
    Due,
    /// An edition is declared with a day that is still to come.
    Announced,
    /// The window is still to come.
    Later,
}

impl DueState {
    /// One word, stable for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Announced => "announced",
            Self::Later => "later",
        }
    }
}
