//! A leaderboard: the head of the page, the table of marks, sectors, and what does not count.

use serde::Serialize;

use crate::model::{Counting, Ranking, Scope, SectorShare, Share, Totals, Window};

use super::address::{Address, Board, Format, Span};
use super::award::AwardView;
use super::badge::Badge;
use super::board::{SpanView, leaders};
use super::sheet::{Link, Sheet};
use super::standing::{Columns, Row};
use super::SiteError;

/// More columns than this do not fit beside the names: then the marks stand under them.
const MOST_COLUMNS: usize = 18;

/// What the page shows.
#[derive(Serialize)]
pub(super) struct LeaderboardPage {
    /// The years.
    pub span: SpanView,
    /// The scope it belongs to.
    pub scope: ScopeView,
    /// Its head.
    pub head: Head,
    /// The columns of marks.
    columns: Vec<Column>,
    /// Whether the marks stand under the names at every width.
    folded: bool,
    /// Whether rows tell how they moved: only single years do.
    moves: bool,
    /// The rows.
    rows: Vec<Row>,
    /// The sectors of the companies.
    pub sectors: Vec<Bar>,
    /// Awards that were taken back.
    annulled: Vec<AwardView>,
    /// Results handed over again under another name.
    echoes: Vec<AwardView>,
    /// The leaderboard before.
    earlier: Option<Link>,
    /// The leaderboard after.
    later: Option<Link>,
    /// The same years in the other scopes.
    others: Vec<OtherScope>,
    /// The figures as files.
    files: Vec<File>,
}

/// The head of a leaderboard: who leads, by how much, on what evidence.
#[derive(Serialize)]
pub(super) struct Head {
    /// Those at rank 1.
    pub leaders: Vec<Link>,
    /// Their score.
    pub score: String,
    /// Their score, where it is a number of prizes.
    pub prizes: Option<i64>,
    /// The lead over the next, in prizes; none when nobody follows, or the method has no whole scores.
    pub lead: Option<i64>,
    /// Those at the second rank that exists, when they are few.
    pub next: Vec<Link>,
    /// The sums.
    pub totals: Totals,
    /// Newcomers out of companies, in percent, where quotable.
    pub newcomers_percent: Option<u64>,
    /// Companies with distinctions in the year before as well.
    pub streaks: usize,
    /// Sources that companies pay to enter, among those counted.
    pub paid_sources: usize,
    /// How much it stands on.
    pub badge: Badge,
}

/// A set of sources.
#[derive(Serialize)]
pub(super) struct ScopeView {
    /// The country's code; none for all countries.
    pub country: Option<String>,
    /// The leaderboard's scope is the one shown first.
    pub default: bool,
}

/// The same years in another scope.
#[derive(Serialize)]
struct OtherScope {
    country: Option<String>,
    href: String,
}

/// A column of marks.
#[derive(Serialize)]
struct Column {
    name: String,
    href: Option<String>,
    /// Whether companies pay to take part.
    paid: bool,
}

/// A sector's share of the companies.
#[derive(Serialize)]
pub(super) struct Bar {
    /// The sector; none for companies without one.
    pub sector: Option<Link>,
    /// Companies.
    pub part: u64,
    /// Out of how many.
    pub whole: u64,
    /// In percent, where quotable.
    pub percent: Option<u64>,
    /// The length of the bar, in percent of the longest.
    pub length: u64,
}

/// The same figures in a file.
#[derive(Serialize)]
pub(super) struct File {
    /// The format.
    pub format: &'static str,
    /// Where it is.
    pub href: String,
}

/// The view of a leaderboard.
pub(super) fn view(sheet: &Sheet, board: Board) -> Result<LeaderboardPage, SiteError> {
    let ranking = sheet.index.ranking(board);
    let columns = Columns::of(sheet, board);
    let above = std::iter::once(None).chain(ranking.standings.iter().map(Some));
    let rows = ranking.standings.iter().zip(above);
    Ok(LeaderboardPage {
        span: SpanView::of(sheet, board),
        scope: scope_view(sheet, board),
        head: Head::of(sheet, board),
        folded: columns.len() > MOST_COLUMNS,
        moves: ranking.query.window.from == ranking.query.window.to,
        rows: rows.map(|(standing, above)| Row::of(sheet, board, &columns, standing, above)).collect(),
        columns: column_heads(sheet, board, &columns),
        sectors: bars(sheet, &ranking.sectors),
        annulled: left_out(sheet, board, |counting| matches!(counting, Counting::Annulled)),
        echoes: left_out(sheet, board, |counting| matches!(counting, Counting::Echo(_))),
        earlier: neighbour(sheet, board, Step::Earlier),
        later: neighbour(sheet, board, Step::Later),
        others: others(sheet, board),
        files: files(sheet, board),
    })
}

/// The scope of a board.
pub(super) fn scope_view(sheet: &Sheet, board: Board) -> ScopeView {
    ScopeView { country: sheet.index.scope(board).country.clone(), default: board.scope == 0 }
}

impl Head {
    /// The head of a leaderboard.
    pub fn of(sheet: &Sheet, board: Board) -> Self {
        let ranking = sheet.index.ranking(board);
        let totals = ranking.totals;
        let newcomers = Share { part: totals.newcomers, whole: totals.companies };
        let first = leaders(ranking);
        let next_rank = ranking.standings.iter().find(|s| s.rank > 1);
        let next = ranking.standings.iter().filter(|s| next_rank.is_some_and(|next| next.rank == s.rank));
        Self {
            leaders: first.map(|s| sheet.company(&s.company)).collect(),
            score: ranking.standings.first().map(|s| sheet.score(s.score)).unwrap_or_default(),
            prizes: ranking.standings.first().and_then(|s| sheet.prizes(s.score)),
            lead: lead(ranking),
            next: next.map(|s| sheet.company(&s.company)).collect(),
            totals,
            newcomers_percent: newcomers.quotable().then(|| newcomers.percent()),
            streaks: ranking.standings.iter().filter(|s| s.streak > 1).count(),
            paid_sources: paid_sources(sheet, ranking),
            badge: Badge::of(sheet.index.scope(board), ranking.query.window),
        }
    }
}

/// How many prizes more the leader has than the next, where the scores are whole numbers.
fn lead(ranking: &Ranking) -> Option<i64> {
    let first = ranking.standings.first()?.score;
    let next = ranking.standings.iter().find(|s| s.rank > 1)?.score;
    let whole = first.denominator() == 1 && next.denominator() == 1;
    let lead = first.numerator() - next.numerator();
    i64::try_from(lead).ok().filter(|_| whole)
}

fn paid_sources(sheet: &Sheet, ranking: &Ranking) -> usize {
    let won = ranking.standings.iter().flat_map(|s| &s.won);
    let sources = won.map(|&p| &sheet.index.award(p).source);
    let paid = |id: &&_| sheet.input.register.source(id).pays_to_enter == crate::model::YesNo::Yes;
    sources.filter(paid).collect::<std::collections::BTreeSet<_>>().len()
}

fn column_heads(sheet: &Sheet, board: Board, columns: &Columns) -> Vec<Column> {
    match columns {
        Columns::Sources(sources) => sources
            .iter()
            .map(|id| {
                let link = sheet.source(id);
                let paid = sheet.input.register.source(id).pays_to_enter == crate::model::YesNo::Yes;
                Column { name: link.name, href: link.href, paid }
            })
            .collect(),
        Columns::Years(years) => years
            .iter()
            .map(|&year| {
                let window = Window::year(year);
                let has_board = sheet.index.scope(board).years.iter().any(|r| r.query.window == window);
                let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
                Column {
                    name: year.to_string(),
                    href: has_board.then(|| sheet.links.to(&address)),
                    paid: false,
                }
            })
            .collect(),
    }
}

/// Sector shares as bars, the longest first.
pub(super) fn bars(sheet: &Sheet, sectors: &[SectorShare]) -> Vec<Bar> {
    let longest = sectors.iter().map(|s| s.share.part).max().unwrap_or(1).max(1);
    let bar = |share: &SectorShare| Bar {
        sector: share.sector.as_ref().and_then(|id| sheet.sector(id)),
        part: share.share.part,
        whole: share.share.whole,
        percent: share.share.quotable().then(|| share.share.percent()),
        length: share.share.part * 100 / longest,
    };
    sectors.iter().map(bar).collect()
}

/// Awards of the window that do not count, for one reason.
fn left_out(sheet: &Sheet, board: Board, because: impl Fn(&Counting) -> bool) -> Vec<AwardView> {
    let window = sheet.index.ranking(board).query.window;
    let country = sheet.index.scope(board).country.as_ref();
    let in_scope = |id| country.is_none_or(|c| c == &sheet.input.register.source(id).country);
    let awards = sheet.input.register.awards.iter().enumerate();
    awards
        .filter(|(_, award)| window.holds(award.awarded.year()) && because(&award.counting))
        .filter(|(_, award)| in_scope(&award.source))
        .map(|(position, _)| AwardView::of(sheet, position))
        .collect()
}

/// Which neighbour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Earlier,
    Later,
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

/// The same years in the other scopes that have them.
fn others(sheet: &Sheet, board: Board) -> Vec<OtherScope> {
    let has = |scope: &Scope| match board.span {
        Span::AllTime => true,
        Span::Window(window) => {
            scope.years.iter().chain(&scope.ranges).any(|ranking| ranking.query.window == window)
        }
    };
    let scopes = sheet.input.figures.scopes.iter().enumerate();
    scopes
        .filter(|&(position, scope)| position != board.scope && has(scope))
        .map(|(position, scope)| OtherScope {
            country: scope.country.clone(),
            href: sheet.links.to(&Address::Leaderboard(Board { scope: position, ..board })),
        })
        .collect()
}

/// The figures of a leaderboard as files.
pub(super) fn files(sheet: &Sheet, board: Board) -> Vec<File> {
    let address = Address::Leaderboard(board);
    let file = |format: Format| File {
        format: format.extension(),
        href: sheet.links.to_file(&address, format),
    };
    Format::ALL.into_iter().map(file).collect()
}
