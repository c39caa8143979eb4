//! One row of a leaderboard: rank, company, a cell a column, movement, and the awards behind the score.

use minijinja::Value;
use std::collections::BTreeMap;

use serde::Serialize;

use model::{Award, Outcome, SourceId, Window, Year};
use rank::Standing;

use crate::parts::award::award_view;
use crate::parts::badge;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub rank: u32,
    /// Whether others have the same rank.
    pub tied: bool,
    /// Whether the row above has the same rank.
    pub again: bool,
    pub company: Link,
    /// Its name at the time, where it differs from today's.
    pub then: Option<String>,
    pub sector: Option<Link>,
    pub score: String,
    /// Distinctions.
    pub awards: u64,
    /// Where it comes from.
    pub movement: Movement,
    /// Years in a row with a distinction.
    pub streak: u32,
    /// Its prizes year by year, on the leaderboards of single years.
    pub spark: Option<String>,
    /// One cell a column, in the order of the columns.
    pub cells: Vec<Cell>,
    /// The awards behind the score.
    pub proofs: Vec<Value>,
}

/// Where a company stood the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub(crate) enum Movement {
    /// Higher than the year before.
    Up {
        /// By how many ranks.
        by: u32,
    },
    /// Lower than the year before.
    Down {
        /// By how many ranks.
        by: u32,
    },
    /// The same rank.
    Same,
    /// Never before in the data.
    New,
    /// In the data before, but not the year before.
    Returning,
    /// The years cannot be compared.
    Unknown,
}

/// What a company won in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub(crate) enum Cell {
    /// Nothing.
    None,
    /// A prize of a source in the year.
    Prize {
        /// The shape of the mark.
        mark: Mark,
        /// The place, from 2, that stands inside the mark.
        place: Option<u16>,
        /// The award it leads to, on the same page.
        anchor: String,
    },
    /// The prizes of a year.
    Year {
        /// How many sources gave one.
        count: u64,
        /// The year's leaderboard.
        href: String,
    },
}

/// The shape of a mark; the order is from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mark {
    /// A full disc: first, or the one chosen.
    First,
    /// A diamond: a prize outside the categories.
    Special,
    /// A ring: a lesser place.
    Placed,
    /// A square: a standard met.
    Label,
}

impl Row {
    /// The row of a standing; `above` is the standing before it.
    pub fn of(
        sheet: &Sheet,
        board: Board,
        columns: &Columns,
        standing: &Standing,
        above: Option<&Standing>,
    ) -> Self {
        let company = sheet.input.register.company(&standing.company);
        let window = sheet.index.ranking(board).query.window;
        // A range of years has no one name.
        let single = window.from == window.to;
        Self {
            rank: standing.rank,
            tied: standing.tied,
            again: above.is_some_and(|above| above.rank == standing.rank),
            company: sheet.company(&standing.company),
            then: single.then(|| sheet.name_then(&standing.company, window.to)).flatten(),
            sector: company.sector.as_ref().and_then(|id| sheet.sector(id)),
            score: sheet.score(standing.score),
            awards: standing.awards,
            movement: Movement::of(sheet, board, standing),
            streak: standing.streak,
            spark: None,
            cells: columns.cells(sheet, board, &standing.won),
            proofs: standing.won.iter().map(|&position| award_view(sheet, position)).collect(),
        }
    }
}

impl Movement {
    /// The movement of a standing; ranges of years have none.
    pub fn of(sheet: &Sheet, board: Board, standing: &Standing) -> Self {
        let Span::Window(window) = board.span else { return Self::Unknown };
        let comparable =
            window.from == window.to && badge::comparable(sheet, sheet.index.scope(board), window.to);
        match standing.previous_rank {
            _ if window.from != window.to => Self::Unknown,
            None if standing.new => Self::New,
            None => Self::Returning,
            Some(_) if !comparable => Self::Unknown,
            Some(before) if before == standing.rank => Self::Same,
            Some(before) => match standing.rise() {
                Some(1..) => Self::Up { by: before - standing.rank },
                Some(..=-1) => Self::Down { by: standing.rank - before },
                // A tie-break or a list that was found moved it.
                Some(0) | None => Self::Unknown,
            },
        }
    }
}

/// What the columns of a leaderboard are: sources for a year, years for a range.
pub(crate) enum Columns {
    Sources(Vec<SourceId>),
    Years(Vec<Year>),
}

impl Columns {
    /// The columns that a leaderboard needs.
    pub fn of(sheet: &Sheet, board: Board) -> Self {
        let ranking = sheet.index.ranking(board);
        let window = ranking.query.window;
        if window.from != window.to {
            return Self::Years(window.years().collect());
        }
        let won = ranking.standings.iter().flat_map(|s| &s.won).map(|&p| &sheet.index.award(p).source);
        let mut companies: BTreeMap<&SourceId, usize> = BTreeMap::new();
        won.for_each(|source| *companies.entry(source).or_default() += 1);
        let mut sources: Vec<_> = companies.into_iter().collect();
        sources.sort_by_key(|&(source, count)| (std::cmp::Reverse(count), source));
        Self::Sources(sources.into_iter().map(|(source, _)| *source).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Sources(sources) => sources.len(),
            Self::Years(years) => years.len(),
        }
    }

    fn cells(&self, sheet: &Sheet, board: Board, won: &[usize]) -> Vec<Cell> {
        match self {
            Self::Sources(sources) => sources.iter().map(|source| prize(sheet, won, source)).collect(),
            Self::Years(years) => years.iter().map(|&year| of_year(sheet, board, won, year)).collect(),
        }
    }
}

/// The best prize of a source.
fn prize(sheet: &Sheet, won: &[usize], source: &SourceId) -> Cell {
    let here = won.iter().filter(|&&p| &sheet.index.award(p).source == source);
    let best = here.map(|&p| (mark(sheet.index.award(p)), place(sheet.index.award(p)), p)).min();
    best.map_or(Cell::None, |(mark, place, position)| Cell::Prize {
        mark,
        place,
        anchor: format!("p{position}"),
    })
}

fn place(award: &Award) -> Option<u16> {
    award.place.map(|place| place.number).filter(|&number| number > 1)
}

fn mark(award: &Award) -> Mark {
    match award.outcome {
        Outcome::Winner => Mark::First,
        Outcome::Placed if award.place.is_some_and(|place| place.number == 1) => Mark::First,
        Outcome::Special => Mark::Special,
        Outcome::Label => Mark::Label,
        Outcome::Placed
        | Outcome::Finalist
        | Outcome::Mention
        | Outcome::Measured
        | Outcome::Last
        | Outcome::Annulled => Mark::Placed,
    }
}

/// How many sources gave the company a prize in a year.
fn of_year(sheet: &Sheet, board: Board, won: &[usize], year: Year) -> Cell {
    let awards = won.iter().map(|&p| sheet.index.award(p)).filter(|award| award.awarded.year() == year);
    let mut sources: Vec<_> = awards.map(|award| &award.source).collect();
    sources.sort();
    sources.dedup();
    if sources.is_empty() {
        return Cell::None;
    }
    let of_year = Board { span: Span::Window(Window::year(year)), ..board };
    Cell::Year { count: sources.len() as u64, href: sheet.links.to(&Address::Leaderboard(of_year)) }
}
