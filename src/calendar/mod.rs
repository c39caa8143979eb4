//! When the next edition of each source is due, told from the days on which past ones were handed over.
//!
//! Pure: sources and a day go in; windows and an iCalendar file come out.

mod ics;
mod window;

pub use ics::ics;
pub use window::{Due, History, State, due};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Day, SourceId, Year};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn history(source: &str, days: &[&str]) -> History {
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
            history("october", &["2022-10-20", "2024-10-17", "2023-10-19", "2025-10-16", "2009-01-05"]);
        let asked = |today: &str| told(&due(vec![october.clone()], day(today)));
        assert_eq!(asked("2026-06-01"), ["october later 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2026-10-09"), ["october due 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2026-10-28"), ["october overdue 2026-10-09..2026-10-27"]);
        assert_eq!(asked("2027-10-28"), [""; 0], "two editions missed in a row");
    }

    #[test]
    fn what_is_announced_ended_or_vague_is_told_apart() {
        let announced = history("announced", &["2025-03-01", "2027-02-28"]);
        let month = history("month", &["2025-12"]);
        let vague = history("vague", &["2025"]);
        let ended = History { until: Year::new(2025), ..history("ended", &["2025-12-01"]) };
        let told = told(&due(vec![announced, month, vague, ended], day("2026-11-21")));
        assert_eq!(
            told,
            ["month later 2026-11-24..2027-01-07", "announced announced 2027-02-28..2027-02-28"]
        );
    }

    #[test]
    fn a_leap_day_is_carried_to_a_plain_year() {
        let due = due(vec![history("leap", &["2024-02-29"])], day("2025-01-01"));
        assert_eq!(told(&due), ["leap later 2025-02-21..2025-03-07"]);
    }

    #[test]
    fn the_calendar_is_folded_and_escaped_as_its_standard_says() {
        let due = due(vec![history("podium", &["2025-12-31"])], day("2026-11-21"));
        let text = ics(&due, |_| "Podium de la relation client, é".repeat(4), day("2026-11-21"));
        assert!(text.contains("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270108\r\n"), "{text}");
        assert!(text.contains("client\\, é"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
