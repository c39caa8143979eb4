//! A sector: who won what and when, which prizes judge it, and what was measured, country by country.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use model::{Company, SectorId, Share, SourceId, Year};
use rank::{Ranking, Scope, Series, Standing};

use crate::SiteError;
use crate::charts::Chart;
use crate::pages::companies::folded;
use crate::pages::leaderboard::board_figures;
use crate::parts::badge::Badge;
use crate::parts::series::{SeriesTable, tables};
use crate::parts::statistics::sector_figure;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

/// Companies that are ranked or named on the page; its JSON names all of them.
const MOST_LEADERS: usize = 100;
const MOST_COMPANIES: usize = 300;
/// What it has room for of the series: less than the page of a source, which shows little else.
const ROOM: usize = 1000;
/// Winners of all years together: beyond these each year names its first so many, and its leaderboard all.
const MOST_WINNERS: usize = 100;

#[derive(Serialize)]
pub(crate) struct SectorPage {
    sector: Link,
    family: Option<Link>,
    within: Vec<Link>,
    nace: Vec<String>,
    leaders: Vec<Value>,
    more_leaders: usize,
    years: Vec<Value>,
    judges: Vec<Value>,
    benchmarks: Vec<SeriesTable>,
    companies: Vec<Link>,
    more_companies: usize,
    all_time: Option<String>,
    /// The names that the order of all years rests on.
    badge: Option<Badge>,
}

impl SectorPage {
    pub fn charts(&self) -> Vec<&Chart> {
        self.benchmarks.iter().filter_map(|table| table.chart.as_ref()).collect()
    }
}

pub(crate) fn view(sheet: &Sheet, id: &SectorId) -> Result<SectorPage, SiteError> {
    let register = sheet.input.register;
    let sector = &register.sectors[id];
    let within = register.sectors.values().filter(|other| other.parent.as_ref() == Some(id));
    let all_time = Board { scope: 0, span: Span::AllTime };
    let scope = sheet.input.figures.scopes().first();
    let standings = scope.map_or_else(Vec::new, |scope| standings(sheet, &scope.all_time, id));
    let companies = companies(sheet, id);
    Ok(SectorPage {
        sector: Link { name: sheet.sector_name(sector).to_owned(), href: None },
        family: sector.parent.as_ref().and_then(|parent| sheet.sector(parent)),
        within: within.filter_map(|other| sheet.sector(&other.id)).collect(),
        nace: sector.nace.clone(),
        leaders: scope
            .map_or_else(Vec::new, |scope| ranked(sheet, &scope.all_time, &standings, MOST_LEADERS)),
        more_leaders: standings.len().saturating_sub(MOST_LEADERS),
        years: scope.map_or_else(Vec::new, |scope| years(sheet, scope, id)),
        judges: judges(sheet, &standings),
        benchmarks: tables(sheet, series(sheet, id), ROOM)?,
        more_companies: companies.len().saturating_sub(MOST_COMPANIES),
        companies: companies.into_iter().take(MOST_COMPANIES).collect(),
        badge: scope.map(|scope| Badge::of(sheet, &scope.all_time)),
        all_time: scope.map(|_| sheet.links.to(&Address::Leaderboard(all_time))),
    })
}

/// Whether a thing of one sector belongs to another: the same, or one of its family.
fn belongs(sheet: &Sheet, sector: Option<&SectorId>, to: &SectorId) -> bool {
    sector.is_some_and(|sector| sector == to || sheet.input.register.family(sector) == to)
}

fn in_sector<'a>(sheet: &Sheet<'a>, id: &SectorId) -> impl Iterator<Item = &'a Company> {
    let companies = sheet.index.companies().map(|company| sheet.input.register.company(company));
    companies.filter(move |company| belongs(sheet, company.sector.as_ref(), id))
}

fn series<'a>(sheet: &Sheet<'a>, id: &SectorId) -> impl Iterator<Item = &'a Series> {
    sheet.input.figures.benchmarks().iter().filter(move |series| belongs(sheet, series.sector.as_ref(), id))
}

fn companies(sheet: &Sheet, id: &SectorId) -> Vec<Link> {
    let mut companies: Vec<Link> = in_sector(sheet, id).map(|company| sheet.company(&company.id)).collect();
    companies.sort_by_cached_key(|link| folded(&link.name));
    companies
}

/// The sector's companies in the order of a leaderboard.
fn standings<'a>(sheet: &Sheet, ranking: &'a Ranking, id: &SectorId) -> Vec<&'a Standing> {
    let register = sheet.input.register;
    let of_sector = |company| belongs(sheet, register.company(company).sector.as_ref(), id);
    ranking.standings.iter().filter(|s| of_sector(&s.company)).collect()
}

/// The first of them, ranked among themselves.
fn ranked(sheet: &Sheet, ranking: &Ranking, standings: &[&Standing], most: usize) -> Vec<Value> {
    let leader = |standing: &&Standing| {
        let years = || standing.won.iter().map(|&p| sheet.index.award(p).awarded.year());
        let year = |year: Option<_>| year.map(|y: Year| y.to_string()).unwrap_or_default();
        view! {
            rank: 1 + standings.iter().filter(|other| other.rank < standing.rank).count(),
            tied: standings.iter().filter(|other| other.rank == standing.rank).count() > 1,
            company: sheet.company(&standing.company),
            score: sheet.score(standing.score),
            figures: board_figures(&ranking.query, standing),
            awards: standing.awards,
            first: year(years().min()),
            last: year(years().max()),
            won: won(sheet, standing),
        }
    };
    standings.iter().take(most).map(leader).collect()
}

/// The editions that a company won, each under the name of its source.
fn won(sheet: &Sheet, standing: &Standing) -> Vec<Link> {
    let edition = |&position: &usize| {
        let award = sheet.index.award(position);
        let address = Address::Edition(award.source, award.edition);
        Link { name: sheet.source(&award.source).name, href: Some(sheet.links.to(&address)) }
    };
    let mut won: Vec<Link> = standing.won.iter().map(edition).collect();
    won.dedup();
    won
}

/// Who of the sector won what, year by year, the latest first. A year of which we know no winner of the sector says so
/// with what is known of its lists: that is not a year without one.
fn years(sheet: &Sheet, scope: &Scope, id: &SectorId) -> Vec<Value> {
    let all: Vec<(&Ranking, Vec<&Standing>)> =
        scope.years.iter().rev().map(|ranking| (ranking, standings(sheet, ranking, id))).collect();
    let winners: usize = all.iter().map(|(_, standings)| standings.len()).sum();
    let most = if winners > MOST_WINNERS { MOST_WINNERS / all.len() } else { MOST_WINNERS };
    let year = |(ranking, standings): (&Ranking, Vec<&Standing>)| {
        let window = ranking.query.window;
        let address = Address::Leaderboard(Board { scope: 0, span: Span::Window(window) });
        let badge = Badge::of(sheet, ranking);
        let share = Share { part: standings.len() as u64, whole: ranking.totals.companies };
        let quoted = share.quotable() && !badge.is_thin();
        view! {
            board: Link { name: window.to_string(), href: Some(sheet.links.to(&address)) },
            winners: ranked(sheet, ranking, &standings, most),
            more: standings.len().saturating_sub(most),
            figure: sector_figure(&ranking.query, *id, quoted),
            part: share.part,
            whole: share.whole,
            percent: quoted.then(|| share.percent()),
            badge,
        }
    };
    all.into_iter().map(year).collect()
}

/// The prizes that distinguished companies of the sector, those that did so most often first.
fn judges(sheet: &Sheet, standings: &[&Standing]) -> Vec<Value> {
    let mut times: BTreeMap<&SourceId, u64> = BTreeMap::new();
    for &position in standings.iter().flat_map(|standing| &standing.won) {
        *times.entry(&sheet.index.award(position).source).or_default() += 1;
    }
    let mut sources: Vec<_> = times.into_iter().collect();
    sources.sort_by_key(|&(source, times)| (Reverse(times), source));
    let view = |(source, distinctions)| view! { source: sheet.source(source), distinctions };
    sources.into_iter().map(view).collect()
}
