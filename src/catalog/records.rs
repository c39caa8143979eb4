//! `data/*.csv`: the hand-kept editions, one row a line.

use std::collections::HashSet;

use super::file::TextFile;
use super::sheet::{Cell, each_row};
use super::value;
use super::value::Wrong;
use super::value::words::{LEVELS, OUTCOMES};
use crate::model::{Label, Level, Locator, Outcome, Record, Shared, SourceId};

/// The columns, in order.
const COLUMNS: [&str; 14] = [
    "edition", "awarded", "category", "sector", "level", "rank", "outcome", "company", "person", "score",
    "scale", "url", "title", "evidence",
];

/// The bytes of a row, about: a row carries an address and a headline.
const USUAL_ROW: usize = 150;

/// Where a row does not say, it belongs to a category.
const LEVEL: Level = Level::Category;

/// The rows without a mistake, in the order of lines.
pub fn read(file: &TextFile, source: &SourceId) -> Vec<Record> {
    let mut records = Vec::with_capacity(file.text.len() / USUAL_ROW);
    let (mut said, name) = (Said::default(), Shared::from(file.name.as_str()));
    each_row(file, &COLUMNS, |row, cells| {
        let locator = Locator::Row { file: name.clone(), line: row.line };
        records.extend(record(cells, source, locator, &mut said));
    });
    records
}

fn record(cells: [Cell<'_>; 14], source: &SourceId, locator: Locator, said: &mut Said) -> Option<Record> {
    let [
        edition,
        awarded,
        category,
        sector,
        level,
        rank,
        outcome,
        company,
        person,
        score,
        scale,
        url,
        title,
        evidence,
    ] = cells;
    let label = edition.required(|text| said.label(text));
    let day = awarded.optional(value::day);
    let which = level.optional(|text| value::word(text, LEVELS)).unwrap_or(LEVEL);
    let place = rank.optional(value::place);
    let outcome = outcome.required(|text| value::word(text, OUTCOMES));
    let number = score.optional(value::number);
    let range = scale.optional(value::scale);
    let url = url.required(|text| said.page(text));
    let evidence = evidence.required(value::evidence);
    let outcome = outcome.filter(|outcome| has_subject(*outcome, [company, person], [score, rank]));
    Some(Record {
        source: source.clone(),
        edition: label?,
        awarded: day,
        category: said.categories.one(category.text),
        sector: said.sectors.one(sector.text),
        level: which,
        place,
        outcome: outcome?,
        company: company.text.into(),
        person: person.text.into(),
        score: number,
        scale: range,
        url: url?,
        title: said.titles.one(title.text),
        evidence: evidence?,
        locator,
    })
}

/// What the rows of a file have said so far: the next one mostly says the same again, which need not be checked.
#[derive(Default)]
struct Said {
    label: Option<Label>,
    categories: Texts,
    sectors: Texts,
    pages: Texts,
    titles: Texts,
}

impl Said {
    fn label(&mut self, text: &str) -> Result<Label, Wrong> {
        if let Some(label) = self.label.as_ref().filter(|label| label.as_str() == text) {
            return Ok(label.clone());
        }
        let label = value::label(text)?;
        Ok(self.label.insert(label).clone())
    }

    fn page(&mut self, text: &str) -> Result<Shared, Wrong> {
        if !self.pages.0.contains(text) {
            value::address(text)?;
        }
        Ok(self.pages.one(text))
    }
}

/// The different texts of a column, each kept once.
#[derive(Default)]
struct Texts(HashSet<Shared>);

impl Texts {
    fn one(&mut self, text: &str) -> Shared {
        if text.is_empty() {
            return Shared::default();
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new = Shared::from(text);
        self.0.insert(new.clone());
        new
    }
}

/// Whether the row tells whom it is about, and what was found.
fn has_subject(outcome: Outcome, [company, person]: [Cell<'_>; 2], [score, rank]: [Cell<'_>; 2]) -> bool {
    let nobody = company.is_empty() && person.is_empty();
    match outcome {
        Outcome::Measured if nobody && score.is_empty() => {
            score.refuse("an average without a score", "give the score, or the company that it is about");
            false
        }
        Outcome::Measured if score.is_empty() && rank.is_empty() => {
            score.refuse("`measured` without a score", "give the score, or say what was won in `outcome`");
            false
        }
        Outcome::Measured => true,
        Outcome::Winner
        | Outcome::Placed
        | Outcome::Special
        | Outcome::Label
        | Outcome::Finalist
        | Outcome::Mention
        | Outcome::Last
        | Outcome::Annulled => {
            if nobody {
                company.refuse(
                    "nobody received this",
                    "give the company or the person; an average is `measured`",
                );
            }
            !nobody
        }
    }
}
