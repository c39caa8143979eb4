//! Days and months as a language writes them.

use model::Day;

use crate::words::Typography;

/// U+00A0, between the parts of a date.
const NO_BREAK: char = '\u{a0}';

impl Typography {
    /// A day as far as it is known: `7 juin 2012`, `juin 2012`, `2012`; `7 June 2012`.
    pub fn day(&self, day: Day) -> String {
        match (day.month(), day.day()) {
            (Some(_), Some(_)) => self.written(&self.day, day),
            (Some(_), None) => self.written(&self.month, day),
            (None, _) => day.year().to_string(),
        }
    }

    /// A day as the APA style dates a page: `2026, 21 novembre`; `2026, November 21`.
    pub fn apa_day(&self, day: Day) -> String {
        if day.day().is_some() { self.written(&self.apa_day, day) } else { day.year().to_string() }
    }

    /// A day as the Chicago style writes it: `21 novembre 2026`; `November 21, 2026`.
    pub fn chicago_day(&self, day: Day) -> String {
        if day.day().is_some() { self.written(&self.chicago_day, day) } else { self.day(day) }
    }

    /// From one day to another, saying the month and the year once where they share them: `9–27 octobre 2026`,
    /// `28 mars – 14 avril 2027`.
    pub fn days(&self, from: Day, to: Day) -> String {
        let whole = self.day(to);
        if from == to {
            return whole;
        }
        let without_year = self.day_in_year.as_deref().or_else(|| self.day.strip_suffix("{year}"));
        let without_year = without_year.filter(|rest| rest.starts_with("{date}"));
        let without_year = without_year.filter(|_| from.year() == to.year());
        match (without_year, from.day()) {
            (Some(_), Some(date)) if from.month() == to.month() => format!("{}–{whole}", self.date(date)),
            (Some(pattern), Some(_)) => format!("{} – {whole}", self.written(pattern.trim_end(), from)),
            (None, _) | (_, None) => format!("{} – {whole}", self.day(from)),
        }
    }

    /// The name of a month, 1 to 12.
    pub fn month(&self, month: i8) -> &str {
        let position = usize::try_from(month - 1).ok();
        position.and_then(|position| self.months.get(position)).expect("a month is 1 to 12")
    }

    /// The number of a day in its month.
    fn date(&self, date: i8) -> String {
        if date == 1 { self.first_date.clone() } else { self.date.replace("{n}", &date.to_string()) }
    }

    /// A day through a pattern, whose parts hold together except after a comma.
    fn written(&self, pattern: &str, day: Day) -> String {
        let mut held = String::new();
        for sign in pattern.chars() {
            held.push(if sign == ' ' && !held.ends_with(',') { NO_BREAK } else { sign });
        }
        held.replace("{year}", &day.year().to_string())
            .replace("{month}", day.month().map_or("", |month| self.month(month)))
            .replace("{date}", &day.day().map_or_else(String::new, |date| self.date(date)))
    }
}

#[cfg(test)]
mod tests {
    use crate::words::days::*;
    use crate::words::tests::{english, french};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_follow_the_language() {
        let (fr, en) = (french().typography, english().typography);
        assert_eq!(fr.day(day("2012-06-07")), "7\u{a0}juin\u{a0}2012");
        assert_eq!(fr.day(day("2012-08-01")), "1er\u{a0}août\u{a0}2012");
        assert_eq!((en.day(day("2012-06")), en.day(day("2012"))), ("June\u{a0}2012".into(), "2012".into()));
    }

    #[test]
    fn citing_styles_have_their_own_dates() {
        let (fr, en) = (french().typography, english().typography);
        let opened = day("2026-11-21");
        assert_eq!(fr.apa_day(opened), "2026, 21\u{a0}novembre");
        assert_eq!(en.apa_day(opened), "2026, November\u{a0}21");
        assert_eq!(en.chicago_day(opened), "November\u{a0}21, 2026");
        assert_eq!(
            (fr.chicago_day(day("2026-11")), en.apa_day(day("2026"))),
            ("novembre\u{a0}2026".into(), "2026".into())
        );
    }

    #[test]
    fn a_range_says_once_what_its_ends_share() {
        let fr = french().typography;
        let range = |from: &str, to: &str| fr.days(day(from), day(to)).replace(NO_BREAK, " ");
        assert_eq!(range("2026-10-01", "2026-10-27"), "1er–27 octobre 2026");
        assert_eq!(range("2027-03-28", "2027-04-14"), "28 mars – 14 avril 2027");
        assert_eq!(range("2026-11-24", "2027-01-07"), "24 novembre 2026 – 7 janvier 2027");
        assert_eq!(range("2026-10-09", "2026-10-09"), "9 octobre 2026");
    }
}
