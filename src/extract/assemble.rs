//! From caught parts to records: what each part is, once everything that holds for it is known.

use std::collections::BTreeMap;

use super::caught::{Caught, Words};
use super::clean::clean;
use super::page::Sheet;
use super::reading::{Context, Pending, unread};
use super::report::{Extraction, Mark, Reason, Trouble};
use super::text::Span;
use super::value;
use crate::model::{
    Decimal, Evidence, EvidenceKind, Excerpt, Kind, Label, Level, Locator, Outcome, Passage, Piece, Place,
    Record, Rule, Scale, Setting, Sign, Term, Value, Year,
};
use crate::text::heading;

/// A name that is longer is a sentence.
const LONGEST_NAME: usize = 120;
/// A series that is longer is a slip.
const LONGEST_STREAK: u32 = 40;
/// What is caught for one company and edition, and says nothing of another of the same line.
const OWN: [&str; 5] = ["place", "score", "awarded", "person", "streak"];
/// How many characters an excerpt has at most.
const EXCERPT: usize = 240;

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
    out.claimed = claimed(&pending, once);
    for one in &pending {
        let line = sheet.text.line_at(one.caught.span.from);
        let same = |record: &Record| record.locator.passage().is_some_and(|at| at.line as usize == line + 1);
        let first_of_line = out.records.iter().rposition(|record| !same(record)).map_or(0, |at| at + 1);
        for also in std::iter::once(None).chain(one.caught.also.iter().map(Some)) {
            let facts = Facts { sheet, rule, context, one, once, also, size: sizes[&one.group] };
            match facts.records() {
                Ok(records) => {
                    for record in records {
                        if says_again(&record, &out.records[first_of_line..]) {
                            continue;
                        }
                        if also.is_none() && record.evidence.kind != EvidenceKind::Derived {
                            let number = Some(out.records.len());
                            let mark = |(name, words): (&String, &Words)| Mark {
                                span: words.span,
                                name: name.clone(),
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
    let partial = out.records.iter().any(|record| record.evidence.kind == EvidenceKind::Partial);
    let read =
        out.records.iter().filter(|record| record.edition == context.edition && wins(record.outcome)).count()
            as u32;
    if let Some(claimed) = out.claimed.filter(|claimed| *claimed != read && !partial && read > 0) {
        out.troubles.push(Trouble::Claimed { claimed, read });
    }
    for record in &mut out.records {
        record.title.clone_from(&out.title);
    }
}

/// Whether one of these records, all of one line, says the same: a row whose cells hold lists repeats the others.
fn says_again(record: &Record, earlier: &[Record]) -> bool {
    let said = |r: &Record| {
        let names = (r.company.clone(), r.person.clone(), r.category.clone(), r.sector.clone());
        (names, r.edition.clone(), r.level, r.place, r.outcome, r.score, r.scale)
    };
    earlier.iter().any(|other| said(other) == said(record))
}

fn wins(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Winner | Outcome::Placed | Outcome::Special | Outcome::Label => true,
        Outcome::Finalist | Outcome::Mention | Outcome::Measured | Outcome::Last | Outcome::Annulled => false,
    }
}

/// How many winners the page says there are.
fn claimed(pending: &[Pending<'_>], once: &Caught<'_>) -> Option<u32> {
    let all = pending.iter().flat_map(|one| std::iter::once(&one.caught).chain(&one.headings));
    let mut found = std::iter::once(once).chain(all).filter_map(|caught| caught.parts.get("claimed"));
    found.find_map(|words| value::count(&words.text))
}

/// Companies at the same place of the same list share it.
fn tie(records: &mut [Record]) {
    let mut at: BTreeMap<(Label, Level, String, String, u16), Vec<usize>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        let Some(place) = record.place else { continue };
        let list = (
            record.edition.clone(),
            record.level,
            record.category.clone(),
            record.sector.clone(),
            place.number,
        );
        at.entry(list).or_default().push(index);
    }
    for indexes in at.into_values() {
        let first = &records[indexes[0]];
        let differ = indexes
            .iter()
            .any(|at| (&records[*at].company, &records[*at].person) != (&first.company, &first.person));
        for index in indexes {
            if let Some(place) = records[index].place.as_mut().filter(|_| differ) {
                place.tied = true;
            }
        }
    }
}

type Failed = (Span, Reason);

/// Everything that is known of one record.
struct Facts<'f, 'p, 'r> {
    sheet: &'f Sheet<'p>,
    rule: &'r Rule,
    context: &'f Context,
    one: &'f Pending<'r>,
    once: &'f Caught<'r>,
    also: Option<&'r Setting>,
    size: usize,
}

impl<'r> Facts<'_, '_, 'r> {
    /// The words of a part: caught here, set here, told by a heading, by the page, or by the rule.
    fn words(&self, name: &str) -> Result<Option<Words>, Failed> {
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
        let offset = kept.as_ptr() as usize - words.text.as_ptr() as usize;
        let trimmed = self.sheet.text.trimmed(words.span);
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
            "position" => position.0.to_string(),
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

    fn text(&self, name: &str) -> Result<String, Failed> {
        Ok(self.words(name)?.map(|words| words.text).unwrap_or_default())
    }

    /// A part that has to mean something.
    fn meaning<T>(
        &self,
        name: &str,
        wanted: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failed> {
        let Some(words) = self.words(name)? else { return Ok(None) };
        read(&words.text).map(Some).ok_or_else(|| bad(name, &words, wanted))
    }

    fn records(&self) -> Result<Vec<Record>, Failed> {
        let first = self.record()?;
        let streak = if self.also.is_some() {
            None
        } else {
            self.meaning("streak", "a number of editions", value::count)?
        };
        let Some(streak) = streak.filter(|n| *n > 1) else { return Ok(vec![first]) };
        let words = self.words("streak")?.expect("it was read");
        let year = first.edition.as_str().parse::<Year>().ok().filter(|_| streak <= LONGEST_STREAK);
        let year = year.ok_or_else(|| bad("streak", &words, "a series of yearly editions"))?;
        let earlier = (1..streak).map(|back| Record {
            edition: Label::new(&year.plus(-i64::from(back)).to_string()),
            awarded: None,
            score: None,
            evidence: Evidence {
                kind: EvidenceKind::Derived,
                remark: format!("{streak} in a row in {year}"),
            },
            ..first.clone()
        });
        Ok(std::iter::once(first.clone()).chain(earlier).collect())
    }

    fn record(&self) -> Result<Record, Failed> {
        let span = self.one.caught.span;
        let company = self.name("company")?;
        let person = self.name("person")?;
        let place = self.meaning("place", "a place such as 1er or 3=", value::place)?;
        let place = place.map(|place| Place { tied: place.tied || self.one.caught.shared, ..place });
        let (score, scale) = self.score()?;
        let default = self.default_outcome(place, score);
        let outcome = self.meaning(
            "outcome",
            "winner, placed, special, label, finalist, mention, measured, last or annulled",
            outcome,
        )?;
        let (category, sector) = (self.text("category")?, self.text("sector")?);
        let level = self.meaning("level", "overall, sector, category or channel", level)?;
        let evidence =
            self.meaning("evidence", "stated, partial or derived, with a remark in brackets", evidence)?;
        let edition = self.meaning("edition", "a label of at most 60 characters", label)?;
        let awarded = self.meaning("awarded", "a day", value::day)?;
        let average = outcome.unwrap_or(default) == Outcome::Measured && score.is_some();
        if company.is_none() && person.is_none() && !average {
            return Err((span, Reason::Nobody));
        }
        let shown = company.clone().or_else(|| person.clone()).unwrap_or_else(|| Words {
            text: self.sheet.text.get(span).to_owned(),
            span,
            printed: true,
        });
        Ok(Record {
            source: self.context.source.clone(),
            edition: edition.unwrap_or_else(|| self.context.edition.clone()),
            awarded,
            level: level.unwrap_or_else(|| usual_level(self.context.kind, &category, &sector)),
            category,
            sector,
            place,
            outcome: outcome.unwrap_or(default),
            company: company.map(|words| words.text).unwrap_or_default(),
            person: person.map(|words| words.text).unwrap_or_default(),
            score,
            scale,
            url: self.context.url.clone(),
            title: String::new(),
            evidence: evidence.unwrap_or_else(|| self.usual_evidence()),
            locator: locator(self.sheet, &shown, self.one.caught.element, self.context),
        })
    }

    /// A name has letters, is no sentence, and is no number alone.
    fn name(&self, field: &str) -> Result<Option<Words>, Failed> {
        let Some(words) = self.words(field)?.filter(|words| !words.text.is_empty()) else { return Ok(None) };
        let has_letter = words.text.chars().any(char::is_alphabetic);
        let named_so = has_letter || self.rule.whole.contains(&words.text);
        let numbered = value::score(&words.text).is_some() || value::day(&words.text).is_some();
        let short = words.text.chars().count() <= LONGEST_NAME;
        if named_so && short && !numbered { Ok(Some(words)) } else { Err(bad(field, &words, "a name")) }
    }

    fn score(&self) -> Result<(Option<Decimal>, Option<Scale>), Failed> {
        let read = self.meaning("score", "a number", value::score)?;
        let said = self.meaning("scale", "a scale such as 10 or -100..100", |text| text.parse().ok())?;
        let Some((score, printed)) = read else { return Ok((None, None)) };
        let scale = said.or(printed);
        let on = scale.or(self.context.scale).is_none_or(|scale| scale.holds(score));
        let words = self.words("score")?.expect("it was read");
        if on { Ok((Some(score), scale)) } else { Err(bad("score", &words, "on its scale")) }
    }

    fn default_outcome(&self, place: Option<Place>, score: Option<Decimal>) -> Outcome {
        match (self.context.kind, place) {
            (Kind::Benchmark, None) if score.is_some() => Outcome::Measured,
            (Kind::Label, None) => Outcome::Label,
            (_, Some(Place { number: 2.., .. })) => Outcome::Placed,
            (Kind::Award | Kind::Ranking | Kind::Benchmark | Kind::Label, _) => Outcome::Winner,
        }
    }

    fn usual_evidence(&self) -> Evidence {
        let sums = |value: &Value| value.0.iter().any(|piece| matches!(piece, Piece::Sum(_)));
        let derived = self.also.is_some_and(|also| also.values().any(sums));
        let partial = self.one.caught.partial || self.once.partial;
        match (derived, partial) {
            (true, _) => Evidence { kind: EvidenceKind::Derived, remark: "by arithmetic on the line".into() },
            (false, true) => Evidence { kind: EvidenceKind::Partial, remark: "the list goes on".into() },
            (false, false) => Evidence { kind: EvidenceKind::Stated, remark: String::new() },
        }
    }
}

fn bad(field: &str, words: &Words, wanted: &'static str) -> Failed {
    (words.span, Reason::Bad { field: field.to_owned(), words: words.text.clone(), wanted })
}

/// An award has categories even where a page does not print them; a ranking without any is one of all.
fn usual_level(kind: Kind, category: &str, sector: &str) -> Level {
    match (category.is_empty(), sector.is_empty(), kind) {
        (false, _, _) | (true, true, Kind::Award | Kind::Label) => Level::Category,
        (true, false, _) => Level::Sector,
        (true, true, Kind::Ranking | Kind::Benchmark) => Level::Overall,
    }
}

fn label(text: &str) -> Option<Label> {
    (!text.is_empty() && text.chars().count() <= 60).then(|| Label::new(text))
}

fn outcome(text: &str) -> Option<Outcome> {
    Some(match text {
        "winner" => Outcome::Winner,
        "placed" => Outcome::Placed,
        "special" => Outcome::Special,
        "label" => Outcome::Label,
        "finalist" => Outcome::Finalist,
        "mention" => Outcome::Mention,
        "measured" => Outcome::Measured,
        "last" => Outcome::Last,
        "annulled" => Outcome::Annulled,
        _ => return None,
    })
}

fn level(text: &str) -> Option<Level> {
    Some(match text {
        "overall" => Level::Overall,
        "sector" => Level::Sector,
        "category" => Level::Category,
        "channel" => Level::Channel,
        _ => return None,
    })
}

fn evidence(text: &str) -> Option<Evidence> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = match word {
        "stated" => EvidenceKind::Stated,
        "partial" => EvidenceKind::Partial,
        "derived" => EvidenceKind::Derived,
        _ => return None,
    };
    let remark = rest.trim().trim_start_matches('(').trim_end_matches(')').to_owned();
    Some(Evidence { kind, remark })
}

fn locator(sheet: &Sheet<'_>, words: &Words, element: Option<u32>, context: &Context) -> Locator {
    let (text, span) = (&sheet.text, words.span);
    let at = text.line_at(span.from);
    let line = text.lines.get(at).map_or(span, |line| line.span());
    let mark = span.common(line);
    let room = EXCERPT.saturating_sub(mark.to.saturating_sub(mark.from)) / 2;
    let from = word_start(&text.all, mark.from.saturating_sub(room).max(line.from), line.from);
    let to = word_end(&text.all, (mark.to + room).min(line.to), line.to).max(mark.to.min(line.to));
    let chars = |from: usize, to: usize| text.all.get(from..to).map_or(0, |t| t.chars().count() as u32);
    // The words of an attribute stand in no line.
    let printed = words.printed || text.get(span).contains(&words.text);
    let whole = || Excerpt { text: words.text.clone(), from: 0, to: words.text.chars().count() as u32 };
    let cut = Excerpt {
        text: text.all.get(from..to).unwrap_or_default().to_owned(),
        from: chars(from, mark.from),
        to: chars(from, mark.to.min(to)),
    };
    let excerpt = if printed { cut } else { whole() };
    let element = element.filter(|_| !printed);
    let (digest, seen) = (context.digest, context.seen);
    Locator::Snapshot(Box::new(Passage {
        digest,
        seen,
        place: sheet.place(span, element),
        line: at as u32 + 1,
        excerpt,
    }))
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
