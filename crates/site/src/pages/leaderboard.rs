//! A leaderboard: the head of the page, the table of marks, sectors, and what does not count.

use minijinja::Value;
use serde::Serialize;

use model::{Counting, Window, YesNo};
use rank::Scope;
use workspace::Method;

use crate::SiteError;
use crate::charts::Chart;
use crate::parts::argue;
use crate::parts::award::award_view;
use crate::parts::board::SpanView;
use crate::parts::head::head_view;
use crate::parts::readings::{self, ReadingsView};
use crate::parts::sector_bars::{Bar, bars};
use crate::parts::sparkline::Sparklines;
use crate::parts::standing::{Columns, Row};
use crate::parts::statistics;
use crate::parts::step::Step;
use crate::parts::sureness::{self, SurenessView};
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::linked;

/// More columns than this do not fit beside the names: then the marks stand under them.
const MOST_COLUMNS: usize = 26;

/// What the page shows.
#[derive(Serialize)]
pub(crate) struct LeaderboardPage {
    /// The years.
    pub span: SpanView,
    /// The scope it belongs to.
    pub scope: Value,
    pub head: Value,
    /// The columns of marks.
    columns: Vec<Value>,
    /// How awards become a score.
    method: Method,
    /// Whether the marks stand under the names at every width.
    folded: bool,
    /// Whether rows tell how they moved: only single years do.
    moves: bool,
    rows: Vec<Row>,
    /// The sectors of the companies.
    pub sectors: Vec<Bar>,
    /// What the leaderboard says as a whole.
    statistics: Value,
    /// How sure the order is.
    sureness: Option<SurenessView>,
    /// Companies that two readings of one prize tell apart.
    readings: Vec<ReadingsView>,
    /// Awards that were taken back.
    annulled: Vec<Value>,
    /// Results handed over again under another name.
    echoes: Vec<Value>,
    /// The leaderboard before.
    earlier: Option<Link>,
    /// The leaderboard after.
    later: Option<Link>,
    /// The year in sentences.
    review: Option<String>,
    /// The same years in the other scopes.
    others: Vec<Value>,
    /// The figures as JSON.
    figures: String,
    /// The same for search engines.
    linked: serde_json::Value,
    /// The reader's own leaderboard.
    argue: Option<Value>,
}

impl LeaderboardPage {
    pub fn charts(&self) -> Vec<&Chart> {
        self.sureness.iter().filter_map(|sureness| sureness.chart.as_ref()).collect()
    }
}

pub(crate) fn view(sheet: &Sheet, board: Board) -> Result<LeaderboardPage, SiteError> {
    let ranking = sheet.index.ranking(board);
    let columns = Columns::of(sheet, board);
    let above = std::iter::once(None).chain(ranking.standings.iter().map(Some));
    let rows = ranking.standings.iter().zip(above);
    let window = ranking.query.window;
    let single = board.scope == 0 && window.from == window.to;
    let sparks = if single { Sparklines::new(sheet) } else { None };
    Ok(LeaderboardPage {
        span: SpanView::of(sheet, board),
        scope: scope_view(sheet, board),
        head: head_view(sheet, board),
        folded: columns.len() > MOST_COLUMNS,
        method: ranking.query.method,
        moves: ranking.query.window.from == ranking.query.window.to,
        rows: rows
            .map(|(standing, above)| {
                let row = Row::of(sheet, board, &columns, standing, above);
                let spark = sparks.as_ref().map(|sparks| sparks.of(&standing.company, Some(window.to)));
                Ok(Row { spark: spark.transpose()?.flatten(), ..row })
            })
            .collect::<Result<_, SiteError>>()?,
        columns: column_heads(sheet, board, &columns),
        sectors: bars(sheet, &ranking.sectors),
        statistics: statistics::view(sheet, board),
        sureness: sureness::view(sheet, board)?,
        readings: readings::view(sheet, ranking),
        annulled: left_out(sheet, board, |counting| matches!(counting, Counting::Annulled)),
        echoes: left_out(sheet, board, |counting| matches!(counting, Counting::Echo(_))),
        earlier: neighbour(sheet, board, Step::Earlier),
        later: neighbour(sheet, board, Step::Later),
        review: review(sheet, board),
        others: others(sheet, board),
        figures: sheet.links.to_figures(&Address::Leaderboard(board)),
        linked: linked::leaderboard(sheet, board)?,
        argue: argue::view(sheet, board, sheet.argue),
    })
}

pub(crate) fn scope_view(sheet: &Sheet, board: Board) -> Value {
    view! {
        country: sheet.index.scope(board).country.clone(),
        default: board.scope == 0,
    }
}

fn column_heads(sheet: &Sheet, board: Board, columns: &Columns) -> Vec<Value> {
    match columns {
        Columns::Sources(sources) => sources
            .iter()
            .map(|id| {
                let link = sheet.source(id);
                let paid = sheet.input.register.source(id).pays_to_enter == YesNo::Yes;
                view! {
                    name: link.name,
                    href: link.href,
                    paid,
                }
            })
            .collect(),
        Columns::Years(years) => years
            .iter()
            .map(|&year| {
                let window = Window::year(year);
                let has_board = sheet.index.scope(board).years.iter().any(|r| r.query.window == window);
                let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
                view! {
                    name: year.to_string(),
                    href: has_board.then(|| sheet.links.to(&address)),
                    paid: false,
                }
            })
            .collect(),
    }
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

/// The year before or after that has a leaderboard.
fn neighbour(sheet: &Sheet, board: Board, step: Step) -> Option<Link> {
    let window = sheet.index.ranking(board).query.window;
    let years = sheet.index.scope(board).years.iter().map(|ranking| ranking.query.window);
    let found = match step {
        Step::Earlier => years.filter(|w| w.to < window.from).max(),
        Step::Later => years.filter(|w| w.from > window.to).min(),
    }?;
    if board.span == Span::AllTime {
        return None;
    }
    let address = Address::Leaderboard(Board { span: Span::Window(found), ..board });
    Some(Link { name: found.to_string(), href: Some(sheet.links.to(&address)) })
}

/// The year in sentences, which only the default scope has.
fn review(sheet: &Sheet, board: Board) -> Option<String> {
    let window = sheet.index.ranking(board).query.window;
    let told = board.scope == 0 && window.from == window.to;
    told.then(|| sheet.links.to(&Address::Year(window.to)))
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
