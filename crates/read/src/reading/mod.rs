//! Reading a page: its units in their order, each read, ignored by name, or reported.

mod line;

use std::collections::BTreeSet;
use std::slice;
use std::sync::Arc;

use crate::caught::{Caught, ignored};
use crate::doubts::{Known, take_doubtful};
use crate::grid::Grid;
use crate::html::{decode, select};
use crate::items;
use crate::page::{Page, Sheet};
use crate::region::{self, RegionPlace};
use crate::report::{Extraction, Mark, Reason, Trouble, Unread};
use crate::table::{Reader, RowKind};
use crate::text::Span;
use crate::{assemble, grid, list, no_page};
use model::{Address, Digest, Kind, Label, Moment, Record, Scale, Snapshot, Source, SourceId};
use workspace::{Columns, Region, Rule, Unshown};

/// What the records of a page have in common.
#[derive(Debug, Clone)]
pub struct Context {
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
    /// The names that the workspace knows.
    pub known: Arc<Known>,
}

impl Context {
    /// That of a page of which nothing is known but what it is about.
    pub fn new(source: SourceId, kind: Kind, edition: Label) -> Self {
        let (digest, seen, known) = (Digest::of(b""), Moment::from_unix(0), Arc::default());
        Self { source, kind, scale: None, edition, url: String::new(), digest, seen, known }
    }

    /// That of an archived copy of a source's page.
    pub fn of_copy(
        source: &Source,
        edition: Label,
        address: &Address,
        snapshot: &Snapshot,
        known: &Arc<Known>,
    ) -> Self {
        Self {
            source: source.id,
            kind: source.kind,
            scale: source.scale,
            edition,
            url: address.as_str().to_owned(),
            digest: snapshot.digest,
            seen: snapshot.seen,
            known: Arc::clone(known),
        }
    }
}

/// Reads a page by a rule.
pub fn read(page: Page<'_>, rule: &Rule, context: &Context) -> Extraction {
    let sheet = match Sheet::open(page, rule) {
        Ok(sheet) => sheet,
        Err(trouble) => return Extraction { troubles: vec![trouble], ..Extraction::default() },
    };
    let hides = sheet.hides;
    let mut out = read_sheet(sheet, rule, context);
    if hides && rule.region.hidden == Unshown::Skipped {
        out.troubles.extend(unseen(page, rule, context, &out.records));
    }
    out
}

/// The trouble of a page that hides records which the rule would read.
fn unseen(page: Page<'_>, rule: &Rule, context: &Context, seen: &[Record]) -> Option<Trouble> {
    let region = Region { hidden: Unshown::Read, ..rule.region.clone() };
    let rule = Rule { region, ..rule.clone() };
    let all = read_sheet(Sheet::open(page, &rule).ok()?, &rule, context);
    let said = |r: &Record| (r.company, r.person, r.category, r.sector, r.edition);
    let known: BTreeSet<_> = seen.iter().map(said).collect();
    let hidden: Vec<&Record> = all.records.iter().filter(|record| !known.contains(&said(record))).collect();
    let first = hidden.first()?;
    let first = if first.company.is_empty() { &first.person } else { &first.company };
    Some(Trouble::Hidden { records: hidden.len(), first: first.to_string() })
}

fn read_sheet(sheet: Sheet<'_>, rule: &Rule, context: &Context) -> Extraction {
    let found = region::find(&sheet, &rule.region);
    let mut out = Extraction { title: sheet.title(), ..Extraction::default() };
    match found {
        Err(trouble) => out.troubles.push(trouble),
        Ok(place) => {
            out.region.clone_from(&place.spans);
            let mut reading = TableReading {
                sheet: &sheet,
                rule,
                known: &context.known,
                place,
                out,
                pending: vec![],
                headings: vec![],
                group: 0,
                position: 0,
                once: Caught::default(),
            };
            reading.run();
            reading.struck();
            out = reading.finish(context);
        }
    }
    no_page::note(&sheet, &mut out);
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
    /// The number its list prints before it, where that is another.
    pub number: Option<i64>,
    pub group: usize,
}

struct TableReading<'s, 'p, 'r> {
    sheet: &'s Sheet<'p>,
    rule: &'r Rule,
    known: &'s Known,
    place: RegionPlace,
    out: Extraction,
    pending: Vec<Pending<'r>>,
    /// The headings that hold, each with its number in the rule, the widest first.
    headings: Vec<(usize, Caught<'r>)>,
    group: usize,
    /// How many stand under the headings that hold.
    position: usize,
    once: Caught<'r>,
}

impl<'r> TableReading<'_, '_, 'r> {
    fn run(&mut self) {
        let (mut units, taken) = self.structured();
        self.pending.reserve(units.len());
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

    /// Struck words are no part of the text, and must not go without a word.
    fn struck(&mut self) {
        let sheet = self.sheet;
        sheet.struck.iter().for_each(|(at, words)| self.tell_struck(*at, words.clone()));
        let Some(markup) = &sheet.markup else { return };
        let put_away: Vec<_> =
            self.rule.region.without.iter().flat_map(|css| select(&markup.tree, 0, css)).collect();
        let mut lines: Vec<(usize, String)> = Vec::new();
        for (id, at) in markup.struck() {
            let away = put_away.iter().any(|out| *out <= id && id < markup.tree.node(*out).end);
            if away || !self.place.elements.iter().any(|(first, end)| *first <= id && id < *end) {
                continue;
            }
            let words = decode(markup.tree.raw(id)).split_whitespace().collect::<Vec<_>>().join(" ");
            let same = |last: &&mut (usize, String)| sheet.text.line_at(last.0) == sheet.text.line_at(at);
            match lines.last_mut().filter(same) {
                Some((_, line)) => *line = format!("{line} | {words}"),
                None => lines.push((at, words)),
            }
        }
        lines.into_iter().for_each(|(at, words)| self.tell_struck(at, words));
    }

    fn tell_struck(&mut self, at: usize, text: String) {
        let outside = self.place.spans.iter().all(|span| at < span.from || span.to < at);
        if outside || ignored(&self.rule.ignore, &text).is_some() {
            return;
        }
        let line = self.sheet.text.line_at(at) as u32 + 1;
        let span = Span { from: at, to: at };
        self.out.unread.push(Unread { line, text, span, reason: Reason::Struck });
    }

    fn item(&mut self, item: Caught<'r>) {
        if let Some(reason) = items::broken(self.sheet, &item, self.rule) {
            return self.unread(item.span, reason);
        }
        for left in items::left(self.sheet, &item) {
            match ignored(&self.rule.ignore, self.sheet.text.get(left)) {
                Some(name) => self.mark(left, name),
                None => self.unread(left, Reason::NoPattern),
            }
        }
        self.take(item);
    }

    fn row(&mut self, words: Span, kind: RowKind<'r>) {
        if let Some(name) = ignored(&self.rule.ignore, self.sheet.text.get(words)) {
            return self.mark(words, name);
        }
        match kind {
            RowKind::Parts(lines) => lines.into_iter().for_each(|caught| self.take(caught)),
            RowKind::Broken(span, reason) => self.unread(span, reason),
            RowKind::Across(words) => self.line(words, false),
            RowKind::Nothing => {}
        }
    }

    /// Keeps what was caught, list by list.
    fn take(&mut self, caught: Caught<'r>) {
        match list::expand(caught, self.rule, self.known) {
            Err(wrong) => wrong.into_iter().for_each(|(span, reason)| self.unread(span, reason)),
            Ok(all) => {
                for caught in all {
                    let headings = self.headings.iter().rev().map(|(_, caught)| caught.clone()).collect();
                    self.position += 1;
                    let number = self.number_of(&caught);
                    self.pending.push(Pending {
                        caught,
                        number,
                        headings,
                        position: self.position,
                        group: self.group,
                    });
                }
            }
        }
    }

    fn number_of(&self, caught: &Caught<'_>) -> Option<i64> {
        let markup = self.sheet.markup.as_ref().filter(|_| caught.position.is_none())?;
        markup.number_of(caught.element.or_else(|| markup.element_at(caught.span))?)
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
        self.out.held = take_doubtful(slice::from_mut(&mut self.out.records), &context.known);
        let nothing = self.out.records.is_empty() && self.out.held.is_empty();
        if nothing && !self.out.declares_none && self.out.troubles.is_empty() {
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
    Unread { line, text: sheet.text.get(span).replace('\n', " "), span, reason }
}

/// The parts that the rule gives a place of their own, and that not one of the rows, items or nodes has: a column of
/// scores that is there and blank says that the page lost them, not that nobody was scored.
fn never_filled(rule: &Rule, units: &[(usize, Unit<'_>)]) -> Vec<String> {
    let columns = rule.table.iter().flat_map(|table| table.columns.keys());
    let fields = rule.items.iter().flat_map(|items| items.fields.keys());
    let members = rule.json.iter().flat_map(|json| json.fields.keys());
    let caught: Vec<&Caught<'_>> = units.iter().flat_map(|(_, unit)| unit.parts()).collect();
    let blank = |name: &&String| caught.iter().all(|caught| !caught.parts.contains_key(name.as_str()));
    let named = columns.chain(fields).chain(members).filter(|_| !caught.is_empty());
    named.filter(blank).cloned().collect()
}

/// What is read in one go.
pub(super) enum Unit<'r> {
    /// With its number, where it may be a border of the region.
    Line(usize, Span),
    Item(Caught<'r>),
    Row {
        words: Span,
        kind: RowKind<'r>,
    },
}

impl<'r> Unit<'r> {
    fn parts(&self) -> &[Caught<'r>] {
        match self {
            Self::Item(caught) => std::slice::from_ref(caught),
            Self::Row { kind: RowKind::Parts(all), .. } => all,
            Self::Line(..) | Self::Row { .. } => &[],
        }
    }
}

impl<'r> TableReading<'_, '_, 'r> {
    /// Items and rows, with the byte each begins at, and the parts of the page they take.
    pub(super) fn structured(&mut self) -> (Vec<(usize, Unit<'r>)>, Vec<Span>) {
        let mut units = Vec::new();
        let mut taken = Vec::new();
        let rule = self.rule;
        if let Some(rule) = &rule.items {
            for item in items::find(self.sheet, &self.place, rule) {
                let span = self.sheet.text.trimmed(item.span);
                taken.push(span);
                let as_line = rule.fields.is_empty();
                let unit = if as_line { Unit::Line(usize::MAX, span) } else { Unit::Item(item) };
                units.push((span.from, unit));
            }
            if units.is_empty() {
                self.out.troubles.push(Trouble::NoItems(rule.each.as_str().into()));
            }
        }
        if let Some(members) = &rule.json {
            for node in &self.sheet.nodes {
                taken.push(node.span);
                units.push((node.span.from, Unit::Item(node.caught(members))));
            }
            if self.sheet.nodes.is_empty() {
                self.out.troubles.push(Trouble::NoItems(members.each.clone()));
            }
        }
        if let Some(columns) = &rule.table {
            let before = taken.len();
            for grid in &self.sheet.grids {
                taken.extend(self.rows(grid, columns, &mut units).then_some(grid.span));
            }
            // Only titles tell a table that is made of other elements.
            let elsewhere = taken.len() == before && columns.titled();
            if let Some(markup) = self.sheet.markup.as_ref().filter(|_| elsewhere) {
                for grid in grid::of_blocks(markup, &self.sheet.text) {
                    if self.rows(&grid, columns, &mut units) {
                        taken.extend(grid.rows.iter().map(|row| row.span));
                    }
                }
            }
            if taken.len() == before {
                self.out.troubles.push(Trouble::NoTable(columns.columns.keys().cloned().collect()));
            }
        }
        let empty = never_filled(rule, &units);
        self.out.troubles.extend((!empty.is_empty()).then_some(Trouble::NeverFilled(empty)));
        taken.sort();
        (units, taken)
    }

    /// The rows of a table, if it stands in the region and has the columns that are read.
    fn rows(&mut self, grid: &Grid, columns: &'r Columns, units: &mut Vec<(usize, Unit<'r>)>) -> bool {
        let inside = |span: Span| span.is_empty() || self.place.holds(span);
        if !self.place.spans.iter().any(|span| !span.common(grid.span).is_empty()) {
            return false;
        }
        let Some(reader) = Reader::new(grid, &self.sheet.text, columns, self.rule) else { return false };
        for span in reader.unknown(grid, &self.sheet.text) {
            self.out.unread.push(unread(self.sheet, span, Reason::Column));
        }
        for row in grid.rows[reader.header.end..].iter().filter(|row| inside(row.span)) {
            let kind = reader.row(row, &self.sheet.text);
            units.push((row.span.from, Unit::Row { words: row.span, kind }));
        }
        for row in grid.rows[..reader.header.start].iter().filter(|row| !row.is_blank() && inside(row.span)) {
            units.push((row.span.from, Unit::Line(usize::MAX, row.span)));
        }
        true
    }
}
