//! A page and what was read of it, for a terminal.

use std::fmt::Write;

use crate::commands::Colour;
use model::Place;
use read::{Extraction, Line, Mark, Span};
use tables::{Cell, Table};

/// The colours of caught parts, put aside parts, and unread lines.
const CAUGHT: &str = "\x1b[1;32m";
const ASIDE: &str = "\x1b[36m";
const UNREAD: &str = "\x1b[1;31m";
const PLAIN: &str = "\x1b[0m";

/// The lines of the region, what was caught in them marked: `⟦company: Nespresso⟧` without colours.
pub fn page(read: &Extraction, colour: Colour) -> String {
    let mut out = String::new();
    let mut unread = vec![false; read.text.lines.len()];
    for part in &read.unread {
        unread[read.text.lines_in(part.span)].fill(true);
    }
    for (number, (line, marks)) in by_line(read).enumerate() {
        let inside = read.region.iter().any(|span| !span.common(line.span()).is_empty());
        if !inside && !read.region.is_empty() {
            continue;
        }
        let sign = if unread[number] { '✗' } else { ' ' };
        let red = if unread[number] && colour == Colour::On { UNREAD } else { "" };
        let plain = if red.is_empty() { "" } else { PLAIN };
        let words = marked(&read.text.all, marks, line.span(), colour);
        writeln!(out, "{red}{:>4}{sign}{plain} {words}", number + 1).expect("a String takes everything");
    }
    out.push('\n');
    out
}

/// Each line with the marks that begin in it. Both stand in the order of the page, so one walk serves them: to look
/// for the marks of each line among all took 19 s for a table of 60,000 rows.
fn by_line(read: &Extraction) -> impl Iterator<Item = (Line, &[Mark])> {
    let mut marks = &read.marks[..];
    read.text.lines.iter().map(move |line| {
        let first = marks.partition_point(|mark| mark.span.from < line.from);
        let (here, later) =
            marks[first..].split_at(marks[first..].partition_point(|mark| mark.span.from < line.to));
        marks = later;
        (*line, here)
    })
}

/// A line with its marks, none inside another.
fn marked(text: &str, marks: &[Mark], line: Span, colour: Colour) -> String {
    let mut out = String::new();
    let mut at = line.from;
    for mark in marks.iter().filter(|mark| !mark.span.is_empty() && line.holds(mark.span)) {
        if mark.span.from < at {
            continue;
        }
        out.push_str(&text[at..mark.span.from]);
        out.push_str(&one(mark, &text[mark.span.from..mark.span.to], colour));
        at = mark.span.to;
    }
    out.push_str(&text[at..line.to]);
    out
}

fn one(mark: &Mark, words: &str, colour: Colour) -> String {
    let paint = if mark.record.is_some() { CAUGHT } else { ASIDE };
    match colour {
        Colour::On => format!("{paint}{words}{PLAIN}"),
        Colour::Off => format!("⟦{}: {words}⟧", mark.name),
    }
}

/// The records as a table.
pub fn records(read: &Extraction) -> String {
    if read.records.is_empty() {
        return String::new();
    }
    let place = |place: Place| format!("{}{}", place.number, if place.tied { "=" } else { "" });
    // Most pages print neither a scale nor a day; where one does, a day read as a month is the mistake to see.
    let scaled = read.records.iter().any(|record| record.scale.is_some());
    let dated = read.records.iter().any(|record| record.awarded.is_some());
    let mut table = Table::about("records", 0, &read.records)
        .text("edition", |record| Cell::text(record.edition))
        .text("place", move |record| Cell::maybe(record.place.map(place)))
        .text("outcome", |record| Cell::word(&record.outcome))
        .text("company", |record| Cell::text(record.company))
        .text("person", |record| Cell::text(record.person))
        .text("category", |record| Cell::text(record.category))
        .text("sector", |record| Cell::text(record.sector))
        .number("score", |record| Cell::maybe_number(record.score))
        .text("evidence", |record| Cell::word(&record.evidence.kind));
    if scaled {
        table = table.text("scale", |record| Cell::maybe(record.scale));
    }
    if dated {
        table = table.text("awarded", |record| Cell::maybe(record.awarded));
    }
    tables::aligned(&table.table()) + "\n"
}

/// The records that are not published, each with the reason and what to do.
pub fn held(read: &Extraction) -> String {
    let mut out = String::new();
    for held in &read.held {
        let line = held.record.locator.passage().map_or(0, |passage| passage.line);
        let (part, words, doubt) = (held.part, held.shown(), &held.doubt);
        writeln!(out, "held line {line}: {part} “{words}”: {doubt}\n  → {}", doubt.remedy())
            .expect("a String takes everything");
    }
    out
}

pub fn unread(read: &Extraction) -> String {
    let mut out = String::new();
    for unread in &read.unread {
        writeln!(out, "unread line {}: {}\n  = {}", unread.line, unread.text, unread.reason)
            .expect("a String takes everything");
    }
    for trouble in &read.troubles {
        writeln!(out, "trouble: {trouble}").expect("a String takes everything");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines `1. X`, with a place and a company caught in each.
    fn reading(lines: usize) -> Extraction {
        let mut read = Extraction::default();
        for at in 0..lines {
            let from = at * 5;
            read.text.all.push_str("1. X\n");
            read.text.lines.push(Line { from, to: from + 4, node: 0, page: 0 });
            for (name, from, to) in [("place", from, from + 1), ("company", from + 3, from + 4)] {
                read.marks.push(Mark { span: Span { from, to }, name: name.to_owned(), record: Some(at) });
            }
        }
        read
    }

    #[test]
    fn no_mark_is_looked_at_for_two_lines() {
        for lines in [10, 1_000] {
            let read = reading(lines);
            let looked_at: usize = by_line(&read).map(|(_, marks)| marks.len()).sum();
            assert_eq!(looked_at, read.marks.len());
            assert_eq!(page(&read, Colour::Off).matches("⟦place: 1⟧. ⟦company: X⟧").count(), lines);
        }
    }
}
