//! Companies and newcomers per year, ready for the column chart.

use minijinja::value::Value;

use rank::{Scope, TrendPoint};

use super::SiteError;
use super::chart::columns::{Census, YearCount, draw};
use super::chart::{Caption, Plate};
use super::race::tick;
use super::sheet::Sheet;

/// The census of a scope; nothing when no year has a company.
pub(super) fn census(sheet: &Sheet, scope: &Scope, id: &str) -> Result<Option<Plate>, SiteError> {
    let Some(most) = scope.trend.iter().max_by_key(|point| (point.companies, point.year)) else {
        return Ok(None);
    };
    let values = [("year", Value::from(most.year.to_string())), ("n", Value::from(most.companies))];
    let years: Result<Vec<_>, SiteError> =
        scope.trend.iter().map(|point| count(sheet, scope, point)).collect();
    let census = Census {
        caption: Caption {
            id: id.to_owned(),
            title: sheet.words.say("census.title", &values)?,
            desc: sheet.words.text("census.desc")?,
            note: None,
            table: None,
        },
        years: years?,
        newcomers: sheet.words.text("census.newcomers")?,
        returning: sheet.words.text("census.returning")?,
        thin: sheet.words.text("census.thin")?,
    };
    sheet.plate(draw(&census))
}

fn count(sheet: &Sheet, scope: &Scope, point: &TrendPoint) -> Result<YearCount, SiteError> {
    let first = scope.trend.first().map(|first| first.year);
    let values = [
        ("year", Value::from(point.year.to_string())),
        ("n", Value::from(point.companies)),
        ("new", Value::from(point.newcomers)),
    ];
    Ok(YearCount {
        tick: tick(sheet, scope, point.year)?,
        companies: point.companies,
        newcomers: (Some(point.year) != first).then_some(point.newcomers),
        title: sheet.words.say("census.year", &values)?,
    })
}
