//! The front page: the leader of the latest year that is well covered, the podium, what changed, every year.

use minijinja::Value;
use serde::Serialize;

use model::Window;
use rank::{Ranking, Standing};

use crate::SiteError;
use crate::pages::leaderboards::boards;
use crate::parts::badge::{self, Badge};
use crate::parts::board::{SpanView, board_view};
use crate::parts::head::head_view;
use crate::parts::sector_bars::{Bar, bars};
use crate::parts::standing::Movement;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};
use crate::sharing::cite::linked;

/// A podium with more companies than this is no podium.
const MOST_ON_PODIUM: usize = 8;
/// How many companies each list of changes names.
const MOST_CHANGES: usize = 6;
/// How many sectors the front page shows.
const MOST_SECTORS: usize = 8;

/// The year on the front page.
#[derive(Serialize)]
struct HomeLead {
    span: SpanView,
    head: Value,
    href: String,
    /// The year in sentences.
    review: String,
    podium: Vec<HomeStep>,
    sectors: Vec<Bar>,
    more_sectors: usize,
    changes: Option<Value>,
}

/// One company on the podium.
#[derive(Serialize)]
struct HomeStep {
    rank: u32,
    tied: bool,
    company: Link,
    then: Option<String>,
    sector: Option<Link>,
    score: String,
    prizes: Option<i64>,
    sources: Vec<String>,
}

/// The view of the front page.
pub(crate) fn view(sheet: &Sheet) -> Result<Value, SiteError> {
    let register = sheet.input.register;
    Ok(view! {
        lead: leading_year(sheet).map(|board| lead(sheet, board)).transpose()?,
        latest: latest(sheet).map(|board| board_view(sheet, board)),
        boards: (!sheet.input.figures.scopes().is_empty()).then(|| boards(sheet, 0)),
        awards: register.awards.len(),
        companies: sheet.index.companies().count(),
        sources: register.sources.len(),
        linked: linked::home(sheet),
    })
}

/// The latest year of the default scope that is well covered; else the year with most lists.
pub(crate) fn leading_year(sheet: &Sheet) -> Option<Board> {
    let scope = sheet.input.figures.scopes().first()?;
    let badge = |ranking: &Ranking| Badge::of(scope, ranking.query.window);
    let covered = scope.years.iter().rev().find(|ranking| badge(ranking).is_good());
    let chosen = covered.or_else(|| scope.years.iter().max_by_key(|ranking| badge(ranking).part))?;
    Some(Board { scope: 0, span: Span::Window(chosen.query.window) })
}

/// The last year of the default scope, unless it is the leading year itself.
fn latest(sheet: &Sheet) -> Option<Board> {
    let last = sheet.input.figures.scopes().first()?.years.last()?;
    let board = Board { scope: 0, span: Span::Window(last.query.window) };
    (leading_year(sheet) != Some(board)).then_some(board)
}

fn lead(sheet: &Sheet, board: Board) -> Result<HomeLead, SiteError> {
    let ranking = sheet.index.ranking(board);
    Ok(HomeLead {
        span: SpanView::of(sheet, board),
        head: head_view(sheet, board),
        href: sheet.links.to(&Address::Leaderboard(board)),
        review: sheet.links.to(&Address::Year(ranking.query.window.to)),
        podium: podium(ranking).iter().map(|standing| step(sheet, ranking, standing)).collect(),
        sectors: bars(sheet, &ranking.sectors[..ranking.sectors.len().min(MOST_SECTORS)]),
        more_sectors: ranking.sectors.len().saturating_sub(MOST_SECTORS),
        changes: changes(sheet, board),
    })
}

/// The companies at ranks 1 to 3, less the last ranks when too many share them.
pub(crate) fn podium(ranking: &Ranking) -> &[Standing] {
    let up_to = |rank: u32| ranking.standings.iter().take_while(|s| s.rank <= rank).count();
    let fitting = [3, 2, 1].into_iter().map(up_to).find(|&count| count <= MOST_ON_PODIUM);
    &ranking.standings[..fitting.unwrap_or(0)]
}

fn step(sheet: &Sheet, ranking: &Ranking, standing: &Standing) -> HomeStep {
    let company = sheet.input.register.company(&standing.company);
    let mut sources: Vec<_> = standing.won.iter().map(|&p| &sheet.index.award(p).source).collect();
    sources.dedup();
    HomeStep {
        rank: standing.rank,
        tied: standing.tied,
        company: sheet.company(&standing.company),
        then: sheet.name_then(&standing.company, ranking.query.window.to),
        sector: company.sector.as_ref().and_then(|id| sheet.sector(id)),
        score: sheet.score(standing.score),
        prizes: sheet.prizes(standing.score),
        sources: sources.into_iter().map(|id| sheet.source(id).name).collect(),
    }
}

fn changes(sheet: &Sheet, board: Board) -> Option<Value> {
    let ranking = sheet.index.ranking(board);
    let Window { to: year, .. } = ranking.query.window;
    if !badge::comparable(sheet.index.scope(board), year) {
        return None;
    }
    let moved = |pick: fn(Movement) -> Option<u32>| {
        let moves = ranking.standings.iter().filter_map(|s| Some((pick(Movement::of(sheet, board, s))?, s)));
        let mut moves: Vec<_> = moves.collect();
        moves.sort_by_key(|&(by, standing)| (std::cmp::Reverse(by), standing.rank, &standing.company));
        moves.truncate(MOST_CHANGES);
        let change = |(by, s): (u32, &Standing)| {
            view! {
                company: sheet.company(&s.company),
                by,
                rank: s.rank,
            }
        };
        moves.into_iter().map(change).collect::<Vec<_>>()
    };
    let newcomers: Vec<_> = ranking.standings.iter().filter(|s| s.new).collect();
    Some(view! {
        before: year.plus(-1).to_string(),
        climbers: moved(climbed),
        fallers: moved(fell),
        more_newcomers: newcomers.len().saturating_sub(MOST_CHANGES),
        newcomers: newcomers.iter().take(MOST_CHANGES).map(|s| sheet.company(&s.company)).collect::<Vec<_>>(),
    })
}

fn climbed(movement: Movement) -> Option<u32> {
    match movement {
        Movement::Up { by } => Some(by),
        Movement::Down { .. } | Movement::Same | Movement::New | Movement::Returning | Movement::Unknown => {
            None
        }
    }
}

fn fell(movement: Movement) -> Option<u32> {
    match movement {
        Movement::Down { by } => Some(by),
        Movement::Up { .. } | Movement::Same | Movement::New | Movement::Returning | Movement::Unknown => {
            None
        }
    }
}
