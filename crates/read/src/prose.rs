//! Prose: patterns that fit parts of sentences. What lies between two catches may stay unread when it says nothing:
//! no digit, no quotes, no capital inside the sentence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::caught::{Caught, TextPlace};
use super::text::Span;
use workspace::{Catch, Pattern};

/// Where a sentence ends: after its sign, before a capital, a quote or a digit.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[.!?…](?:\s?»|["”)])?\s+(?:["«“(–-]\s?)?[\p{Lu}\d]"#).expect("a fixed expression")
});

/// The sentences of a paragraph.
pub(super) fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut from = 0;
    let mut all = Vec::new();
    for found in ENDS.find_iter(text) {
        let sign =
            text[found.start()..].find(char::is_whitespace).map_or(found.end(), |at| found.start() + at);
        if is_end(&text[from..found.start()]) {
            all.push(from..sign);
            from = sign;
        }
    }
    all.push(from..text.len());
    all
}

/// Whether a full stop after these words ends a sentence: not after `M.`, `J.D.` or a lone number.
fn is_end(before: &str) -> bool {
    let last = before.rsplit([' ', '.']).next().unwrap_or_default();
    let short = last.chars().count() < 2 && last.chars().all(char::is_uppercase);
    !short && !matches!(last, "M" | "MM" | "Mme" | "Dr" | "No" | "St" | "vs" | "U.S" | "Inc" | "Co")
}

/// What several patterns catch in a text, from left to right: always the one that begins first, then the longest.
pub(super) fn find<'r>(catches: impl Iterator<Item = &'r Catch>, text: &str, from: usize) -> Vec<Caught<'r>> {
    let catches: Vec<&'r Catch> = catches.collect();
    let mut all = Vec::new();
    let mut at = 0;
    loop {
        let next = catches.iter().filter_map(|catch| {
            let found = catch.pattern.part().captures_at(text, at)?;
            let whole = found.get(0).filter(|whole| !whole.is_empty())?;
            Some((whole.start(), usize::MAX - whole.end(), *catch, found))
        });
        let Some((_, _, catch, found)) = next.min_by_key(|(start, end, _, _)| (*start, *end)) else {
            return all;
        };
        let caught = Caught::new(catch, &found, TextPlace::Printed(from));
        at = caught.span.to - from;
        all.push(caught);
    }
}

/// The parts of a sentence between what was caught that seem to say something.
pub(super) fn leftovers(
    text: &str,
    sentence: std::ops::Range<usize>,
    caught: &[Span],
    ignore: &BTreeMap<String, Pattern>,
    from: usize,
) -> Vec<Span> {
    let mut gaps = Vec::new();
    let mut at = sentence.start;
    for span in caught {
        let (start, end) = (span.from - from, span.to - from);
        if end > sentence.start && start < sentence.end {
            gaps.push(at..start.max(at));
            at = end.max(at);
        }
    }
    gaps.push(at..sentence.end.max(at));
    gaps.into_iter()
        .filter(|gap| says_something(&without(&text[gap.clone()], ignore), gap.start == sentence.start))
        .map(|gap| Span { from: from + gap.start, to: from + gap.end })
        .collect()
}

fn without(text: &str, ignore: &BTreeMap<String, Pattern>) -> String {
    ignore.values().fold(text.to_owned(), |text, pattern| pattern.part().replace_all(&text, " ").into_owned())
}

/// A digit, a quote, or a capital that does not begin the sentence.
fn says_something(text: &str, begins: bool) -> bool {
    let mut first = begins;
    text.chars().any(|c| {
        let capital = c.is_uppercase() && !std::mem::take(&mut first);
        first &= !c.is_alphabetic();
        capital || c.is_ascii_digit() || "«“\"".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_cut_into_sentences() {
        let text = "M. Durand a reçu 7,1 sur 10. « Bravo ! » dit J.D. Power. Et voilà.";
        let cut: Vec<_> = sentences(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(cut, ["M. Durand a reçu 7,1 sur 10.", "« Bravo ! » dit J.D. Power.", "Et voilà."]);
    }

    #[test]
    fn what_is_left_speaks_when_it_has_a_name_a_number_or_quotes() {
        assert!(!says_something("Le secteur de la ", true));
        assert!(says_something(" devant Free", false));
        assert!(says_something(" avec 7", false));
        assert!(!says_something(" sur dix, puis ", false));
    }
}
