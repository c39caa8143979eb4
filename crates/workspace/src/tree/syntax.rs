//! Slips against the grammar of TOML, in the words of somebody who does not program.

use toml::de::Error;

use crate::value::quoted;

/// Beginnings of the parser's messages, what they mean (`{}` is what they point at), and what to do.
const SLIPS: &[(&[&str], &str, &str)] = &[
    (TWICE, "{} stands here a second time", "keep one of the two, or give this one another name"),
    (
        &["unclosed table", "unclosed array table"],
        "this heading has no closing bracket",
        "end the heading with `]`",
    ),
    (NO_EQUALS, "there is no `=` after this key", "write key = value; a remark begins with `#`"),
    (
        &["unquoted keys cannot", "invalid unquoted key", "keys cannot be"],
        "this name holds a character that only a text in quotes may hold",
        "write an identifier with a–z, 0–9 and `_` only; put any other name in straight quotes",
    ),
    (
        &["invalid date", "invalid time"],
        "{} is not a date",
        "write 2012-06-07, or \"2012-06\" in quotes where the day is not known",
    ),
    (
        &["missing escaped value", "too few unicode", "invalid value"],
        "a backslash in a text has a special meaning",
        "double it (\\\\), or put the text in single quotes",
    ),
    (
        &["invalid multi-line"],
        "a text begins with three quotes and does not end with three",
        "close it with the same three quotes",
    ),
    (
        &["invalid basic string", "invalid literal string"],
        "a text begins with a quote and does not end with one",
        "close the quotes before the end of the line",
    ),
    (
        &["unexpected key or value"],
        "something follows the value",
        "write one key = value a line; inside a text in quotes, write \\\" for a quote; write 6.8, not 6,8",
    ),
    (
        BRACKETS,
        "a list, or a table in braces, is broken here",
        "put commas between its items, and close every bracket and brace",
    ),
    (ABYSS, "brackets inside brackets go too deep", "close the brackets that are open"),
];

const NO_EQUALS: &[&str] = &["key with no value", "missing assignment", "missing value"];
const BRACKETS: &[&str] = &[
    "unclosed array",
    "unclosed inline",
    "missing comma",
    "extra comma",
    "unexpected `=` in array",
    "extra assignment",
];
const ABYSS: &[&str] = &["cannot recurse", "recursion limit"];
const OPEN_ENDS: &[&str] = &["unclosed array,", "unclosed inline", "invalid multi-line"];

/// The parser's messages about a value that is no text, no number, no date and none of the two truths.
const NO_VALUE: &[&str] = &[
    "string values must be quoted",
    "invalid boolean",
    "invalid float",
    "invalid integer",
    "unexpected leading zero",
];
const TWICE: &[&str] = &["duplicate key"];

/// What is wrong, and what to do; `written` is what the error points at.
pub fn plain(error: &Error, written: &str) -> (String, String) {
    if begins(error, NO_VALUE) {
        return no_value(written);
    }
    match SLIPS.iter().find(|(beginnings, ..)| begins(error, beginnings)) {
        Some((_, what, remedy)) => (what.replace("{}", &quoted(written)), (*remedy).into()),
        None => (
            format!("this is not TOML: {}", error.message()),
            "compare the line with the ones around it".into(),
        ),
    }
}

fn no_value(written: &str) -> (String, String) {
    let lower = written.to_lowercase();
    let (fault, remedy) = if written.is_empty() {
        return ("there is no value after `=`".into(), "write one, or delete the line".into());
    } else if written.starts_with(['“', '”', '„', '«', '‘', '’']) {
        ("stands in typographic quotes", "put a text in straight quotes: \"…\"")
    } else if lower == "true" || lower == "false" {
        ("has a capital letter", "write true or false, in small letters")
    } else if written.starts_with(|c: char| c.is_ascii_digit()) {
        (
            "is neither a number nor a date",
            "write 6.8, 2012 or 2012-06-07; put a text in straight quotes: \"…\"",
        )
    } else {
        ("has no quotes around it", "put a text in straight quotes: \"…\"")
    };
    (format!("{} {fault}", quoted(written)), remedy.into())
}

/// How much of a file cannot be understood after a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    Line,
    /// The heading and what stands below it.
    Section,
    /// Everything from the heading above to the end of the file.
    Rest,
}

/// What a slip in a line does to the rest; `unclosed` tells whether a bracket is open at the end of the file.
pub fn harm(error: &Error, line: &str, unclosed: bool) -> Harm {
    if begins(error, ABYSS) || begins(error, OPEN_ENDS) || (unclosed && begins(error, BRACKETS)) {
        Harm::Rest
    } else if line.trim_start().starts_with('[') {
        Harm::Section
    } else {
        Harm::Line
    }
}

/// Whether the parser reads no further.
pub fn gives_up(error: &Error) -> bool {
    begins(error, NO_EQUALS)
}

/// Whether it may follow from a bracket left open.
pub fn breaks_brackets(error: &Error) -> bool {
    begins(error, BRACKETS)
}

/// Whether a heading may be lost by a slip.
pub fn loses_headings(error: &Error, harm: Harm) -> bool {
    match harm {
        Harm::Line => gives_up(error),
        Harm::Section => !begins(error, TWICE),
        Harm::Rest => true,
    }
}

/// Whether a bracket is open at the end of the file.
pub fn leaves_open(error: &Error) -> bool {
    begins(error, OPEN_ENDS)
}

fn begins(error: &Error, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| error.message().starts_with(beginning))
}
