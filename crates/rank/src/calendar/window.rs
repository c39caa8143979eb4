//! The window in which the next edition is expected.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Due, DueState};
use model::{Day, SourceId, Year};

/// Ceremonies move by a few days from year to year, however regular they are.
const SLACK: i64 = 7;
/// Only the last editions count: organisers change their season.
const LOOK_BACK: usize = 4;
/// A source that missed two editions in a row is not expected any more.
const MISSED: i64 = 2;

/// What is known of the days of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The source.
    pub source: SourceId,
    /// The last year in which it was or will be held, when it is known to end.
    pub until: Option<Year>,
    /// The days on which its editions were or will be handed over, in any order.
    pub days: Vec<Day>,
}

/// The next edition of each source that is still held, soonest first. Sources whose days are not known to the month
/// tell nothing.
pub fn windows(histories: Vec<History>, today: Day) -> Vec<Due> {
    let mut all: Vec<_> = histories.into_iter().filter_map(|history| of(history, today)).collect();
    all.sort_by(|a, b| (a.window, &a.source).cmp(&(b.window, &b.source)));
    all
}

fn of(History { source, until, mut days }: History, today: Day) -> Option<Due> {
    let now = last_day(today)?;
    if until.is_some_and(|until| until < today.year()) {
        return None;
    }
    days.retain(|day| day.month().is_some());
    days.sort();
    let announced = days.iter().find(|day| first_day(**day).is_some_and(|first| first > now)).copied();
    days.retain(|day| first_day(*day).is_some_and(|first| first <= now));
    let last = *days.last()?;
    let (window, state) = match announced {
        Some(day) => ((day, day), DueState::Announced),
        None => expected(&days, now)?,
    };
    Some(Due { source, last, window, state })
}

/// The season of the last editions, carried to the year after the last one.
fn expected(days: &[Day], now: Date) -> Option<((Day, Day), DueState)> {
    let recent = &days[days.len().saturating_sub(LOOK_BACK)..];
    let next_year = i16::try_from(recent.last()?.year().get()).ok()? + 1;
    let carried = |date: Date| in_year(date, next_year);
    let firsts = recent.iter().filter_map(|day| first_day(*day)).map(carried);
    let lasts = recent.iter().filter_map(|day| last_day(*day)).map(carried);
    let from = firsts.min()?.checked_sub(SLACK.days()).ok()?;
    let to = lasts.max()?.checked_add(SLACK.days()).ok()?;
    let given_up = to.checked_add((MISSED - 1).years()).ok()?;
    let state = if now > to {
        DueState::Overdue
    } else if now >= from {
        DueState::Due
    } else {
        DueState::Later
    };
    let window = (from.to_string().parse().ok()?, to.to_string().parse().ok()?);
    (now <= given_up).then_some((window, state))
}

/// The same day of another year; 29 February becomes the 28th.
fn in_year(date: Date, year: i16) -> Date {
    date.with()
        .year(year)
        .build()
        .unwrap_or_else(|_| date.with().year(year).day(28).build().expect("every month has a 28th"))
}

/// The first day that a day known in part can be.
fn first_day(day: Day) -> Option<Date> {
    let year = i16::try_from(day.year().get()).ok()?;
    Date::new(year, day.month().unwrap_or(1), day.day().unwrap_or(1)).ok()
}

/// The last day that a day known in part can be.
fn last_day(day: Day) -> Option<Date> {
    let first = first_day(day)?;
    match (day.month(), day.day()) {
        (Some(_), Some(_)) => Some(first),
        (Some(_), None) => Some(first.last_of_month()),
        (None, _) => Some(first.last_of_year()),
    }
}
