//! The calendar as a file that calendar programs subscribe to (RFC 5545).

use std::fmt::Write;

use model::Day;
use rank::Due;

use crate::SiteError;
use crate::press::sheet::Sheet;

/// A calendar with one event a source, over its whole window, stamped with the day of which the site speaks, so that
/// the same data give the same file.
pub(super) fn text(sheet: &Sheet) -> Result<String, SiteError> {
    let mut text = String::new();
    push(&mut text, "BEGIN:VCALENDAR");
    push(&mut text, "VERSION:2.0");
    let language = sheet.words.typography.code().to_uppercase();
    push(&mut text, &format!("PRODID:-//palmares//calendar//{language}"));
    for due in sheet.input.due {
        let source = sheet.input.register.source(&due.source);
        push(&mut text, "BEGIN:VEVENT");
        push(&mut text, &format!("UID:{}-{}@palmares", due.source, due.window.0.year()));
        push(&mut text, &format!("DTSTAMP:{}T000000Z", digits(sheet.input.as_of)));
        push(&mut text, &format!("DTSTART;VALUE=DATE:{}", digits(due.window.0)));
        push(&mut text, &format!("DTEND;VALUE=DATE:{}", digits(day_after(due.window.1))));
        push(&mut text, &format!("SUMMARY:{}", escaped(&summary(sheet, due)?)));
        if let Some(website) = &source.website {
            push(&mut text, &format!("URL:{website}"));
        }
        push(&mut text, "TRANSP:TRANSPARENT");
        push(&mut text, "END:VEVENT");
    }
    push(&mut text, "END:VCALENDAR");
    Ok(text)
}

/// The source, and how firmly it is expected.
fn summary(sheet: &Sheet, due: &Due) -> Result<String, SiteError> {
    let name = sheet.source_name(sheet.input.register.source(&due.source));
    let state = sheet.words.text(&format!("calendar.state.{}", due.state.word()))?;
    Ok(sheet.words.say("calendar.event", &[("name", name.into()), ("state", state.into())])?)
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
