//! Reading a page: its units in their order, each read, ignored by name, or reported.

mod units;

use crate::extract::assemble;
use crate::extract::caught::{Caught, ignored};
use crate::extract::items::{self, Item};
use crate::extract::lines::{self, Read};
use crate::extract::list;
use crate::extract::page::{Page, Sheet};
use crate::extract::prose;
use crate::extract::region::{self, Place};
use crate::extract::report::{Extraction, Mark, Reason, Trouble, Unread};
use crate::extract::table::RowKind;
use crate::extract::text::Span;
use crate::model::{Catch, Digest, Kind, Label, Moment, Rule, Scale, SourceId};
use units::Unit;

/// What the records of a page have in common.
#[derive(Debug, Clone)]
pub struct Context {
    /// The source.
    pub source: SourceId,
    /// What the source is: a place in an award is a distinction, a line of a benchmark a measure.
    pub kind: Kind,
    /// The scale of its scores, unless the page says otherwise.
    pub scale: Option<Scale>,
    /// The edition, unless the page says otherwise.
    pub edition: Label,
    /// The address of the page.
    pub url: String,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// When it was seen to have them.
    pub seen: Moment,
}

/// Reads a page by a rule.
pub fn read(page: Page<'_>, rule: &Rule, context: &Context) -> Extraction {
    let sheet = match Sheet::open(page, rule) {
        Ok(sheet) => sheet,
        Err(trouble) => return Extraction { troubles: vec![trouble], ..Extraction::default() },
    };
    let found = region::find(&sheet, &rule.region);
    let mut out = Extraction { title: sheet.title(), ..Extraction::default() };
    match found {
        Err(trouble) => out.troubles.push(trouble),
        Ok(place) => {
            out.region.clone_from(&place.spans);
            let mut reading = Reading {
                sheet: &sheet,
                rule,
                place,
                out,
                pending: vec![],
                headings: vec![],
                group: 0,
                once: Caught::default(),
            };
            reading.run();
            out = reading.finish(context);
        }
    }
    out.text = sheet.text;
    out
}

/// What was caught, with all that holds for it.
pub(super) struct Pending<'r> {
    pub caught: Caught<'r>,
    /// The headings above, the nearest first.
    pub headings: Vec<Caught<'r>>,
    /// The place among what stands under the same heading, from 1.
    pub position: usize,
    pub group: usize,
}

struct Reading<'s, 'p, 'r> {
    sheet: &'s Sheet<'p>,
    rule: &'r Rule,
    place: Place,
    out: Extraction,
    pending: Vec<Pending<'r>>,
    /// The headings that hold, each with its number in the rule, the widest first.
    headings: Vec<(usize, Caught<'r>)>,
    group: usize,
    once: Caught<'r>,
}

impl<'r> Reading<'_, '_, 'r> {
    fn run(&mut self) {
        let (mut units, taken) = self.structured();
        let lines = region::lines_of(self.sheet, &self.place.spans);
        let free = |words: &Span| {
            let after = taken.partition_point(|span| span.to <= words.from);
            taken.get(after).is_none_or(|span| span.common(*words).is_empty())
        };
        units.extend(
            lines
                .into_iter()
                .filter(|(_, words)| free(words))
                .map(|(at, words)| (words.from, Unit::Line(at, words))),
        );
        units.sort_by_key(|(from, _)| *from);
        for (_, unit) in units {
            match unit {
                Unit::Line(at, words) => self.line(words, self.place.borders.contains(&at)),
                Unit::Item(item) => self.item(item),
                Unit::Row { words, kind } => self.row(words, kind),
            }
        }
    }

    fn line(&mut self, words: Span, border: bool) {
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
            self.mark(words.span, &name);
            let earlier =
                self.once.parts.get(&name).filter(|earlier| !earlier.text.eq_ignore_ascii_case(&words.text));
            if let Some(earlier) = earlier {
                let [one, other] = [earlier, &words].map(|words| assemble::excerpt(self.sheet, words));
                self.out.troubles.push(Trouble::Twice { about: name, one, other });
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
        let names: Vec<String> =
            caught.parts.keys().chain(caught.sets.iter().flat_map(|set| set.keys())).cloned().collect();
        self.headings.retain(|(wider, held)| *wider < at && !names.iter().any(|name| says(held, name)));
        self.headings.push((at, caught));
        self.group += 1;
    }

    fn item(&mut self, item: Item<'r>) {
        match item.caught {
            None => self.line(item.span, false),
            Some(caught) => {
                for left in items::left(self.sheet, &caught) {
                    match ignored(&self.rule.ignore, self.sheet.text.get(left)) {
                        Some(name) => self.mark(left, name),
                        None => self.unread(left, Reason::NoPattern),
                    }
                }
                self.take(caught);
            }
        }
    }

    fn row(&mut self, words: Span, kind: RowKind<'r>) {
        if let Some(name) = ignored(&self.rule.ignore, self.sheet.text.get(words)) {
            return self.mark(words, name);
        }
        match kind {
            RowKind::Parts(caught) => self.take(caught),
            RowKind::Across(words) => self.line(words, false),
            RowKind::Nothing => {}
        }
    }

    /// Keeps what was caught, list by list.
    fn take(&mut self, caught: Caught<'r>) {
        let count = self.pending.iter().rev().take_while(|p| p.group == self.group).count();
        match list::expand(caught, self.rule) {
            Err(wrong) => wrong.into_iter().for_each(|(span, reason)| self.unread(span, reason)),
            Ok(all) => {
                for (at, caught) in all.into_iter().enumerate() {
                    let headings = self.headings.iter().rev().map(|(_, caught)| caught.clone()).collect();
                    self.pending.push(Pending {
                        caught,
                        headings,
                        position: count + at + 1,
                        group: self.group,
                    });
                }
            }
        }
    }

    fn mark(&mut self, span: Span, name: &str) {
        self.out.marks.push(Mark { span, name: name.to_owned(), record: None });
    }

    fn unread(&mut self, span: Span, reason: Reason) {
        self.out.unread.push(unread(self.sheet, span, reason));
    }

    fn finish(mut self, context: &Context) -> Extraction {
        let rule = self.rule;
        let repeats = !rule.lines.is_empty()
            || !rule.prose.is_empty()
            || rule.table.is_some()
            || rule.items.is_some()
            || rule.json.is_some();
        if !repeats && !self.once.parts.is_empty() {
            let alone = Caught { parts: std::mem::take(&mut self.once.parts), ..self.once.clone() };
            self.take(alone);
        }
        assemble::assemble(self.sheet, rule, context, self.pending, &self.once, &mut self.out);
        if self.out.records.is_empty() && !self.out.declares_none && self.out.troubles.is_empty() {
            self.out.troubles.push(Trouble::NoRecords);
        }
        self.out.marks.sort_by_key(|mark| mark.span);
        self.out.unread.sort_by_key(|unread| unread.span);
        self.out.unread.dedup();
        self.out
    }
}

/// A part of the page that was not understood.
pub(super) fn unread(sheet: &Sheet<'_>, span: Span, reason: Reason) -> Unread {
    let span = sheet.text.trimmed(span);
    let line = sheet.text.line_at(span.from) as u32 + 1;
    Unread { line, text: sheet.text.get(span).to_owned(), span, reason }
}
