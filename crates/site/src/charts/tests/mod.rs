//! What holds for every drawing: made from anything, it stays in its frame, its words stand apart, its marks are
//! named, and no text becomes markup.

mod anything; // properties of every drawing
mod measure; // the areas of a rendered drawing

use self::measure::{Drawn, drawings, holds, meet};
use crate::{
    charts::BarRow, charts::Bars, charts::Caption, charts::Chart, charts::ChartLine, charts::Cut,
    charts::DotRow, charts::Dots, charts::Fill, charts::LinePoint, charts::LineRole, charts::Lines,
    charts::spark,
};
use model::Decimal;

fn caption(id: &str) -> Caption {
    let text = |text: &str| text.to_owned();
    Caption { id: text(id), title: text("Ce qu'on sait <b>"), desc: text("Ce qui est dessiné."), note: None }
}

/// The chart as it stands on a page.
fn html(chart: &Chart) -> String {
    chart.drawings.iter().map(|drawing| drawing.svg.as_str()).collect()
}

/// Holds the chart against everything that must be true of a chart.
fn assert_sound(chart: &Chart) {
    let html = html(chart);
    assert!(!html.contains("<script") && !html.contains("<b>"), "a text became markup: {html}");
    assert!(!html.contains("NaN") && !html.contains("inf"), "a coordinate is no number: {html}");
    for drawing in drawings(&html) {
        assert_eq!(drawing.unnamed, Vec::<String>::new(), "marks without a title in {html}");
        stays_in_its_frame(&drawing, &html);
        keeps_words_apart(&drawing, &html);
    }
}

fn stays_in_its_frame(drawing: &Drawn, html: &str) {
    for (what, area) in drawing.words.iter().chain(&drawing.marks) {
        assert!(holds(&drawing.frame, area), "{what:?} at {area:?} leaves {:?} in {html}", drawing.frame);
    }
}

fn keeps_words_apart(drawing: &Drawn, html: &str) {
    for (at, (one, area)) in drawing.words.iter().enumerate() {
        for (other, there) in &drawing.words[..at] {
            assert!(!meet(area, there), "{one:?} at {area:?} covers {other:?} at {there:?} in {html}");
        }
    }
}

/// Names as they come, and as they should not.
pub const NAMES: &[&str] = &[
    "",
    "EDF",
    "Nespresso",
    "Établissement français du sang et des dons d’organes réunis de France",
    "<script>alert(1)</script>",
    "W&W \"quoted\" 'single'",
    "日本航空株式会社とその子会社のサービス部門",
    "🦀🦀🦀",
];

#[test]
fn letters_are_never_lower_than_eleven_pixels() {
    let css = include_str!("../../../../../templates/chart/chart.css");
    assert!(
        css.contains("@container (min-width: 600px) { .chart-wide { display: block"),
        "where the cuts change"
    );
    for (cut, narrowest_column) in [(Cut::Wide, 600.0), (Cut::Narrow, 288.0)] {
        let shown = cut.text() * narrowest_column / cut.width();
        assert!(shown >= 11.0, "{cut:?} letters are {shown} px high");
    }
}

fn bars(parts: Vec<(Fill, u64)>) -> Option<Chart> {
    let text = |text: &str| text.to_owned();
    let row = BarRow { name: text("2012"), parts, value: text("27 sur 68"), title: text("2012") };
    Bars { keys: vec![(Fill::Missing, text("à retrouver"))], rows: vec![row] }.chart(caption("first"))
}

#[test]
fn identifiers_begin_with_what_the_chart_shows() {
    let html = html(&bars(vec![(Fill::Lead, 27), (Fill::Missing, 41)]).unwrap());
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), all), (6, 6), "a title, a description and a pattern in each cut: {ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("first-")), "{ids:?}");
}

#[test]
fn what_is_missing_is_hatched_after_what_is_known() {
    let html = html(&bars(vec![(Fill::Lead, 27), (Fill::Missing, 41)]).unwrap());
    let number = |class: &str, name: &str| -> f64 {
        let row = html.split("<g class=\"row\">").nth(1).unwrap();
        let rect = row.split(&format!("<rect class=\"{class}\"")).nth(1).unwrap();
        rect.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let (known, missing) = (number("bar lead", "width"), number("bar missing", "width"));
    assert!((known / missing - 27.0 / 41.0).abs() < 0.01, "{known} beside {missing}");
    assert!((number("bar lead", "x") + known - number("bar missing", "x")).abs() < 0.2);
    assert_eq!(bars(vec![(Fill::Lead, 0)]), None, "nothing to draw");
}

#[test]
fn a_line_is_interrupted_between_stretches_and_an_average_has_squares() {
    let point = |year: i64| {
        let (label, title) = (year.to_string(), year.to_string());
        LinePoint { month: year * 12, value: Decimal::whole(year - 2000), label, title }
    };
    let stretches = vec![vec![point(2008), point(2009)], vec![point(2011)], vec![point(2013), point(2014)]];
    let line = |role| ChartLine { name: "A".to_owned(), role, stretches: stretches.clone() };
    let lines = Lines { lines: vec![line(LineRole::Average), line(LineRole::Other)], decimal_mark: ',' };
    let [wide, _] = lines.chart(caption("lines")).unwrap().drawings;
    let count = |mark: &str| wide.svg.matches(mark).count();
    assert_eq!((count("<path class=\"line\""), count("<circle"), count("<rect")), (4, 5, 5));
    assert_eq!(lines.ends(), Some((Decimal::whole(8), Decimal::whole(14))), "the axis does not begin at 0");
    assert_eq!(Lines { lines: vec![], decimal_mark: ',' }.chart(caption("lines")), None);
}

#[test]
fn a_span_always_holds_its_rank() {
    for (best, rank, worst) in [(1, 3, 9), (3, 3, 3), (5, 2, 4), (9, 3, 1)] {
        let text = String::new;
        let row =
            |best, rank, worst| DotRow { name: text(), best, rank, worst, value: text(), title: text() };
        let rows = vec![row(best, rank, worst), row(1, 20, 40)];
        let chart = Dots { rows }.chart(caption("dots")).unwrap();
        let marks = &drawings(&chart.drawings[0].svg)[0].marks;
        let of = |kind: &str| marks.iter().find(|(what, _)| what == kind).unwrap().1;
        let (span, dot) = (of("rect"), of("circle"));
        let middle = (dot.left + dot.right) / 2.0;
        assert!(span.left <= middle && middle <= span.right, "{best} {rank} {worst}: {span:?} {dot:?}");
    }
}

#[test]
fn a_year_without_a_prize_is_a_gap_and_one_year_alone_is_no_row_of_years() {
    let drawn = spark(&[1, 0, 0, 8], Some(3), 8, "<8>").unwrap();
    assert!(drawn.contains("d=\"M2.5 24L2.5 21\"") && drawn.contains("class=\"now\" d=\"M17.5 24L17.5 0\""));
    assert!(drawn.contains("aria-label=\"&lt;8&gt;\""), "{drawn}");
    assert_eq!(spark(&[0, 5, 0], None, 8, ""), None);
}
