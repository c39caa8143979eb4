//! Which changes of rank are told as rises and falls.
//!
//! Ranks move by tie-breaks, by what others win, and by lists that we found or that are missing. Of the 24 changes of
//! rank that the site once told between two years, 23 were of companies with as many prizes in both. So a company has
//! risen only where its score rose as well, and where every list that makes the difference is known on the other side.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::ledger::{Selection, within};
use crate::tallies::Tally;
use crate::{ListState, Ranking, Standing};
use model::{Window, Year};

/// How the score changed since the window one year earlier; none where it did not, or where lists may have made it.
pub fn change(selection: &Selection<'_>, now: &Tally<'_>, before: &Tally<'_>) -> Option<Ordering> {
    let order = now.score.cmp(&before.score);
    // The windows differ by the last year of the one and the first of the other.
    let (last, first) = (now.window.to, before.window.from);
    let gave = |tally: &Tally<'_>, year| -> BTreeSet<usize> {
        within(tally.rows, Window::year(year)).iter().map(|row| row.source).collect()
    };
    let (gave_now, gave_before) = (gave(now, last), gave(before, first));
    let absent_before = gave_now.difference(&gave_before).map(|source| (*source, first));
    let absent_now = gave_before.difference(&gave_now).map(|source| (*source, last));
    let known = || absent_before.chain(absent_now).all(|(source, year)| is_known(selection, source, year));
    (order.is_ne() && known()).then_some(order)
}

/// Whether it is known whom a source distinguished in a year: everybody is on its list, or somebody said that there was
/// none. A prize of which nobody says when it began may have been held before we know of it.
fn is_known(selection: &Selection<'_>, source: usize, year: Year) -> bool {
    let coverage = selection.ledger.coverage(selection.register);
    let column = coverage.years.binary_search(&year).ok();
    let source = selection.register.source(&selection.ledger.sources[source]);
    let state = column.and_then(|column| coverage.state(&source.id, column));
    state.is_some_and(|state| match state {
        ListState::Complete { .. } => true,
        ListState::NotHeld => source.held.is_some(),
        ListState::Partial { .. } | ListState::NotFound { .. } | ListState::NotAllowed => false,
    })
}

impl Standing {
    /// Places gained since the window one year earlier, negative for places lost; none where the score says otherwise.
    pub fn rise(&self) -> Option<i64> {
        let places = i64::from(self.previous_rank?) - i64::from(self.rank);
        (self.change == Some(places.cmp(&0)) && places != 0).then_some(places)
    }
}

impl Ranking {
    /// The companies that rose since the window one year earlier, the largest rise first.
    pub fn climbers(&self) -> Vec<&Standing> {
        self.movers(|standing| standing.rise().filter(|rise| *rise > 0))
    }

    /// The companies that fell since the window one year earlier, the deepest fall first.
    pub fn fallers(&self) -> Vec<&Standing> {
        self.movers(|standing| standing.rise().filter(|rise| *rise < 0).map(|rise| -rise))
    }

    /// In the order of the ranking where two moved equally far.
    fn movers(&self, moved: impl Fn(&Standing) -> Option<i64>) -> Vec<&Standing> {
        let mut movers: Vec<(i64, &Standing)> =
            self.standings.iter().filter_map(|standing| Some((moved(standing)?, standing))).collect();
        movers.sort_by_key(|(places, _)| -places);
        movers.into_iter().map(|(_, standing)| standing).collect()
    }
}
