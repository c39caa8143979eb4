//! Lines: each is ignored by name, a heading, or read by the first pattern that fits.

use super::caught::{Caught, TextPlace, ignored};
use super::html;
use super::page::Sheet;
use super::text::Span;
use workspace::{Catch, Rule};

/// A line that is longer was never meant as one; patterns are not tried on it.
pub(super) const LONGEST: usize = 20_000;

pub(super) enum Read<'r> {
    Ignored(&'r str),
    /// A heading, the n-th of the rule.
    Heading(usize, Caught<'r>),
    /// A line that says something of its own.
    Line(Caught<'r>),
    /// Not a line the rule knows.
    Unknown,
}

/// Reads a line that marks a border of the region: it may be a heading, and is no record.
pub(super) fn read_border<'r>(sheet: &Sheet<'_>, rule: &'r Rule, line: Span) -> Read<'r> {
    match read(sheet, rule, line) {
        Read::Line(_) => Read::Unknown,
        other @ (Read::Ignored(_) | Read::Heading(..) | Read::Unknown) => other,
    }
}

pub(super) fn read<'r>(sheet: &Sheet<'_>, rule: &'r Rule, line: Span) -> Read<'r> {
    let (text, span) = bare(sheet.text.get(line), line);
    if let Some(name) = ignored(&rule.ignore, text).or_else(|| ignored(&rule.ignore, sheet.text.get(line))) {
        return Read::Ignored(name);
    }
    let first = |catches: &'r [Catch]| {
        catches.iter().enumerate().find_map(|(at, catch)| {
            let found = catch.pattern.whole().captures(text)?;
            stands_in(sheet, catch, span)
                .then(|| (at, Caught::new(catch, &found, TextPlace::Printed(span.from))))
        })
    };
    if let Some((at, caught)) = first(&rule.headings) {
        return Read::Heading(at, caught);
    }
    first(&rule.lines).map_or(Read::Unknown, |(_, caught)| Read::Line(caught))
}

/// Whether the line stands in the element the pattern is meant for.
pub(super) fn stands_in(sheet: &Sheet<'_>, catch: &Catch, line: Span) -> bool {
    let Some(selector) = &catch.element else { return true };
    let Some(markup) = &sheet.markup else { return false };
    let tree = &markup.tree;
    let Some(node) = markup.element_at(line) else { return false };
    std::iter::once(node).chain(tree.ancestors(node)).any(|id| html::matches(tree, id, selector))
}

/// The line without the sign in front of an item, and without a comma at its end.
pub(super) fn bare(text: &str, line: Span) -> (&str, Span) {
    let mark =
        text.strip_prefix(|c: char| "•▪▫◦‣►➤→●○■□–—-*·✓✔".contains(c)).filter(|rest| rest.starts_with(' '));
    let kept = mark.unwrap_or(text).trim_start();
    let from = line.from + (text.len() - kept.len());
    let kept = kept.strip_suffix([',', ';']).unwrap_or(kept).trim_end();
    (kept, Span { from, to: from + kept.len() })
}
