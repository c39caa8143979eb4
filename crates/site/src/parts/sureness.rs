//! How sure a leaderboard's order is: intervals, what a rank hangs on, the other methods, each source's influence.

use minijinja::value::Value;
use serde::Serialize;

use model::{Ratio, Share};
use rank::{
    FigureSubject, MethodOrder, Pivot, Query, RankInterval, Ranking, Robustness, Trial, ranking_figure,
};

use crate::SiteError;
use crate::charts::{Caption, Chart, DotRow, Dots};
use crate::parts::statistics::share_view;
use crate::press::address::Board;
use crate::press::sheet::Sheet;

/// More rows than this are not looked at one by one; fewer are read from the table as quickly as from a drawing.
const MOST_ROWS: usize = 10;
const FEWEST_DRAWN: usize = 3;

/// The last rank that is looked at.
const LAST_RANK: u32 = 10;

#[derive(Serialize)]
pub(crate) struct SurenessView {
    trial: Trial,
    scenarios: u64,
    pub chart: Option<Chart>,
    orders: Vec<Value>,
    rows: Vec<Value>,
    sources: Vec<Value>,
}

/// How sure a leaderboard is; nothing where it was not tried, or too few stand on it for shares to say much.
pub(crate) fn view(sheet: &Sheet, board: Board) -> Result<Option<SurenessView>, SiteError> {
    let ranking = sheet.index.ranking(board);
    let tried = sheet.index.scope(board).robustness(ranking.query.window);
    let Some(tried) = tried.filter(|tried| tried.companies.len() as u64 >= Share::SMALLEST_WHOLE) else {
        return Ok(None);
    };
    let shown = &tried.companies[..whole_ranks(&tried.companies)];
    if shown.is_empty() {
        return Ok(None);
    }
    let influence = tried.influence.iter().map(|influence| {
        view! {
            source: sheet.source(&influence.source),
            declared: percent(influence.declared),
            given: percent(influence.given),
            correlation: influence.correlation.map(percent),
            moved: share_view(influence.moved),
        }
    });
    Ok(Some(SurenessView {
        trial: tried.trial,
        scenarios: tried.trial.scenarios(),
        chart: chart(sheet, shown)?,
        orders: tried.orders.iter().map(|order| head(ranking, order)).collect(),
        rows: shown.iter().enumerate().map(|row| sure_row(sheet, &ranking.query, tried, row)).collect(),
        sources: influence.collect(),
    }))
}

/// How many companies the first ranks have, up to so many without cutting a shared rank.
fn whole_ranks(companies: &[RankInterval]) -> usize {
    let up_to = |rank: u32| companies.iter().take_while(|company| company.rank <= rank).count();
    (1..=LAST_RANK).rev().map(up_to).find(|rows| *rows <= MOST_ROWS).unwrap_or(0)
}

fn head(ranking: &Ranking, order: &MethodOrder) -> Value {
    view! {
        method: order.method,
        own: order.method == ranking.query.method,
        proof: order.proof,
    }
}

fn sure_row(
    sheet: &Sheet,
    query: &Query,
    tried: &Robustness,
    (position, row): (usize, &RankInterval),
) -> Value {
    let pivot = tried.pivots.iter().find(|pivot: &&Pivot| pivot.company == row.company);
    let sources = pivot.map(|pivot| pivot.sources.as_slice()).unwrap_or_default();
    view! {
        company: sheet.company(&row.company),
        rank: row.rank,
        figure: ranking_figure("rank", FigureSubject::Company(row.company), query),
        best: row.best,
        worst: row.worst,
        first: row.first.percent(),
        hangs_on: sources
        .iter()
        .map(|(id, rank)| view! {
                source: sheet.source(id),
                rank: *rank,
        })
        .collect::<Vec<_>>(),
        ranks: tried.orders.iter().map(|order| order.ranks[position]).collect::<Vec<_>>(),
    }
}

/// The intervals of the first companies; nothing of too few.
fn chart(sheet: &Sheet, companies: &[RankInterval]) -> Result<Option<Chart>, SiteError> {
    if companies.len() < FEWEST_DRAWN {
        return Ok(None);
    }
    let (leader, words) = (&companies[0], sheet.words);
    let first = companies.iter().filter(|company| company.rank == leader.rank).count();
    let name = |company: &RankInterval| sheet.input.register.company(&company.company).name.clone();
    let title = match first {
        1 => words.say(
            "sureness.title",
            &[
                ("name", Value::from(name(leader))),
                ("share", Value::from(words.typography.percent(leader.first.percent()))),
                ("n", Value::from(leader.first.whole)),
            ],
        ),
        tied => words.say("sureness.title_tied", &[("n", Value::from(tied))]),
    };
    let row = |company: &RankInterval| {
        let values = [
            ("name", Value::from(name(company))),
            ("rank", Value::from(company.rank)),
            ("best", Value::from(company.best)),
            ("worst", Value::from(company.worst)),
        ];
        let spread = if company.best == company.worst { "sureness.always" } else { "sureness.between" };
        Ok(DotRow {
            name: name(company),
            best: company.best,
            rank: company.rank,
            worst: company.worst,
            value: words.say(spread, &values)?,
            title: words.say("sureness.row", &values)?,
        })
    };
    let rows: Result<Vec<DotRow>, SiteError> = companies.iter().map(row).collect();
    let caption = Caption {
        id: "sureness".to_owned(),
        title: title?,
        desc: words.text("sureness.desc")?,
        note: Some(words.text("sureness.note")?),
    };
    Ok(Dots { rows: rows? }.chart(caption))
}

/// A ratio of 0 to 1 in whole percent, rounded half up.
fn percent(ratio: Ratio) -> u64 {
    let (part, whole) = (ratio.numerator(), ratio.denominator());
    u64::try_from((200 * part + whole) / (2 * whole)).expect("a part is not negative")
}
