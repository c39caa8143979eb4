//! Why a single value is wrong, and how texts are quoted in a message.

use std::fmt::Write;

/// Why a value cannot be what it should be, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Continues the sentence "`awarded` cannot be `soon`: …".
    pub why: String,
    /// What to do.
    pub remedy: String,
}

impl Wrong {
    pub fn new(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { why: why.into(), remedy: remedy.into() }
    }
}

/// The most characters of a value that a message repeats; the frame shows the rest.
const QUOTED: usize = 60;

/// A text for a message: between backticks, cut when long, nothing in it that a terminal would obey.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for c in text.chars().take(QUOTED) {
        if c.is_control() {
            write!(out, "{}", c.escape_default()).expect("a String takes everything");
        } else {
            out.push(c);
        }
    }
    out + if text.chars().nth(QUOTED).is_some() { "…`" } else { "`" }
}

/// Words for a message: `a`, `b`, `c`.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_short_and_harmless() {
        assert_eq!(quoted("Élu\u{1b}[31m"), "`Élu\\u{1b}[31m`");
        assert_eq!(quoted(&"é".repeat(200)), format!("`{}…`", "é".repeat(QUOTED)));
    }
}
