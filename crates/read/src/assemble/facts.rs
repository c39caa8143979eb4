//! Everything that is known of one record, and the words that each of its parts has by it.

use std::collections::BTreeSet;

use crate::caught::{Caught, Words};
use crate::clean::clean;
use crate::notes::without_notes;
use crate::page::Sheet;
use crate::reading::{Context, Pending};
use crate::report::Reason;
use crate::text::Span;
use crate::value::{self, DayOrder, Signs};
use model::text::heading;
use workspace::{Piece, Rule, Setting, Sign, Term, Value};

/// What is caught for one company and edition, and says nothing of another of the same line.
const OWN: [&str; 5] = ["place", "score", "awarded", "person", "streak"];

pub(super) type Failed = (Span, Reason);

/// Everything that is known of one record.
pub(super) struct Facts<'f, 'p, 'r> {
    pub(super) sheet: &'f Sheet<'p>,
    pub(super) rule: &'r Rule,
    pub(super) context: &'f Context,
    pub(super) one: &'f Pending<'r>,
    pub(super) once: &'f Caught<'r>,
    pub(super) also: Option<&'r Setting>,
    pub(super) size: usize,
    pub(super) proven: &'f Proven,
}

/// What the whole page proves of how it writes its numbers and days, and which of its lists have places.
#[derive(Default)]
pub(super) struct Proven {
    pub(super) signs: Signs,
    pub(super) order: DayOrder,
    /// The lists in which a record prints its place.
    pub(super) ranked: BTreeSet<usize>,
}

impl<'r> Facts<'_, '_, 'r> {
    /// The words of a part: caught here, set here, told by a heading, by the page, or by the rule.
    pub(super) fn words(&self, name: &str) -> Result<Option<Words>, Failed> {
        if let Some(value) = self.also.and_then(|also| also.get(name)) {
            return self.evaluate(name, value).map(Some);
        }
        let own = |name: &str| !(self.is_other() && OWN.contains(&name));
        if let Some(words) = self.one.caught.parts.get(name).filter(|_| own(name)) {
            return self.cleaned(name, words).map(Some);
        }
        for caught in std::iter::once(&self.one.caught).chain(&self.one.headings).chain(Some(self.once)) {
            if let Some(words) = caught.parts.get(name).filter(|_| own(name)) {
                return self.cleaned(name, words).map(Some);
            }
            if let Some(value) = caught.sets.iter().find_map(|set| set.get(name)) {
                return self.evaluate(name, value).map(Some);
            }
        }
        self.rule.set.get(name).map(|value| self.evaluate(name, value)).transpose()
    }

    /// Whether the record is about another edition or company than the one that was caught.
    fn is_other(&self) -> bool {
        self.also.is_some_and(|also| also.contains_key("edition") || also.contains_key("company"))
    }

    fn cleaned(&self, name: &str, words: &Words) -> Result<Words, Failed> {
        let kept = self.rule.clean.get(name).map_or(words.text.as_str(), |steps| clean(&words.text, steps));
        // A rule that gives the printed words a meaning may mean the mark.
        let kept = if self.rule.words.contains_key(name) { kept } else { without_notes(kept) };
        let offset = kept.as_ptr() as usize - words.text.as_ptr() as usize;
        let trimmed = self.sheet.text.trimmed(words.span);
        if words.printed && self.sheet.runs_together(trimmed) {
            return Err(bad(
                name,
                words,
                "one text: two parts of the page run into each other without a blank",
            ));
        }
        let span = if words.printed {
            Span { from: trimmed.from + offset, to: trimmed.from + offset + kept.len() }
        } else {
            words.span
        };
        let text = match self.rule.words.get(name) {
            None => kept.to_owned(),
            Some(meanings) => meanings
                .get(&heading(kept))
                .cloned()
                .ok_or_else(|| bad(name, words, "one of the rule's `words`"))?,
        };
        Ok(Words { text, span, printed: words.printed })
    }

    fn evaluate(&self, field: &str, value: &Value) -> Result<Words, Failed> {
        let mut text = String::new();
        let (mut span, mut printed) = (self.one.caught.span, false);
        for piece in &value.0 {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Name(name) => {
                    let words = self.named(field, name)?;
                    if value.0.len() == 1 {
                        (span, printed) = (words.span, words.printed);
                    }
                    text.push_str(&words.text);
                }
                Piece::Sum(terms) => text.push_str(&self.sum(field, terms)?.to_string()),
            }
        }
        Ok(Words { text, span, printed })
    }

    /// What a name in a value stands for.
    fn named(&self, field: &str, name: &str) -> Result<Words, Failed> {
        let position = self.one.caught.position.map_or((self.one.position, self.size), |(at, of)| (at, of));
        let text = match name {
            "position" => self.one.number.map_or_else(|| position.0.to_string(), |number| number.to_string()),
            "countdown" => (position.1 + 1 - position.0).to_string(),
            "label" => self.context.edition.to_string(),
            "heading" => self.sheet.heading_above(self.one.caught.span).unwrap_or_default(),
            _ => {
                let caught =
                    std::iter::once(&self.one.caught).chain(&self.one.headings).chain(Some(self.once));
                let found = caught.filter_map(|caught| caught.parts.get(name)).next();
                let missing = || {
                    bad(
                        field,
                        &Words { text: format!("{{{name}}}"), span: self.one.caught.span, printed: false },
                        "caught on this page",
                    )
                };
                return self.cleaned(name, found.ok_or_else(missing)?);
            }
        };
        Ok(Words { text, span: self.one.caught.span, printed: false })
    }

    fn sum(&self, field: &str, terms: &[(Sign, Term)]) -> Result<i64, Failed> {
        let mut sum = 0_i64;
        for (sign, term) in terms {
            let number = match term {
                Term::Number(number) => *number,
                Term::Name(name) => {
                    let words = self.named(field, name)?;
                    let signed = words
                        .text
                        .trim()
                        .strip_prefix(['-', '−'])
                        .and_then(value::count)
                        .map(|n| -i64::from(n));
                    let number = signed.or_else(|| value::count(&words.text).map(i64::from));
                    number.ok_or_else(|| bad(name, &words, "a number"))?
                }
            };
            sum = match sign {
                Sign::Plus => sum.saturating_add(number),
                Sign::Minus => sum.saturating_sub(number),
            };
        }
        Ok(sum)
    }
}

/// A part that is not what it should be.
pub(super) fn bad(field: &str, words: &Words, wanted: &'static str) -> Failed {
    (words.span, Reason::Bad { field: field.to_owned(), words: words.text.clone(), wanted })
}
