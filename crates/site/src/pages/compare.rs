//! Two companies side by side. Without scripts the two that won most ever; with one, any two of all.
//!
//! The page carries what it compares of the first companies as data: a page for each pair would be thousands of pages.

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{CompanyId, Subject, Window};
use rank::{Ranking, Series, Standing};

use crate::SiteError;
use crate::parts::badge::Badge;
use crate::parts::claim::Claim;
use crate::press::address::{Address, Board, Span};
use crate::press::functions::raised;
use crate::press::sheet::{Link, Sheet};
use crate::words::WordsError;

/// How many of the first of all years can be compared: the data of ten thousand would make a page of four megabytes.
const MOST_COMPARED: usize = 200;

/// Whether the page can compare a company.
pub(crate) fn compares(sheet: &Sheet, id: &CompanyId) -> bool {
    let scope = sheet.input.figures.scopes().first();
    let mut compared = scope.into_iter().flat_map(|scope| &scope.all_time.standings).take(MOST_COMPARED);
    compared.any(|standing| standing.company == *id)
}

/// Every row, and every company with a distinction.
#[derive(Serialize)]
struct Data {
    rows: Vec<CompareRow>,
    companies: Vec<CompareProfile>,
}

#[derive(Clone, Serialize)]
struct CompareRow {
    kind: CompareKind,
    #[serde(flatten)]
    name: Link,
    /// The names that a rank of this row rests on.
    known: Option<String>,
}

/// Which part of the table a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum CompareKind {
    Ever,
    Year,
    Measure,
}

/// A company: what it has in each row, by the row's position.
#[derive(Serialize)]
struct CompareProfile {
    id: String,
    #[serde(flatten)]
    company: Link,
    /// As markup: the letters of ordinals stand high.
    cells: BTreeMap<usize, String>,
}

/// The view of the comparison.
pub(crate) fn view(sheet: &Sheet, script: &str) -> Result<Value, SiteError> {
    let scope = sheet.input.figures.scopes().first();
    let years: Vec<&Ranking> = scope.into_iter().flat_map(|scope| scope.years.iter().rev()).collect();
    let measures = Measures::of(sheet)?;
    let rows = rows(sheet, &years, &measures)?;
    let standings = scope.map_or(&[][..], |scope| &scope.all_time.standings[..]);
    let companies: Result<Vec<CompareProfile>, SiteError> = standings
        .iter()
        .take(MOST_COMPARED)
        .map(|standing| profile(sheet, standing, &years, &measures))
        .collect();
    let companies = companies?;
    let pair = companies.get(..2).unwrap_or_default();
    let cells = |position: usize| pair.iter().map(|one| one.cells.get(&position).cloned()).collect();
    let all = rows.iter().enumerate().map(|(position, row)| (row.clone(), cells(position)));
    let any = all.filter(|(_, cells): &(_, Vec<Option<_>>)| cells.iter().any(Option::is_some));
    Ok(view! {
        pair: pair.iter().map(|one| one.company.clone()).collect::<Vec<_>>(),
        shown: any.map(|(row, cells)| view! { row: row, cells: cells }).collect::<Vec<_>>(),
        data: Data { rows, companies },
        script: sheet.links.to_root(script),
    })
}

/// The sums, in the order of [`sums`].
const SUMS: [&str; 5] = ["family", "all_time_rank", "prizes_ever", "distinctions_ever", "years_ever"];

fn rows(sheet: &Sheet, years: &[&Ranking], measures: &Measures) -> Result<Vec<CompareRow>, WordsError> {
    let mut rows = Vec::new();
    for sum in SUMS {
        let name = Link { name: sheet.words.text(&format!("compare.{sum}"))?, href: None };
        let scope = sheet.input.figures.scopes().first().filter(|_| sum == "all_time_rank");
        let known = scope.map(|scope| known(sheet, &scope.all_time)).transpose()?;
        rows.push(CompareRow { kind: CompareKind::Ever, name, known });
    }
    for ranking in years {
        let window = Window::year(ranking.query.window.to);
        let board = Board { scope: 0, span: Span::Window(window) };
        let href = Some(sheet.links.to(&Address::Leaderboard(board)));
        let name = Link { name: window.to.to_string(), href };
        rows.push(CompareRow { kind: CompareKind::Year, name, known: Some(known(sheet, ranking)?) });
    }
    let measure = |name: &Link| CompareRow { kind: CompareKind::Measure, name: name.clone(), known: None };
    rows.extend(measures.names.iter().map(measure));
    Ok(rows)
}

/// The names that a ranking rests on, for a narrow column.
fn known(sheet: &Sheet, ranking: &Ranking) -> Result<String, WordsError> {
    let Badge { part, whole, lacking, .. } = Badge::of(sheet, ranking);
    match (whole, lacking) {
        (Some(whole), _) => sheet.words.say("badge.short", &[("part", part.into()), ("n", whole.into())]),
        (None, 0) => sheet.words.say("badge.open", &[("n", part.into())]),
        (None, _) => sheet.words.say("badge.lacking", &[("n", part.into()), ("lists", lacking.into())]),
    }
}

fn profile(
    sheet: &Sheet,
    standing: &Standing,
    years: &[&Ranking],
    measures: &Measures,
) -> Result<CompareProfile, SiteError> {
    let mut cells: BTreeMap<usize, String> = BTreeMap::new();
    let sums = sums(sheet, standing)?.into_iter().enumerate();
    cells.extend(sums.filter_map(|(position, sum)| Some((position, sum?))));
    for (position, ranking) in years.iter().enumerate() {
        let span = Span::Window(ranking.query.window);
        if let Some(found) = sheet.index.standing(span, &standing.company) {
            cells.insert(SUMS.len() + position, of_year(sheet, ranking, found)?);
        }
    }
    let first = SUMS.len() + years.len();
    let values = measures.values.get(&standing.company).into_iter().flatten();
    cells.extend(values.map(|(position, value)| (first + position, value.clone())));
    for cell in cells.values_mut() {
        *cell = raised(sheet.words, cell);
    }
    Ok(CompareProfile { id: standing.company.to_string(), company: sheet.company(&standing.company), cells })
}

fn sums(sheet: &Sheet, standing: &Standing) -> Result<[Option<String>; SUMS.len()], WordsError> {
    let sector = sheet.input.register.company(&standing.company).sector.as_ref();
    let number = |n: u64| sheet.words.typography.number(i64::try_from(n).unwrap_or(i64::MAX));
    let scope = sheet.input.figures.scopes().first();
    let career = scope.and_then(|scope| scope.careers().get(&standing.company));
    Ok([
        sector.and_then(|id| sheet.sector(id)).map(|sector| sector.name),
        Some(sheet.rank(standing.rank, standing.tied)?),
        Some(number(standing.competitions)),
        Some(number(standing.awards)),
        career.map(|career| number(career.ranks.len() as u64)),
    ])
}

/// The prizes of a year; the rank too, where enough is known to rank.
fn of_year(sheet: &Sheet, ranking: &Ranking, standing: &Standing) -> Result<String, WordsError> {
    let prizes = sheet.words.say("prizes", &[("n", standing.competitions.into())])?;
    if Claim::of(sheet, ranking).is_thin() {
        return Ok(prizes);
    }
    Ok(format!("{}, {prizes}", sheet.rank(standing.rank, standing.tied)?))
}

/// The benchmarks of companies: only values of one source, heading, level and scale stand in one row.
struct Measures<'a> {
    names: Vec<Link>,
    /// The last value of each company, by row.
    values: BTreeMap<&'a CompanyId, BTreeMap<usize, String>>,
}

impl<'a> Measures<'a> {
    fn of(sheet: &Sheet<'a>) -> Result<Self, WordsError> {
        let mut rows: BTreeMap<_, Vec<(&CompanyId, &Series)>> = BTreeMap::new();
        for series in sheet.input.figures.benchmarks() {
            if let Subject::Company(company) = &series.subject {
                let key = (&series.source, &series.category, series.level, series.scale);
                rows.entry(key).or_default().push((company, series));
            }
        }
        let mut found = Self { names: Vec::new(), values: BTreeMap::new() };
        for (position, (_, measured)) in rows.iter().enumerate() {
            found.names.push(
                measured.first().map(|(_, series)| name(sheet, series)).transpose()?.unwrap_or_default(),
            );
            for &(company, series) in measured {
                if let Some(point) = series.points.last() {
                    let value = sheet.words.typography.decimal(point.value);
                    let said = format!("{value} ({})", point.edition);
                    found.values.entry(company).or_default().insert(position, said);
                }
            }
        }
        Ok(found)
    }
}

fn name(sheet: &Sheet, series: &Series) -> Result<Link, WordsError> {
    let source = sheet.source(&series.source);
    let mut name = source.name;
    if !series.category.is_empty() {
        name.push_str(&format!(", {}", sheet.words.typography.quoted(&series.category)));
    }
    if let Some(scale) = series.scale {
        let scale =
            sheet.words.say("scale.known", &[("low", scale.low.into()), ("high", scale.high.into())])?;
        name.push_str(&format!(", {scale}"));
    }
    Ok(Link { name, href: source.href })
}
