//! The matrix of marks: one row a company, one column a prize of the year, or a year of several. A column says how much
//! of its list is known, for where a name may be missing, a company without a mark has not lost.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use serde::Serialize;

use model::{Award, CompanyId, FigureId, Outcome, SourceId, Window, Year, YesNo};
use rank::{FigureSubject, ListState, Ranking, Standing, ranking_figure};

use crate::parts::badge::{Badge, CoverageGrade};
use crate::press::address::{Address, Board, Span, file_name};
use crate::press::sheet::Sheet;

/// Names that a year without ranks has room for: then each prize names its first so many, and its own page the others.
const MOST_NAMES: usize = 700;
/// Prizes of the one company that has won most, year by year: beyond these nobody compares rows.
const MOST_PRIZES: usize = 40;

/// What a leaderboard has a column for.
pub(crate) struct MatrixColumn {
    of: ColumnOf,
    list: Completeness,
    /// Names known, out of those announced.
    known: (u64, Option<u64>),
}

enum ColumnOf {
    Source(SourceId),
    Year(Year),
}

/// How much of what a column stands for is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Completeness {
    Complete,
    Partial,
    Missing,
}

/// What a company won in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub(crate) enum MatrixCell {
    /// Nothing: all names are known.
    None,
    /// Nothing that we know of.
    Unknown,
    /// There was nothing to win.
    NotHeld,
    /// A prize of a source in the year.
    Prize {
        mark: MarkShape,
        /// The place, from 2, that stands inside the mark.
        place: Option<u16>,
        /// Where it is attested: on the page of the company.
        href: String,
    },
    /// The prizes of a year.
    Year {
        /// How many sources gave one.
        count: u64,
        /// The id of the count: of a method that does not count prizes there is none.
        figure: Option<FigureId>,
        /// The row of the company in the year's leaderboard.
        href: String,
    },
}

impl MatrixCell {
    /// Whether it shows something won.
    pub fn is_mark(&self) -> bool {
        match self {
            Self::Prize { .. } | Self::Year { .. } => true,
            Self::None | Self::Unknown | Self::NotHeld => false,
        }
    }
}

/// The shape of a mark; the order is from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MarkShape {
    /// A full disc: first, or the one chosen.
    First,
    /// A diamond: a prize outside the categories.
    Special,
    /// A ring: a lesser place.
    Placed,
    /// A square: a standard met.
    Label,
}

/// The columns that a leaderboard needs.
pub(crate) fn columns(sheet: &Sheet, board: Board) -> Vec<MatrixColumn> {
    let window = sheet.index.ranking(board).query.window;
    if window.from == window.to {
        prizes_of_year(sheet, board, window.to)
    } else {
        window.years().map(|year| year_column(sheet, board, year)).collect()
    }
}

/// The prizes of a year, those that name most companies first, those without a list last.
fn prizes_of_year(sheet: &Sheet, board: Board, year: Year) -> Vec<MatrixColumn> {
    let standings = &sheet.index.ranking(board).standings;
    let mut companies: BTreeMap<SourceId, usize> = BTreeMap::new();
    for standing in standings {
        let given: BTreeSet<_> = standing.won.iter().map(|&p| sheet.index.award(p).source).collect();
        given.into_iter().for_each(|source| *companies.entry(source).or_default() += 1);
    }
    let coverage = sheet.input.figures.coverage();
    let at = coverage.years.iter().position(|other| *other == year);
    let scope = sheet.index.scope(board);
    for (id, cells) in &coverage.rows {
        let source = sheet.input.register.source(id);
        let held = at.is_some_and(|at| cells[at] != ListState::NotHeld);
        if held && scope.counts(source) {
            companies.entry(*id).or_default();
        }
    }
    let column = |(id, named): (SourceId, usize)| {
        let state = at.and_then(|at| coverage.state(&id, at));
        let (list, known) = list_known(state.unwrap_or(&ListState::NotHeld), named);
        (Reverse(named), MatrixColumn { of: ColumnOf::Source(id), list, known })
    };
    let mut columns: Vec<_> = companies.into_iter().map(column).collect();
    columns.sort_by_key(|(named, column)| (column.list == Completeness::Missing, *named));
    columns.into_iter().map(|(_, column)| column).collect()
}

fn list_known(state: &ListState, named: usize) -> (Completeness, (u64, Option<u64>)) {
    let names = |found: &u32, claimed: Option<u32>| (u64::from(*found), claimed.map(u64::from));
    match state {
        ListState::Complete { found } => (Completeness::Complete, names(found, Some(*found))),
        ListState::Partial { found, claimed } => (Completeness::Partial, names(found, *claimed)),
        ListState::NotFound { claimed } => (Completeness::Missing, (0, claimed.map(u64::from))),
        ListState::NotAllowed => (Completeness::Missing, (0, None)),
        ListState::NotHeld => (Completeness::Partial, (named as u64, None)),
    }
}

fn year_column(sheet: &Sheet, board: Board, year: Year) -> MatrixColumn {
    let badge = Badge::of_year(sheet, sheet.index.scope(board), year);
    let list = match badge.map(|badge| badge.coverage) {
        Some(CoverageGrade::Full) => Completeness::Complete,
        Some(CoverageGrade::Partial | CoverageGrade::Thin) => Completeness::Partial,
        None => Completeness::Missing,
    };
    let known = badge.map_or((0, None), |badge| (badge.part, badge.whole));
    MatrixColumn { of: ColumnOf::Year(year), list, known }
}

impl MatrixColumn {
    /// Names known, out of those announced.
    pub fn known(&self) -> (u64, Option<u64>) {
        self.known
    }

    pub fn head(&self, sheet: &Sheet, board: Board) -> Value {
        let (found, announced) = self.known;
        let (name, href, paid) = match &self.of {
            ColumnOf::Source(id) => {
                let link = sheet.source(id);
                let paid = sheet.input.register.source(id).pays_to_enter == YesNo::Yes;
                (link.name, link.href, paid)
            }
            ColumnOf::Year(year) => {
                let window = Window::year(*year);
                let has_board = sheet.index.scope(board).years.iter().any(|r| r.query.window == window);
                let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
                (year.to_string(), has_board.then(|| sheet.links.to(&address)), false)
            }
        };
        view! { name, href, paid, list: self.list, found, announced }
    }

    fn cell(&self, sheet: &Sheet, board: Board, standing: &Standing) -> MatrixCell {
        let found = match &self.of {
            ColumnOf::Source(source) => best_of(sheet, standing, source),
            ColumnOf::Year(year) => of_year(sheet, board, standing, *year),
        };
        let without =
            if self.list == Completeness::Complete { MatrixCell::None } else { MatrixCell::Unknown };
        found.unwrap_or(without)
    }
}

/// The cells of a company, in the order of the columns.
pub(crate) fn cells(
    sheet: &Sheet,
    board: Board,
    columns: &[MatrixColumn],
    standing: &Standing,
) -> Vec<MatrixCell> {
    columns.iter().map(|column| column.cell(sheet, board, standing)).collect()
}

/// The companies of a leaderboard by name: an order that ranks nobody.
pub(crate) fn by_name<'r>(sheet: &Sheet, ranking: &'r Ranking) -> Vec<&'r Standing> {
    let mut standings: Vec<&Standing> = ranking.standings.iter().collect();
    standings.sort_by_cached_key(|s| model::text::key(&sheet.input.register.company(&s.company).name));
    standings
}

/// Each prize of a year with those it named, by name and without ranks: what can be said where too little is known.
pub(crate) fn by_prize(sheet: &Sheet, board: Board, columns: &[MatrixColumn]) -> Vec<Value> {
    let ranking: &Ranking = sheet.index.ranking(board);
    let year = ranking.query.window.to;
    let standings = by_name(sheet, ranking);
    let cells = |column: &MatrixColumn| -> Vec<(&Standing, MatrixCell)> {
        let all = standings.iter().map(|&standing| (standing, column.cell(sheet, board, standing)));
        all.filter(|(_, cell)| cell.is_mark()).collect()
    };
    let named: Vec<_> = columns.iter().map(cells).collect();
    let names: usize = named.iter().map(Vec::len).sum();
    let most = if names > MOST_NAMES { MOST_NAMES / columns.len() } else { MOST_NAMES };
    let mut placed: BTreeSet<CompanyId> = BTreeSet::new();
    let mut row = |(column, named): (&MatrixColumn, Vec<(&Standing, MatrixCell)>)| {
        let (mut winners, more) = (Vec::new(), named.len().saturating_sub(most));
        for (standing, cell) in named.into_iter().take(most) {
            // An address with `#orange` leads to its first mention.
            let anchor = placed.insert(standing.company).then(|| row_anchor(&standing.company));
            let then = sheet.name_then(&standing.company, year);
            winners.push(view! { company: sheet.company(&standing.company), then, anchor, cell });
        }
        view! { column: column.head(sheet, board), winners, more }
    };
    columns.iter().zip(named).map(&mut row).collect()
}

/// Where the row of a company stands in a leaderboard: `classement/2012.html#orange`.
pub(crate) fn row_anchor(id: &CompanyId) -> String {
    file_name(id.as_str()).to_owned()
}

/// The best prize of a source.
fn best_of(sheet: &Sheet, standing: &Standing, source: &SourceId) -> Option<MatrixCell> {
    let here = standing.won.iter().filter(|&&p| &sheet.index.award(p).source == source);
    let best = here.map(|&p| (mark(sheet.index.award(p)), place(sheet.index.award(p)), p)).min();
    best.map(|(mark, place, position)| {
        let page = sheet.links.to(&Address::Company(standing.company));
        MatrixCell::Prize { mark, place, href: format!("{page}#p{position}") }
    })
}

fn place(award: &Award) -> Option<u16> {
    award.place.map(|place| place.number).filter(|&number| number > 1)
}

fn mark(award: &Award) -> MarkShape {
    match award.outcome {
        Outcome::Winner => MarkShape::First,
        Outcome::Placed if award.place.is_some_and(|place| place.number == 1) => MarkShape::First,
        Outcome::Special => MarkShape::Special,
        Outcome::Label => MarkShape::Label,
        Outcome::Placed
        | Outcome::Finalist
        | Outcome::Mention
        | Outcome::Measured
        | Outcome::Last
        | Outcome::Annulled => MarkShape::Placed,
    }
}

/// How many sources gave the company a prize in a year.
fn of_year(sheet: &Sheet, board: Board, standing: &Standing, year: Year) -> Option<MatrixCell> {
    let awards = standing.won.iter().map(|&p| sheet.index.award(p));
    let sources: BTreeSet<_> =
        awards.filter(|award| award.awarded.year() == year).map(|award| award.source).collect();
    // Only a year with a distinction has a leaderboard to lead to.
    (!sources.is_empty()).then(|| {
        let page =
            sheet.links.to(&Address::Leaderboard(Board { span: Span::Window(Window::year(year)), ..board }));
        MatrixCell::Year {
            count: sources.len() as u64,
            figure: figure_of_year(sheet, board, &standing.company, year, sources.len() as u64),
            href: format!("{page}#{}", row_anchor(&standing.company)),
        }
    })
}

/// The score of a company in a year, where that is how many prizes it won.
fn figure_of_year(
    sheet: &Sheet,
    board: Board,
    company: &CompanyId,
    year: Year,
    count: u64,
) -> Option<FigureId> {
    // A single prize is a mark without a number.
    if count < 2 {
        return None;
    }
    let window = Window::year(year);
    let ranking = sheet.index.scope(board).years.iter().find(|ranking| ranking.query.window == window)?;
    let standing = ranking.standings.iter().find(|standing| standing.company == *company)?;
    let same = sheet.prizes(standing.score).and_then(|prizes| u64::try_from(prizes).ok()) == Some(count);
    same.then(|| ranking_figure("score", FigureSubject::Company(*company), &ranking.query))
}

/// The prizes of a company over the years, one row a prize: years of which a list is missing read as unknown.
pub(crate) fn strip(sheet: &Sheet, awards: &[(usize, &Award)]) -> Value {
    let coverage = sheet.input.figures.coverage();
    let years: BTreeSet<Year> = awards.iter().map(|(_, award)| award.awarded.year()).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Value::from(()) };
    let years: Vec<Year> = Window { from: *first, to: *last }.years().collect();
    let mut sources: BTreeMap<SourceId, Vec<(usize, &Award)>> = BTreeMap::new();
    awards.iter().for_each(|(p, award)| sources.entry(award.source).or_default().push((*p, award)));
    let cell = |source: &SourceId, won: &[(usize, &Award)], year: &Year| {
        let here = won.iter().filter(|(_, award)| award.awarded.year() == *year);
        let best = here.map(|(p, award)| (mark(award), place(award), *p)).min();
        let at = coverage.years.iter().position(|other| other == year);
        let state = at.and_then(|at| coverage.state(source, at));
        match (best, state) {
            (Some((mark, place, p)), _) => MatrixCell::Prize { mark, place, href: format!("#p{p}") },
            (None, Some(ListState::Complete { .. })) => MatrixCell::None,
            (None, Some(ListState::NotHeld) | None) => MatrixCell::NotHeld,
            (None, Some(_)) => MatrixCell::Unknown,
        }
    };
    let mut rows: Vec<_> = sources.into_iter().collect();
    rows.sort_by_key(|(_, won)| Reverse(won.len()));
    rows.truncate(MOST_PRIZES);
    let rows = rows.into_iter().map(|(source, won)| {
        let cells: Vec<_> = years.iter().map(|year| cell(&source, &won, year)).collect();
        view! { source: sheet.source(&source), cells }
    });
    view! {
        years: years.iter().map(Year::to_string).collect::<Vec<_>>(),
        rows: rows.collect::<Vec<_>>(),
    }
}
