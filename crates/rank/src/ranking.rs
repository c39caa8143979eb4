//! The ranking of a window of years: what is asked, and the standings, sums and sector shares that answer.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use crate::ledger::{Ledger, Selection};
use crate::moves;
use crate::statistics::{percents, readings, statistics};
use crate::tallies::{Tally, ranked};
use crate::{BothReadings, Statistics};
use model::{CompanyId, CompanyLevel, Kind, Ratio, Register, SectorId, Share, Window};
use workspace::{Method, RankingSettings, Rules};

/// What a ranking is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    pub window: Window,
    /// How awards become a score.
    pub method: Method,
    /// What a place is worth and a source weighs.
    pub rules: Rules,
    /// Only sources of this country; all sources when none.
    pub country: Option<String>,
    /// Only sources of this kind; all kinds when none.
    pub kind: Option<Kind>,
    /// Only companies of this first-level sector.
    pub sector: Option<SectorId>,
    /// Who is credited: each brand, or the entity or group that it belongs to.
    pub level: CompanyLevel,
    pub without: BTreeSet<Without>,
}

impl Query {
    /// The ranking that a workspace publishes of a window, by the sources of a country or by all.
    pub fn by_default(settings: &RankingSettings, country: Option<&str>, window: Window) -> Self {
        let derived = (!settings.derived).then_some(Without::Derived);
        Self {
            method: settings.method,
            rules: settings.rules.clone(),
            country: country.map(str::to_owned),
            without: derived.into_iter().collect(),
            ..Self::of(window)
        }
    }

    /// The plainest ranking of these years: every source, every company, every distinction.
    pub fn of(window: Window) -> Self {
        Self {
            window,
            method: Method::Competitions,
            rules: Rules::default(),
            country: None,
            kind: None,
            sector: None,
            level: CompanyLevel::Brand,
            without: BTreeSet::new(),
        }
    }
}

/// A kind of award that a ranking can leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Without {
    /// Awards that companies pay to enter.
    Paid,
    /// Awards to persons and virtual agents.
    Persons,
    /// Awards of which no page says outright that they were won: left out unless they are asked for.
    Derived,
}

#[derive(Debug, Clone)]
pub struct Ranking {
    pub query: Query,
    pub totals: Totals,
    /// How good the order is; only `kemeny` can prove it.
    pub proof: Option<Proof>,
    /// What it says as a whole.
    pub statistics: Statistics,
    /// Sectors of the companies distinguished, largest first.
    pub sectors: Vec<SectorShare>,
    /// The companies to which one source gave several distinctions in one year, under both readings, in order.
    pub readings: Vec<BothReadings>,
    /// One row a company, in order.
    pub standings: Vec<Standing>,
}

/// How good an order of the method `kemeny` is, in contradicted preferences (weighed, in hundred-millionths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "proof")]
pub enum Proof {
    Exact {
        contradicted: u64,
    },
    /// Some companies beat each other in too long a circle to try every order.
    Between {
        contradicted: u64,
        /// What any order contradicts at least.
        at_least: u64,
    },
    /// Too many companies to compare each with each.
    Unproven,
}

/// The sums of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Companies with at least one distinction.
    pub companies: u64,
    pub awards: u64,
    /// Sources that gave at least one of them.
    pub sources: u64,
    /// Companies without any distinction in the data before the window.
    pub newcomers: u64,
    /// Newcomers out of companies, 0 to 1.
    pub newcomers_share: Share,
    /// Companies with a distinction before the window: companies less newcomers.
    pub returning: u64,
}

/// How many of the companies distinguished belong to a first-level sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorShare {
    /// The sector; none for companies without one.
    pub sector: Option<SectorId>,
    /// Companies of the sector, out of all distinguished.
    pub share: Share,
    /// The share in whole percent, by largest remainder: the percents of a ranking add up to 100.
    pub percent: u64,
}

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Standard competition rank: 1, 2, 2, 4.
    pub rank: u32,
    /// Whether another company has the same rank.
    pub tied: bool,
    pub company: CompanyId,
    pub sector: Option<SectorId>,
    /// The score of the method; under `kemeny` how many other companies do not always stand above this one.
    pub score: Ratio,
    /// Source-years with at least one distinction.
    pub competitions: u64,
    pub awards: u64,
    /// The rank in a window of the same length that ends one year earlier; none if not ranked there.
    pub previous_rank: Option<u32>,
    /// How its score changed since that window; none where it did not, or where a list that was found or is missing may
    /// have made the change.
    pub change: Option<Ordering>,
    /// Whether the company has no distinction in the data before the window.
    pub new: bool,
    /// Whether the company had a distinction in the year before the window.
    pub year_before: bool,
    /// Years in a row with a distinction, ending with the last year of the window; they may begin before it.
    pub streak: u32,
    /// The distinctions, as positions in the register's awards, by year, source and identifier.
    pub won: Vec<usize>,
}

/// Ranks the companies of a register.
///
/// Ranks are standard competition ranks: 1, 2, 2, 4. The order of the register's awards never decides;
/// companies of one rank are listed by folded name, then identifier.
pub fn ranking(register: &Register, query: &Query) -> Ranking {
    rank(&Ledger::new(register, query.level).select(register, query), query)
}

/// Ranks the companies of a register in several ways at once; the rankings come in the order of the queries.
pub fn rankings(register: &Register, queries: &[Query]) -> Vec<Ranking> {
    let levels: BTreeSet<CompanyLevel> = queries.iter().map(|query| query.level).collect();
    let ledgers: BTreeMap<CompanyLevel, Ledger> =
        levels.into_iter().map(|level| (level, Ledger::new(register, level))).collect();
    queries.par_iter().map(|query| rank(&ledgers[&query.level].select(register, query), query)).collect()
}

/// Ranks a selection that the query has already been applied to, in the query's window.
pub fn rank(selection: &Selection<'_>, query: &Query) -> Ranking {
    let before = Window { from: query.window.from.plus(-1), to: query.window.to.plus(-1) };
    let ((tallies, proof), (earlier, _)) = rayon::join(
        || ranked(selection, query.method, query.window),
        || ranked(selection, query.method, before),
    );
    let mut previous: Vec<Option<&(u32, Tally<'_>)>> = vec![None; selection.ledger.companies.len()];
    earlier.iter().for_each(|ranked| previous[ranked.1.company] = Some(ranked));
    let mut standings: Vec<Standing> = tallies
        .par_iter()
        .map(|(rank, tally)| Standing {
            rank: *rank,
            tied: false,
            company: selection.ledger.companies[tally.company],
            sector: selection.ledger.families[tally.company],
            score: tally.score.ratio(),
            competitions: tally.competitions(),
            awards: tally.rows.len() as u64,
            previous_rank: previous[tally.company].map(|(rank, _)| *rank),
            change: previous[tally.company].and_then(|(_, before)| moves::change(selection, tally, before)),
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
