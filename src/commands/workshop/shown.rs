//! A page and what was read of it, for a terminal.

use std::fmt::Write;

use anyhow::Result;
use serde_json::Value;

use crate::commands::Colour;
use crate::commands::table::{Format, Table};
use read::{Extraction, Mark, Span};

/// The colours of caught parts, put aside parts, and unread lines.
const CAUGHT: &str = "\x1b[1;32m";
const ASIDE: &str = "\x1b[36m";
const UNREAD: &str = "\x1b[1;31m";
const PLAIN: &str = "\x1b[0m";

/// The lines of the region, what was caught in them marked: `⟦company: Nespresso⟧` without colours.
pub fn page(read: &Extraction, colour: Colour) -> String {
    let mut out = String::new();
    // Marks and lines both stand in the order of the page, so one walk serves them.
    let mut marks = &read.marks[..];
    let mut unread = vec![false; read.text.lines.len()];
    for part in &read.unread {
        unread[read.text.lines_in(part.span)].fill(true);
    }
    for (number, line) in read.text.lines.iter().enumerate() {
        let skipped = marks.partition_point(|mark| mark.span.from < line.from);
        marks = &marks[skipped..];
        let inside = read.region.iter().any(|span| !span.common(line.span()).is_empty());
        if !inside && !read.region.is_empty() {
            continue;
        }
        let sign = if unread[number] { '✗' } else { ' ' };
        let red = if unread[number] && colour == Colour::On { UNREAD } else { "" };
        let plain = if red.is_empty() { "" } else { PLAIN };
        let here = marks.partition_point(|mark| mark.span.from < line.to);
        let words = marked(&read.text.all, &marks[..here], line.span(), colour);
        writeln!(out, "{red}{:>4}{sign}{plain} {words}", number + 1).expect("a String takes everything");
    }
    out.push('\n');
    out
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
pub fn records(read: &Extraction) -> Result<String> {
    let mut table = Table::new(&[
        "edition", "place", "outcome", "company", "person", "category", "sector", "score", "evidence",
    ]);
    for record in &read.records {
        let place = record.place.map(|p| format!("{}{}", p.number, if p.tied { "=" } else { "" }));
        table.push([
            record.edition.to_string(),
            place.unwrap_or_default(),
            format!("{:?}", record.outcome).to_lowercase(),
            record.company.to_string(),
            record.person.to_string(),
            record.category.to_string(),
            record.sector.to_string(),
            record.score.map(|score| score.to_string()).unwrap_or_default(),
            format!("{:?}", record.evidence.kind).to_lowercase(),
        ]);
    }
    if read.records.is_empty() {
        Ok(String::new())
    } else {
        Ok(table.answer(Format::Table, &Value::Null)? + "\n")
    }
}

/// The records that are not published, each with the reason and what to do.
pub fn held(read: &Extraction) -> String {
    let mut out = String::new();
    for held in &read.held {
        let line = held.record.locator.passage().map_or(0, |passage| passage.line);
        let (part, words, doubt) = (held.part, held.words().escape_debug(), &held.doubt);
        writeln!(out, "held line {line}: {part} “{words}”: {doubt}\n  → {}", doubt.remedy())
            .expect("a String takes everything");
    }
    out
}

/// What was not understood.
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
