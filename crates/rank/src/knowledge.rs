//! What a ranking rests on, counted in names: found, announced, and what is missing with an interval.
//!
//! A name is an entry of a list that an organiser announced and a page states; what is only derived is not found.
//! Where an organiser announced no number, the length of the list is estimated from the prize's own nearest editions
//! that have one: one before and one after, or two on one side; of a single one, from half to double. Where the prize
//! never announced a number, nothing tells how much is missing, and the upper ends are open.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::coverage::edition_year;
use crate::ledger::source_aside;
use crate::unseen::NameDraw;
use crate::{Coverage, ListState, Query, Ranking};
use model::{EvidenceKind, Register, Share, Source, SourceId, Year};

/// What is known of the lists behind a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knowledge {
    /// Names that a page states, on lists of known and of unknown length.
    pub found: u64,
    /// Names found out of those announced, over the lists whose length is announced.
    pub announced: Share,
    /// The same, with the lists whose length is estimated from the prize's other editions: what the licence asks for.
    pub known: Share,
    /// The lists of which we have all names that their organiser announced.
    pub complete: u64,
    /// The lists of which we have some names.
    pub partial: u64,
    /// The lists of which we have no name.
    pub not_found: u64,
    /// Of these lists, those whose length is estimated.
    pub estimated: u64,
    /// Of these lists, those of which nothing tells the length.
    pub open: u64,
    /// The names that are missing.
    pub missing: Interval,
    /// The companies that would be distinguished if all lists were known, in nine of ten cases.
    pub companies: Interval,
    /// The same, if the open lists held no more than what we have of them.
    pub companies_but_open: Interval,
}

impl Knowledge {
    /// Whether so many of a hundred names are known, those announced and those estimated.
    pub fn is_enough(&self, wanted_percent: u32) -> bool {
        self.known.whole > 0 && 100 * self.known.part >= u64::from(wanted_percent) * self.known.whole
    }
}

/// From a number to a number, both included; open where nothing tells the upper end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    pub at_least: u64,
    pub at_most: Option<u64>,
}

/// The list of a source in a year.
pub struct NameList {
    pub source: SourceId,
    pub year: Year,
    state: ListState,
    found: u64,
    length: Length,
}

enum Length {
    Announced(u64),
    /// At least and at most.
    Estimated(u64, u64),
    Open,
}

impl NameList {
    fn new(source: SourceId, year: Year, state: &ListState, announced: &[(Year, u64)]) -> Option<Self> {
        let (found, claimed) = found_and_claimed(state)?;
        let length = match claimed {
            Some(claimed) => Length::Announced(claimed.max(found)),
            None => estimated(year, announced)
                .map_or(Length::Open, |(least, most)| Length::Estimated(least.max(found), most.max(found))),
        };
        Some(Self { source, year, state: state.clone(), found, length })
    }

    pub fn is_complete(&self) -> bool {
        matches!(self.state, ListState::Complete { .. })
    }

    /// How many names are missing, between the least and the most; none where nothing tells.
    pub fn missing(&self) -> Option<f64> {
        let (least, most) = self.bounds()?;
        Some((least + most) as f64 / 2.0 - self.found as f64)
    }

    /// How long it is, at least and at most; none where nothing tells.
    fn bounds(&self) -> Option<(u64, u64)> {
        match self.length {
            Length::Announced(length) => Some((length, length)),
            Length::Estimated(least, most) => Some((least, most)),
            Length::Open => None,
        }
    }
}

/// Names found and announced; nothing where there was no list.
fn found_and_claimed(state: &ListState) -> Option<(u64, Option<u64>)> {
    let (found, claimed) = match *state {
        ListState::Complete { found } => (found, Some(found)),
        ListState::Partial { found, claimed } => (found, claimed),
        ListState::NotFound { claimed } => (0, claimed),
        ListState::NotAllowed => (0, None),
        ListState::NotHeld => return None,
    };
    Some((u64::from(found), claimed.map(u64::from)))
}

/// The shortest and the longest of the nearest editions with an announced number; editions come oldest first.
fn estimated(year: Year, announced: &[(Year, u64)]) -> Option<(u64, u64)> {
    let after = announced.partition_point(|(other, _)| *other < year);
    let last_but_two = announced.len().saturating_sub(2);
    let nearest = &announced[after.saturating_sub(1).min(last_but_two)..];
    match nearest {
        [] => None,
        [(_, only)] => Some((only.div_ceil(2), 2 * only)),
        [(_, one), (_, other), ..] => Some((*one.min(other), *one.max(other))),
    }
}

fn announced_by_year(source: &Source) -> BTreeMap<Year, u64> {
    let mut announced = BTreeMap::new();
    for edition in source.editions.values() {
        if let Some((year, claimed)) = edition_year(source, edition, None).zip(edition.claimed) {
            *announced.entry(year).or_default() += u64::from(claimed);
        }
    }
    announced
}

/// The lists behind the rankings of a query: those of the sources that it leaves in, in the years of its window.
pub fn lists(register: &Register, coverage: &Coverage, query: &Query) -> Vec<NameList> {
    let counted = |id: &SourceId| {
        let source = register.source(id);
        source.counts && source_aside(source, query).is_none()
    };
    let of_source = |(id, cells): &(SourceId, Vec<ListState>)| {
        let announced: Vec<(Year, u64)> = announced_by_year(register.source(id)).into_iter().collect();
        let asked = coverage.years.iter().zip(cells).filter(|(year, _)| query.window.holds(**year));
        asked.filter_map(|(year, cell)| NameList::new(*id, *year, cell, &announced)).collect::<Vec<_>>()
    };
    coverage.rows.iter().filter(|(id, _)| counted(id)).flat_map(of_source).collect()
}

/// What is known of the lists behind a ranking of a register.
pub fn knowledge(register: &Register, ranking: &Ranking, lists: &[NameList]) -> Knowledge {
    let count = |is: fn(&NameList) -> bool| lists.iter().filter(|list| is(list)).count() as u64;
    let open = count(|list| matches!(list.length, Length::Open));
    let bounded = || lists.iter().filter_map(|list| Some((list.found, list.bounds()?)));
    let found_of_bounded: u64 = bounded().map(|(found, _)| found).sum();
    let (least, most) = bounded().fold((0, 0), |sum, (_, (least, most))| (sum.0 + least, sum.1 + most));
    let missing = (least - found_of_bounded, most - found_of_bounded);
    let closed = companies(register, ranking, missing);
    let or_more = |end| Some(end).filter(|_| open == 0);
    Knowledge {
        found: lists.iter().map(|list| list.found).sum(),
        announced: announced(lists),
        known: Share { part: found_of_bounded, whole: (least + most).div_ceil(2) },
        complete: count(NameList::is_complete),
        partial: count(|list| matches!(list.state, ListState::Partial { .. })),
        not_found: count(|list| matches!(list.state, ListState::NotFound { .. } | ListState::NotAllowed)),
        estimated: count(|list| matches!(list.length, Length::Estimated(..))),
        open,
        missing: Interval { at_least: missing.0, at_most: or_more(missing.1) },
        companies: Interval { at_least: closed.at_least, at_most: closed.at_most.and_then(or_more) },
        companies_but_open: closed,
    }
}

fn announced(lists: &[NameList]) -> Share {
    let announced = lists.iter().filter_map(|list| match list.length {
        Length::Announced(length) => Some((list.found, length)),
        Length::Estimated(..) | Length::Open => None,
    });
    announced.fold(Share::default(), |sum, (found, length)| Share {
        part: sum.part + found,
        whole: sum.whole + length,
    })
}

/// The companies if so many names are missing. What one sector has of the missing names, nothing tells.
fn companies(register: &Register, ranking: &Ranking, missing: (u64, u64)) -> Interval {
    let all = ranking.totals.companies;
    if ranking.query.sector.is_some() {
        return Interval { at_least: all, at_most: None };
    }
    let mut by_names: BTreeMap<usize, u64> = BTreeMap::new();
    for standing in &ranking.standings {
        let stated = |award: &&usize| register.awards[**award].evidence != EvidenceKind::Derived;
        *by_names.entry(standing.won.iter().filter(stated).count()).or_default() += 1;
    }
    by_names.remove(&0);
    let most = by_names.keys().next_back().copied().unwrap_or(0);
    let times: Vec<u64> = (1..=most).map(|names| by_names.get(&names).copied().unwrap_or(0)).collect();
    let found: u64 = (1..).zip(&times).map(|(names, companies)| names * companies).sum();
    let drawn = |missing| NameDraw { times: &times, names: found + missing }.companies();
    let (fewer, more) = (drawn(missing.0), drawn(missing.1));
    Interval { at_least: fewer.0.min(more.0).max(all), at_most: Some(fewer.1.max(more.1).max(all)) }
}

#[cfg(test)]
mod tests {
    use super::estimated;
    use sample::year;

    #[test]
    fn a_length_is_estimated_from_the_nearest_editions() {
        let all = [(year(2008), 11), (year(2011), 14), (year(2012), 15), (year(2023), 11)];
        assert_eq!(estimated(year(2009), &all), Some((11, 14)), "one before and one after");
        assert_eq!(estimated(year(2018), &all), Some((11, 15)));
        assert_eq!(estimated(year(2024), &all), Some((11, 15)), "two before");
        assert_eq!(estimated(year(2002), &all), Some((11, 14)), "two after");
        assert_eq!(estimated(year(2002), &all[..1]), Some((6, 22)), "half to double");
        assert_eq!(estimated(year(2002), &[]), None);
    }
}
