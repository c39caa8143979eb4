//! The figures over the years: the raw series beside the constant panel.

use minijinja::Value;
use serde::Serialize;

use model::Window;
use rank::{Scope, TrendPoint};

use crate::SiteError;
use crate::charts::Chart;
use crate::parts::badge::Badge;
use crate::parts::board::scope_view;
use crate::parts::census;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

/// What the page shows.
#[derive(Serialize)]
pub(crate) struct TrendsPage {
    scopes: Vec<ScopeTrend>,
}

impl TrendsPage {
    pub fn charts(&self) -> Vec<&Chart> {
        self.scopes.iter().filter_map(|scope| scope.census.as_ref()).collect()
    }
}

#[derive(Serialize)]
struct ScopeTrend {
    scope: Value,
    /// The years, the latest first.
    years: Vec<TrendsYearView>,
    /// Years whose lists we have at least half of.
    covered_years: usize,
    panel: Vec<Link>,
    panel_from: Option<String>,
    panel_to: Option<String>,
    census: Option<Chart>,
}

#[derive(Serialize)]
struct TrendsYearView {
    board: Link,
    companies: u64,
    newcomers: u64,
    awards: u64,
    sources: u64,
    panel: Option<u64>,
    badge: Option<Badge>,
}

pub(crate) fn view(sheet: &Sheet) -> Result<TrendsPage, SiteError> {
    let scopes = sheet.input.figures.scopes().iter().enumerate();
    let trends: Result<_, SiteError> =
        scopes.map(|(position, scope)| trend(sheet, position, scope)).collect();
    Ok(TrendsPage { scopes: trends? })
}

fn trend(sheet: &Sheet, position: usize, scope: &Scope) -> Result<ScopeTrend, SiteError> {
    let board = Board { scope: position, span: Span::AllTime };
    let years: Vec<TrendsYearView> =
        scope.trend.iter().rev().map(|point| year(sheet, board, point)).collect();
    Ok(ScopeTrend {
        scope: scope_view(sheet, board),
        covered_years: years.iter().filter(|year| year.badge.is_some_and(|badge| !badge.is_thin())).count(),
        years,
        panel: scope.panel.sources.iter().map(|id| sheet.source(id)).collect(),
        panel_from: scope.panel.window.map(|window| window.from.to_string()),
        panel_to: scope.panel.window.map(|window| window.to.to_string()),
        census: census::chart(sheet, scope)?,
    })
}

fn year(sheet: &Sheet, board: Board, point: &TrendPoint) -> TrendsYearView {
    let scope = sheet.index.scope(board);
    let window = Window::year(point.year);
    let has_board = scope.years.iter().any(|ranking| ranking.query.window == window);
    let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
    TrendsYearView {
        board: Link { name: point.year.to_string(), href: has_board.then(|| sheet.links.to(&address)) },
        companies: point.companies,
        newcomers: point.newcomers,
        awards: point.awards,
        sources: point.sources,
        panel: point.panel_companies,
        badge: Badge::of_year(sheet, scope, point.year),
    }
}
