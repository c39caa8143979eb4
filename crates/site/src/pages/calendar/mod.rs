//! The calendar: which prize is expected when, over the twelve months from the day of which the site speaks.

mod ics; // the same for a calendar program

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{Day, Year};
use rank::{Due, DueState};

use crate::press::sheet::{Link, Sheet};
use crate::{Page, SiteError};

/// The months that the page shows.
const MONTHS: i64 = 12;
/// A month on the strip is as long as its longest: its days keep their place, and months their width.
const DAYS: i64 = 31;

/// A month of the strip.
#[derive(Serialize)]
struct Month {
    name: String,
    initial: char,
    /// The year, at the first month and at each January.
    year: Option<String>,
    /// The prizes whose window begins in it, or began before and is still open.
    marks: Vec<Value>,
    /// Where its rows stand, where it has any.
    place: Option<String>,
    /// Editions that were handed over in this month of any year.
    past: usize,
    /// The same, in percent of the fullest month.
    height: usize,
}

/// The prizes that stand under one heading: late, expected now, or in a month.
#[derive(Serialize)]
struct Group {
    id: String,
    /// The state that its rows share; none for a month.
    state: Option<&'static str>,
    name: String,
    rows: Vec<Value>,
}

/// The calendar file of a language.
pub(crate) fn file(sheet: &Sheet) -> Result<Page, SiteError> {
    Ok(Page { path: path(sheet), bytes: ics::text(sheet)?.into_bytes() })
}

fn path(sheet: &Sheet) -> String {
    sheet.links.own_path("calendar.ics")
}

/// The view of the calendar.
pub(crate) fn view(sheet: &Sheet) -> Value {
    let months = months(sheet);
    let busiest = months.iter().filter(|month| month.height == 100);
    view! {
        file: sheet.links.to_root(&path(sheet)),
        counts: counts(sheet.input.due),
        busiest: busiest.map(|month| Link { name: month.name.clone(), href: None }).collect::<Vec<_>>(),
        most: months.iter().map(|month| month.past).max().unwrap_or(0),
        past: months.iter().map(|month| month.past).sum::<usize>(),
        groups: groups(sheet),
        months,
    }
}

/// How many prizes are in each state.
fn counts(due: &[Due]) -> Value {
    let count = |state| due.iter().filter(|due| due.state == state).count();
    view! {
        overdue: count(DueState::Overdue),
        due: count(DueState::Due),
        announced: count(DueState::Announced),
        later: count(DueState::Later),
    }
}

fn months(sheet: &Sheet) -> Vec<Month> {
    let first = month(sheet.input.as_of);
    let typography = &sheet.words.typography;
    let past = past(sheet);
    let most = past.values().copied().max().unwrap_or(0);
    let shown = |number: i64| {
        let day = first_day(number);
        let begins = |due: &&Due| due.state != DueState::Overdue && month(due.window.0).max(first) == number;
        let marks = sheet.input.due.iter().filter(begins).map(|due| mark(sheet, due)).collect();
        let name = day.month().map(|month| typography.month(month)).unwrap_or_default();
        let own_rows = sheet.input.due.iter().any(|due| place(due) == day.to_string());
        Month {
            name: name.to_owned(),
            initial: name.chars().flat_map(char::to_uppercase).next().unwrap_or(' '),
            year: (number == first || number % 12 == 0).then(|| day.year().to_string()),
            place: own_rows.then(|| format!("m{day}")),
            marks,
            past: past.get(&(number % 12)).copied().unwrap_or(0),
            height: past.get(&(number % 12)).map_or(0, |&past| past * 100 / most),
        }
    };
    (first..first + MONTHS).map(shown).collect()
}

/// How many editions were handed over in each month of the year, 0 for January.
fn past(sheet: &Sheet) -> BTreeMap<i64, usize> {
    let mut past = BTreeMap::new();
    // A barometer of two waves a year, which gives no prize, would make its months the busiest.
    let editions = sheet.index.editions();
    for (source, label) in editions.filter(|(source, _)| sheet.input.register.source(source).counts) {
        let day = sheet.index.edition(source, label).awarded.filter(|day| *day <= sheet.input.as_of);
        if let Some(day) = day.filter(|day| day.month().is_some()) {
            *past.entry(month(day) % 12).or_default() += 1;
        }
    }
    past
}

/// A prize in a month.
fn mark(sheet: &Sheet, due: &Due) -> Value {
    let name = sheet.source_name(sheet.input.register.source(&due.source)).to_owned();
    view! { name, state: due.state.word() }
}

/// Late first, then what is expected now, then month by month.
fn groups(sheet: &Sheet) -> Vec<Group> {
    let rank = |state| match state {
        DueState::Overdue => 0,
        DueState::Due => 1,
        DueState::Announced | DueState::Later => 2,
    };
    let mut groups: BTreeMap<(u8, String), Group> = BTreeMap::new();
    for due in sheet.input.due {
        let place = place(due);
        let group =
            groups.entry((rank(due.state), place.clone())).or_insert_with(|| group(sheet, due, place));
        group.rows.push(row(sheet, due));
    }
    groups.into_values().collect()
}

fn group(sheet: &Sheet, due: &Due, place: String) -> Group {
    let state = match due.state {
        DueState::Overdue | DueState::Due => Some(due.state.word()),
        DueState::Announced | DueState::Later => None,
    };
    let id = state.map_or_else(|| format!("m{place}"), str::to_owned);
    let name = sheet.words.typography.day(first_day(month(due.window.0)));
    Group { id, state, name, rows: Vec::new() }
}

/// What the rows of a group share: the month, or the state alone.
fn place(due: &Due) -> String {
    match due.state {
        DueState::Overdue | DueState::Due => String::new(),
        DueState::Announced | DueState::Later => first_day(month(due.window.0)).to_string(),
    }
}

fn row(sheet: &Sheet, due: &Due) -> Value {
    let typography = &sheet.words.typography;
    let bar = bar(month(sheet.input.as_of), due.window);
    view! {
        source: sheet.source(&due.source),
        state: due.state.word(),
        window: typography.days(due.window.0, due.window.1),
        last: typography.day(due.last),
        bar: bar.map(|(from, length)| view! { from, length }),
    }
}

/// The part of a window that the strip shows: where it begins and how long it is, in thousandths of the strip.
fn bar(first: i64, window: (Day, Day)) -> Option<(i64, i64)> {
    let place = |day: Day| (month(day) - first) * DAYS + day.day().map_or(0, |day| i64::from(day) - 1);
    let thousandths = |days: i64| days.clamp(0, MONTHS * DAYS) * 1000 / (MONTHS * DAYS);
    let (from, to) = (thousandths(place(window.0)), thousandths(place(window.1) + 1));
    (from < to).then_some((from, to - from))
}

/// Months since the year 0; January where only the year is known.
fn month(day: Day) -> i64 {
    day.year().get() * 12 + day.month().map_or(0, |month| i64::from(month) - 1)
}

/// A month, of which no day is known.
fn first_day(month: i64) -> Day {
    // The strip of the last year that there is has no next year to reach into.
    let month = month.min(Year::LAST.get() * 12 + 11);
    format!("{:04}-{:02}", month / 12, month % 12 + 1).parse().expect("counted from a day of the data")
}

#[cfg(test)]
mod tests {
    use crate::pages::calendar::*;

    fn shown(from: &str, to: &str) -> Option<(i64, i64)> {
        let day = |text: &str| text.parse::<Day>().unwrap();
        bar(month(day("2026-11-21")), (day(from), day(to)))
    }

    #[test]
    fn a_window_is_shown_where_it_meets_the_twelve_months() {
        assert_eq!(shown("2026-11-01", "2026-11-30"), Some((0, 80)));
        assert_eq!(shown("2027-10-17", "2027-12-31"), Some((959, 41)), "what lies beyond is cut off");
        assert_eq!(shown("2026-09-01", "2026-10-30"), None, "what is past is told in words");
    }
}
