//! What a pattern, a row or an item has caught: parts with names, before anybody asks what they mean.

use std::collections::BTreeMap;

use regex::Captures;

use super::text::Span;
use workspace::{Catch, Pattern, Setting};

/// A part of a page, and its words as they will be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub text: String,
    /// Where the words stand; for an attribute, the element's words.
    pub span: Span,
    /// Whether the page prints them, so that a part of them has a place of its own.
    pub printed: bool,
}

/// Where a text stands in which something is caught.
#[derive(Debug, Clone, Copy)]
pub(super) enum TextPlace {
    /// It is printed, from this byte on.
    Printed(usize),
    /// It is not printed, and belongs to these words.
    Beside(Span),
}

impl TextPlace {
    /// Where a part of the text stands.
    pub fn span(self, part: std::ops::Range<usize>) -> Span {
        match self {
            Self::Printed(from) => Span { from: from + part.start, to: from + part.end },
            Self::Beside(span) => span,
        }
    }
    /// Where a later part of the text begins.
    pub fn after(self, bytes: usize) -> Self {
        match self {
            Self::Printed(from) => Self::Printed(from + bytes),
            Self::Beside(span) => Self::Beside(span),
        }
    }
}

impl Words {
    /// Where they stand, when something is caught in them.
    pub fn origin(&self) -> TextPlace {
        if self.printed { TextPlace::Printed(self.span.from) } else { TextPlace::Beside(self.span) }
    }
}

/// The parts caught in one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Caught<'r> {
    pub parts: BTreeMap<&'r str, Words>,
    /// What the rule says beyond, the nearest first.
    pub sets: Vec<&'r Setting>,
    /// Further records, each with what differs.
    pub also: &'r [Setting],
    /// The element it stands in, where it may have no words.
    pub element: Option<u32>,
    pub span: Span,
    /// Words that were read and mean nothing.
    pub asides: Vec<Span>,
    /// The place in a list, and how long the list is, where it was cut from one.
    pub position: Option<(usize, usize)>,
    /// Whether the page says that the list goes on.
    pub partial: bool,
    /// Whether several share what was caught once.
    pub shared: bool,
}

impl<'r> Caught<'r> {
    /// What a pattern caught in a text.
    pub fn new(catch: &'r Catch, found: &Captures<'_>, origin: TextPlace) -> Self {
        let whole = found.get(0).expect("the whole match is there");
        let at = |m: regex::Match<'_>| origin.span(m.range());
        let printed = matches!(origin, TextPlace::Printed(_));
        let mut caught =
            Self { sets: vec![&catch.set], also: &catch.also, span: at(whole), ..Self::default() };
        for name in catch.pattern.names() {
            let Some(part) = found.name(name).filter(|part| !part.as_str().trim().is_empty()) else {
                continue;
            };
            if is_aside(name) {
                caught.asides.push(at(part));
            } else {
                caught
                    .parts
                    .insert(name, Words { text: part.as_str().trim().to_owned(), span: at(part), printed });
            }
        }
        caught
    }
}

/// Whether what is caught under this name is put aside.
pub(super) fn is_aside(name: &str) -> bool {
    name.starts_with("aside")
}

/// The first of several patterns that fits the whole text.
pub(super) fn whole<'r>(
    catches: impl IntoIterator<Item = &'r Catch>,
    text: &str,
    origin: TextPlace,
) -> Option<Caught<'r>> {
    catches.into_iter().find_map(|catch| {
        let found = catch.pattern.whole().captures(text)?;
        Some(Caught::new(catch, &found, origin))
    })
}

/// The name of the first pattern that ignores the text.
pub(super) fn ignored<'r>(ignore: &'r BTreeMap<String, Pattern>, text: &str) -> Option<&'r str> {
    ignore.iter().find(|(_, pattern)| pattern.whole().is_match(text)).map(|(name, _)| name.as_str())
}
