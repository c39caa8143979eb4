//! How much of the truth a figure stands on: the badge beside every number of a year.

use serde::Serialize;

use model::{Share, Window, Year};
use rank::{Scope, TrendPoint};

/// How complete the lists behind a figure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Coverage {
    /// A list of every source held.
    Full,
    /// Lists of at least half of them.
    Partial,
    /// Lists of fewer than half: no sentence compares this year with another.
    Thin,
}

/// The badge of a window of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Badge {
    /// How complete.
    pub coverage: Coverage,
    /// Lists we have, at least in part.
    pub part: u64,
    /// Lists there are.
    pub whole: u64,
    /// Whether the lists are those of several years.
    pub several: bool,
}

impl Badge {
    /// The badge of a window in a scope.
    pub fn of(scope: &Scope, window: Window) -> Self {
        let points = scope.trend.iter().filter(|point| window.holds(point.year));
        let add = |sum: Share, point: &TrendPoint| Share {
            part: sum.part + point.covered.part,
            whole: sum.whole + point.covered.whole,
        };
        let covered = points.fold(Share { part: 0, whole: 0 }, add);
        Self {
            coverage: coverage(covered),
            part: covered.part,
            whole: covered.whole,
            several: window.from != window.to,
        }
    }

    /// Whether the years may stand on the front page: five lists or more, and at least two of three.
    pub fn is_good(self) -> bool {
        self.part >= Share::SMALLEST_WHOLE && 3 * self.part >= 2 * self.whole
    }

    /// Whether a sentence may compare these years with others.
    pub fn is_thin(self) -> bool {
        self.coverage == Coverage::Thin
    }
}

fn coverage(covered: Share) -> Coverage {
    if covered.part >= covered.whole {
        Coverage::Full
    } else if 2 * covered.part >= covered.whole {
        Coverage::Partial
    } else {
        Coverage::Thin
    }
}

/// Whether two neighbouring years can be compared: both stand on at least half of their lists.
pub(crate) fn comparable(scope: &Scope, year: Year) -> bool {
    let thin = |year| Badge::of(scope, Window::year(year)).is_thin();
    let known = scope.trend.iter().any(|point| point.year == year.plus(-1));
    known && !thin(year) && !thin(year.plus(-1))
}
