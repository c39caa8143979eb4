//! A table of measures as lines, where they are long enough to show what the table does not.

use std::cmp::Reverse;

use minijinja::value::Value;

use model::{Day, Subject};
use rank::{Series, SeriesPoint};

use crate::SiteError;
use crate::charts::{Caption, Chart, ChartLine, LinePoint, LineRole, Lines};
use crate::press::sheet::Sheet;
use crate::words::WordsError;

/// Editions further apart than this, in months, have one missing between them: yearly dates move by a few months.
const LONGEST_STEP: i64 = 15;
/// Two or three values are read from the table as quickly.
const FEWEST_POINTS: usize = 4;
/// Fewer steps than this in a whole chart are dots, not lines.
const FEWEST_STEPS: usize = 2;
/// More lines than this cannot be told apart.
const MOST_LINES: usize = 10;

/// The chart of series of one source, heading, level and scale; nothing when none is long enough.
pub(crate) fn chart(sheet: &Sheet, group: &[&Series], id: String) -> Result<Option<Chart>, SiteError> {
    let mut long: Vec<&Series> =
        group.iter().copied().filter(|series| series.points.len() >= FEWEST_POINTS).collect();
    let latest = |series: &Series| series.points.last().map(|point| (point.year, point.value));
    long.sort_by_cached_key(|series| {
        let average = series.subject == Subject::Average;
        (!average, Reverse(series.points.len()), Reverse(latest(series)), series.subject.clone())
    });
    let all = long.len();
    long.truncate(MOST_LINES);
    let lines: Result<Vec<ChartLine>, SiteError> =
        long.iter().map(|series| line(sheet, series, all)).collect();
    let lines = Lines { lines: lines?, decimal_mark: sheet.words.typography.decimal_mark() };
    let stretches = lines.lines.iter().flat_map(|line| &line.stretches);
    if stretches.map(|stretch| stretch.len() - 1).sum::<usize>() < FEWEST_STEPS {
        return Ok(None);
    }
    let caption = Caption {
        id,
        title: finding(sheet, &long, all)?,
        desc: sheet.words.text("benchmark.desc")?,
        note: Some(note(sheet, long[0], &lines, all)?),
    };
    Ok(lines.chart(caption))
}

/// The average from its first figure to its last, or the only subject; of several none is picked out.
fn finding(sheet: &Sheet, shown: &[&Series], all: usize) -> Result<String, WordsError> {
    let first = shown[0];
    if all > 1 && first.subject != Subject::Average {
        let editions = || shown.iter().flat_map(|series| &series.points).map(|p| (p.year, &p.edition));
        let edition = |edition: Option<(_, &model::Label)>| Value::from(edition.map(|(_, e)| e.to_string()));
        let ends = [("from", edition(editions().min())), ("to", edition(editions().max()))];
        let values = [("n", Value::from(all)), ends[0].clone(), ends[1].clone()];
        return sheet.words.say("benchmark.title_many", &values);
    }
    let (then, now) = first.points.first().zip(first.points.last()).expect("a long series has points");
    let number = |point: &SeriesPoint| Value::from(sheet.words.typography.decimal(point.value));
    let values = [
        ("name", Value::from(name(sheet, first)?)),
        ("from", Value::from(then.edition.to_string())),
        ("to", Value::from(now.edition.to_string())),
        ("then", number(then)),
        ("now", number(now)),
    ];
    sheet.words.say("benchmark.title", &values)
}

/// What is measured, on which scale, where the axis shows only a part of it, and what is left out.
fn note(sheet: &Sheet, series: &Series, lines: &Lines, all: usize) -> Result<String, WordsError> {
    let words = sheet.words;
    let source = sheet.source(&series.source).name;
    let heading = Some(series.category.as_str()).filter(|heading| !heading.is_empty());
    let what: Vec<&str> = std::iter::once(source.as_str()).chain(heading).collect();
    let mut told = vec![format!("{}.", what.join(", "))];
    if let Some((low, high)) = lines.ends() {
        let decimal = |value| Value::from(words.typography.decimal(value));
        let whole = |value: i64| Value::from(words.typography.number(value));
        let mut values = vec![("low", decimal(low)), ("high", decimal(high))];
        match series.scale {
            Some(scale) => {
                values.extend([("from", whole(scale.low)), ("to", whole(scale.high))]);
                let full = low.micros() <= i128::from(scale.low) * 1_000_000;
                told.push(words.say(if full { "benchmark.scale" } else { "benchmark.cut" }, &values)?);
            }
            None if low.micros() > 0 => told.push(words.say("benchmark.above_zero", &values)?),
            None => {}
        }
    }
    if all > MOST_LINES {
        told.push(words.say("benchmark.most", &[("n", MOST_LINES.into()), ("whole", all.into())])?);
    }
    Ok(told.join(" "))
}

fn name(sheet: &Sheet, series: &Series) -> Result<String, WordsError> {
    match &series.subject {
        Subject::Company(id) => Ok(sheet.input.register.company(id).name.clone()),
        Subject::Average => sheet.words.text("series.average"),
    }
}

/// One of so many lines.
fn line(sheet: &Sheet, series: &Series, all: usize) -> Result<ChartLine, SiteError> {
    let name = name(sheet, series)?;
    let role = match &series.subject {
        Subject::Average => LineRole::Average,
        Subject::Company(_) if all == 1 => LineRole::Lead,
        Subject::Company(_) => LineRole::Other,
    };
    let mut stretches: Vec<Vec<LinePoint>> = Vec::new();
    for point in &series.points {
        let label = sheet.words.typography.decimal(point.value);
        let values = [
            ("name", Value::from(name.as_str())),
            ("edition", Value::from(point.edition.as_str())),
            ("value", Value::from(label.as_str())),
        ];
        let title = sheet.words.say("benchmark.point", &values)?;
        let month = month(sheet.index.measure(point.measure).awarded);
        let drawn = LinePoint { month, value: point.value, label, title };
        let goes_on = |last: &LinePoint| month - last.month <= LONGEST_STEP && !point.broken;
        match stretches.last_mut().filter(|stretch| stretch.last().is_some_and(goes_on)) {
            Some(stretch) => stretch.push(drawn),
            None => stretches.push(vec![drawn]),
        }
    }
    Ok(ChartLine { name, role, stretches })
}

/// Months since the year 0; January where only the year is known.
fn month(day: Day) -> i64 {
    day.year().get() * 12 + day.month().map_or(0, |month| i64::from(month) - 1)
}
