//! The slips against the grammar of one file: each is noted once, and what follows from it is not.

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::syntax::{self, Harm};
use crate::file::TextFile;

/// A file with more slips than this is something else than TOML.
const MOST_SLIPS: usize = 500;
/// A file with more lines than this that are neither a heading nor a key with a value is something else, too.
const MOST_BLANKED: usize = 20;

/// The text of a file as the parser can read it to its end: at a key without a value it would give up (toml
/// 1.2), so such a line is noted and made blank.
pub fn readable(file: &TextFile) -> String {
    let mut text = file.text.clone();
    for _ in 0..MOST_BLANKED {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let Some(error) = errors.iter().find(|error| syntax::gives_up(error)) else { break };
        let line = file.line_around(place(error).start);
        if text[line.clone()].trim().is_empty() {
            break;
        }
        note_one(file, error, false);
        // The key may be one that must be there.
        file.distrust(file.line_around(section(&text, &line).start));
        text.replace_range(line.clone(), &" ".repeat(line.len()));
    }
    text
}

/// Notes the slips; says whether all headings were understood.
pub fn note(file: &TextFile, mut errors: Vec<Error>) -> bool {
    errors.sort_by_key(|error| place(error).start);
    let unclosed = errors.iter().any(syntax::leaves_open);
    let mut understood = errors.len() <= MOST_SLIPS;
    for error in errors.iter().take(MOST_SLIPS) {
        let harm = note_one(file, error, unclosed);
        understood &= !syntax::loses_headings(error, harm);
    }
    understood
}

/// Notes a slip, unless it follows from an earlier one.
fn note_one(file: &TextFile, error: &Error, unclosed: bool) -> Harm {
    let at = place(error);
    let line = file.line_around(at.start);
    let harm = syntax::harm(error, &file.text[line.clone()], unclosed);
    let bracket =
        file.text[..at.start].rfind(['[', '{']).filter(|_| unclosed && syntax::breaks_brackets(error));
    match bracket {
        Some(open) => file.refuse(open..open + 1, "the bracket that opens here is never closed", CLOSE),
        None => {
            let (what, remedy) = syntax::plain(error, &file.text[at]);
            file.refuse(place(error), what, remedy);
        }
    }
    file.distrust(match harm {
        Harm::Line => line.start..line.end + 1,
        Harm::Section => section(&file.text, &line),
        Harm::Rest => section(&file.text, &line).start..file.text.len() + 1,
    });
    harm
}

const CLOSE: &str = "close it, and put commas between the items";

fn place(error: &Error) -> Range<usize> {
    error.span().unwrap_or_default()
}

/// From the heading above a line, or in it, to the next heading.
fn section(text: &str, line: &Range<usize>) -> Range<usize> {
    let above = || text[..line.start].rfind("\n[").map_or(0, |at| at + 1);
    let start = if text[line.clone()].starts_with('[') { line.start } else { above() };
    let next = text[line.end..].find("\n[").map_or(text.len() + 1, |at| line.end + at + 1);
    start..next
}
