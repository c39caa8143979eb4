//! When the next edition of each source is due, told from the days on which past ones were handed over.
//!
//! Pure: the register and a day go in; windows come out.

mod window;

use std::collections::BTreeSet;

use crate::Due;
use model::{Day, Register, Source, Window, Year};
use window::{History, windows};

/// The next edition of each source that is still held, soonest first.
pub fn due(register: &Register, today: Day) -> Vec<Due> {
    windows(register.sources.values().map(|source| history(register, source)).collect(), today)
}

/// The days of the editions declared and of the awards known.
fn history(register: &Register, source: &Source) -> History {
    let declared = source.editions.values().filter_map(|edition| edition.awarded);
    let known = register.awards.iter().filter(|award| award.source == source.id).map(|award| award.awarded);
    let days: BTreeSet<Day> = declared.chain(known).collect();
    let running = |window: &Window| window.to < Year::LAST;
    let until = source.held.filter(running).map(|window| window.to);
    History { source: source.id, until, days: days.into_iter().collect() }
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
    fn a_leap_day_is_carried_to_a_plain_year() {
        let due = windows(vec![held_on("leap", &["2024-02-29"])], day("2025-01-01"));
        assert_eq!(told(&due), ["leap later 2025-02-21..2025-03-07"]);
    }
}
