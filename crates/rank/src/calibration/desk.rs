//! The desk: answers what a published figure asks from our ranking of the same years.

use std::collections::BTreeSet;

use super::answer::{Answer, Verdict};
use super::asked::Asked;
use super::names::Names;
use crate::ledger::{Row, Selection};
use crate::standings::rank;
use crate::{Query, Ranking, SectorShare, Standing};
use model::{Company, CompanyId, Published, Register, SectorId, Share, Window, Year};

/// What is needed to answer for one published figure.
pub struct Desk<'d> {
    /// The distinctions counted.
    pub selection: &'d Selection<'d>,
    /// Our ranking of the published years.
    pub ranking: &'d Ranking,
    /// What names mean.
    pub names: &'d Names,
    /// The published figure.
    pub published: &'d Published,
}

impl Desk<'_> {
    /// Our answer.
    pub fn answer(&self, asked: &Asked) -> Answer {
        let totals = self.ranking.totals;
        match asked {
            Asked::Companies => self.count(totals.companies),
            Asked::Newcomers => self.count(totals.newcomers),
            Asked::NewcomersShare => self.percent(totals.newcomers_share),
            Asked::Competitions => self.count(totals.sources),
            Asked::WithAtLeast(score) => self.with_at_least(*score),
            Asked::Leader => self.at_rank(1),
            Asked::FirstTimeLeader => self.first_time_leader(),
            Asked::Rank(rank) => self.at_rank(*rank),
            Asked::Member(last) => self.member(*last),
            Asked::Distinctions => self.distinctions(),
            Asked::YearsAwarded => self.years_awarded(),
            Asked::Competition(source) => self.competition(source),
            Asked::Winners(source) => self.count(self.won_from(source).count() as u64),
            Asked::AlsoAwarded(source) => self.also_awarded(source),
            Asked::YearsRunning(source) => self.count(self.years_running(source)),
            Asked::SectorShare(sector) => self.percent(self.share(sector)),
            Asked::SectorOrder(sector) => self.count(self.sector_place(sector)),
            Asked::AwardedBefore(last) => self.awarded_before(*last),
            Asked::OfCountry(last, country) => {
                self.first_with(*last, |c| c.country.as_ref() == Some(country))
            }
            Asked::OfSectors(last, sectors) => {
                self.first_with(*last, |c| belongs(self.register(), c, sectors))
            }
        }
    }

    pub(super) fn count(&self, ours: u64) -> Answer {
        Answer::count(ours, &self.published.value)
    }

    fn percent(&self, ours: Share) -> Answer {
        Answer::percent(ours, &self.published.value)
    }

    pub(super) fn register(&self) -> &Register {
        self.selection.ledger.register
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

    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        let window = self.window();
        self.selection.rows.iter().filter(move |row| window.holds(row.year))
    }

    fn with_at_least(&self, score: u64) -> Answer {
        let reaches = |standing: &&Standing| standing.competitions >= score;
        self.count(self.ranking.standings.iter().filter(reaches).count() as u64)
    }

    /// Our companies at a rank, or sharing the rank above it that reaches so far down; the gap tells how far theirs
    /// stands from it.
    fn at_rank(&self, wanted: u32) -> Answer {
        let reaches = self.first(wanted).last().map(|standing| standing.rank);
        let there: Vec<&Standing> = self.first(wanted).filter(|s| Some(s.rank) == reaches).collect();
        let names: Vec<&str> =
            there.iter().map(|s| self.register().company(&s.company).name.as_str()).collect();
        let Some(company) = self.company() else {
            return Answer::names(&names, None, Verdict::UnknownCompany);
        };
        let gap = self.standing(company).map(|s| i64::from(s.rank) - i64::from(wanted));
        let alone = there.len() == 1 && there[0].company == *company && gap == Some(0);
        Answer::names(&names, gap, alone.into())
    }

    fn first_time_leader(&self) -> Answer {
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
        Answer { verdict: if led_before { Verdict::Differs } else { answer.verdict }, ..answer }
    }

    /// The rank of the company, which should be among the first.
    fn member(&self, last: u32) -> Answer {
        let Some(company) = self.company() else { return Answer::unknown_company() };
        let rank = self.standing(company).map(|standing| standing.rank);
        let shown = rank.map(|rank| rank.to_string());
        let names: Vec<&str> = shown.as_deref().into_iter().collect();
        Answer::names(&names, None, rank.is_some_and(|rank| rank <= last).into())
    }

    fn distinctions(&self) -> Answer {
        let Some(company) = self.company() else { return Answer::unknown_company() };
        self.count(self.standing(company).map_or(0, |standing| standing.competitions))
    }

    fn years_awarded(&self) -> Answer {
        let Some(company) = self.company() else { return Answer::unknown_company() };
        self.count(self.won_by(company).map(|row| row.year).collect::<BTreeSet<_>>().len() as u64)
    }

    fn share(&self, sector: &SectorId) -> Share {
        let family = self.register().family(sector);
        let of_family = |s: &&SectorShare| s.sector.as_ref() == Some(family);
        let nothing = Share { part: 0, whole: self.ranking.totals.companies };
        self.ranking.sectors.iter().find(of_family).map_or(nothing, |s| s.share)
    }

    /// The competition rank of a sector by companies; 0 when it has none.
    fn sector_place(&self, sector: &SectorId) -> u64 {
        let own = self.share(sector).part;
        let larger = self.ranking.sectors.iter().filter(|s| s.sector.is_some() && s.share.part > own);
        if own == 0 { 0 } else { larger.count() as u64 + 1 }
    }

    fn awarded_before(&self, last: u32) -> Answer {
        let year_before = self.window().from.plus(-1);
        let companies = &self.selection.ledger.companies;
        let before: BTreeSet<&CompanyId> = self
            .selection
            .rows
            .iter()
            .filter(|r| r.year == year_before)
            .map(|r| &companies[r.company].id)
            .collect();
        let mut first = self.first(last).peekable();
        let all = first.peek().is_some() && first.all(|standing| before.contains(&standing.company));
        Answer::yes_or_no(all, &self.published.value)
    }

    /// The standings down to a rank; ties at that rank make them more.
    fn first(&self, last: u32) -> impl Iterator<Item = &Standing> {
        self.ranking.standings.iter().take_while(move |standing| standing.rank <= last)
    }

    fn first_with(&self, last: u32, has: impl Fn(&Company) -> bool) -> Answer {
        self.count(self.first(last).filter(|s| has(self.register().company(&s.company))).count() as u64)
    }
}

/// Whether a company belongs to one of some sectors, directly or by its family.
fn belongs(register: &Register, company: &Company, sectors: &[SectorId]) -> bool {
    let own = company.sector.as_ref();
    own.is_some_and(|own| sectors.contains(own) || sectors.contains(register.family(own)))
}
