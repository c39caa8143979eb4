//! Which leaderboard: the switches that compose, shared by every answer that ranks.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{by_word, choice};
use crate::commands::named::source_named;
use crate::commands::open_workspace::OpenWorkspace;
use model::{CompanyLevel, Decimal, Kind, SectorId, Source, SourceId, Window, Year};
use rank::{Query, Without};
use workspace::{Method, Rules};

/// The word for the sources of all countries together.
const ALL_COUNTRIES: &str = "all";

/// Which years and whose sources, for every answer that can be cut by them.
#[derive(Debug, Clone, Default, Args)]
pub struct YearsAndCountry {
    /// The first year [default: the first known]
    #[arg(long, value_name = "YYYY")]
    from: Option<Year>,
    /// The last year [default: the last known]
    #[arg(long, value_name = "YYYY")]
    to: Option<Year>,
    /// Sources of one country, or `all` [default: of a ranking as in sources.toml, of measures all]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
}

impl YearsAndCountry {
    /// Whether what a source says of a year belongs to it.
    pub fn holds(&self, source: &Source, year: Year) -> bool {
        let country = self.country.as_deref().filter(|country| *country != ALL_COUNTRIES);
        self.holds_year(year) && country.is_none_or(|country| country == source.country)
    }

    fn holds_year(&self, year: Year) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// The years, those not named being the first and last with a distinction.
    pub fn window(&self, workspace: &OpenWorkspace) -> Result<Window> {
        let whole = workspace.figures.all_years().context("no award of the data is a distinction yet")?;
        let (from, to) = (self.from.unwrap_or(whole.from), self.to.unwrap_or(whole.to));
        let wrong = || format!("--from {from} lies after --to {to}; put the earlier year first");
        Window::new(from, to).with_context(wrong)
    }

    /// Whose sources a ranking counts; those of `sources.toml` unless it is said.
    pub fn ranked_country(&self, workspace: &OpenWorkspace) -> Option<String> {
        let settings = &workspace.files.catalog.settings.ranking;
        let country = self.country.clone().or_else(|| settings.country.clone());
        country.filter(|country| country != ALL_COUNTRIES)
    }
}

/// Which leaderboard.
#[derive(Debug, Args)]
pub struct Switches {
    /// One year
    #[arg(long, value_name = "YYYY", conflicts_with_all = ["from", "to"])]
    year: Option<Year>,
    #[command(flatten)]
    part: YearsAndCountry,
    /// How awards become a score [default: as in sources.toml]
    #[arg(long, value_parser = by_word(&Method::ALL, Method::as_str))]
    method: Option<Method>,
    /// Sources of one kind
    #[arg(long, value_parser = choice(&KINDS))]
    kind: Option<Kind>,
    /// Companies of one sector
    #[arg(long, value_name = "ID")]
    sector: Option<String>,
    /// Who is credited: each brand, or the entity or group that it belongs to
    #[arg(long, value_parser = choice(&LEVELS), default_value = "brand")]
    level: CompanyLevel,
    /// Leave out paid-entry awards, awards to persons, or derived rows
    #[arg(long, value_parser = choice(&WITHOUT), value_delimiter = ',')]
    without: Vec<Without>,
    /// Count derived rows too, of which no page says outright that they were won [default: as in sources.toml]
    #[arg(long, value_parser = choice(&WITH), value_delimiter = ',')]
    with: Vec<Without>,
    /// What a source weighs, 0 to 10, such as `podium=0.5`; the others as in sources.toml
    #[arg(long, value_name = "SOURCE=N", value_delimiter = ',')]
    weight: Vec<String>,
}

const KINDS: [(&str, Kind); 4] = [
    ("award", Kind::Award),
    ("ranking", Kind::Ranking),
    ("benchmark", Kind::Benchmark),
    ("label", Kind::Label),
];

const LEVELS: [(&str, CompanyLevel); 3] =
    [("brand", CompanyLevel::Brand), ("entity", CompanyLevel::Entity), ("group", CompanyLevel::Group)];

const WITHOUT: [(&str, Without); 3] =
    [("paid", Without::Paid), ("persons", Without::Persons), ("derived", Without::Derived)];

/// What is left out unless it is asked for.
const WITH: [(&str, Without); 1] = [("derived", Without::Derived)];

impl Switches {
    /// The query that was asked for; what is not said is as in `sources.toml`.
    pub fn query(&self, workspace: &OpenWorkspace) -> Result<Query> {
        let settings = &workspace.files.catalog.settings.ranking;
        let country = self.part.ranked_country(workspace);
        let usual = Query::by_default(settings, country.as_deref(), self.window(workspace)?);
        let left_out = usual.without.iter().filter(|kind| !self.with.contains(kind)).chain(&self.without);
        Ok(Query {
            method: self.method.unwrap_or(settings.method),
            kind: self.kind,
            sector: self.sector.as_deref().map(|id| known_sector(workspace, id)).transpose()?,
            level: self.level,
            rules: Rules { chosen: self.chosen(workspace)?, ..settings.rules.clone() },
            without: left_out.copied().collect(),
            ..usual
        })
    }

    /// The weights of single sources, in percent.
    fn chosen(&self, workspace: &OpenWorkspace) -> Result<BTreeMap<SourceId, u32>> {
        self.weight.iter().map(|choice| weight(workspace, choice)).collect()
    }

    /// Whether an award of this year is asked for; every year when none is named.
    pub fn holds(&self, year: Year) -> bool {
        self.year.is_none_or(|only| only == year) && self.part.holds_year(year)
    }

    fn window(&self, workspace: &OpenWorkspace) -> Result<Window> {
        if let Some(year) = self.year {
            return Ok(Window::year(year));
        }
        self.part.window(workspace)
    }
}

/// A source that exists, and its weight in percent.
fn weight(workspace: &OpenWorkspace, choice: &str) -> Result<(SourceId, u32)> {
    let wrong =
        || format!("`--weight {choice}`: write a source and a number from 0 to 10, such as podium=0.5");
    let (source, number) = choice.split_once('=').with_context(wrong)?;
    let source = source_named(&workspace.register.sources, source)?.id;
    let micros = number.parse::<Decimal>().with_context(wrong)?.micros();
    let percent = u32::try_from(micros / 10_000).ok().filter(|p| *p <= 1000 && micros % 10_000 == 0);
    Ok((source, percent.with_context(wrong)?))
}

/// The first-level family of a sector that exists.
pub fn known_sector(workspace: &OpenWorkspace, id: &str) -> Result<SectorId> {
    let sector = SectorId::new(id)?;
    if !workspace.register.sectors.contains_key(&sector) {
        let families = workspace.register.sectors.values().filter(|s| s.parent.is_none());
        let known: Vec<_> = families.map(|s| s.id.as_str()).collect();
        bail!("no sector `{id}`; the families are {}", known.join(", "));
    }
    Ok(*workspace.register.family(&sector))
}
