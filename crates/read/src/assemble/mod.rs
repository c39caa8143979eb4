//! From caught parts to records: what each part is, once everything that holds for it is known.

mod facts;
mod record;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use facts::{Facts, Proven};

use crate::caught::{Caught, Words};
use crate::page::Sheet;
use crate::reading::{Context, Pending, unread};
use crate::report::{Extraction, Mark, Trouble};
use crate::text::Span;
use crate::value::{self, DayOrder, Signs};
use model::{EvidenceKind, Excerpt, Locator, Outcome, Passage, Record, Shared};
use workspace::Rule;

/// Makes the records, and reports what cannot be one.
pub(super) fn assemble<'r>(
    sheet: &Sheet<'_>,
    rule: &'r Rule,
    context: &Context,
    pending: Vec<Pending<'r>>,
    once: &Caught<'r>,
    out: &mut Extraction,
) {
    let sizes = pending.iter().fold(BTreeMap::new(), |mut sizes: BTreeMap<usize, usize>, p| {
        *sizes.entry(p.group).or_default() += 1;
        sizes
    });
    let claimed = claimed(&pending, once);
    out.claimed = claimed.map(|(number, _)| number);
    out.records.reserve(pending.len());
    let unproven = Proven::default();
    let facts =
        |one, also, proven| Facts { sheet, rule, context, one, once, also, size: sizes[&one.group], proven };
    let proven = prove(pending.iter().map(|one| facts(one, None, &unproven)));
    for one in &pending {
        let line = sheet.text.line_at(one.caught.span.from);
        let same = |record: &Record| record.locator.passage().is_some_and(|at| at.line as usize == line + 1);
        let first_of_line = out.records.iter().rposition(|record| !same(record)).map_or(0, |at| at + 1);
        for also in std::iter::once(None).chain(one.caught.also.iter().map(Some)) {
            match facts(one, also, &proven).records() {
                Ok(records) => {
                    for record in records {
                        if says_again(&record, &out.records[first_of_line..]) {
                            continue;
                        }
                        if also.is_none() && record.evidence.kind != EvidenceKind::Derived {
                            let number = Some(out.records.len());
                            let mark = |(name, words): (&&str, &Words)| Mark {
                                span: words.span,
                                name: (*name).to_owned(),
                                record: number,
                            };
                            out.marks.extend(one.caught.parts.iter().map(mark));
                        }
                        out.records.push(record);
                    }
                }
                Err((span, reason)) => out.unread.push(unread(sheet, span, reason)),
            }
        }
        let aside = |span: &Span| Mark { span: *span, name: "aside".into(), record: None };
        out.marks.extend(one.caught.asides.iter().map(aside));
    }
    tie(&mut out.records);
    if let Some((claimed, words)) = claimed {
        out.troubles.extend(miscounted(&out.records, context, claimed, sheet, words));
    }
    let title = Shared::from(out.title.as_str());
    for record in &mut out.records {
        record.title.clone_from(&title);
    }
}

/// What the records of a page prove together, before any of them is understood.
fn prove<'f, 'p: 'f, 'r: 'f>(all: impl Iterator<Item = Facts<'f, 'p, 'r>>) -> Proven {
    let (mut scores, mut days, mut ranked) = (vec![], vec![], BTreeSet::new());
    for facts in all {
        let words = |name: &str| facts.words(name).ok().flatten().map(|words| words.text);
        scores.extend(words("score"));
        days.extend(words("awarded"));
        if facts.one.caught.parts.contains_key("place") {
            ranked.insert(facts.one.group);
        }
    }
    Proven {
        signs: Signs::proven(scores.iter().map(String::as_str)),
        order: DayOrder::proven(days.iter().map(String::as_str)),
        ranked,
    }
}

/// Whether one of these records, all of one line, says the same: a row whose cells hold lists repeats the others.
fn says_again(record: &Record, earlier: &[Record]) -> bool {
    let said = |r: &Record| {
        let names = (r.company, r.person, r.category, r.sector);
        (names, r.edition, r.level, r.place, r.outcome, r.score, r.scale)
    };
    earlier.iter().any(|other| said(other) == said(record))
}

fn wins(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Winner | Outcome::Placed | Outcome::Special | Outcome::Label => true,
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last | Outcome::Annulled => false,
    }
}

/// How many winners the page says there are, and the words that say so.
fn claimed<'p>(pending: &'p [Pending<'_>], once: &'p Caught<'_>) -> Option<(u32, &'p Words)> {
    let all = pending.iter().flat_map(|one| std::iter::once(&one.caught).chain(&one.headings));
    let mut found = std::iter::once(once).chain(all).filter_map(|caught| caught.parts.get("claimed"));
    found.find_map(|words| Some((value::count(&words.text)?, words)))
}

/// The trouble of a page that announces another number of winners than it lists, unless the list is known to go on.
fn miscounted(
    records: &[Record],
    context: &Context,
    claimed: u32,
    sheet: &Sheet<'_>,
    words: &Words,
) -> Option<Trouble> {
    let partial = records.iter().any(|record| record.evidence.kind == EvidenceKind::Partial);
    let won = |record: &&Record| record.edition == context.edition && wins(record.outcome);
    let winners: Vec<&Record> = records.iter().filter(won).collect();
    let (first, last) = (winners.first()?, winners.last()?);
    let read = winners.len() as u32;
    let excerpt_of =
        |record: &Record| record.locator.passage().map(|at| at.excerpt.clone()).unwrap_or_default();
    (claimed != read && !partial).then(|| Trouble::Claimed {
        claimed,
        said: excerpt(sheet, words),
        read,
        rows: Box::new([excerpt_of(first), excerpt_of(last)]),
    })
}

/// Companies at the same place of the same list share it.
fn tie(records: &mut [Record]) {
    let mut placed: Vec<usize> = (0..records.len()).filter(|at| records[*at].place.is_some()).collect();
    placed.sort_by(|a, b| by_list(&records[*a], &records[*b]));
    let same_list = |a: &usize, b: &usize| by_list(&records[*a], &records[*b]).is_eq();
    let differ = |same: &&[usize]| {
        let who = |at: usize| (&records[at].company, &records[at].person);
        same[1..].iter().any(|at| who(*at) != who(same[0]))
    };
    let tied: Vec<usize> = placed.chunk_by(same_list).filter(differ).flatten().copied().collect();
    for at in tied {
        if let Some(place) = &mut records[at].place {
            place.tied = true;
        }
    }
}

/// By place first, so that the words of two lists are compared only where their places agree.
fn by_list(a: &Record, b: &Record) -> Ordering {
    let numbers = |record: &Record| (record.place.map(|place| place.number), record.level);
    let words = || (&a.edition, &a.category, &a.sector).cmp(&(&b.edition, &b.category, &b.sector));
    numbers(a).cmp(&numbers(b)).then_with(words)
}

/// How many characters an excerpt has at most.
const EXCERPT: usize = 240;

/// The words around some words, which are marked; for what stands in no line, such as an attribute, the words alone.
pub(crate) fn excerpt(sheet: &Sheet<'_>, words: &Words) -> Excerpt {
    if !is_printed(sheet, words) {
        return Excerpt { text: words.text.clone(), from: 0, to: words.text.chars().count() as u32 };
    }
    let (text, span) = (&sheet.text, words.span);
    let line = text.lines.get(text.line_at(span.from)).map_or(span, |line| line.span());
    let mark = span.common(line);
    let room = EXCERPT.saturating_sub(mark.to.saturating_sub(mark.from)) / 2;
    let from = word_start(&text.all, mark.from.saturating_sub(room).max(line.from), line.from);
    let to = word_end(&text.all, (mark.to + room).min(line.to), line.to).max(mark.to.min(line.to));
    let chars = |from: usize, to: usize| text.all.get(from..to).map_or(0, |t| t.chars().count() as u32);
    Excerpt {
        text: text.all.get(from..to).unwrap_or_default().to_owned(),
        from: chars(from, mark.from),
        to: chars(from, mark.to.min(to)),
    }
}

/// Where some words stand in their snapshot.
fn locator(sheet: &Sheet<'_>, words: &Words, element: Option<u32>, context: &Context) -> Locator {
    let element = element.filter(|_| !is_printed(sheet, words));
    Locator::Snapshot(Box::new(Passage {
        digest: context.digest,
        seen: context.seen,
        place: sheet.place(words.span, element),
        line: sheet.text.line_at(words.span.from) as u32 + 1,
        excerpt: excerpt(sheet, words),
    }))
}

fn is_printed(sheet: &Sheet<'_>, words: &Words) -> bool {
    words.printed || sheet.text.get(words.span).contains(&words.text)
}

/// The beginning of a word at or after a byte; the byte itself where a line begins.
fn word_start(text: &str, byte: usize, line: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if byte <= line { line } else { text[byte..].find(' ').map_or(byte, |at| byte + at + 1) }
}

/// The end of a word at or before a byte; the byte itself where a line ends.
fn word_end(text: &str, byte: usize, line: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if byte >= line { line } else { text[..byte].rfind(' ').unwrap_or(byte) }
}
