//! The companies of a sector over the years, ready for a panel each: the prizes of every year.

use minijinja::value::Value;

use model::{Window, Year};
use rank::{Scope, Standing};

use super::SiteError;
use super::address::Span;
use super::chart::multiples::{Bar, Multiples, Panel, draw};
use super::chart::{Caption, Plate, Role, Table, YearTick};
use super::race::tick;
use super::sentence::names;
use super::sheet::Sheet;

/// How many companies are shown.
const MOST: usize = 8;
/// Fewer companies than this are read from the table as quickly.
const FEWEST: usize = 3;
/// So are fewer years with a prize, and fewer prizes of the first.
const FEWEST_YEARS: usize = 3;
const FEWEST_PRIZES: u64 = 3;
/// How many companies the finding names.
const MOST_NAMED: usize = 3;

/// The first of a sector's standings of all time; nothing when they are few, or of few years.
pub(super) fn rivals(
    sheet: &Sheet,
    scope: &Scope,
    standings: &[&Standing],
) -> Result<Option<Plate>, SiteError> {
    let shown = &standings[..standings.len().min(MOST)];
    let years: Vec<Year> = scope.all_time.query.window.years().collect();
    let prizes: Vec<Vec<Option<u64>>> = shown
        .iter()
        .map(|standing| years.iter().map(|year| prizes(sheet, standing, *year)).collect())
        .collect();
    let with_prize = |at: usize| prizes.iter().any(|row| row[at].is_some());
    let Some(first) = (0..years.len()).find(|at| with_prize(*at)) else { return Ok(None) };
    let told: Vec<usize> = (first..years.len()).filter(|at| with_prize(*at)).collect();
    let most = shown.iter().map(|standing| standing.competitions).max().unwrap_or(0);
    if shown.len() < FEWEST || told.len() < FEWEST_YEARS || most < FEWEST_PRIZES {
        return Ok(None);
    }
    let panels: Result<Vec<Panel>, SiteError> = shown
        .iter()
        .zip(&prizes)
        .map(|(standing, row)| panel(sheet, standing, &years[first..], &row[first..], most))
        .collect();
    let ticks: Result<Vec<YearTick>, SiteError> =
        years[first..].iter().map(|year| tick(sheet, scope, *year)).collect();
    let table = Table {
        headings: std::iter::once(sheet.words.text("col.company")?)
            .chain(told.iter().map(|at| years[*at].to_string()))
            .collect(),
        rows: shown.iter().zip(&prizes).map(|(standing, row)| cells(sheet, standing, row, &told)).collect(),
    };
    let caption = caption(sheet, shown, most, table)?;
    sheet.plate(draw(&Multiples { caption, years: ticks?, panels: panels? }))
}

/// The prizes of a company in a year; none without any.
fn prizes(sheet: &Sheet, standing: &Standing, year: Year) -> Option<u64> {
    let found = sheet.index.standing(Span::Window(Window::year(year)), &standing.company)?;
    Some(found.competitions)
}

fn name<'a>(sheet: &Sheet<'a>, standing: &Standing) -> &'a str {
    &sheet.input.register.company(&standing.company).name
}

fn cells(sheet: &Sheet, standing: &Standing, row: &[Option<u64>], told: &[usize]) -> Vec<String> {
    let cell = |at: &usize| row[*at].map_or_else(|| "–".to_owned(), |prizes| prizes.to_string());
    std::iter::once(name(sheet, standing).to_owned()).chain(told.iter().map(cell)).collect()
}

fn panel(
    sheet: &Sheet,
    standing: &Standing,
    years: &[Year],
    row: &[Option<u64>],
    most: u64,
) -> Result<Panel, SiteError> {
    let name = name(sheet, standing);
    let said = |(year, prizes): (&Year, &Option<u64>)| prizes.map(|prizes| format!("{year} {prizes}"));
    let said: Vec<String> = years.iter().zip(row).filter_map(said).collect();
    let values = [("name", Value::from(name)), ("values", Value::from(said.join(", ")))];
    Ok(Panel {
        name: name.to_owned(),
        role: if standing.competitions == most { Role::Lead } else { Role::Other },
        bars: row.iter().map(|prizes| prizes.map(|value| Bar { value, label: value.to_string() })).collect(),
        title: sheet.words.say("rivals.panel", &values)?,
    })
}

/// Who has most prizes of all years.
fn caption(sheet: &Sheet, shown: &[&Standing], most: u64, table: Table) -> Result<Caption, SiteError> {
    let words = sheet.words;
    let leaders: Vec<&&Standing> = shown.iter().filter(|standing| standing.competitions == most).collect();
    let key = match leaders.len() {
        1 => "rivals.title",
        2..=MOST_NAMED => "rivals.title_tied",
        _ => "rivals.title_many",
    };
    let named = leaders.iter().take(MOST_NAMED).map(|leader| name(sheet, leader).to_owned()).collect();
    let values = [
        ("names", Value::from(names(words, named)?)),
        ("n", most.into()),
        ("companies", leaders.len().into()),
        ("shown", shown.len().into()),
    ];
    Ok(Caption {
        id: "rivals".to_owned(),
        title: words.say(key, &values)?,
        desc: words.say("rivals.desc", &values)?,
        note: Some(words.say("rivals.note", &values)?),
        table: Some(table),
    })
}
