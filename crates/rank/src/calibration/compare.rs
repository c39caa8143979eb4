//! Our answer to a published figure, from our ranking of the same years.

use std::collections::BTreeSet;

use super::kinds::{NameLookup, PublishedKind};
use super::{Match, OurFigure};
use crate::coverage::is_found;
use crate::ledger::{Distinction, Selection};
use crate::ranking::rank;
use crate::{Query, Ranking, SectorShare, Standing};
use model::{Award, Company, CompanyId, Published, Register, SectorId, Share, SourceId, Window, Year};

/// What is needed to answer for one published figure.
pub struct Comparison<'d> {
    pub selection: &'d Selection<'d>,
    /// Our ranking of the published years.
    pub ranking: &'d Ranking,
    pub names: &'d NameLookup,
    pub published: &'d Published,
}

impl Comparison<'_> {
    pub fn answer(&self, asked: &PublishedKind) -> OurFigure {
        let totals = self.ranking.totals;
        match asked {
            PublishedKind::Companies => self.count(totals.companies),
            PublishedKind::Newcomers => self.count(totals.newcomers),
            PublishedKind::NewcomersShare => self.percent(totals.newcomers_share),
            PublishedKind::Competitions => self.count(totals.sources),
            PublishedKind::WithAtLeast(score) => self.with_at_least(*score),
            PublishedKind::Leader => self.at_rank(1),
            PublishedKind::FirstTimeLeader => self.first_time_leader(),
            PublishedKind::Rank(rank) => self.at_rank(*rank),
            PublishedKind::Member(last) => self.member(*last),
            PublishedKind::Distinctions => self.distinctions(),
            PublishedKind::YearsAwarded => self.years_awarded(),
            PublishedKind::Competition(source) => self.competition(source),
            PublishedKind::Winners(source) => self.count(self.won_from(source).count() as u64),
            PublishedKind::AlsoAwarded(source) => self.also_awarded(source),
            PublishedKind::YearsRunning(source) => self.count(self.years_running(source)),
            PublishedKind::SectorShare(sectors) => self.percent(self.share(sectors)),
            PublishedKind::SectorOrder(sector) => self.count(self.sector_place(sector)),
            PublishedKind::AwardedBefore(last) => self.awarded_before(*last),
            PublishedKind::OfCountry(last, country) => {
                self.first_with(*last, |c| c.country.as_ref() == Some(country))
            }
            PublishedKind::OfSectors(last, sectors) => {
                self.first_with(*last, |c| belongs(self.register(), c, sectors))
            }
        }
    }

    pub(super) fn count(&self, ours: u64) -> OurFigure {
        OurFigure::count(ours, &self.published.value)
    }

    fn percent(&self, ours: Share) -> OurFigure {
        OurFigure::percent(ours, &self.published.value)
    }

    pub(super) fn register(&self) -> &Register {
        self.selection.register
    }

    pub(super) fn window(&self) -> Window {
        self.ranking.query.window
    }

    /// The company that the published figure names.
    pub(super) fn company(&self) -> Option<&CompanyId> {
        self.names.company(&self.published.company)
    }

    fn standing(&self, company: &CompanyId) -> Option<&Standing> {
        self.ranking.standings.iter().find(|standing| standing.company == *company)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &Distinction> {
        let window = self.window();
        self.selection.rows.iter().filter(move |row| window.holds(row.year))
    }

    fn with_at_least(&self, score: u64) -> OurFigure {
        let reaches = |standing: &&Standing| standing.competitions >= score;
        self.count(self.ranking.standings.iter().filter(reaches).count() as u64)
    }

    /// Our companies at a rank, or sharing the rank above it that reaches so far down: the gap tells how far that is.
    fn at_rank(&self, wanted: u32) -> OurFigure {
        let reaches = self.first(wanted).last().map(|standing| standing.rank);
        let there: Vec<&Standing> = self.first(wanted).filter(|s| Some(s.rank) == reaches).collect();
        let names: Vec<&str> =
            there.iter().map(|s| self.register().company(&s.company).name.as_str()).collect();
        let Some(company) = self.company() else {
            return OurFigure::names(&names, None, Match::UnknownCompany);
        };
        let gap = self.standing(company).map(|s| i64::from(s.rank) - i64::from(wanted));
        let alone = there.len() == 1 && there[0].company == *company && gap == Some(0);
        OurFigure::names(&names, gap, alone.into())
    }

    fn first_time_leader(&self) -> OurFigure {
        let answer = self.at_rank(1);
        let Some(company) = self.company() else { return answer };
        let before = self.window().from.get();
        let years = self.selection.rows.iter().map(|row| row.year).filter(|year| year.get() < before);
        let years: BTreeSet<Year> = years.collect();
        let led_before = years.into_iter().any(|year| {
            let query = Query { window: Window::year(year), ..self.ranking.query.clone() };
            let led = |standing: &Standing| standing.rank == 1 && standing.company == *company;
            rank(self.selection, &query).standings.iter().any(led)
        });
        OurFigure { verdict: if led_before { Match::Differs } else { answer.verdict }, ..answer }
    }

    /// The rank of the company, which should be among the first.
    fn member(&self, last: u32) -> OurFigure {
        let Some(company) = self.company() else { return OurFigure::unknown_company() };
        let rank = self.standing(company).map(|standing| standing.rank);
        let shown = rank.map(|rank| rank.to_string());
        let names: Vec<&str> = shown.as_deref().into_iter().collect();
        OurFigure::names(&names, None, rank.is_some_and(|rank| rank <= last).into())
    }

    fn distinctions(&self) -> OurFigure {
        let Some(company) = self.company() else { return OurFigure::unknown_company() };
        self.count(self.standing(company).map_or(0, |standing| standing.competitions))
    }

    fn years_awarded(&self) -> OurFigure {
        let Some(company) = self.company() else { return OurFigure::unknown_company() };
        self.count(self.won_by(company).map(|row| row.year).collect::<BTreeSet<_>>().len() as u64)
    }

    fn share(&self, sectors: &[SectorId]) -> Share {
        let families: BTreeSet<&SectorId> =
            sectors.iter().map(|sector| self.register().family(sector)).collect();
        let asked = |s: &&SectorShare| s.sector.as_ref().is_some_and(|sector| families.contains(sector));
        let part = self.ranking.sectors.iter().filter(asked).map(|s| s.share.part).sum();
        Share { part, whole: self.ranking.totals.companies }
    }

    /// The competition rank of a sector by companies; 0 when it has none.
    fn sector_place(&self, sector: &SectorId) -> u64 {
        let own = self.share(std::slice::from_ref(sector)).part;
        let larger = self.ranking.sectors.iter().filter(|s| s.sector.is_some() && s.share.part > own);
        if own == 0 { 0 } else { larger.count() as u64 + 1 }
    }

    fn awarded_before(&self, last: u32) -> OurFigure {
        let year_before = self.window().from.plus(-1);
        let companies = &self.selection.ledger.companies;
        let before: BTreeSet<&CompanyId> = self
            .selection
            .rows
            .iter()
            .filter(|r| r.year == year_before)
            .map(|r| &companies[r.company])
            .collect();
        let mut first = self.first(last).peekable();
        let all = first.peek().is_some() && first.all(|standing| before.contains(&standing.company));
        OurFigure::yes_or_no(all, &self.published.value)
    }

    /// The standings down to a rank; ties at that rank make them more.
    fn first(&self, last: u32) -> impl Iterator<Item = &Standing> {
        self.ranking.standings.iter().take_while(move |standing| standing.rank <= last)
    }

    fn first_with(&self, last: u32, has: impl Fn(&Company) -> bool) -> OurFigure {
        self.count(self.first(last).filter(|s| has(self.register().company(&s.company))).count() as u64)
    }
}

/// Whether a company belongs to one of some sectors, directly or by its family.
fn belongs(register: &Register, company: &Company, sectors: &[SectorId]) -> bool {
    let own = company.sector.as_ref();
    own.is_some_and(|own| sectors.contains(own) || sectors.contains(register.family(own)))
}

impl Comparison<'_> {
    /// The named company, if the source distinguished it; without a name, how many names of its lists we have.
    pub(super) fn competition(&self, source: &SourceId) -> OurFigure {
        if self.published.company.is_empty() {
            // A laureate whose company nobody names is one all the same.
            let of_source =
                |award: &&Award| award.source == *source && self.window().holds(award.awarded.year());
            let awards = self.register().awards.iter().filter(of_source);
            let found = awards.filter(|award| is_found(award, self.register().source(source))).count();
            return OurFigure { ours: found.to_string(), gap: None, verdict: (found > 0).into() };
        }
        let Some(company) = self.company() else { return OurFigure::unknown_company() };
        let sources = &self.selection.ledger.sources;
        let has_won = self.won_by(company).any(|row| sources[row.source] == *source);
        let winner = has_won.then(|| self.register().company(company).name.as_str());
        OurFigure::names(winner.as_slice(), None, has_won.into())
    }

    /// The named company, if the source and another one distinguished it; without a name, how many these are.
    pub(super) fn also_awarded(&self, source: &SourceId) -> OurFigure {
        let sources = &self.selection.ledger.sources;
        let elsewhere: BTreeSet<usize> =
            self.rows().filter(|row| sources[row.source] != *source).map(|row| row.company).collect();
        let both: BTreeSet<usize> = self
            .won_from(source)
            .map(|row| row.company)
            .filter(|company| elsewhere.contains(company))
            .collect();
        if self.published.company.is_empty() {
            return self.count(both.len() as u64);
        }
        let Some(company) = self.company() else { return OurFigure::unknown_company() };
        let companies = &self.selection.ledger.companies;
        let found: Vec<&str> = both
            .iter()
            .map(|c| companies[*c])
            .filter(|id| id == company)
            .map(|id| self.register().company(&id).name.as_str())
            .collect();
        OurFigure::names(&found, None, (!found.is_empty()).into())
    }

    /// Years from the first in which the source is known to be held, or is in our data, to the last asked for.
    pub(super) fn years_running(&self, source: &SourceId) -> u64 {
        let sources = &self.selection.ledger.sources;
        let in_data = || self.selection.rows.iter().filter(|r| sources[r.source] == *source).map(|r| r.year);
        let first = self.register().source(source).held.map(|held| held.from).or_else(|| in_data().min());
        first.map_or(0, |first| u64::try_from(self.window().to.get() - first.get() + 1).unwrap_or(0))
    }

    /// The company's distinctions of the window.
    pub(super) fn won_by(&self, company: &CompanyId) -> impl Iterator<Item = &Distinction> {
        let companies = &self.selection.ledger.companies;
        self.rows().filter(move |row| companies[row.company] == *company)
    }

    /// The source's distinctions of the window.
    pub(super) fn won_from(&self, source: &SourceId) -> impl Iterator<Item = &Distinction> {
        let sources = &self.selection.ledger.sources;
        self.rows().filter(move |row| sources[row.source] == *source)
    }
}
