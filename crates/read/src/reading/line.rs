//! A line, and what it says: a heading, a record, sentences that hold records, or what holds for the whole page.

use super::TableReading;
use crate::assemble;
use crate::caught::{Caught, ignored};
use crate::lines::{self, Read};
use crate::prose;
use crate::report::{Reason, Trouble};
use crate::text::Span;
use workspace::Catch;

impl<'r> TableReading<'_, '_, 'r> {
    pub(super) fn line(&mut self, words: Span, border: bool) {
        let text = self.sheet.text.get(words);
        let rule = self.rule;
        if text.len() > lines::LONGEST {
            return self.unread(words, Reason::TooLong);
        }
        let read = if border {
            lines::read_border(self.sheet, rule, words)
        } else {
            lines::read(self.sheet, rule, words)
        };
        match read {
            Read::Ignored(name) => self.mark(words, name),
            Read::Heading(at, caught) => self.heading(at, caught),
            Read::Line(caught) => self.take(caught),
            Read::Unknown if rule.none.as_ref().is_some_and(|none| none.part().is_match(text)) => {
                self.out.declares_none = true;
                self.mark(words, "none");
            }
            Read::Unknown => self.sentences(words, border),
        }
    }

    /// A line that is not read as a whole: what is caught in its sentences.
    fn sentences(&mut self, words: Span, border: bool) {
        let text = self.sheet.text.get(words);
        let words = self.sheet.text.trimmed(words);
        let rule = self.rule;
        let sheet = self.sheet;
        let meant =
            |catches: &'r [Catch]| catches.iter().filter(move |catch| lines::stands_in(sheet, catch, words));
        let prose = prose::find(meant(if border { &[] } else { &rule.prose }), text, words.from);
        let once = prose::find(meant(&rule.once), text, words.from);
        let mut caught: Vec<Span> = prose.iter().chain(&once).map(|caught| caught.span).collect();
        caught.sort();
        for range in prose::sentences(text) {
            let sentence =
                self.sheet.text.trimmed(Span { from: words.from + range.start, to: words.from + range.end });
            let said = self.sheet.text.get(sentence);
            if caught.iter().any(|span| !span.common(sentence).is_empty()) {
                for gap in prose::leftovers(text, range, &caught, &rule.ignore, words.from) {
                    self.unread(gap, Reason::Leftover);
                }
            } else if let Some(name) = ignored(&rule.ignore, said) {
                self.mark(sentence, name);
            } else if !border && said.chars().any(char::is_alphanumeric) {
                self.unread(sentence, Reason::NoPattern);
            }
        }
        once.into_iter().for_each(|caught| self.hold(caught));
        prose.into_iter().for_each(|caught| self.take(caught));
    }

    /// Parts that hold for the whole page.
    fn hold(&mut self, caught: Caught<'r>) {
        for (name, words) in caught.parts {
            self.mark(words.span, name);
            let earlier =
                self.once.parts.get(name).filter(|earlier| !earlier.text.eq_ignore_ascii_case(&words.text));
            if let Some(earlier) = earlier {
                let [one, other] = [earlier, &words].map(|words| assemble::excerpt(self.sheet, words));
                self.out.troubles.push(Trouble::Twice { about: name.to_owned(), one, other });
            } else {
                self.once.parts.insert(name, words);
            }
        }
        self.once.span = if self.once.span.is_empty() { caught.span } else { self.once.span };
        self.once.sets.extend(caught.sets);
        self.once.partial |= caught.partial;
    }

    /// A heading ends the narrower ones, and those that say the same parts.
    fn heading(&mut self, at: usize, caught: Caught<'r>) {
        for (name, words) in &caught.parts {
            self.mark(words.span, name);
        }
        let says = |one: &Caught<'_>, name: &str| {
            one.parts.contains_key(name) || one.sets.iter().any(|set| set.contains_key(name))
        };
        let set = caught.sets.iter().flat_map(|set| set.keys().map(String::as_str));
        let names: Vec<&str> = caught.parts.keys().copied().chain(set).collect();
        self.headings.retain(|(wider, held)| *wider < at && !names.iter().any(|name| says(held, name)));
        self.headings.push((at, caught));
        self.group += 1;
        self.position = 0;
    }
}
