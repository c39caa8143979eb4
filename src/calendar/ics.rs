//! The calendar as a file that calendar programs subscribe to (RFC 5545).

use std::fmt::Write;

use crate::catalog::Language;
use crate::model::{Day, Due, DueState, Register};

/// Where the calendar stands in the site, below the folder of its language.
pub const FILE: &str = "calendar.ics";

/// A calendar with one event a source, over its whole window. `stamp` is the day of which the calendar speaks, so
/// that the same data give the same file.
pub fn ics(due: &[Due], register: &Register, language: Language, stamp: Day) -> String {
    let mut text = String::new();
    push(&mut text, "BEGIN:VCALENDAR");
    push(&mut text, "VERSION:2.0");
    push(&mut text, "PRODID:-//palmares//calendar//FR");
    for due in due {
        push(&mut text, "BEGIN:VEVENT");
        push(&mut text, &format!("UID:{}-{}@palmares", due.source, due.window.0.year()));
        push(&mut text, &format!("DTSTAMP:{}T000000Z", digits(stamp)));
        push(&mut text, &format!("DTSTART;VALUE=DATE:{}", digits(due.window.0)));
        push(&mut text, &format!("DTEND;VALUE=DATE:{}", digits(day_after(due.window.1))));
        push(&mut text, &format!("SUMMARY:{}", escaped(&summary(due, register, language))));
        if let Some(website) = &register.source(&due.source).website {
            push(&mut text, &format!("URL:{website}"));
        }
        push(&mut text, "TRANSP:TRANSPARENT");
        push(&mut text, "END:VEVENT");
    }
    push(&mut text, "END:VCALENDAR");
    text
}

/// The source, and how firmly it is expected.
fn summary(due: &Due, register: &Register, language: Language) -> String {
    let source = register.source(&due.source);
    match language {
        Language::Fr => format!("{} ({})", source.name, in_french(due.state)),
        Language::En => {
            let name = source.name_en.as_ref().unwrap_or(&source.name);
            format!("{name} ({})", in_english(due.state))
        }
    }
}

fn in_french(state: DueState) -> &'static str {
    match state {
        DueState::Announced => "annoncé",
        DueState::Overdue => "en retard",
        DueState::Due | DueState::Later => "attendu",
    }
}

fn in_english(state: DueState) -> &'static str {
    match state {
        DueState::Announced => "announced",
        DueState::Overdue => "overdue",
        DueState::Due | DueState::Later => "expected",
    }
}

/// One line, folded so that none is longer than 75 bytes.
fn push(text: &mut String, line: &str) {
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > 75 {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(letter);
        width += letter.len_utf8();
    }
    text.write_str("\r\n").expect("writing to memory cannot fail");
}

fn digits(day: Day) -> String {
    format!("{}{:02}{:02}", day.year(), day.month().unwrap_or(1), day.day().unwrap_or(1))
}

/// An event of whole days ends on the day after its last.
fn day_after(day: Day) -> Day {
    let date: Result<jiff::civil::Date, _> = day.to_string().parse();
    let next = date.and_then(|date| date.tomorrow()).map(|date| date.to_string());
    next.ok().and_then(|text| text.parse().ok()).unwrap_or(day)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], " ")
}
