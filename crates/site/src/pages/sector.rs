//! A sector: who leads it, its share of each year, and its benchmarks, source by source.

use minijinja::Value;
use serde::Serialize;

use model::{Company, SectorId, Share, Year};
use rank::{Ranking, Scope, Series, Standing};

use crate::SiteError;
use crate::charts::Chart;
use crate::pages::companies::folded;
use crate::parts::badge::Badge;
use crate::parts::series::{SeriesTable, tables};
use crate::parts::sparkline::Sparklines;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

/// What the page shows.
#[derive(Serialize)]
pub(crate) struct SectorPage {
    sector: Link,
    family: Option<Link>,
    within: Vec<Link>,
    nace: Vec<String>,
    leaders: Vec<Value>,
    shares: Vec<Value>,
    benchmarks: Vec<SeriesTable>,
    companies: Vec<Link>,
    all_time: Option<String>,
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
    let standings = scope.map_or_else(Vec::new, |scope| standings(sheet, scope, id));
    Ok(SectorPage {
        sector: Link { name: sheet.sector_name(sector).to_owned(), href: None },
        family: sector.parent.as_ref().and_then(|parent| sheet.sector(parent)),
        within: within.filter_map(|other| sheet.sector(&other.id)).collect(),
        nace: sector.nace.clone(),
        leaders: leaders(sheet, &standings)?,
        shares: shares(sheet, id),
        benchmarks: tables(sheet, series(sheet, id))?,
        companies: companies(sheet, id),
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

/// The sector's companies in the order of the all-time leaderboard.
fn standings<'a>(sheet: &Sheet, scope: &'a Scope, id: &SectorId) -> Vec<&'a Standing> {
    let register = sheet.input.register;
    let of_sector = |company| belongs(sheet, register.company(company).sector.as_ref(), id);
    scope.all_time.standings.iter().filter(|s| of_sector(&s.company)).collect()
}

/// The same, ranked among themselves.
fn leaders(sheet: &Sheet, standings: &[&Standing]) -> Result<Vec<Value>, SiteError> {
    let sparks = Sparklines::new(sheet);
    let key = |s: &Standing| (s.score, s.awards);
    let leader = |standing: &&Standing| {
        let years = || standing.won.iter().map(|&p| sheet.index.award(p).awarded.year());
        let year = |year: Option<_>| year.map(|y: Year| y.to_string()).unwrap_or_default();
        let spark = sparks.as_ref().map(|sparks| sparks.of(&standing.company, None)).transpose()?;
        Ok(view! {
            rank: 1 + standings.iter().filter(|other| key(other) > key(standing)).count(),
            tied: standings.iter().filter(|other| key(other) == key(standing)).count() > 1,
            company: sheet.company(&standing.company),
            score: sheet.score(standing.score),
            awards: standing.awards,
            first: year(years().min()),
            last: year(years().max()),
            spark: spark.flatten(),
        })
    };
    standings.iter().map(leader).collect()
}

/// The sector's companies out of all distinguished, year by year.
fn shares(sheet: &Sheet, id: &SectorId) -> Vec<Value> {
    let Some(scope) = sheet.input.figures.scopes().first() else { return Vec::new() };
    let register = sheet.input.register;
    let share = |ranking: &Ranking| {
        let of_sector = |s: &&Standing| belongs(sheet, register.company(&s.company).sector.as_ref(), id);
        let part = ranking.standings.iter().filter(of_sector).count() as u64;
        let badge = Badge::of(sheet, ranking);
        // Nobody among a few known names is no zero: the winners of this sector may be those that are missing.
        let known = part > 0 || !badge.is_thin();
        let share = Share { part, whole: ranking.totals.companies };
        let window = ranking.query.window;
        let address = Address::Leaderboard(Board { scope: 0, span: Span::Window(window) });
        view! {
            board: Link { name: window.to_string(), href: Some(sheet.links.to(&address)) },
            part: known.then_some(part),
            whole: share.whole,
            percent: (share.quotable() && !badge.is_thin()).then(|| share.percent()),
            badge,
        }
    };
    scope.years.iter().rev().map(share).collect()
}
