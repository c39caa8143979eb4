//! All figures of a register, computed from one ledger.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::careers::careers;
use super::ledger::Ledger;
use super::robustness::tried;
use super::standings::rank;
use super::{benchmarks, calibration, coverage, inflation, passport, trend};
use crate::{Coverage, Figures, Query, Ranking, Scope};
use model::{CompanyLevel, Register, Window};
use workspace::{Method, Rules};

/// Of larger rankings it is not tried how sure they are: a thousand scenarios would take minutes.
const MOST_COMPANIES_TRIED: usize = 10_000;

/// What the figures are wanted for.
#[derive(Debug, Clone)]
pub struct Options {
    /// Sources of this country make the default leaderboard; all sources when none.
    pub country: Option<String>,
    /// Ranges of years on offer beside single years.
    pub ranges: Vec<Window>,
    /// How awards become a score.
    pub method: Method,
    /// What a place is worth and a source weighs.
    pub rules: Rules,
}

impl Options {
    /// The ranking of a window by the sources of a country, or by all.
    pub fn query(&self, country: Option<&str>, window: Window) -> Query {
        Query {
            method: self.method,
            rules: self.rules.clone(),
            country: country.map(str::to_owned),
            ..Query::of(window)
        }
    }
}

/// Computes everything the site publishes.
pub fn figures(register: &Register, options: &Options) -> Figures {
    let ledger = Ledger::new(register, CompanyLevel::Brand);
    let coverage = coverage::coverage(register);
    let everywhere = options.country.as_ref().map(|_| None);
    let countries = [options.country.clone()].into_iter().chain(everywhere);
    let scopes = countries.filter_map(|country| scope(&ledger, &coverage, country, options)).collect();
    let benchmarks = benchmarks::benchmarks(register);
    let calibration = calibration::calibration(&ledger, &coverage, options);
    let passports = passport::passports(&ledger, &coverage);
    Figures {
        scopes,
        coverage,
        inflation: inflation::inflation(register),
        passports,
        benchmarks,
        calibration,
    }
}

/// The rankings of one country's sources, or of all; nothing when these gave no distinction.
fn scope(
    ledger: &Ledger<'_>,
    coverage: &Coverage,
    country: Option<String>,
    options: &Options,
) -> Option<Scope> {
    let query = |window| options.query(country.as_deref(), window);
    // The window plays no part in what is left in: any will do.
    let any = Window::year(ledger.first_year()?);
    let selection = ledger.select(&query(any));
    let all_years = selection.window()?;
    let ranking = |window| rank(&selection, &query(window));
    let single_years = all_years.years().map(|year| ranking(Window::year(year)));
    let years: Vec<Ranking> = single_years.filter(|ranking| !ranking.standings.is_empty()).collect();
    let ranges: Vec<Ranking> = options.ranges.iter().map(|range| ranking(*range)).collect();
    let all_time = ranking(all_years);
    let panel = trend::panel(&selection, all_years);
    let all_rankings: Vec<&Ranking> = years.iter().chain(&ranges).chain([&all_time]).collect();
    Some(Scope {
        country: country.clone(),
        robustness: all_rankings
            .into_par_iter()
            .filter(|ranking| ranking.standings.len() <= MOST_COMPANIES_TRIED)
            .map(|ranking| (ranking.query.window, tried(ledger, ranking)))
            .collect(),
        careers: careers(&years),
        years,
        ranges,
        all_time,
        trend: trend::trend(&selection, coverage, &panel, all_years),
        panel,
    })
}
