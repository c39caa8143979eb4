//! `data/*.csv`: the hand-kept editions, one row a line.

use super::file::TextFile;
use super::sheet::{Cell, each_row};
use super::value;
use super::value::Wrong;
use super::value::words::{LEVELS, OUTCOMES};
use crate::model::{Label, Level, Locator, Outcome, Record, SourceId};

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
    let mut last = Last::default();
    each_row(file, &COLUMNS, |row, cells| {
        let locator = Locator::Row { file: file.name.clone(), line: row.line };
        records.extend(record(cells, source, locator, &mut last));
    });
    records
}

fn record(cells: [Cell<'_>; 14], source: &SourceId, locator: Locator, last: &mut Last) -> Option<Record> {
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
    let label = edition.required(|text| last.label(text));
    let day = awarded.optional(value::day);
    let which = level.optional(|text| value::word(text, LEVELS)).unwrap_or(LEVEL);
    let place = rank.optional(value::place);
    let outcome = outcome.required(|text| value::word(text, OUTCOMES));
    let number = score.optional(value::number);
    let range = scale.optional(value::scale);
    let url = url.required(|text| last.address(text));
    let evidence = evidence.required(value::evidence);
    let outcome = outcome.filter(|outcome| has_subject(*outcome, [company, person], [score, rank]));
    Some(Record {
        source: source.clone(),
        edition: label?,
        awarded: day,
        category: category.owned(),
        sector: sector.owned(),
        level: which,
        place,
        outcome: outcome?,
        company: company.owned(),
        person: person.owned(),
        score: number,
        scale: range,
        url: url?,
        title: title.owned(),
        evidence: evidence?,
        locator,
    })
}

/// What the last row says: neighbouring rows are mostly of one edition and from one page, which need not be checked
/// again.
#[derive(Default)]
struct Last {
    label: Option<Label>,
    page: String,
}

impl Last {
    fn label(&mut self, text: &str) -> Result<Label, Wrong> {
        if let Some(label) = self.label.as_ref().filter(|label| label.as_str() == text) {
            return Ok(label.clone());
        }
        let label = value::label(text)?;
        Ok(self.label.insert(label).clone())
    }

    fn address(&mut self, text: &str) -> Result<String, Wrong> {
        if text != self.page {
            self.page = value::address(text)?;
        }
        Ok(self.page.clone())
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
