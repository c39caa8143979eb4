//! A table of measures as a chart: lines that break where an edition is missing.

use minijinja::value::Value;

use model::{Day, Subject};
use rank::{Series, SeriesPoint};

use super::SiteError;
use super::chart::series::{self, Benchmark, Joined, Line, draw};
use super::chart::{Caption, Plate};
use super::sheet::Sheet;

/// Editions further apart than this, in months, have one missing between them: yearly dates move by a few months.
const LONGEST_STEP: i64 = 15;
/// A line of fewer points shows nothing that its table does not.
const FEWEST_POINTS: usize = 3;
/// Fewer steps than this in a whole chart are dots, not lines.
const FEWEST_STEPS: usize = 2;

/// The chart of series of one source, heading, level and scale; nothing when none is long enough.
pub(super) fn gauge(sheet: &Sheet, group: &[&Series], id: &str) -> Result<Option<Plate>, SiteError> {
    let mut long: Vec<&&Series> =
        group.iter().filter(|series| series.points.len() >= FEWEST_POINTS).collect();
    let latest = |series: &Series| series.points.last().map(|point| (point.year, point.value));
    long.sort_by(|a, b| {
        let longest = b.points.len().cmp(&a.points.len());
        let average = (b.subject == Subject::Average).cmp(&(a.subject == Subject::Average));
        average.then(longest).then_with(|| latest(b).cmp(&latest(a))).then_with(|| a.subject.cmp(&b.subject))
    });
    let lead = long.iter().find(|series| series.subject != Subject::Average).or(long.first()).copied();
    let Some(lead) = lead else { return Ok(None) };
    let lines: Result<Vec<Line>, SiteError> = long.iter().map(|series| line(sheet, series, lead)).collect();
    let lines = lines?;
    let points = lines.iter().flat_map(|line| &line.points);
    if points.filter(|point| point.joined == Joined::ToPrevious).count() < FEWEST_STEPS {
        return Ok(None);
    }
    let caption = Caption {
        id: id.to_owned(),
        title: finding(sheet, lead)?,
        desc: sheet.words.text("gauge.desc")?,
        note: None,
        table: None,
    };
    let decimal_mark = sheet.words.typography.decimal_mark();
    sheet.plate(draw(&Benchmark { caption, lines, breaks: Vec::new(), decimal_mark }))
}

/// From the first figure to the last, in a sentence.
fn finding(sheet: &Sheet, lead: &Series) -> Result<String, SiteError> {
    let (first, last) = lead.points.first().zip(lead.points.last()).expect("a long series has points");
    let number = |point: &SeriesPoint| Value::from(sheet.words.typography.decimal(point.value));
    let values = [
        ("name", Value::from(name(sheet, lead)?)),
        ("from", Value::from(first.edition.to_string())),
        ("to", Value::from(last.edition.to_string())),
        ("then", number(first)),
        ("now", number(last)),
    ];
    Ok(sheet.words.say("gauge.title", &values)?)
}

fn name(sheet: &Sheet, series: &Series) -> Result<String, SiteError> {
    match &series.subject {
        Subject::Company(id) => Ok(sheet.input.register.company(id).name.clone()),
        Subject::Average => Ok(sheet.words.text("series.average")?),
    }
}

fn line(sheet: &Sheet, series: &Series, lead: &Series) -> Result<Line, SiteError> {
    let name = name(sheet, series)?;
    let subject = match &series.subject {
        Subject::Average => series::Subject::Average,
        subject if *subject == lead.subject => series::Subject::Lead,
        Subject::Company(_) => series::Subject::Company,
    };
    let mut before: Option<i64> = None;
    let mut points = Vec::new();
    for point in &series.points {
        let month = month(sheet.index.measure(point.measure).awarded);
        let near = before.is_some_and(|before| month - before <= LONGEST_STEP);
        let label = sheet.words.typography.decimal(point.value);
        let values = [
            ("name", Value::from(name.as_str())),
            ("edition", Value::from(point.edition.as_str())),
            ("value", Value::from(label.as_str())),
        ];
        points.push(series::Point {
            month,
            value: point.value,
            title: sheet.words.say("gauge.point", &values)?,
            label,
            joined: if near { Joined::ToPrevious } else { Joined::Apart },
        });
        before = Some(month);
    }
    Ok(Line { name, subject, points })
}

/// Months since the year 0; January where only the year is known.
fn month(day: Day) -> i64 {
    day.year().get() * 12 + day.month().map_or(0, |month| i64::from(month) - 1)
}
