//! `show company NAME --explain`: the steps that lead to a score, down to the pages. `show ranking --how-sure`: what
//! becomes of the order when its choices are made otherwise.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::commands::open_workspace::OpenWorkspace;
use model::{Award, Company, Ratio, SourceId};
use rank::{Explanation, PrizeReading, Query, RankInterval, Robustness, ScoreStep, Why};
use tables::{Cell, Format, Table};

/// A line of the waterfall; what it does not say is empty.
#[derive(Default)]
struct WaterfallRow {
    award: Option<(String, String)>,
    what: String,
    points: String,
    weight: Option<Ratio>,
    gives: Option<Ratio>,
    sum: Option<Ratio>,
    pages: String,
}

/// The waterfall of a score. Its steps add up to it exactly, but for methods that take a middle or an order.
pub fn answer(
    workspace: &OpenWorkspace,
    query: &Query,
    company: &Company,
    format: Format,
) -> Result<Vec<u8>> {
    let explained = rank::explain(&workspace.register, query, &company.id);
    let explained =
        explained.with_context(|| format!("{} has no distinction in {}", company.name, query.window))?;
    let table = Table::about("explanation", 0, lines(workspace, &explained))
        .text("year", |line| Cell::maybe(line.award.as_ref().map(|(year, _)| year)))
        .text("source", |line| Cell::maybe(line.award.as_ref().map(|(_, source)| source)))
        .text("award", |line| Cell::text(&line.what))
        .text("points", |line| Cell::text(&line.points))
        .number("weight", |line| Cell::maybe_number(line.weight))
        .number("gives", |line| Cell::maybe_number(line.gives))
        .number("sum", |line| Cell::maybe_number(line.sum))
        .addresses("pages", |line| Cell::text(&line.pages))
        .table();
    Ok(format.bytes(&table.with_document(document(workspace, &explained))))
}

fn lines(workspace: &OpenWorkspace, explained: &Explanation) -> Vec<WaterfallRow> {
    let mut lines = Vec::new();
    let mut sum = Ratio::ZERO;
    for step in &explained.steps {
        sum = [sum, step.given].into_iter().sum();
        lines.extend(of_step(workspace, step, sum));
    }
    for (award, aside) in &explained.set_aside {
        let award = &workspace.register.awards[*award];
        let points = format!("set aside: {}", why(*aside, award));
        lines.push(WaterfallRow { points, gives: Some(Ratio::ZERO), sum: Some(sum), ..told(award) });
    }
    if let Some(readings) = &explained.readings {
        lines.push(reading("one prize counts once", readings.by_prize));
        lines.push(reading("every list counts", readings.by_list));
    }
    lines
}

/// The best award of a step gives its points; the others of the same source and year are shown below it.
fn of_step<'a>(
    workspace: &'a OpenWorkspace,
    step: &'a ScoreStep,
    sum: Ratio,
) -> impl Iterator<Item = WaterfallRow> + 'a {
    step.awards.iter().enumerate().map(move |(position, (award, points))| {
        let line = WaterfallRow { points: points.to_string(), ..told(&workspace.register.awards[*award]) };
        match position {
            0 => WaterfallRow { weight: Some(step.weight), gives: Some(step.given), sum: Some(sum), ..line },
            _ => line,
        }
    })
}

fn told(award: &Award) -> WaterfallRow {
    WaterfallRow {
        award: Some((award.awarded.year().to_string(), award.source.to_string())),
        what: named(award),
        pages: award.witnesses.iter().map(|witness| witness.url.as_str()).collect::<Vec<_>>().join(" "),
        ..WaterfallRow::default()
    }
}

/// What is counted when several lists of one prize are read in one way, and the rank by it.
fn reading(how: &str, reading: PrizeReading) -> WaterfallRow {
    let points = format!("rank {}{}", reading.rank, if reading.tied { "=" } else { "" });
    WaterfallRow {
        what: format!("read so that {how}"),
        points,
        gives: Some(Ratio::whole(reading.counted)),
        ..WaterfallRow::default()
    }
}

fn named(award: &Award) -> String {
    let place = award.place.map(|place| format!(" {}", place.number)).unwrap_or_default();
    format!("{}{place}: {}", super::word(&award.outcome), award.category)
}

fn why(aside: Why, award: &Award) -> String {
    match aside {
        Why::NotCounting => award.counting.word().to_owned(),
        Why::LeftOut(without) => format!("without {}", super::word(&without)),
        Why::OtherCountry => "another country".to_owned(),
        Why::OtherKind => "another kind of source".to_owned(),
    }
}

fn document(workspace: &OpenWorkspace, explained: &Explanation) -> Value {
    let id = |award: usize| &workspace.register.awards[award].id;
    let steps = explained.steps.iter().map(|step| {
        let awards = step.awards.iter().map(|(award, points)| {
            json!({ "award": id(*award), "points": points,
            "witnesses": workspace.register.awards[*award].witnesses.iter().map(|w| &w.url).collect::<Vec<_>>() })
        });
        json!({ "year": step.year, "source": step.source, "weight": step.weight, "given": step.given,
                "awards": awards.collect::<Vec<_>>() })
    });
    let aside = explained.set_aside.iter().map(|(award, aside)| {
        json!({ "award": id(*award), "why": why(*aside, &workspace.register.awards[*award]) })
    });
    json!({
        "company": explained.company, "window": explained.query.window, "method": explained.query.method,
        "readings": explained.readings.as_ref().map(|both| json!({ "by_prize": both.by_prize, "by_list": both.by_list })),
        "rank": explained.rank, "score": explained.score, "sum": explained.sum(),
        "steps": steps.collect::<Vec<_>>(), "set_aside": aside.collect::<Vec<_>>(),
    })
}

/// One row a company: its rank, the ranks it takes, and how often it is first.
pub fn sureness(workspace: &OpenWorkspace, query: &Query, top: usize, format: Format) -> Vec<u8> {
    let sure = &rank::robustness(&workspace.register, query);
    let table = Table::about("sureness", 0, sure.companies.iter().take(top).enumerate())
        .integer("rank", |(_, company)| Cell::number(company.rank))
        .text("company", |(_, company)| Cell::text(&workspace.register.company(&company.company).name))
        .integer("best", |(_, company)| Cell::number(company.best))
        .integer("worst", |(_, company)| Cell::number(company.worst))
        .text("first_in", |(_, company)| Cell::text(format!("{} %", company.first.percent())))
        .text("by_other_methods", |(position, _)| Cell::text(by_other_methods(query, sure, *position)))
        .text("hangs_on", |(_, company)| Cell::text(hangs_on(sure, company)))
        .table();
    format.bytes(&table.with_document(sureness_document(query, sure, top)))
}

fn by_other_methods(query: &Query, sure: &Robustness, position: usize) -> String {
    let others = sure.orders.iter().filter(|order| order.method != query.method);
    let ranks: Vec<_> = others.map(|order| format!("{} {}", order.method, order.ranks[position])).collect();
    ranks.join(", ")
}

/// The sources without which the company takes another rank, and that rank.
fn pivots<'a>(sure: &'a Robustness, company: &RankInterval) -> &'a [(SourceId, u32)] {
    let pivot = sure.pivots.iter().find(|pivot| pivot.company == company.company);
    pivot.map(|pivot| pivot.sources.as_slice()).unwrap_or_default()
}

fn hangs_on(sure: &Robustness, company: &RankInterval) -> String {
    let moves = pivots(sure, company).iter().map(|(source, rank)| format!("{source} (else {rank})"));
    moves.collect::<Vec<_>>().join(", ")
}

fn sureness_document(query: &Query, sure: &Robustness, top: usize) -> Value {
    let companies = sure.companies.iter().take(top).map(|company| {
        let moves = pivots(sure, company).iter();
        let moves = moves.map(|(source, rank)| json!({ "source": source, "rank_without": rank }));
        json!({
            "company": company.company, "rank": company.rank, "best": company.best, "worst": company.worst,
            "first": company.first, "hangs_on": moves.collect::<Vec<_>>(),
        })
    });
    let orders = sure.orders.iter().map(|order| {
        json!({ "method": order.method, "proof": order.proof, "ranks": &order.ranks[..top.min(order.ranks.len())] })
    });
    let influence = sure.influence.iter().map(|row| {
        json!({
            "source": row.source, "declared": row.declared, "given": row.given,
            "correlation": row.correlation, "moved": row.moved,
        })
    });
    json!({
        "window": query.window, "method": query.method, "trial": sure.trial,
        "companies": companies.collect::<Vec<_>>(), "orders": orders.collect::<Vec<_>>(),
        "influence": influence.collect::<Vec<_>>(),
    })
}
