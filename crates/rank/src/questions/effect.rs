//! What a decision would move: the default leaderboards with two companies counted as one.
//!
//! Only the boards on which one of the two has a distinction are ranked again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::Query;
use crate::ledger::{Distinction, Ledger, Selection, within};
use crate::statistics::percents;
use crate::tallies::ranked;
use model::text;
use model::{Award, CompanyId, CompanyLevel, Origin, Register, SectorId, Subject, Window};
use workspace::{Method, RankingSettings};

/// What joining two companies would change on the default leaderboards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// The leaderboards on which a figure changes, in the order of their windows.
    pub boards: Vec<BoardEffect>,
}

/// What would change on one leaderboard: its top ten and its headline figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardEffect {
    pub window: Window,
    /// Places of the top ten, in the order of the ranks before.
    pub ranks: Vec<RankChange>,
    /// Companies distinguished, where their number changes.
    pub companies: Option<NumberChange>,
    /// Companies distinguished for the first time, where their number changes.
    pub newcomers: Option<NumberChange>,
    /// Percents of sectors that change; none is the companies without a sector.
    pub sectors: Vec<(Option<SectorId>, NumberChange)>,
}

/// A company that changes its place in the top ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankChange {
    pub company: CompanyId,
    /// Its rank; none when it is not ranked. One of the two is 10 or better.
    pub before: Option<u32>,
    /// Its rank after; none when its distinctions have gone to the other company.
    pub after: Option<u32>,
}

/// A number before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberChange {
    pub before: u64,
    pub after: u64,
}

impl NumberChange {
    /// The change from one number to another, if there is one.
    pub fn between(before: u64, after: u64) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }
}

impl BoardEffect {
    /// How many published figures change: places of the top ten, then headline figures.
    pub fn figures(&self) -> (usize, usize) {
        let counts = [self.companies, self.newcomers].into_iter().flatten().count();
        (self.ranks.len(), counts + self.sectors.len())
    }
}

impl Effect {
    /// How many published figures change on all leaderboards: places of top tens, then headline figures.
    pub fn figures(&self) -> (usize, usize) {
        let sum = |sum: (usize, usize), board: (usize, usize)| (sum.0 + board.0, sum.1 + board.1);
        self.boards.iter().map(BoardEffect::figures).fold((0, 0), sum)
    }
}

// The last place of a leaderboard that every reader sees.
const TOP: u32 = 10;

/// What joining each pair would change on the leaderboards of the default scope, in the order of the pairs.
pub fn effects(register: &Register, settings: &RankingSettings, pairs: &[[CompanyId; 2]]) -> Vec<Effect> {
    let ledger = Ledger::new(register, CompanyLevel::Brand);
    let Some(first) = ledger.first_year() else { return vec![Effect::default(); pairs.len()] };
    let query = Query::by_default(settings, settings.country.as_deref(), Window::year(first));
    let selection = ledger.select(register, &query);
    let Some(all_years) = selection.window() else { return vec![Effect::default(); pairs.len()] };
    let windows: BTreeSet<Window> = all_years
        .years()
        .map(Window::year)
        .chain(settings.ranges.iter().copied())
        .chain([all_years])
        .collect();
    let own = |company: usize| ledger.families[company];
    let boards = windows
        .into_iter()
        .map(|window| (window, BoardFigures::new(&selection, settings.method, window, &own)));
    let leaderboards = Leaderboards {
        boards: boards.collect(),
        sectors: sectors(register),
        selection,
        method: settings.method,
    };
    pairs.par_iter().map(|[one, other]| leaderboards.effect(one, other)).collect()
}

/// What is published on a leaderboard and may change.
struct BoardFigures {
    /// The rank of every company.
    ranks: HashMap<usize, u32>,
    newcomers: u64,
    sectors: BTreeMap<Option<SectorId>, u64>,
}

impl BoardFigures {
    fn new(
        selection: &Selection<'_>,
        method: Method,
        window: Window,
        family: &dyn Fn(usize) -> Option<SectorId>,
    ) -> Self {
        let (tallies, _) = ranked(selection, method, window);
        let mut counts: BTreeMap<Option<SectorId>, u64> = BTreeMap::new();
        for (_, tally) in &tallies {
            *counts.entry(family(tally.company)).or_default() += 1;
        }
        Self {
            ranks: tallies.iter().map(|(rank, tally)| (tally.company, *rank)).collect(),
            newcomers: tallies.iter().filter(|(_, tally)| tally.is_new()).count() as u64,
            sectors: in_percent(counts),
        }
    }
}

/// Shares in whole percent, rounded as on the leaderboards.
fn in_percent(counts: BTreeMap<Option<SectorId>, u64>) -> BTreeMap<Option<SectorId>, u64> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(sector, part)| (std::cmp::Reverse(*part), sector.is_none(), *sector));
    let parts: Vec<u64> = counts.iter().map(|(_, part)| *part).collect();
    counts.into_iter().map(|(sector, _)| sector).zip(percents(&parts)).collect()
}

/// How often each company stands under each sector, in lists of any kind.
type Sectors<'r> = HashMap<&'r CompanyId, BTreeMap<&'r SectorId, usize>>;

fn sectors(register: &Register) -> Sectors<'_> {
    let awards = register.awards.iter().filter_map(|a| {
        Some((
            a.company.as_ref()?,
            a.sector.as_ref()?,
            (&a.source, &a.edition, a.level, text::heading(&a.category)),
        ))
    });
    let measures = register.measures.iter().filter_map(|m| match &m.subject {
        Subject::Company(id) => {
            Some((id, m.sector.as_ref()?, (&m.source, &m.edition, m.level, text::heading(&m.category))))
        }
        Subject::Average => None,
    });
    let mut counts = Sectors::new();
    for (company, sector, _) in awards.chain(measures).collect::<BTreeSet<_>>() {
        *counts.entry(company).or_default().entry(sector).or_default() += 1;
    }
    counts
}

/// What the effect of any pair is read from.
struct Leaderboards<'r> {
    boards: Vec<(Window, BoardFigures)>,
    sectors: Sectors<'r>,
    selection: Selection<'r>,
    method: Method,
}

impl<'r> Leaderboards<'r> {
    fn effect(&self, one: &CompanyId, other: &CompanyId) -> Effect {
        let numbers = [one, other].map(|id| self.selection.ledger.credited(id));
        let [Some(one), Some(other)] = numbers else { return Effect::default() };
        let rows = [one, other].map(|company| self.rows(company));
        let concerned = |window: Window| rows.iter().any(|rows| !within(rows, window).is_empty());
        let boards: Vec<_> = self.boards.iter().filter(|(window, _)| concerned(*window)).collect();
        if boards.is_empty() {
            return Effect::default();
        }
        let joined = self.joined(one, other);
        let sector = self.sector(one, other);
        let family = |company: usize| {
            if company == one { sector } else { self.selection.ledger.families[company] }
        };
        let changes = boards.into_iter().map(|(window, before)| {
            let after = BoardFigures::new(&joined, self.method, *window, &family);
            self.change(*window, [one, other], before, &after)
        });
        Effect { boards: changes.filter(|board| board.figures() != (0, 0)).collect() }
    }

    fn rows(&self, company: usize) -> &[Distinction] {
        let rows = &self.selection.rows;
        let start = rows.partition_point(|row| row.company < company);
        let end = rows.partition_point(|row| row.company <= company);
        &rows[start..end]
    }

    /// The same distinctions, those of the second company credited to the first.
    fn joined(&self, one: usize, other: usize) -> Selection<'r> {
        let Selection { register, ledger, sources, weights, rows } = &self.selection;
        let mut both: Vec<Distinction> =
            [one, other].iter().flat_map(|company| self.rows(*company)).copied().collect();
        both.iter_mut().for_each(|row| row.company = one);
        both.sort_by(|a, b| {
            (a.year, a.source).cmp(&(b.year, b.source)).then_with(|| self.award(a).id.cmp(&self.award(b).id))
        });
        let mut once: Vec<Distinction> = Vec::with_capacity(both.len());
        for row in both {
            let told =
                once.iter().rev().take_while(|seen| (seen.year, seen.source) == (row.year, row.source));
            if !told.into_iter().any(|seen| same_prize(self.award(seen), self.award(&row))) {
                once.push(row);
            }
        }
        let (before, after): (Vec<Distinction>, Vec<Distinction>) = rows
            .iter()
            .filter(|row| row.company != one && row.company != other)
            .partition(|row| row.company < one);
        let rows = before.into_iter().chain(once).chain(after).collect();
        Selection { register, ledger, sources: sources.clone(), weights: weights.clone(), rows }
    }

    fn award(&self, row: &Distinction) -> &'r Award {
        &self.selection.register.awards[row.award]
    }

    /// The first-level sector of two companies together: what the declared one says, else where both stand most often.
    fn sector(&self, one: usize, other: usize) -> Option<SectorId> {
        let register = self.selection.register;
        let both = [one, other].map(|company| register.company(&self.selection.ledger.companies[company]));
        let declared = both.iter().find(|company| company.origin == Origin::Declared);
        if let Some(sector) = declared.and_then(|company| company.sector.as_ref()) {
            return Some(*register.family(sector));
        }
        let mut counts: BTreeMap<&SectorId, usize> = BTreeMap::new();
        for (sector, count) in both.iter().filter_map(|company| self.sectors.get(&company.id)).flatten() {
            *counts.entry(sector).or_default() += count;
        }
        let most = counts.into_iter().max_by_key(|(sector, count)| (*count, std::cmp::Reverse(*sector)));
        most.map(|(sector, _)| *register.family(sector))
    }

    fn change(
        &self,
        window: Window,
        pair: [usize; 2],
        before: &BoardFigures,
        after: &BoardFigures,
    ) -> BoardEffect {
        let all: BTreeSet<Option<SectorId>> =
            before.sectors.keys().chain(after.sectors.keys()).copied().collect();
        let percent = |board: &BoardFigures, sector| board.sectors.get(&sector).copied().unwrap_or(0);
        let sectors = all.into_iter().filter_map(|sector| {
            let change = NumberChange::between(percent(before, sector), percent(after, sector))?;
            Some((sector, change))
        });
        BoardEffect {
            window,
            ranks: self.rank_changes(pair, before, after),
            companies: NumberChange::between(before.ranks.len() as u64, after.ranks.len() as u64),
            newcomers: NumberChange::between(before.newcomers, after.newcomers),
            sectors: sectors.collect(),
        }
    }

    /// The places of the top ten that change. The two are followed from the better of their ranks.
    fn rank_changes(&self, pair: [usize; 2], before: &BoardFigures, after: &BoardFigures) -> Vec<RankChange> {
        let (leads, yields) =
            match pair.map(|company| before.ranks.get(&company).copied().unwrap_or(u32::MAX)) {
                [one, other] if one <= other => (pair[0], pair[1]),
                _ => (pair[1], pair[0]),
            };
        let rank_after = |company: usize| match company {
            _ if company == leads => after.ranks.get(&pair[0]).copied(),
            _ if company == yields => None,
            _ => after.ranks.get(&company).copied(),
        };
        let known = before.ranks.keys().chain(after.ranks.keys()).copied().collect::<BTreeSet<usize>>();
        let changes =
            known.into_iter().filter(|company| *company != pair[0] || before.ranks.contains_key(company));
        let mut changes: Vec<_> = changes
            .map(|company| (before.ranks.get(&company).copied(), rank_after(company), company))
            .filter(|(before, after, _)| before != after)
            .filter(|(before, after, _)| [before, after].into_iter().flatten().any(|rank| *rank <= TOP))
            .collect();
        changes.sort_by_key(|(before, _, company)| (before.unwrap_or(u32::MAX), *company));
        let id = |company: usize| self.selection.ledger.companies[company];
        changes
            .into_iter()
            .map(|(before, after, company)| RankChange { company: id(company), before, after })
            .collect()
    }
}

/// Whether two awards are one once their recipients are.
fn same_prize(one: &Award, other: &Award) -> bool {
    let place = |award: &Award| (award.source, award.edition, award.level, award.person);
    place(one) == place(other) && text::heading(&one.category) == text::heading(&other.category)
}
