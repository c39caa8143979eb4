//! The CSV files: `data/*.csv`, the hand-kept editions; `data/left-out.csv`, what is kept out of them; `published.csv`,
//! what others published. One row a line, whose columns are declared in [`keys`](crate::keys).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::file::TextFile;
use crate::keys::{LEFT_OUT, PUBLISHED, ROWS};
use crate::labels;
use crate::sheet::{CsvCell, each_row};
use crate::value::words::{LEVELS, OUTCOMES};
use crate::value::{self, Wrong};
use model::{
    Day, Evidence, Label, Level, Locator, Outcome, Period, Published, Record, Shared, Source, SourceId,
    Window,
};

/// Where a row does not say, it belongs to a category.
const LEVEL: Level = Level::Category;

/// The sound rows of a source's file, in the order of lines. `declared` is the source, unless its table has a mistake.
pub fn rows(file: &TextFile, source: SourceId, declared: Option<&Source>) -> Vec<Record> {
    let lines = file.text.bytes().filter(|byte| *byte == b'\n').count();
    let mut records = Vec::with_capacity(lines);
    let mut labels: BTreeMap<Label, Range<usize>> = BTreeMap::new();
    let (mut said, name) = (RowBefore::default(), Shared::from(file.name.as_str()));
    each_row(file, &ROWS, |row, cells| {
        let before = said.label;
        let locator = Locator::Row { file: name, line: row.line, proof: None };
        records.extend(record(cells, source, locator, &mut said));
        let [edition, ..] = cells;
        if let Some(label) = said.label.filter(|label| Some(*label) != before) {
            labels.entry(label).or_insert_with(|| edition.span());
        }
    });
    if let Some(source) = declared {
        labels::check(file, source, &labels);
    }
    records
}

fn record(
    cells: [CsvCell<'_>; 16],
    source: SourceId,
    locator: Locator,
    said: &mut RowBefore,
) -> Option<Record> {
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
        remark_en,
        added,
    ] = cells;
    let label = edition.required(|text| said.label(text));
    let day = awarded.optional(value::day);
    let added = added.optional(whole_day);
    let which = level.optional(|text| value::word(text, LEVELS)).unwrap_or(LEVEL);
    let place = rank.optional(value::place);
    let outcome = outcome.required(|text| value::word(text, OUTCOMES));
    let number = score.optional(value::number);
    let range = scale.optional(value::scale);
    let url = url.required(|text| said.page(text));
    let heading =
        if title.is_empty() { Some(Shared::default()) } else { title.required(|text| said.title(text)) };
    let evidence = evidence.required(|text| said.evidence(text, remark_en.text));
    let outcome = outcome.filter(|outcome| has_subject(*outcome, [company, person], score));
    Some(Record {
        source,
        edition: label?,
        awarded: day,
        added,
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
        title: heading?,
        evidence: evidence?,
        locator,
    })
}

/// A day on which something was done here, which is known whole.
fn whole_day(text: &str) -> Result<Day, Wrong> {
    let day = value::day(text)?;
    day.day().map(|_| day).ok_or_else(|| Wrong::new("it is not a whole day", "write it as 2026-11-21"))
}

/// What the row before said: the next one mostly says the same again, which need be neither checked nor looked up.
#[derive(Default)]
struct RowBefore {
    label: Option<Label>,
    category: Shared,
    sector: Shared,
    person: Shared,
    url: Shared,
    title: Shared,
    evidence: Option<([Shared; 2], Evidence)>,
}

impl RowBefore {
    fn title(&mut self, text: &str) -> Result<Shared, Wrong> {
        if *self.title != *text {
            value::headline(text)?;
        }
        Ok(again(&mut self.title, text))
    }

    fn label(&mut self, text: &str) -> Result<Label, Wrong> {
        match self.label.filter(|label| label.as_str() == text) {
            Some(label) => Ok(label),
            None => Ok(*self.label.insert(value::label(text)?)),
        }
    }

    fn evidence(&mut self, text: &str, remark_en: &str) -> Result<Evidence, Wrong> {
        match self.evidence.filter(|([own, en], _)| own == text && en == remark_en) {
            Some((_, evidence)) => Ok(evidence),
            None => {
                let evidence = value::evidence(text, remark_en)?;
                Ok(self.evidence.insert(([text.into(), remark_en.into()], evidence)).1)
            }
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
fn has_subject(outcome: Outcome, [company, person]: [CsvCell<'_>; 2], score: CsvCell<'_>) -> bool {
    let nobody = company.is_empty() && person.is_empty();
    match outcome {
        Outcome::Measured if nobody && score.is_empty() => {
            score.refuse("an average without a score", "give the score, or the company that it is about");
            false
        }
        Outcome::Measured if score.is_empty() => {
            score.refuse(
                "`measured` without a score",
                "give the score, or say what was won in `outcome`; a place alone is `placed`",
            );
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

/// `data/left-out.csv`. Nothing is made of its rows: they must only say where they belong and why they are left out.
pub fn check_left_out(file: &TextFile) {
    each_row(file, &LEFT_OUT, |_, [source, .., reason]| {
        source.required(|_| Ok(()));
        reason.required(|_| Ok(()));
    });
}

/// `published.csv`: the rows without a mistake, in the order of lines.
pub fn published(file: &TextFile) -> Vec<Published> {
    let mut published = vec![];
    each_row(file, &PUBLISHED, |_, cells| published.extend(figure(cells)));
    published
}

fn figure([year, figure, value, value_en, company, url, evidence]: [CsvCell<'_>; 7]) -> Option<Published> {
    let period = year.required(period);
    let name = figure.required(as_printed);
    let url = url.required(value::address);
    let evidence = evidence.required(as_printed);
    if value.is_empty() && company.is_empty() {
        value.refuse("neither a value nor a company", "give the value, or the company that the figure names");
    }
    Some(Published {
        period: period?,
        figure: name?,
        value: value.owned(),
        value_en: value_en.owned(),
        company: company.owned(),
        url: url?,
        evidence: evidence?,
    })
}

fn as_printed(text: &str) -> Result<String, Wrong> {
    Ok(text.to_owned())
}

fn period(text: &str) -> Result<Period, Wrong> {
    if text == "all" {
        return Ok(Period::All);
    }
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let years = value::year(from).ok().zip(value::year(to).ok());
    let window = years.and_then(|(from, to)| Window::new(from, to)).map(Period::Years);
    window.ok_or_else(|| {
        Wrong::new("it is neither a year nor a range of years", "write 2012, 2016-2025 or all")
    })
}
