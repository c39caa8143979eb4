//! A leaderboard, and the list of all: what is known, the matrix of marks, what the year says, how sure it is, what does
//! not count. Where too little is known, a year lists its winners by prize, and nothing is concluded from it.

use minijinja::Value;
use serde::Serialize;

use model::{Counting, FigureId};
use rank::{FigureSubject, Query, Ranking, Scope, Standing, ranking_figure};
use workspace::Method;

use crate::SiteError;
use crate::charts::Chart;
use crate::pages::review::Review;
use crate::parts::argue;
use crate::parts::award::award_view;
use crate::parts::badge;
use crate::parts::board::{SpanView, board_view, scope_view};
use crate::parts::claim::{Claim, claim_view};
use crate::parts::matrix::{self, MatrixCell, MatrixColumn, row_anchor};
use crate::parts::sparkline::Sparklines;
use crate::parts::statistics;
use crate::parts::sureness::{self, SurenessView};
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::linked;

/// More columns than this do not fit beside the names: then the marks stand under them.
const MOST_COLUMNS: usize = 26;
/// Rows below the hundredth, the last of ties of dozens, come on demand: they made pages of half a megabyte.
const MOST_ROWS: usize = 100;
/// Marks that a page has room for; the first ten rows are shown whatever they hold.
const MOST_MARKS: usize = 1000;
const FEWEST_ROWS: usize = 10;

#[derive(Serialize)]
pub(crate) struct LeaderboardPage {
    span: SpanView,
    /// The scope it belongs to.
    scope: Value,
    claim: Value,
    totals: rank::Totals,
    columns: Vec<Value>,
    method: Method,
    /// Whether the marks stand under the names at every width.
    folded: bool,
    /// Whether it is one of a single year.
    single: bool,
    /// Whether the first three ranks are told apart by colour.
    medals: bool,
    /// Whether rows tell how they moved.
    moves: bool,
    rows: Vec<Value>,
    /// How many rows more there are.
    rest: usize,
    /// Instead of rows, where too little is known to rank: each prize with those it named.
    by_prize: Vec<Value>,
    /// The sectors of the companies.
    sectors: Vec<Value>,
    /// What several years say as a whole; a year says it in sentences.
    statistics: Option<Value>,
    review: Option<Review>,
    /// How sure the order is.
    sureness: Option<SurenessView>,
    /// Companies that two readings of one prize tell apart.
    readings: Vec<Value>,
    /// Awards that were taken back.
    annulled: Vec<Value>,
    /// Results handed over again under another name.
    echoes: Vec<Value>,
    /// The leaderboards before and after.
    neighbours: [Option<Link>; 2],
    /// The same years in the other scopes.
    others: Vec<Value>,
    /// The ids of its sums.
    ids: Vec<Value>,
    figures: String,
    /// The same for search engines.
    linked: serde_json::Value,
    argue: Option<Value>,
}

impl LeaderboardPage {
    pub fn charts(&self) -> Vec<&Chart> {
        self.sureness.iter().filter_map(|sureness| sureness.chart.as_ref()).collect()
    }
}

pub(crate) fn view(sheet: &Sheet, board: Board) -> Result<LeaderboardPage, SiteError> {
    let ranking = sheet.index.ranking(board);
    let window = ranking.query.window;
    let single = window.from == window.to;
    let claim = Claim::of(sheet, ranking);
    // Nothing is said of an order that the missing names may turn round.
    let thin = claim.is_thin();
    let moves = single && !thin && badge::comparable(sheet, sheet.index.scope(board), window.to);
    let columns = matrix::columns(sheet, board);
    let heads = columns.iter().map(|column| column.head(sheet, board)).collect();
    let unranked = single && thin;
    let rows = if unranked { Vec::new() } else { rows(sheet, board, &columns, moves)? };
    Ok(LeaderboardPage {
        span: SpanView::of(sheet, board),
        scope: scope_view(sheet, board),
        claim: claim_view(sheet, board)?,
        totals: ranking.totals,
        folded: columns.len() > MOST_COLUMNS,
        method: ranking.query.method,
        single,
        medals: !thin,
        moves,
        rest: if unranked { 0 } else { ranking.standings.len() - rows.len() },
        rows,
        by_prize: if unranked { matrix::by_prize(sheet, board, &columns) } else { Vec::new() },
        columns: heads,
        sectors: if thin { Vec::new() } else { statistics::sector_bars(sheet, ranking) },
        statistics: (!single && !thin).then(|| statistics::view(sheet, ranking)),
        review: single.then(|| Review::of(sheet, board)).transpose()?,
        sureness: if thin { None } else { sureness::view(sheet, board)? },
        readings: if thin { Vec::new() } else { statistics::readings(sheet, ranking) },
        annulled: left_out(sheet, board, |counting| matches!(counting, Counting::Annulled)),
        echoes: left_out(sheet, board, |counting| matches!(counting, Counting::Echo(_))),
        neighbours: neighbours(sheet, board),
        others: others(sheet, board),
        ids: sums(ranking).into_iter().map(|(name, _, id)| view! { name, id }).collect(),
        figures: sheet.links.to_figures(&Address::Leaderboard(board)),
        linked: linked::leaderboard(sheet, board)?,
        argue: argue::view(sheet, board),
    })
}

fn rows(sheet: &Sheet, board: Board, columns: &[MatrixColumn], moves: bool) -> Result<Vec<Value>, SiteError> {
    let ranking = sheet.index.ranking(board);
    let window = ranking.query.window;
    let single = window.from == window.to;
    let sparks = if single && board.scope == 0 { Sparklines::new(sheet) } else { None };
    let row = |at: usize, standing: &Standing, cells: &[MatrixCell]| {
        let sector = sheet.input.register.company(&standing.company).sector.as_ref();
        let spark = sparks.as_ref().map(|sparks| sparks.of(&standing.company, Some(window.to)));
        Ok::<Value, SiteError>(view! {
            anchor: row_anchor(&standing.company),
            rank: standing.rank,
            tied: standing.tied,
            again: at > 0 && ranking.standings[at - 1].rank == standing.rank,
            company: sheet.company(&standing.company),
            // A range of years has no one name.
            then: single.then(|| sheet.name_then(&standing.company, window.to)).flatten(),
            sector: sector.and_then(|id| sheet.sector(id)).map(|sector| sector.name),
            score: sheet.score(standing.score),
            figures: board_figures(&ranking.query, standing),
            movement: moves.then(|| movement(standing)),
            spark: spark.transpose()?.flatten(),
            cells,
        })
    };
    let (mut rows, mut marks) = (Vec::new(), 0);
    for (at, standing) in ranking.standings.iter().take(MOST_ROWS).enumerate() {
        let cells = matrix::cells(sheet, board, columns, standing);
        marks += cells.iter().filter(|cell| cell.is_mark()).count();
        if marks > MOST_MARKS && at >= FEWEST_ROWS {
            break;
        }
        rows.push(row(at, standing, &cells)?);
    }
    Ok(rows)
}

/// The sums of a leaderboard: the message that names each, how much it is, and its id.
pub(crate) fn sums(ranking: &Ranking) -> [(&'static str, u64, FigureId); 3] {
    let totals = ranking.totals;
    let sums = [
        ("fact.companies", "companies", totals.companies),
        ("col.awards", "all-distinctions", totals.awards),
        ("fact.sources", "prizes", totals.sources),
    ];
    sums.map(|(name, what, value)| (name, value, ranking_figure(what, FigureSubject::Whole, &ranking.query)))
}

/// The ids of what a row says.
pub(crate) fn board_figures(query: &Query, standing: &Standing) -> Value {
    let figure = |what| ranking_figure(what, FigureSubject::Company(standing.company), query);
    view! { rank: figure("rank"), score: figure("score"), awards: figure("distinctions") }
}

/// Where a company stood the year before.
fn movement(standing: &Standing) -> Value {
    let kind = match standing.rise() {
        Some(rise) if rise > 0 => "up",
        Some(rise) if rise < 0 => "down",
        Some(_) => "same",
        None if standing.new => "new",
        None if standing.previous_rank.is_none() => "returning",
        None => "unknown",
    };
    view! { kind, by: standing.rise().unwrap_or(0).abs() }
}

/// Awards of the window that do not count, for one reason.
fn left_out(sheet: &Sheet, board: Board, because: impl Fn(&Counting) -> bool) -> Vec<Value> {
    let window = sheet.index.ranking(board).query.window;
    let country = sheet.index.scope(board).country.as_ref();
    let in_scope = |id| country.is_none_or(|c| c == &sheet.input.register.source(id).country);
    let awards = sheet.input.register.awards.iter().enumerate();
    awards
        .filter(|(_, award)| window.holds(award.awarded.year()) && because(&award.counting))
        .filter(|(_, award)| in_scope(&award.source))
        .map(|(position, _)| award_view(sheet, position))
        .collect()
}

/// The years before and after that have a leaderboard.
fn neighbours(sheet: &Sheet, board: Board) -> [Option<Link>; 2] {
    if board.span == Span::AllTime {
        return [None, None];
    }
    let window = sheet.index.ranking(board).query.window;
    let years = || sheet.index.scope(board).years.iter().map(|ranking| ranking.query.window);
    let before = years().filter(|other| other.to < window.from).max();
    let after = years().filter(|other| other.from > window.to).min();
    [before, after].map(|found| {
        let window = found?;
        let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
        Some(Link { name: window.to_string(), href: Some(sheet.links.to(&address)) })
    })
}

/// The same years in the other scopes that have them.
fn others(sheet: &Sheet, board: Board) -> Vec<Value> {
    let has = |scope: &Scope| match board.span {
        Span::AllTime => true,
        Span::Window(window) => {
            scope.years.iter().chain(&scope.ranges).any(|ranking| ranking.query.window == window)
        }
    };
    let scopes = sheet.input.figures.scopes().iter().enumerate();
    scopes
        .filter(|&(position, scope)| position != board.scope && has(scope))
        .filter(|&(position, _)| {
            let told_by = |scope| sheet.index.told_by(Board { scope, ..board });
            told_by(position) != told_by(board.scope)
        })
        .map(|(position, scope)| {
            view! {
                country: scope.country.clone(),
                href: sheet.links.to(&Address::Leaderboard(Board { scope: position, ..board })),
            }
        })
        .collect()
}

/// All leaderboards: every year, the ranges, all time; one list a scope.
pub(crate) fn list(sheet: &Sheet) -> Value {
    let scopes = 0..sheet.input.figures.scopes().len();
    view! {
        scopes: scopes.map(|scope| boards(sheet, scope)).collect::<Vec<_>>(),
    }
}

/// The leaderboards of a scope.
pub(crate) fn boards(sheet: &Sheet, scope: usize) -> Value {
    let single = |board: &Board| match board.span {
        Span::Window(window) => window.from == window.to,
        Span::AllTime => false,
    };
    let (years, ranges): (Vec<Board>, Vec<Board>) =
        sheet.index.boards().filter(|board| board.scope == scope).partition(single);
    view! {
        scope: scope_view(sheet, Board { scope, span: Span::AllTime }),
        years: years.into_iter().rev().map(|board| board_view(sheet, board)).collect::<Vec<_>>(),
        ranges: ranges.into_iter().map(|board| board_view(sheet, board)).collect::<Vec<_>>(),
    }
}
