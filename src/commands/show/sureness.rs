//! `show ranking --how-sure`: what becomes of the order when its choices are made otherwise.

use serde_json::json;

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;
use rank::{Pivot, Query, RankInterval, Robustness};

/// One row a company: its rank, the ranks it takes, and how often it is first.
pub fn answer(book: &Book, query: &Query, top: usize) -> Answer {
    let sure = rank::robustness(&book.register, query);
    let mut table =
        Table::new(&["rank", "company", "best", "worst", "first in", "by other methods", "hangs on"]);
    for (position, company) in sure.companies.iter().take(top).enumerate() {
        table.push([
            company.rank.to_string(),
            book.register.company(&company.company).name.clone(),
            company.best.to_string(),
            company.worst.to_string(),
            format!("{} %", company.first.percent()),
            by_other_methods(query, &sure, position),
            hangs_on(&sure, company),
        ]);
    }
    Answer { table, json: json(query, &sure, top) }
}

fn by_other_methods(query: &Query, sure: &Robustness, position: usize) -> String {
    let others = sure.orders.iter().filter(|order| order.method != query.method);
    let ranks: Vec<_> = others.map(|order| format!("{} {}", order.method, order.ranks[position])).collect();
    ranks.join(", ")
}

fn pivot<'a>(sure: &'a Robustness, company: &RankInterval) -> Option<&'a Pivot> {
    sure.pivots.iter().find(|pivot| pivot.company == company.company)
}

fn hangs_on(sure: &Robustness, company: &RankInterval) -> String {
    let sources = pivot(sure, company).map(|pivot| pivot.sources.as_slice()).unwrap_or_default();
    let moves: Vec<_> = sources.iter().map(|(source, rank)| format!("{source} (else {rank})")).collect();
    moves.join(", ")
}

fn json(query: &Query, sure: &Robustness, top: usize) -> serde_json::Value {
    let companies = sure.companies.iter().take(top).map(|company| {
        let moves = pivot(sure, company).map(|pivot| pivot.sources.as_slice()).unwrap_or_default();
        let moves = moves.iter().map(|(source, rank)| json!({ "source": source, "rank_without": rank }));
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
