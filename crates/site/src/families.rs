//! The sectors of a scope over the years, ready for a panel each: the share of each among the companies of a year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use minijinja::value::Value;

use model::{SectorId, Share, Window, Year};
use rank::{Ranking, Scope, SectorShare};

use super::SiteError;
use super::badge::Badge;
use super::chart::multiples::{Bar, Multiples, Panel, draw};
use super::chart::{Caption, Plate, Role, Table, YearTick};
use super::race::tick;
use super::sentence::names;
use super::sheet::Sheet;

/// How many sectors are shown.
const MOST: usize = 8;

/// How many sectors the finding names.
const MOST_NAMED: usize = 3;

/// The sectors of a scope; nothing when fewer than two of them or two years can be compared.
pub(super) fn families(sheet: &Sheet, scope: &Scope, id: &str) -> Result<Option<Plate>, SiteError> {
    let years = scope.trend.iter().map(|point| Span::of(scope, point.year));
    let years: Vec<Span> = years.skip_while(|span| span.known.is_none()).collect();
    let known: Vec<(Year, &Ranking)> =
        years.iter().filter_map(|span| Some((span.year, span.known?))).collect();
    let sums = sums(&known);
    if known.len() < 2 || sums.len() < 2 {
        return Ok(None);
    }
    let shown = &sums[..sums.len().min(MOST)];
    let panels: Result<Vec<Panel>, SiteError> =
        shown.iter().map(|sum| panel(sheet, &years, sum, sum.firsts == sums[0].firsts)).collect();
    let ticks: Result<Vec<YearTick>, SiteError> = years.iter().map(|span| span.tick(sheet, scope)).collect();
    let caption = caption(sheet, &known, shown, id)?;
    sheet.plate(draw(&Multiples { caption, years: ticks?, panels: panels? }))
}

/// A year, and its ranking where enough is known for shares to tell of the year rather than of our lists.
struct Span<'a> {
    year: Year,
    known: Option<&'a Ranking>,
}

impl<'a> Span<'a> {
    fn of(scope: &'a Scope, year: Year) -> Self {
        let window = Window::year(year);
        let quotable = |ranking: &&Ranking| ranking.totals.companies >= Share::SMALLEST_WHOLE;
        let ranking = scope.years.iter().find(|ranking| ranking.query.window == window).filter(quotable);
        Self { year, known: ranking.filter(|_| !Badge::of(scope, window).is_thin()) }
    }

    fn tick(&self, sheet: &Sheet, scope: &Scope) -> Result<YearTick, SiteError> {
        let tick = tick(sheet, scope, self.year)?;
        let unknown = self.known.is_none().then(String::new);
        Ok(YearTick { thin: tick.thin.or(unknown), ..tick })
    }
}

/// What a sector has over all years.
struct Sum<'a> {
    sector: &'a SectorId,
    /// Years in which no sector had more companies.
    firsts: usize,
    companies: u64,
}

/// All sectors, those that were first most often before the others.
fn sums<'a>(known: &[(Year, &'a Ranking)]) -> Vec<Sum<'a>> {
    let mut sums: BTreeMap<&SectorId, Sum> = BTreeMap::new();
    for (_, ranking) in known {
        let named =
            || ranking.sectors.iter().filter_map(|share| Some((share.sector.as_ref()?, share.share.part)));
        let largest = named().map(|(_, part)| part).max();
        for (sector, part) in named() {
            let sum = sums.entry(sector).or_insert(Sum { sector, firsts: 0, companies: 0 });
            sum.firsts += usize::from(Some(part) == largest);
            sum.companies += part;
        }
    }
    let mut sums: Vec<Sum> = sums.into_values().collect();
    sums.sort_by_key(|sum| (Reverse(sum.firsts), Reverse(sum.companies), sum.sector));
    sums
}

fn share<'r>(ranking: &'r Ranking, sector: &SectorId) -> Option<&'r SectorShare> {
    ranking.sectors.iter().find(|share| share.sector.as_ref() == Some(sector))
}

fn panel(sheet: &Sheet, years: &[Span], sum: &Sum, first: bool) -> Result<Panel, SiteError> {
    let shares: Vec<Option<&SectorShare>> =
        years.iter().map(|span| span.known.and_then(|ranking| share(ranking, sum.sector))).collect();
    let percent = |share: &SectorShare| sheet.words.typography.percent(share.percent);
    let bar = |share: &SectorShare| Bar { value: share.percent, label: percent(share) };
    let said = |(span, share): (&Span, &Option<&SectorShare>)| {
        share.map(|share| format!("{} {}", span.year, percent(share)))
    };
    let said: Vec<String> = years.iter().zip(&shares).filter_map(said).collect();
    let name = name(sheet, sum.sector);
    let values = [("name", Value::from(name.as_str())), ("values", Value::from(said.join(", ")))];
    Ok(Panel {
        title: sheet.words.say("families.panel", &values)?,
        name,
        role: if first { Role::Lead } else { Role::Other },
        bars: shares.into_iter().map(|share| share.map(bar)).collect(),
    })
}

fn name(sheet: &Sheet, sector: &SectorId) -> String {
    sheet.sector(sector).map_or_else(|| sector.to_string(), |link| link.name)
}

/// Which sector is first most often, and every share as a table.
fn caption(sheet: &Sheet, known: &[(Year, &Ranking)], shown: &[Sum], id: &str) -> Result<Caption, SiteError> {
    let words = sheet.words;
    let first: Vec<&Sum> = shown.iter().filter(|sum| sum.firsts == shown[0].firsts).collect();
    let key = match first.len() {
        1 => "families.title",
        2..=MOST_NAMED => "families.title_tied",
        _ => "families.title_many",
    };
    let named = first.iter().take(MOST_NAMED).map(|sum| name(sheet, sum.sector)).collect();
    let values = [
        ("sectors", Value::from(names(words, named)?)),
        ("n", shown[0].firsts.into()),
        ("years", known.len().into()),
        ("from", known[0].0.to_string().into()),
        ("to", known[known.len() - 1].0.to_string().into()),
        ("shown", shown.len().into()),
    ];
    let row = |sum: &Sum| {
        let cell = |(_, ranking): &(Year, &Ranking)| {
            share(ranking, sum.sector).map_or_else(
                || "–".to_owned(),
                |share| format!("{} · {}", words.typography.percent(share.percent), share.share.part),
            )
        };
        std::iter::once(name(sheet, sum.sector)).chain(known.iter().map(cell)).collect()
    };
    let years = known.iter().map(|(year, _)| year.to_string());
    Ok(Caption {
        id: id.to_owned(),
        title: words.say(key, &values)?,
        desc: words.say("families.desc", &values)?,
        note: Some(words.say("families.note", &values)?),
        table: Some(Table {
            headings: std::iter::once(words.text("families.sector")?).chain(years).collect(),
            rows: shown.iter().map(row).collect(),
        }),
    })
}
