//! Why a single value is wrong, how texts are quoted in a message, and the known word nearest to a mistyped one.

use std::fmt::Write;

/// Why a value cannot be what it should be, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Continues the sentence "`awarded` cannot be `soon`: …".
    pub why: String,
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

/// What to write instead of `word`: the nearest known word where one is near, and all of them.
pub fn suggestion(word: &str, known: &[&str]) -> String {
    let all = format!("valid here: {}", listed(known.iter().copied()));
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`? {all}"),
        None => all,
    }
}

/// The known word nearest to `word`, unless none is near: a third of the letters may differ.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    let near = |k: &&'a str| {
        let other: Vec<char> = k.to_lowercase().chars().collect();
        let steps = distance(&word, &other);
        (steps <= 1.max(word.len().max(other.len()) / 3)).then_some((steps, *k))
    };
    let ranked = known.iter().filter(|_| word.len() <= LONGEST).filter_map(near);
    ranked.min().map(|(_, k)| k)
}

/// Longer words are no typing mistakes of ours.
const LONGEST: usize = 80;

/// How many letters must be put in, taken out, replaced, or exchanged with their neighbour, to turn one word into
/// the other (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut steps = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            let (Some(above), Some(before)) = (i.checked_sub(1), j.checked_sub(1)) else {
                steps[i][j] = i.max(j);
                continue;
            };
            let replaced = steps[above][before] + usize::from(one[above] != other[before]);
            steps[i][j] = replaced.min(steps[above][j] + 1).min(steps[i][before] + 1);
            let swapped =
                above > 0 && before > 0 && one[above] == other[before - 1] && one[above - 1] == other[before];
            if swapped {
                steps[i][j] = steps[i][j].min(steps[above - 1][before - 1] + 1);
            }
        }
    }
    steps[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_short_and_harmless() {
        assert_eq!(quoted("Élu\u{1b}[31m"), "`Élu\\u{1b}[31m`");
        assert_eq!(quoted(&"é".repeat(200)), format!("`{}…`", "é".repeat(QUOTED)));
    }

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["award", "ranking", "benchmark", "label"];
        assert_eq!(nearest("awards", &known), Some("award"));
        assert_eq!(nearest("Rankng", &known), Some("ranking"));
        assert_eq!(nearest("lable", &known), Some("label"));
        assert_eq!(nearest("score", &known), None);
        assert_eq!(nearest("", &known), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
