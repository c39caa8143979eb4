//! The ranking of a window of years: tallies in order, shared ranks, sums and sector shares.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::apportion::percents;
use super::ledger::{Ledger, Row, Selection, within};
use super::statistics::statistics;
use crate::model::{
    Method, Query, Ranking, Ratio, Register, SectorId, SectorShare, Share, Standing, Totals, Window, Year,
};

/// Ranks the companies of a register.
///
/// Ranks are standard competition ranks: 1, 2, 2, 4. The order of the register's awards never decides;
/// companies of one rank are listed by folded name, then identifier.
pub fn ranking(register: &Register, query: &Query) -> Ranking {
    rank(&Ledger::new(register, query.level).select(query), query)
}

/// Ranks a selection that the query has already been applied to, in the query's window.
pub fn rank(selection: &Selection<'_>, query: &Query) -> Ranking {
    let tallies = ranked(tallies(selection, query.window, query.method));
    let before = Window { from: query.window.from.plus(-1), to: query.window.to.plus(-1) };
    let previous: BTreeMap<usize, u32> = ranked(self::tallies(selection, before, query.method))
        .into_iter()
        .map(|(rank, tally)| (tally.company, rank))
        .collect();
    let mut standings: Vec<Standing> = tallies
        .iter()
        .map(|(rank, tally)| Standing {
            rank: *rank,
            tied: false,
            company: selection.ledger.companies[tally.company].id.clone(),
            sector: selection.ledger.family(tally.company).cloned(),
            score: tally.score,
            competitions: tally.competitions,
            awards: tally.rows.len() as u64,
            previous_rank: previous.get(&tally.company).copied(),
            new: tally.new,
            year_before: tally.year_before,
            streak: tally.streak,
            won: tally.rows.iter().map(|row| row.award).collect(),
        })
        .collect();
    mark_ties(&mut standings);
    let totals = totals(&tallies);
    let statistics = statistics(&standings);
    let sectors = sector_shares(&standings);
    Ranking { query: query.clone(), totals, statistics, sectors, standings }
}

/// What one company gathered in a window.
struct Tally<'s> {
    company: usize,
    score: Ratio,
    /// Source-years with a distinction.
    competitions: u64,
    rows: &'s [Row],
    new: bool,
    year_before: bool,
    streak: u32,
}

fn tallies<'s>(selection: &'s Selection<'_>, window: Window, method: Method) -> Vec<Tally<'s>> {
    let tally = |all: &'s [Row]| {
        let rows = within(all, window);
        let first = rows.first()?;
        let competitions = rows.chunk_by(|a, b| (a.year, a.source) == (b.year, b.source)).count() as u64;
        let score = match method {
            Method::Competitions => Ratio::whole(competitions),
        };
        let new = all.first().is_some_and(|earliest| earliest.year >= window.from);
        let year_before = !within(all, Window::year(window.from.plus(-1))).is_empty();
        let streak = streak(all, window.to);
        Some(Tally { company: first.company, score, competitions, rows, new, year_before, streak })
    };
    selection.by_company().filter_map(tally).collect()
}

/// Years in a row with a distinction, ending with `last`; 0 when that year has none.
fn streak(rows: &[Row], last: Year) -> u32 {
    let years: BTreeSet<Year> = rows.iter().map(|row| row.year).filter(|year| *year <= last).collect();
    let wanted = (0..).map(|back| last.get() - back);
    let run = years.iter().rev().zip(wanted).take_while(|(year, wanted)| year.get() == *wanted);
    run.count() as u32
}

/// Puts tallies in order and gives them their ranks: by score, then number of awards.
fn ranked(mut tallies: Vec<Tally<'_>>) -> Vec<(u32, Tally<'_>)> {
    let merit = |tally: &Tally<'_>| (tally.score, tally.rows.len());
    tallies.sort_by(|a, b| merit(b).cmp(&merit(a)).then(a.company.cmp(&b.company)));
    let mut ranked: Vec<(u32, Tally<'_>)> = Vec::with_capacity(tallies.len());
    for (position, tally) in (1..).zip(tallies) {
        let shared = ranked.last().filter(|(_, above)| merit(above) == merit(&tally)).map(|(rank, _)| *rank);
        ranked.push((shared.unwrap_or(position), tally));
    }
    ranked
}

fn mark_ties(standings: &mut [Standing]) {
    for tied in standings.chunk_by_mut(|a, b| a.rank == b.rank).filter(|group| group.len() > 1) {
        tied.iter_mut().for_each(|standing| standing.tied = true);
    }
}

fn totals(tallies: &[(u32, Tally<'_>)]) -> Totals {
    let companies = tallies.len() as u64;
    let newcomers = tallies.iter().filter(|(_, tally)| tally.new).count() as u64;
    let sources: BTreeSet<usize> =
        tallies.iter().flat_map(|(_, tally)| tally.rows.iter().map(|row| row.source)).collect();
    Totals {
        companies,
        awards: tallies.iter().map(|(_, tally)| tally.rows.len() as u64).sum(),
        sources: sources.len() as u64,
        newcomers,
        newcomers_share: Share { part: newcomers, whole: companies },
        returning: companies - newcomers,
    }
}

fn sector_shares(standings: &[Standing]) -> Vec<SectorShare> {
    let mut counts: BTreeMap<Option<SectorId>, u64> = BTreeMap::new();
    for standing in standings {
        *counts.entry(standing.sector.clone()).or_default() += 1;
    }
    let whole = standings.len() as u64;
    let share = |(sector, part)| SectorShare { sector, share: Share { part, whole }, percent: 0 };
    let mut shares: Vec<SectorShare> = counts.into_iter().map(share).collect();
    let place = |s: &SectorShare| (Reverse(s.share.part), s.sector.is_none(), s.sector.clone());
    shares.sort_by_cached_key(place);
    let parts: Vec<u64> = shares.iter().map(|share| share.share.part).collect();
    for (share, percent) in shares.iter_mut().zip(percents(&parts)) {
        share.percent = percent;
    }
    shares
}
