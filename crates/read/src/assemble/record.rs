//! The parts of a record, each understood.

use std::sync::LazyLock;

use regex::Regex;
use serde::de::DeserializeOwned;
use serde::de::value::{BorrowedStrDeserializer, Error};

use super::facts::{Facts, Failed, bad};
use super::locator;
use crate::caught::Words;
use crate::list::SHARED;
use crate::report::Reason;
use crate::text::Span;
use crate::value;
use model::{
    Decimal, Evidence, EvidenceKind, Kind, Label, Level, Outcome, Place, Record, Remark, Scale, Year,
};
use workspace::{Piece, Value};

/// A name that is longer is a sentence.
const LONGEST_NAME: usize = 120;
/// A series that is longer is a slip.
const LONGEST_STREAK: u32 = 40;

const ONE_PLACE: &str =
    "one place such as 1er or 3= (a range, a move, a former place, a year or a thousands mark is none)";
const ONE_NUMBER: &str =
    "one number whose comma or point is told by the others of its column, or by a `scale`";
const ONE_DAY: &str = "a day whose order, day or month first, is proven by a row of its column";

/// What says, before or after a company, that others share its place.
static TIE: LazyLock<Regex> = LazyLock::new(|| {
    let mark = format!(r"\(?\b{SHARED}\b\)?");
    Regex::new(&format!(r"(?i)^{mark}[\s:,–-]+|[\s,–-]+{mark}$")).expect("a fixed expression")
});

/// A company without the mark that it shares its place, and whether it bore one.
fn apart_from_tie(words: Words) -> (Option<Words>, bool) {
    let Some(mark) = TIE.find(&words.text) else { return (Some(words), false) };
    let kept = if mark.start() == 0 { mark.end()..words.text.len() } else { 0..mark.start() };
    let span = match words.printed {
        true => Span { from: words.span.from + kept.start, to: words.span.from + kept.end },
        false => words.span,
    };
    let text = words.text[kept].to_owned();
    ((!text.is_empty()).then_some(Words { text, span, printed: words.printed }), true)
}

impl Facts<'_, '_, '_> {
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

    /// The record, and those of earlier editions that a series implies.
    pub(super) fn records(&self) -> Result<Vec<Record>, Failed> {
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
                remark: Remark::Streak { titles: streak, until: year },
            },
            ..first.clone()
        });
        Ok(std::iter::once(first.clone()).chain(earlier).collect())
    }

    fn record(&self) -> Result<Record, Failed> {
        let span = self.one.caught.span;
        let (company, company_shares) = self.name("company")?.map_or((None, false), apart_from_tie);
        let person = self.name("person")?;
        let place = self.meaning("place", ONE_PLACE, value::place)?;
        let shared = self.one.caught.shared || company_shares;
        let place = place.map(|place| Place { tied: place.tied || shared, ..place });
        let (score, scale) = self.score()?;
        let default = self.default_outcome(place, score);
        let outcome = self.meaning(
            "outcome",
            "winner, placed, special, label, finalist, mention, measured, last or annulled",
            by_word,
        )?;
        let (category, sector) = (self.text("category")?, self.text("sector")?);
        let level = self.meaning("level", "overall, sector, category or channel", by_word)?;
        let evidence =
            self.meaning("evidence", "stated, partial or derived, with a remark in brackets", evidence)?;
        let edition = self.meaning("edition", "a label of at most 60 characters", label)?;
        let order = self.proven.order;
        let awarded = self.meaning("awarded", ONE_DAY, |text| value::day(text, order))?;
        let measured = outcome.unwrap_or(default) == Outcome::Measured;
        if company.is_none() && person.is_none() && !(measured && score.is_some()) {
            return Err((span, Reason::Nobody));
        }
        if measured && score.is_none() {
            return Err((span, Reason::NoScore));
        }
        if place.is_none() && self.also.is_none() && self.lacks_place(outcome, default) {
            return Err((span, Reason::NoPlace));
        }
        let whole = || Words { text: self.sheet.text.get(span).to_owned(), span, printed: true };
        let shown = company.clone().or_else(|| person.clone());
        let shown = shown.or(self.words("score")?.filter(|words| words.printed)).unwrap_or_else(whole);
        let edition = edition.unwrap_or(self.context.edition);
        let outcome = outcome.unwrap_or(default);
        let evidence = evidence.unwrap_or_else(|| self.usual_evidence());
        let locator = locator(self.sheet, &shown, self.one.caught.element, self.context);
        Ok(Record {
            awarded,
            level: level.unwrap_or_else(|| level_of(self.context.kind, &category, &sector)),
            category: category.into(),
            sector: sector.into(),
            place,
            company: company.map(|words| words.text).unwrap_or_default().into(),
            person: person.map(|words| words.text).unwrap_or_default().into(),
            score,
            scale,
            url: self.context.url.clone().into(),
            ..Record::of(self.context.source, edition, outcome, evidence, locator)
        })
    }

    /// A name has letters, is no sentence, and is no number alone.
    fn name(&self, field: &str) -> Result<Option<Words>, Failed> {
        let Some(words) = self.words(field)?.filter(|words| !words.text.is_empty()) else { return Ok(None) };
        let has_letter = words.text.chars().any(char::is_alphabetic);
        let named_so = has_letter || self.rule.whole.contains(&words.text);
        let numbered = value::is_number(&words.text) || value::is_day(&words.text);
        let short = words.text.chars().count() <= LONGEST_NAME;
        if named_so && short && !numbered { Ok(Some(words)) } else { Err(bad(field, &words, "a name")) }
    }

    fn score(&self) -> Result<(Option<Decimal>, Option<Scale>), Failed> {
        let said = self.meaning("scale", "a scale such as 10 or -100..100", |text| text.parse().ok())?;
        let expected = said.or(self.context.scale);
        let by_column = |text: &str| value::score_by(text, self.proven.signs, expected);
        let read = self.meaning("score", ONE_NUMBER, by_column)?;
        let Some((score, printed)) = read else { return Ok((None, None)) };
        let scale = said.or(printed);
        let on = scale.or(self.context.scale).is_none_or(|scale| scale.holds(score));
        let words = self.words("score")?.expect("it was read");
        if on { Ok((Some(score), scale)) } else { Err(bad("score", &words, "on its scale")) }
    }

    /// Whether the list has places, this record none, and nothing but that would make it a winner. A row without one
    /// may be tied with the row above or not be ranked at all: rankings print both as an empty cell.
    fn lacks_place(&self, said: Option<Outcome>, default: Outcome) -> bool {
        let table = self.rule.table.iter().any(|table| table.columns.contains_key("place"));
        let items = self.rule.items.iter().any(|items| items.fields.contains_key("place"));
        let json = self.rule.json.iter().any(|json| json.fields.contains_key("place"));
        let listed = self.proven.ranked.contains(&self.one.group);
        match said {
            Some(outcome) => (table || items || json) && matches!(outcome, Outcome::Winner | Outcome::Placed),
            None => (table || items || json || listed) && matches!(default, Outcome::Winner | Outcome::Label),
        }
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
            (true, _) => Evidence { kind: EvidenceKind::Derived, remark: Remark::Arithmetic },
            (false, true) => Evidence { kind: EvidenceKind::Partial, remark: Remark::ListGoesOn },
            (false, false) => Evidence { kind: EvidenceKind::Stated, remark: "".into() },
        }
    }
}

/// An award has categories even where a page does not print them; a ranking without any is one of all.
fn level_of(kind: Kind, category: &str, sector: &str) -> Level {
    match (category.is_empty(), sector.is_empty(), kind) {
        (false, _, _) | (true, true, Kind::Award | Kind::Label) => Level::Category,
        (true, false, _) => Level::Sector,
        (true, true, Kind::Ranking | Kind::Benchmark) => Level::Overall,
    }
}

/// A label that is no sentence.
fn label(text: &str) -> Option<Label> {
    (!text.is_empty() && text.chars().count() <= 60).then(|| Label::new(text))
}

/// One of a closed choice, by its word.
fn by_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<Error>::new(word)).ok()
}

/// The evidence by its word, with a remark in brackets.
fn evidence(text: &str) -> Option<Evidence> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = by_word(word)?;
    let remark = rest.trim().trim_start_matches('(').trim_end_matches(')').into(); // rules are written in the language of the pages
    Some(Evidence { kind, remark })
}
