//! `show ranking --how-sure`: what becomes of the order when its choices are made otherwise.

use serde_json::{Value, json};

use crate::commands::book::Book;
use model::SourceId;
use rank::{Query, RankInterval, Robustness};
use tables::{Cell, Format, Table};

/// One row a company: its rank, the ranks it takes, and how often it is first.
pub fn answer(book: &Book, query: &Query, top: usize, format: Format) -> Vec<u8> {
    let sure = &rank::robustness(&book.register, query);
    let table = Table::about("sureness", 0, sure.companies.iter().take(top).enumerate())
        .integer("rank", |(_, company)| Cell::number(company.rank))
        .text("company", |(_, company)| Cell::text(&book.register.company(&company.company).name))
        .integer("best", |(_, company)| Cell::number(company.best))
        .integer("worst", |(_, company)| Cell::number(company.worst))
        .text("first_in", |(_, company)| Cell::text(format!("{} %", company.first.percent())))
        .text("by_other_methods", |(position, _)| Cell::text(by_other_methods(query, sure, *position)))
        .text("hangs_on", |(_, company)| Cell::text(hangs_on(sure, company)))
        .table();
    format.bytes(&table.with_document(document(query, sure, top)))
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

fn document(query: &Query, sure: &Robustness, top: usize) -> Value {
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
