//! A company's rank over the years, ready for its chart.

use minijinja::value::Value;

use model::{CompanyId, Window, Year};
use rank::{Ranking, Standing};

use super::SiteError;
use super::address::Span;
use super::chart::career::{Career, Place, draw};
use super::chart::{Caption, Plate};
use super::race::tick;
use super::sheet::Sheet;

/// The career of a company in the default scope; nothing when it has a rank in fewer than two years.
pub(super) fn career(sheet: &Sheet, id: &CompanyId) -> Result<Option<Plate>, SiteError> {
    let Some(scope) = sheet.input.figures.scopes().first() else { return Ok(None) };
    let standing = |ranking: &Ranking| sheet.index.standing(Span::Window(ranking.query.window), id).cloned();
    let ranked: Vec<(Year, Standing)> =
        scope.years.iter().filter_map(|r| Some((r.query.window.to, standing(r)?))).collect();
    let Some(((from, _), (to, _))) = ranked.first().zip(ranked.last()).filter(|_| ranked.len() > 1) else {
        return Ok(None);
    };
    let window = Window::new(*from, *to).expect("years stand oldest first");
    let ticks: Result<Vec<_>, SiteError> = window.years().map(|year| tick(sheet, scope, year)).collect();
    let places: Result<Vec<_>, SiteError> = window
        .years()
        .map(|year| ranked.iter().find(|(y, _)| *y == year).map(|(_, s)| place(sheet, year, s)).transpose())
        .collect();
    let caption = Caption {
        id: "career".to_owned(),
        title: finding(sheet, &ranked)?,
        desc: sheet.words.text("career.desc")?,
        note: None,
        table: None,
    };
    sheet.plate(draw(&Career { caption, years: ticks?, places: places? }))
}

/// The best rank, and when it was reached last.
fn finding(sheet: &Sheet, ranked: &[(Year, Standing)]) -> Result<String, SiteError> {
    let best = ranked.iter().map(|(_, standing)| standing.rank).min().unwrap_or(1);
    let mut times = ranked.iter().filter(|(_, standing)| standing.rank == best);
    let values = [
        ("rank", Value::from(ordinal(sheet, best))),
        ("n", Value::from(times.clone().count())),
        ("year", Value::from(times.next_back().map(|(year, _)| year.to_string()).unwrap_or_default())),
    ];
    Ok(sheet.words.say("career.title", &values)?)
}

fn place(sheet: &Sheet, year: Year, standing: &Standing) -> Result<Place, SiteError> {
    let rank = ordinal(sheet, standing.rank);
    let values = [("year", Value::from(year.to_string())), ("rank", Value::from(rank.as_str()))];
    let key = if standing.tied { "career.place_tied" } else { "career.place" };
    Ok(Place { rank: standing.rank, title: sheet.words.say(key, &values)?, label: rank })
}

fn ordinal(sheet: &Sheet, rank: u32) -> String {
    format!("{rank}{}", sheet.words.typography.ordinal_mark(u64::from(rank)))
}
