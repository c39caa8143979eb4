//! All figures of a register. Each is computed when it is first asked for, and kept: a ranking in the terminal needs
//! none of the thousand scenarios that a site shows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::grounds::Grounds;
use crate::ledger::{Ledger, Selection};
use crate::licence::CrownTest;
use crate::ranking::rank;
use crate::robustness::tried;
use crate::source_profile::Profiles;
use crate::{
    Career, Coverage, Gap, Knowledge, Licence, ListGrowth, Panel, Query, Ranking, Robustness, Series,
    SourceProfile, TrendPoint, Without,
};
use crate::{benchmarks, calibration, coverage, knowledge, trend};
use model::{CompanyId, CompanyLevel, Register, Source, SourceId, Window, Year};
use workspace::RankingSettings;

/// The robustness of larger rankings is left out: a thousand scenarios of each would take minutes.
pub const MOST_COMPANIES_TRIED: usize = 10_000;

/// Everything that is published of a register.
#[derive(Debug)]
pub struct Figures {
    register: Arc<Register>,
    settings: RankingSettings,
    ledger: OnceLock<Arc<Ledger>>,
    scopes: OnceLock<Vec<Scope>>,
    profiles: OnceLock<Profiles>,
    growth: OnceLock<Vec<ListGrowth>>,
    benchmarks: OnceLock<Vec<Series>>,
    calibration: OnceLock<Vec<Gap>>,
    grounds: OnceLock<Grounds>,
    judged: Mutex<BTreeMap<Query, Arc<(Knowledge, Licence)>>>,
}

impl Figures {
    pub fn new(register: Arc<Register>, settings: RankingSettings) -> Self {
        Self {
            register,
            settings,
            ledger: OnceLock::new(),
            scopes: OnceLock::new(),
            profiles: OnceLock::new(),
            growth: OnceLock::new(),
            benchmarks: OnceLock::new(),
            calibration: OnceLock::new(),
            grounds: OnceLock::new(),
            judged: Mutex::default(),
        }
    }

    /// Computes every part, side by side. Whoever asks from many threads at once does this first: a part that is
    /// computed inside a thread pool, and by the same pool, may come to wait for itself.
    pub fn compute_all(&self) {
        self.coverage();
        self.profiles();
        self.growth();
        self.benchmarks();
        self.calibration();
        let tried =
            self.scopes().iter().flat_map(|scope| scope.tried.keys().map(move |window| (scope, *window)));
        let tried: Vec<(&Scope, Window)> = tried.collect();
        tried.into_par_iter().for_each(|(scope, window)| {
            scope.robustness(window);
        });
    }

    /// The answer to one query.
    pub fn ranking(&self, query: &Query) -> Ranking {
        match query.level {
            CompanyLevel::Brand => rank(&self.ledger().select(&self.register, query), query),
            CompanyLevel::Entity | CompanyLevel::Group => crate::ranking(&self.register, query),
        }
    }

    /// From the first year with a distinction in the default scope, or in all, to the last; none without any.
    pub fn all_years(&self) -> Option<Window> {
        self.countries().into_iter().find_map(|country| self.selection(country.as_deref())?.window())
    }

    /// The default scope first, then all countries together; a scope without any distinction is left out.
    pub fn scopes(&self) -> &[Scope] {
        let scopes = || self.countries().into_iter().filter_map(|country| self.scope(country)).collect();
        self.scopes.get_or_init(scopes)
    }

    pub fn coverage(&self) -> &Coverage {
        self.ledger().coverage(&self.register)
    }

    /// What the awards of a source of the register say of it.
    pub fn profile(&self, source: &SourceId) -> SourceProfile {
        self.profiles().profile(self.ledger(), self.coverage(), source)
    }

    /// How the lists of winners grew, for each source with two editions or more.
    pub fn growth(&self) -> &[ListGrowth] {
        self.growth.get_or_init(|| coverage::growth(&self.register))
    }

    pub fn benchmarks(&self) -> &[Series] {
        self.benchmarks.get_or_init(|| benchmarks::benchmarks(&self.register))
    }

    /// Every published figure beside ours.
    pub fn calibration(&self) -> &[Gap] {
        self.calibration.get_or_init(|| {
            calibration::calibration(&self.register, self.ledger(), self.coverage(), &self.settings)
        })
    }

    /// What is known of the lists behind a ranking that has all its standings, counted in names.
    pub fn knowledge(&self, ranking: &Ranking) -> Knowledge {
        self.judged(ranking).0
    }

    /// Whether the first of a ranking may be named as its first.
    pub fn licence(&self, ranking: &Ranking) -> Licence {
        self.judged(ranking).1.clone()
    }

    /// What is known of a ranking and its licence. The lock is not held while they are computed, as what computes them
    /// may run on the threads that wait for it: two of them may then compute the same.
    fn judged(&self, ranking: &Ranking) -> Arc<(Knowledge, Licence)> {
        let kept = || self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&ranking.query) {
            return Arc::clone(known);
        }
        let judged = Arc::new(self.judge(ranking));
        Arc::clone(kept().entry(ranking.query.clone()).or_insert(judged))
    }

    fn judge(&self, ranking: &Ranking) -> (Knowledge, Licence) {
        let register = &self.register;
        let lists = knowledge::lists(register, self.coverage(), &ranking.query);
        let knowledge = knowledge::knowledge(register, ranking, &lists);
        let mut otherwise = ranking.query.clone();
        if !otherwise.without.remove(&Without::Derived) {
            otherwise.without.insert(Without::Derived);
        }
        let claim = CrownTest {
            register,
            settings: &self.settings,
            ranking,
            otherwise: &self.ranking(&otherwise),
            knowledge: &knowledge,
            lists: &lists,
        };
        let licence = claim.judged();
        (knowledge, licence)
    }

    /// The last year of the default scope whose ranking carries a crown.
    pub fn crowned_year(&self) -> Option<Year> {
        let crowned = |ranking: &&Ranking| !self.licence(ranking).crowned().is_empty();
        let years = &self.scopes().first()?.years;
        years.iter().rev().find(crowned).map(|ranking| ranking.query.window.to)
    }

    /// What each published figure rests on.
    pub(crate) fn grounds(&self) -> &Grounds {
        self.grounds.get_or_init(|| Grounds::of(&self.register))
    }

    pub(crate) fn register(&self) -> &Register {
        &self.register
    }

    fn ledger(&self) -> &Arc<Ledger> {
        self.ledger.get_or_init(|| Arc::new(Ledger::new(&self.register, CompanyLevel::Brand)))
    }

    fn profiles(&self) -> &Profiles {
        self.profiles.get_or_init(|| Profiles::new(&self.register, self.ledger(), &self.settings))
    }

    /// The countries of the scopes; none is all countries.
    fn countries(&self) -> Vec<Option<String>> {
        let everywhere = self.settings.country.as_ref().map(|_| None);
        [self.settings.country.clone()].into_iter().chain(everywhere).collect()
    }

    /// What the sources of a country gave; nothing without any distinction.
    fn selection(&self, country: Option<&str>) -> Option<Selection<'_>> {
        // The window plays no part in what is left in: any will do.
        let any = Window::year(self.ledger().first_year()?);
        Some(self.ledger().select(&self.register, &Query::by_default(&self.settings, country, any)))
    }

    fn scope(&self, country: Option<String>) -> Option<Scope> {
        let selection = self.selection(country.as_deref())?;
        let all_years = selection.window()?;
        let ranking =
            |window| rank(&selection, &Query::by_default(&self.settings, country.as_deref(), window));
        let single_years = all_years.years().map(|year| ranking(Window::year(year)));
        let years: Vec<Ranking> = single_years.filter(|ranking| !ranking.standings.is_empty()).collect();
        let ranges: Vec<Ranking> = self.settings.ranges.iter().map(|range| ranking(*range)).collect();
        let all_time = ranking(all_years);
        let all_rankings = years.iter().chain(&ranges).chain([&all_time]);
        let tried = all_rankings.filter(|ranking| ranking.standings.len() <= MOST_COMPANIES_TRIED);
        let tried = tried.map(|ranking| (ranking.query.window, OnceLock::new())).collect();
        let panel = trend::panel(&selection, all_years);
        Some(Scope {
            careers: OnceLock::new(),
            trend: trend::trend(&selection, self.coverage(), &panel, all_years),
            register: Arc::clone(&self.register),
            ledger: Arc::clone(self.ledger()),
            country,
            years,
            ranges,
            all_time,
            panel,
            tried,
        })
    }
}

/// The rankings of one set of sources.
#[derive(Debug)]
pub struct Scope {
    /// ISO 3166 code of the sources' country; none for all countries.
    pub country: Option<String>,
    /// One ranking for each year with a distinction, oldest first.
    pub years: Vec<Ranking>,
    /// The ranges on offer, in the order given.
    pub ranges: Vec<Ranking>,
    /// From the first year with a distinction to the last.
    pub all_time: Ranking,
    pub trend: Vec<TrendPoint>,
    pub panel: Panel,
    register: Arc<Register>,
    ledger: Arc<Ledger>,
    tried: BTreeMap<Window, OnceLock<Robustness>>,
    careers: OnceLock<BTreeMap<CompanyId, Career>>,
}

impl Scope {
    /// How sure the ranking of a window is, of those here with at most [`MOST_COMPANIES_TRIED`] companies.
    pub fn robustness(&self, window: Window) -> Option<&Robustness> {
        let tried_once = self.tried.get(&window)?;
        let ranking = self.rankings().find(|ranking| ranking.query.window == window)?;
        Some(tried_once.get_or_init(|| tried(&self.register, &self.ledger, ranking)))
    }

    /// What the rankings of single years say of each company.
    pub fn careers(&self) -> &BTreeMap<CompanyId, Career> {
        self.careers.get_or_init(|| trend::careers(&self.years))
    }

    /// Whether a source is one of them, whether it gives distinctions or not.
    pub fn holds(&self, source: &Source) -> bool {
        self.country.as_ref().is_none_or(|country| *country == source.country)
    }

    /// Whether what a source gives counts in these rankings.
    pub fn counts(&self, source: &Source) -> bool {
        source.counts && self.holds(source)
    }

    /// All rankings: of the years, of the ranges, of all time.
    pub fn rankings(&self) -> impl Iterator<Item = &Ranking> {
        self.years.iter().chain(&self.ranges).chain([&self.all_time])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let register = sample::Sketch::default()
            .win("podium", 2011, "maif")
            .wins(2012, &[("podium", "maif"), ("elu", "maif"), ("elu", "toyota")]);
        let settings = RankingSettings { country: Some("FR".to_owned()), ..RankingSettings::default() };
        Figures::new(Arc::new(register.0), settings)
    }

    #[test]
    fn only_what_is_asked_for_is_computed() {
        let figures = figures();
        let window = figures.all_years().unwrap();
        assert_eq!(figures.ranking(&Query::of(window)).standings.len(), 2);
        assert!(figures.scopes.get().is_none());
        assert!(figures.profiles.get().is_none() && figures.calibration.get().is_none());
        let tried = |scope: &Scope| scope.tried.values().filter(|tried| tried.get().is_some()).count();
        assert_eq!(figures.scopes().iter().map(tried).sum::<usize>(), 0);
        figures.scopes()[0].robustness(Window::year(window.to)).expect("2012 is ranked");
        assert_eq!(tried(&figures.scopes()[0]), 1);
    }

    #[test]
    fn everything_at_once_is_the_same_as_one_after_the_other() {
        let (at_once, one_by_one) = (figures(), figures());
        at_once.compute_all();
        let told = |figures: &Figures| {
            let scopes = figures.scopes().iter();
            let sure = scopes.flat_map(|s| s.rankings().map(|ranking| s.robustness(ranking.query.window)));
            format!("{:?} {:?} {:?}", sure.collect::<Vec<_>>(), figures.coverage(), figures.growth())
        };
        assert_eq!(told(&at_once), told(&one_by_one));
    }
}
