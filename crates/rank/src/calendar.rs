//! When the next edition of each source is due, estimated from the days on which past ones were handed over.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use model::{Day, Register, Source, SourceId, Window, Year};

/// When the next edition of a source is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
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

/// The next edition of each source that is still held, soonest first.
pub fn due(register: &Register, today: Day) -> Vec<Due> {
    let mut days = BTreeMap::<SourceId, BTreeSet<Day>>::new();
    for award in &register.awards {
        days.entry(award.source).or_default().insert(award.awarded);
    }
    let history = |source: &Source| history(source, days.get(&source.id).into_iter().flatten().copied());
    windows(register.sources.values().map(history).collect(), today)
}

/// The days of the editions declared and of the awards known.
fn history(source: &Source, of_awards: impl Iterator<Item = Day>) -> History {
    let declared = source.editions.values().filter_map(|edition| edition.awarded);
    let days: BTreeSet<Day> = declared.chain(of_awards).collect();
    let running = |window: &Window| window.to < Year::LAST;
    let until = source.held.filter(running).map(|window| window.to);
    History { source: source.id, until, days: days.into_iter().collect() }
}

// Ceremonies move by a few days from year to year, however regular they are.
const SLACK: i64 = 7;
// Only the last editions count: organisers change their season.
const LOOK_BACK: usize = 4;
// The days between two waves of one year. Fewer are the days of one ceremony, more is a year.
const WAVES_APART: RangeInclusive<i32> = 90..=270;
// A source that missed two editions in a row is not expected any more.
const MISSED: i64 = 2;

/// What is known of the days of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
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

/// The last editions of the season that comes next, oldest first. Where two waves a year have been the rule, every
/// other edition is of that season: January and July together would make a window of seven months.
fn next_season(days: &[Day]) -> Vec<Day> {
    let firsts = || days.iter().rev().take(LOOK_BACK).filter_map(|day| first_day(*day));
    let half_a_year = |(later, earlier): (Date, Date)| WAVES_APART.contains(&(later - earlier).get_days());
    let in_waves = days.len() >= LOOK_BACK && firsts().zip(firsts().skip(1)).all(half_a_year);
    let latest = days.iter().rev().copied();
    let mut season: Vec<Day> = if in_waves {
        latest.skip(1).step_by(2).take(LOOK_BACK).collect()
    } else {
        latest.take(LOOK_BACK).collect()
    };
    season.reverse();
    season
}

/// The season of the last editions, carried to the year after the last one.
fn expected(days: &[Day], now: Date) -> Option<((Day, Day), DueState)> {
    let recent = next_season(days);
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::SourceId;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn held_on(source: &str, days: &[&str]) -> History {
        let source = SourceId::new(source).unwrap();
        History { source, until: None, days: days.iter().map(|text| day(text)).collect() }
    }

    fn told(due: &[Due]) -> Vec<String> {
        due.iter()
            .map(|due| format!("{} {} {}..{}", due.source, due.state.word(), due.window.0, due.window.1))
            .collect()
    }

    #[test]
    fn the_season_of_the_last_editions_is_carried_to_the_next_year() {
        let october =
            held_on("october", &["2022-10-20", "2024-10-17", "2023-10-19", "2025-10-16", "2009-01-05"]);
        let asked = |today: &str| told(&windows(vec![october.clone()], day(today)));
        assert_eq!(asked("2026-06-01"), ["october later 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2026-10-09"), ["october due 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2026-10-28"), ["october overdue 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2027-10-28"), [""; 0], "two editions missed in a row");
    }

    #[test]
    fn what_is_announced_ended_or_vague_is_told_apart() {
        let announced = held_on("announced", &["2025-03-01", "2027-02-28"]);
        let month = held_on("month", &["2025-12"]);
        let vague = held_on("vague", &["2025"]);
        let ended = History { until: Year::new(2025), ..held_on("ended", &["2025-12-01"]) };
        let told = told(&windows(vec![announced, month, vague, ended], day("2026-11-21")));
        assert_eq!(
            told,
            ["month later 2026-11-24..2027-01-07", "announced announced 2027-02-28..2027-02-28"]
        );
    }

    #[test]
    fn two_waves_a_year_are_two_seasons() {
        let waves = held_on("waves", &["2024-07", "2025-01", "2025-07", "2026-01"]);
        let asked = |today: &str| told(&windows(vec![waves.clone()], day(today)));
        assert_eq!(asked("2026-05-01"), ["waves later 2026-06-24..2026-08-07"]);
        assert_eq!(asked("2026-11-28"), ["waves overdue 2026-06-24..2026-08-07"]);
        let ceremony = held_on("ceremony", &["2024-10-01", "2024-10-02", "2025-10-01", "2025-10-02"]);
        assert_eq!(
            told(&windows(vec![ceremony], day("2026-05-01"))),
            ["ceremony later 2026-09-24..2026-10-09"],
            "days of one ceremony are no waves"
        );
    }

    #[test]
    fn a_leap_day_is_carried_to_a_plain_year() {
        let due = windows(vec![held_on("leap", &["2024-02-29"])], day("2025-01-01"));
        assert_eq!(told(&due), ["leap later 2025-02-21..2025-03-07"]);
    }
}
