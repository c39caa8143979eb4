//! The ranking of a window of years: standings, sums and sector shares.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::apportion::percents;
use super::ledger::{Ledger, Selection};
use super::readings::readings;
use super::statistics::statistics;
use super::tallies::{Tally, ranked};
use crate::{Query, Ranking, SectorShare, Standing, Totals};
use model::{CompanyLevel, Register, SectorId, Share, Window};

/// Ranks the companies of a register.
///
/// Ranks are standard competition ranks: 1, 2, 2, 4. The order of the register's awards never decides;
/// companies of one rank are listed by folded name, then identifier.
pub fn ranking(register: &Register, query: &Query) -> Ranking {
    rank(&Ledger::new(register, query.level).select(query), query)
}

/// Ranks the companies of a register in several ways at once; the rankings come in the order of the queries.
pub fn rankings(register: &Register, queries: &[Query]) -> Vec<Ranking> {
    let levels: BTreeSet<CompanyLevel> = queries.iter().map(|query| query.level).collect();
    let ledgers: BTreeMap<CompanyLevel, Ledger> =
        levels.into_iter().map(|level| (level, Ledger::new(register, level))).collect();
    queries.par_iter().map(|query| rank(&ledgers[&query.level].select(query), query)).collect()
}

/// Ranks a selection that the query has already been applied to, in the query's window.
pub fn rank(selection: &Selection<'_>, query: &Query) -> Ranking {
    let before = Window { from: query.window.from.plus(-1), to: query.window.to.plus(-1) };
    let ((tallies, proof), (earlier, _)) = rayon::join(
        || ranked(selection, query.method, query.window),
        || ranked(selection, query.method, before),
    );
    let mut previous: Vec<Option<u32>> = vec![None; selection.ledger.companies.len()];
    earlier.into_iter().for_each(|(rank, tally)| previous[tally.company] = Some(rank));
    let mut standings: Vec<Standing> = tallies
        .par_iter()
        .map(|(rank, tally)| Standing {
            rank: *rank,
            tied: false,
            company: selection.ledger.companies[tally.company].id,
            sector: selection.ledger.family(tally.company).cloned(),
            score: tally.score.ratio(),
            competitions: tally.competitions(),
            awards: tally.rows.len() as u64,
            previous_rank: previous[tally.company],
            new: tally.is_new(),
            year_before: tally.year_before(),
            streak: tally.streak(),
            won: tally.rows.iter().map(|row| row.award).collect(),
        })
        .collect();
    mark_ties(&mut standings);
    let totals = totals(selection, &tallies);
    let statistics = statistics(&standings);
    let sectors = sector_shares(&standings);
    let readings = readings(&standings);
    Ranking { query: query.clone(), totals, proof, statistics, sectors, readings, standings }
}

fn mark_ties(standings: &mut [Standing]) {
    for tied in standings.chunk_by_mut(|a, b| a.rank == b.rank).filter(|group| group.len() > 1) {
        tied.iter_mut().for_each(|standing| standing.tied = true);
    }
}

fn totals(selection: &Selection<'_>, tallies: &[(u32, Tally<'_>)]) -> Totals {
    let companies = tallies.len() as u64;
    let newcomers = tallies.iter().filter(|(_, tally)| tally.is_new()).count() as u64;
    let mut sources = vec![false; selection.ledger.sources.len()];
    tallies.iter().flat_map(|(_, tally)| tally.rows).for_each(|row| sources[row.source] = true);
    Totals {
        companies,
        awards: tallies.iter().map(|(_, tally)| tally.rows.len() as u64).sum(),
        sources: sources.into_iter().filter(|won| *won).count() as u64,
        newcomers,
        newcomers_share: Share { part: newcomers, whole: companies },
        returning: companies - newcomers,
    }
}

fn sector_shares(standings: &[Standing]) -> Vec<SectorShare> {
    let mut counts: BTreeMap<Option<SectorId>, u64> = BTreeMap::new();
    for standing in standings {
        *counts.entry(standing.sector).or_default() += 1;
    }
    let whole = standings.len() as u64;
    let share = |(sector, part)| SectorShare { sector, share: Share { part, whole }, percent: 0 };
    let mut shares: Vec<SectorShare> = counts.into_iter().map(share).collect();
    let place = |s: &SectorShare| (Reverse(s.share.part), s.sector.is_none(), s.sector);
    shares.sort_by_cached_key(place);
    let parts: Vec<u64> = shares.iter().map(|share| share.share.part).collect();
    for (share, percent) in shares.iter_mut().zip(percents(&parts)) {
        share.percent = percent;
    }
    shares
}
