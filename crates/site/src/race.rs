//! The rank of the leaders over the years, ready for the bump chart.

use std::collections::BTreeMap;

use minijinja::value::Value;

use model::{CompanyId, Window, Year};
use rank::{Ranking, Scope};

use super::SiteError;
use super::badge::Badge;
use super::chart::bump::{Place, Race, Runner, draw};
use super::chart::{Caption, Plate, Role, YearTick};
use super::sheet::Sheet;

/// How many companies run at most; the drawings show fewer.
const MOST_RUNNERS: usize = 12;

/// The race of a scope over some years; nothing when fewer than two of them have a ranking.
pub(super) fn race(
    sheet: &Sheet,
    scope: &Scope,
    window: Window,
    id: &str,
) -> Result<Option<Plate>, SiteError> {
    let rankings: BTreeMap<Year, &Ranking> = scope
        .years
        .iter()
        .map(|ranking| (ranking.query.window.to, ranking))
        .filter(|(year, _)| window.holds(*year))
        .collect();
    let runners = runners(&rankings);
    let Some((leader, last)) = runners.first().zip(rankings.keys().last()).filter(|_| rankings.len() > 1)
    else {
        return Ok(None);
    };
    let name = |company: &CompanyId| sheet.input.register.company(company).name.clone();
    let years: Result<_, SiteError> = window.years().map(|year| tick(sheet, scope, year)).collect();
    let from_to = [("from", window.from.to_string().into()), ("to", window.to.to_string().into())];
    let caption = Caption {
        id: id.to_owned(),
        title: sheet
            .words
            .say("race.title", &[("name", name(leader).into()), ("year", last.to_string().into())])?,
        desc: sheet.words.say("race.desc", &from_to)?,
        note: Some(sheet.words.text("race.how")?),
        table: None,
    };
    let runner = |company: &&CompanyId| {
        let places = window.years().map(|year| place(sheet, rankings.get(&year).copied(), year, company));
        let role = if company == leader { Role::Lead } else { Role::Other };
        Ok(Runner { name: name(company), role, places: places.collect::<Result<_, SiteError>>()? })
    };
    let runners: Result<Vec<Runner>, SiteError> = runners.iter().map(runner).collect();
    sheet.plate(draw(&Race { caption, years: years?, runners: runners? }))
}

/// The companies that led or stood on the podium most often, alone rather than tied; the last leader in front.
fn runners<'r>(rankings: &BTreeMap<Year, &'r Ranking>) -> Vec<&'r CompanyId> {
    let mut best: BTreeMap<&CompanyId, (u32, u32)> = BTreeMap::new();
    for standing in rankings.values().flat_map(|ranking| &ranking.standings) {
        let (leads, podiums) = best.entry(&standing.company).or_default();
        let weight = u32::from(!standing.tied) + 1;
        *leads += if standing.rank == 1 { weight } else { 0 };
        *podiums += if standing.rank <= 3 { weight } else { 0 };
    }
    let last = rankings.values().last().and_then(|ranking| ranking.standings.first());
    let in_front = |company: &CompanyId| last.is_none_or(|leader| &leader.company != company);
    let mut order: Vec<_> = best.into_iter().collect();
    order.sort_by_key(|&(company, weights)| (in_front(company), std::cmp::Reverse(weights), company));
    order.into_iter().map(|(company, _)| company).take(MOST_RUNNERS).collect()
}

/// A year, and why it is thin where it is.
pub(super) fn tick(sheet: &Sheet, scope: &Scope, year: Year) -> Result<YearTick, SiteError> {
    let badge = Badge::of(scope, Window::year(year));
    let values = [
        ("year", Value::from(year.to_string())),
        ("part", Value::from(badge.part)),
        ("n", Value::from(badge.whole)),
    ];
    let thin = if badge.is_thin() { Some(sheet.words.say("race.thin", &values)?) } else { None };
    Ok(YearTick { year: year.get(), thin })
}

fn place(
    sheet: &Sheet,
    ranking: Option<&Ranking>,
    year: Year,
    company: &CompanyId,
) -> Result<Option<Place>, SiteError> {
    let standings = ranking.into_iter().flat_map(|ranking| &ranking.standings);
    let Some(standing) = standings.into_iter().find(|standing| &standing.company == company) else {
        return Ok(None);
    };
    let typography = &sheet.words.typography;
    let rank = u64::from(standing.rank);
    let values = [
        ("name", Value::from(sheet.input.register.company(company).name.clone())),
        ("year", Value::from(year.to_string())),
        ("rank", Value::from(format!("{rank}{}", typography.ordinal_mark(rank)))),
        ("score", Value::from(sheet.score(standing.score))),
    ];
    let key = if standing.tied { "race.place_tied" } else { "race.place" };
    Ok(Some(Place { rank: standing.rank, title: sheet.words.say(key, &values)? }))
}
