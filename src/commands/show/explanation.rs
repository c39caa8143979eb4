//! `show company NAME --explain`: the steps that lead to a score, down to the pages.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;
use model::{Award, Company, Ratio};
use rank::{Explanation, PrizeReading, Query, ScoreStep, SetAside, Why};

/// The waterfall of a score. Its steps add up to it exactly, but for methods that take a middle or an order.
pub fn answer(book: &Book, query: &Query, company: &Company) -> Result<Answer> {
    let explained = rank::explain(&book.register, query, &company.id);
    let explained =
        explained.with_context(|| format!("{} has no distinction in {}", company.name, query.window))?;
    let mut table =
        Table::with_addresses(&["year", "source", "award", "points", "weight", "gives", "sum", "pages"]);
    let mut sum = Ratio::ZERO;
    for step in &explained.steps {
        sum = [sum, step.given].into_iter().sum();
        push(&mut table, book, step, sum);
    }
    for aside in &explained.set_aside {
        let award = &book.register.awards[aside.award];
        let why = format!("set aside: {}", why(aside, award));
        table.push([
            award.awarded.year().to_string(),
            award.source.to_string(),
            named(award),
            why,
            String::new(),
            "0".into(),
            sum.to_string(),
            pages(award),
        ]);
    }
    if let Some(readings) = &explained.readings {
        table.push(reading("one prize counts once", readings.by_prize));
        table.push(reading("every list counts", readings.by_list));
    }
    Ok(Answer { table, json: json(book, &explained) })
}

/// What is counted when several lists of one prize are read in one way, and the rank by it.
fn reading(how: &str, reading: PrizeReading) -> [String; 8] {
    let rank = format!("rank {}{}", reading.rank, if reading.tied { "=" } else { "" });
    let empty = String::new;
    [
        empty(),
        empty(),
        format!("read so that {how}"),
        rank,
        empty(),
        reading.counted.to_string(),
        empty(),
        empty(),
    ]
}

/// The best award of a step gives its points; the others of the same source and year are shown below it.
fn push(table: &mut Table, book: &Book, step: &ScoreStep, sum: Ratio) {
    for (position, (award, points)) in step.awards.iter().enumerate() {
        let award = &book.register.awards[*award];
        let gives = |text: String| if position == 0 { text } else { String::new() };
        table.push([
            step.year.to_string(),
            step.source.to_string(),
            named(award),
            points.to_string(),
            gives(step.weight.to_string()),
            gives(step.given.to_string()),
            gives(sum.to_string()),
            pages(award),
        ]);
    }
}

fn named(award: &Award) -> String {
    let place = award.place.map(|place| format!(" {}", place.number)).unwrap_or_default();
    format!("{}{place}: {}", super::word(&award.outcome), award.category)
}

fn pages(award: &Award) -> String {
    award.witnesses.iter().map(|witness| witness.url.as_str()).collect::<Vec<_>>().join(" ")
}

fn why(aside: &SetAside, award: &Award) -> String {
    match aside.why {
        Why::NotCounting => award.counting.word().to_owned(),
        Why::LeftOut(without) => format!("without {}", super::word(&without)),
        Why::OtherCountry => "another country".to_owned(),
        Why::OtherKind => "another kind of source".to_owned(),
    }
}

fn json(book: &Book, explained: &Explanation) -> Value {
    let id = |award: usize| &book.register.awards[award].id;
    let steps = explained.steps.iter().map(|step| {
        let awards = step.awards.iter().map(|(award, points)| {
            json!({ "award": id(*award), "points": points,
            "witnesses": book.register.awards[*award].witnesses.iter().map(|w| &w.url).collect::<Vec<_>>() })
        });
        json!({ "year": step.year, "source": step.source, "weight": step.weight, "given": step.given,
                "awards": awards.collect::<Vec<_>>() })
    });
    let aside = explained.set_aside.iter().map(
        |aside| json!({ "award": id(aside.award), "why": why(aside, &book.register.awards[aside.award]) }),
    );
    json!({
        "company": explained.company, "window": explained.query.window, "method": explained.query.method,
        "readings": explained.readings.as_ref().map(|both| json!({ "by_prize": both.by_prize, "by_list": both.by_list })),
        "rank": explained.rank, "score": explained.score, "sum": explained.sum(),
        "steps": steps.collect::<Vec<_>>(), "set_aside": aside.collect::<Vec<_>>(),
    })
}
