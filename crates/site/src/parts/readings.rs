//! The two readings of several lists of one prize, company by company.

use serde::Serialize;

use model::{CompanyId, Window, Year};
use rank::{BothReadings, PrizeReading, Ranking};

use crate::press::sheet::{Link, Sheet};

/// A company under both readings.
#[derive(Serialize)]
pub(crate) struct ReadingsView {
    company: Link,
    by_prize: PrizeReading,
    by_list: PrizeReading,
}

/// The companies of a ranking that the two readings tell apart.
pub(crate) fn view(sheet: &Sheet, ranking: &Ranking) -> Vec<ReadingsView> {
    ranking.readings.iter().map(|readings| one(sheet, readings)).collect()
}

/// A company in the default scope's leaderboard of a year, where the two readings tell it apart.
pub(crate) fn of_company(sheet: &Sheet, id: &CompanyId, year: Year) -> Option<ReadingsView> {
    let years = &sheet.input.figures.scopes().first()?.years;
    let ranking = years.iter().find(|ranking| ranking.query.window == Window::year(year))?;
    let readings = ranking.readings.iter().find(|readings| readings.company == *id)?;
    Some(one(sheet, readings))
}

fn one(sheet: &Sheet, readings: &BothReadings) -> ReadingsView {
    let BothReadings { company, by_prize, by_list } = readings;
    ReadingsView { company: sheet.company(company), by_prize: *by_prize, by_list: *by_list }
}
