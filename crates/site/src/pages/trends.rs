//! The figures over the years: the raw series beside the constant panel.

use minijinja::Value;
use serde::Serialize;

use model::Window;
use rank::{FigureSubject, Ranking, Scope, TrendPoint, ranking_figure};

use crate::SiteError;
use crate::charts::Chart;
use crate::parts::badge::Badge;
use crate::parts::board::scope_view;
use crate::parts::census;
use crate::press::address::{Address, Board, Span};
use crate::press::sheet::{Link, Sheet};

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
    years: Vec<Value>,
    /// Years of which enough names are known.
    covered_years: usize,
    panel: Vec<Link>,
    panel_from: Option<String>,
    panel_to: Option<String>,
    census: Option<Chart>,
}

pub(crate) fn view(sheet: &Sheet) -> Result<TrendsPage, SiteError> {
    let scopes = sheet.input.figures.scopes();
    // What all countries say is not repeated where it is what one says.
    let apart = scopes.iter().enumerate().filter(|(at, scope)| *at == 0 || scope.trend != scopes[0].trend);
    let trends: Result<_, SiteError> = apart.map(|(position, scope)| trend(sheet, position, scope)).collect();
    Ok(TrendsPage { scopes: trends? })
}

fn trend(sheet: &Sheet, position: usize, scope: &Scope) -> Result<ScopeTrend, SiteError> {
    let board = Board { scope: position, span: Span::AllTime };
    let well_known =
        |point: &&TrendPoint| Badge::of_year(sheet, scope, point.year).is_some_and(|badge| !badge.is_thin());
    Ok(ScopeTrend {
        scope: scope_view(sheet, board),
        covered_years: scope.trend.iter().filter(well_known).count(),
        years: scope.trend.iter().rev().map(|point| year(sheet, board, point)).collect(),
        panel: scope.panel.sources.iter().map(|id| sheet.source(id)).collect(),
        panel_from: scope.panel.window.map(|window| window.from.to_string()),
        panel_to: scope.panel.window.map(|window| window.to.to_string()),
        census: census::chart(sheet, scope)?,
    })
}

/// The ids of a year's sums.
fn year_figures(ranking: &Ranking) -> Value {
    let figure = |what| ranking_figure(what, FigureSubject::Whole, &ranking.query);
    view! {
        companies: figure("companies"),
        newcomers: figure("newcomers"),
        awards: figure("all-distinctions"),
        sources: figure("prizes"),
    }
}

/// The figures of a year; none of one without a known name, which is not one without winners.
fn year(sheet: &Sheet, board: Board, point: &TrendPoint) -> Value {
    let scope = sheet.index.scope(board);
    let window = Window::year(point.year);
    let known = scope.years.iter().any(|ranking| ranking.query.window == window);
    let address = Address::Leaderboard(Board { span: Span::Window(window), ..board });
    view! {
        board: Link { name: point.year.to_string(), href: known.then(|| sheet.links.to(&address)) },
        known: known.then_some(point),
        figures: scope.years.iter().find(|ranking| ranking.query.window == window).map(year_figures),
        panel: point.panel_companies,
        badge: Badge::of_year(sheet, scope, point.year),
    }
}
