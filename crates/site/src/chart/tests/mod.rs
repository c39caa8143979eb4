//! What holds for every chart: drawn from anything, it stays in its frame, its words stand apart, its marks are
//! named, and no text becomes markup.

mod anything; // properties of every chart
mod gallery; // all charts on a page
mod measure; // the areas of a rendered drawing

use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

use self::measure::{Drawn, drawings};
use super::{Caption, Chart, Cut, bump};

/// The built-in templates, without anything the site sets up.
pub static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    let all = [
        ("chart/bump.svg", include_str!("../../../../../templates/chart/bump.svg")),
        ("chart/career.svg", include_str!("../../../../../templates/chart/career.svg")),
        ("chart/chart.html", include_str!("../../../../../templates/chart/chart.html")),
        ("chart/columns.svg", include_str!("../../../../../templates/chart/columns.svg")),
        ("chart/coverage.html", include_str!("../../../../../templates/chart/coverage.html")),
        ("chart/frame.svg", include_str!("../../../../../templates/chart/frame.svg")),
        ("chart/intervals.svg", include_str!("../../../../../templates/chart/intervals.svg")),
        ("chart/marks.html", include_str!("../../../../../templates/chart/marks.html")),
        ("chart/multiples.svg", include_str!("../../../../../templates/chart/multiples.svg")),
        ("chart/series.svg", include_str!("../../../../../templates/chart/series.svg")),
        ("chart/shares.svg", include_str!("../../../../../templates/chart/shares.svg")),
        ("chart/slope.svg", include_str!("../../../../../templates/chart/slope.svg")),
    ];
    for (name, source) in all {
        env.add_template(name, source).expect("a built-in template is well formed");
    }
    env
});

pub fn caption(id: &str, title: &str) -> Caption {
    let desc = "Ce que montre le dessin.".to_owned();
    Caption { id: id.to_owned(), title: title.to_owned(), desc, note: None, table: None }
}

/// The chart as it stands on a page.
pub fn html<Marks: Serialize>(chart: &Chart<Marks>) -> String {
    let plate = chart.plate(&TEMPLATES).unwrap();
    TEMPLATES.get_template("chart/chart.html").unwrap().render(context! { chart => Serde(&plate) }).unwrap()
}

/// Renders the chart and holds it against everything that must be true of a chart.
pub fn assert_sound<Marks: Serialize>(chart: &Chart<Marks>) {
    let html = html(chart);
    assert!(!html.contains("<script"), "a text became markup: {html}");
    assert!(!html.contains("NaN") && !html.contains("inf"), "a coordinate is no number: {html}");
    for drawing in drawings(&html) {
        assert_eq!(drawing.unnamed, Vec::<String>::new(), "marks without a title in {html}");
        stays_in_its_frame(&drawing, &html);
        keeps_words_apart(&drawing, &html);
    }
}

fn stays_in_its_frame(drawing: &Drawn, html: &str) {
    for (what, area) in drawing.words.iter().chain(&drawing.marks) {
        assert!(drawing.frame.holds(area), "{what:?} at {area:?} leaves {:?} in {html}", drawing.frame);
    }
}

fn keeps_words_apart(drawing: &Drawn, html: &str) {
    for (at, (one, area)) in drawing.words.iter().enumerate() {
        for (other, there) in &drawing.words[..at] {
            assert!(!area.meets(there), "{one:?} at {area:?} covers {other:?} at {there:?} in {html}");
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

#[test]
fn identifiers_are_unique_on_a_page_of_charts() {
    let race = gallery::figures::race("first", 3, 0..18);
    let html = html(&bump::draw(&race).unwrap());
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    assert!(all >= 6 && ids.iter().all(|id| id.starts_with("first-")), "{ids:?}");
}
