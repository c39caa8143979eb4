//! `show company NAME --explain`: the steps that lead to a score, down to the pages.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::commands::book::Book;
use model::{Award, Company, Ratio};
use rank::{Explanation, PrizeReading, Query, ScoreStep, SetAside, Why};
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
pub fn answer(book: &Book, query: &Query, company: &Company, format: Format) -> Result<Vec<u8>> {
    let explained = rank::explain(&book.register, query, &company.id);
    let explained =
        explained.with_context(|| format!("{} has no distinction in {}", company.name, query.window))?;
    let table = Table::about("explanation", 0, lines(book, &explained))
        .text("year", |line| Cell::maybe(line.award.as_ref().map(|(year, _)| year)))
        .text("source", |line| Cell::maybe(line.award.as_ref().map(|(_, source)| source)))
        .text("award", |line| Cell::text(&line.what))
        .text("points", |line| Cell::text(&line.points))
        .number("weight", |line| Cell::maybe_number(line.weight))
        .number("gives", |line| Cell::maybe_number(line.gives))
        .number("sum", |line| Cell::maybe_number(line.sum))
        .addresses("pages", |line| Cell::text(&line.pages))
        .table();
    Ok(format.bytes(&table.with_document(document(book, &explained))))
}

fn lines(book: &Book, explained: &Explanation) -> Vec<WaterfallRow> {
    let mut lines = Vec::new();
    let mut sum = Ratio::ZERO;
    for step in &explained.steps {
        sum = [sum, step.given].into_iter().sum();
        lines.extend(of_step(book, step, sum));
    }
    for aside in &explained.set_aside {
        let award = &book.register.awards[aside.award];
        let points = format!("set aside: {}", why(aside, award));
        lines.push(WaterfallRow { points, gives: Some(Ratio::ZERO), sum: Some(sum), ..told(award) });
    }
    if let Some(readings) = &explained.readings {
        lines.push(reading("one prize counts once", readings.by_prize));
        lines.push(reading("every list counts", readings.by_list));
    }
    lines
}

/// The best award of a step gives its points; the others of the same source and year are shown below it.
fn of_step<'a>(book: &'a Book, step: &'a ScoreStep, sum: Ratio) -> impl Iterator<Item = WaterfallRow> + 'a {
    step.awards.iter().enumerate().map(move |(position, (award, points))| {
        let line = WaterfallRow { points: points.to_string(), ..told(&book.register.awards[*award]) };
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

fn why(aside: &SetAside, award: &Award) -> String {
    match aside.why {
        Why::NotCounting => award.counting.word().to_owned(),
        Why::LeftOut(without) => format!("without {}", super::word(&without)),
        Why::OtherCountry => "another country".to_owned(),
        Why::OtherKind => "another kind of source".to_owned(),
    }
}

fn document(book: &Book, explained: &Explanation) -> Value {
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
