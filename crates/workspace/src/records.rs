//! `data/*.csv`: the hand-kept editions, one row a line.

use super::file::TextFile;
use super::sheet::{Cell, each_row};
use super::value;
use super::value::Wrong;
use super::value::words::{LEVELS, OUTCOMES};
use model::{Evidence, Label, Level, Locator, Outcome, Record, Shared, SourceId};

/// The columns, in order.
const COLUMNS: [&str; 14] = [
    "edition", "awarded", "category", "sector", "level", "rank", "outcome", "company", "person", "score",
    "scale", "url", "title", "evidence",
];

/// Where a row does not say, it belongs to a category.
const LEVEL: Level = Level::Category;

/// The rows without a mistake, in the order of lines.
pub fn read(file: &TextFile, source: &SourceId) -> Vec<Record> {
    let lines = file.text.bytes().filter(|byte| *byte == b'\n').count();
    let mut records = Vec::with_capacity(lines);
    let (mut said, name) = (Said::default(), Shared::from(file.name.as_str()));
    each_row(file, &COLUMNS, |row, cells| {
        let locator = Locator::Row { file: name, line: row.line };
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
    let evidence = evidence.required(|text| said.evidence(text));
    let outcome = outcome.filter(|outcome| has_subject(*outcome, [company, person], [score, rank]));
    Some(Record {
        source: *source,
        edition: label?,
        awarded: day,
        category: again(&mut said.category, category.text),
        sector: again(&mut said.sector, sector.text),
        level: which,
        place,
        outcome: outcome?,
        company: company.text.into(),
        person: again(&mut said.person, person.text),
        score: number,
        scale: range,
        url: url?,
        title: again(&mut said.title, title.text),
        evidence: evidence?,
        locator,
    })
}

/// What the row before said: the next one mostly says the same again, which need be neither checked nor looked up.
#[derive(Default)]
struct Said {
    label: Option<Label>,
    category: Shared,
    sector: Shared,
    person: Shared,
    url: Shared,
    title: Shared,
    evidence: Option<(Shared, Evidence)>,
}

impl Said {
    fn label(&mut self, text: &str) -> Result<Label, Wrong> {
        match self.label.filter(|label| label.as_str() == text) {
            Some(label) => Ok(label),
            None => Ok(*self.label.insert(value::label(text)?)),
        }
    }

    fn evidence(&mut self, text: &str) -> Result<Evidence, Wrong> {
        match self.evidence.filter(|(before, _)| before == text) {
            Some((_, evidence)) => Ok(evidence),
            None => Ok(self.evidence.insert((text.into(), value::evidence(text)?)).1),
        }
    }

    fn page(&mut self, text: &str) -> Result<Shared, Wrong> {
        if self.url != *text {
            value::address(text)?;
        }
        Ok(again(&mut self.url, text))
    }
}

/// A text, as the row before has it where it says the same.
fn again(before: &mut Shared, text: &str) -> Shared {
    if *before != *text {
        *before = text.into();
    }
    *before
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
