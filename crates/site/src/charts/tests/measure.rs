//! The areas of a rendered drawing, read back from its SVG.

use scraper::{ElementRef, Html, Selector};

use crate::charts::labels::{Area, width};

/// A drawing as a browser would find it.
pub struct Drawn {
    pub frame: Area,
    pub words: Vec<(String, Area)>,
    pub marks: Vec<(String, Area)>,
    /// Marks that nothing names.
    pub unnamed: Vec<String>,
}

/// Rounding to tenths moves an edge by half of one.
const ROUNDING: f64 = 0.11;

pub fn drawings(html: &str) -> Vec<Drawn> {
    let page = Html::parse_fragment(html);
    let all: Vec<Drawn> = page.select(&Selector::parse("svg").unwrap()).map(drawn).collect();
    assert!(!all.is_empty(), "no drawing in {html}");
    all
}

fn drawn(svg: ElementRef<'_>) -> Drawn {
    let view: Vec<f64> = numbers(svg.attr("viewBox").expect("a drawing has a frame"));
    let grown = 2.0 * ROUNDING;
    let frame = Area { left: -grown, top: -grown, right: view[2] + grown, bottom: view[3] + grown };
    let group = svg.select(&Selector::parse("g[font-size]").unwrap()).next();
    let size = group.map_or(0.0, |group| number(group, "font-size"));
    let all = |selector: &str| -> Vec<ElementRef<'_>> {
        svg.select(&Selector::parse(selector).unwrap()).filter(|one| !defined(*one)).collect()
    };
    let marks = all("rect, circle, path");
    Drawn {
        frame,
        words: all("text").into_iter().map(|one| word(one, size)).collect(),
        unnamed: all("circle, rect.bar")
            .into_iter()
            .filter(|one| !named(*one))
            .map(|one| one.html())
            .collect(),
        marks: marks.into_iter().map(|one| (one.value().name().to_owned(), mark(one))).collect(),
    }
}

fn defined(one: ElementRef<'_>) -> bool {
    one.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "defs")
}

/// A title of its own or of its group.
fn named(one: ElementRef<'_>) -> bool {
    let titled =
        |element: ElementRef<'_>| element.child_elements().any(|child| child.value().name() == "title");
    let group = one.parent().and_then(ElementRef::wrap);
    titled(one) || group.is_some_and(titled)
}

fn word(one: ElementRef<'_>, size: f64) -> (String, Area) {
    let text: String =
        one.children().filter_map(|child| child.value().as_text().map(|t| t.to_string())).collect();
    let (x, y, wide) = (number(one, "x"), number(one, "y"), width(&text, size));
    let left = match one.attr("text-anchor") {
        None => x,
        Some("middle") => x - wide / 2.0,
        Some("end") => x - wide,
        Some(other) => panic!("unknown anchor {other}"),
    };
    let area = Area {
        left: left + ROUNDING,
        right: left + wide - ROUNDING,
        top: y - size * 0.8,
        bottom: y + size * 0.16,
    };
    (text, area)
}

fn mark(one: ElementRef<'_>) -> Area {
    match one.value().name() {
        "rect" => {
            let (left, top) = (number(one, "x"), number(one, "y"));
            assert!(number(one, "width") >= 0.0 && number(one, "height") >= 0.0, "{}", one.html());
            Area { left, top, right: left + number(one, "width"), bottom: top + number(one, "height") }
        }
        "circle" => Area::around((number(one, "cx"), number(one, "cy")), number(one, "r")),
        "path" => path(one.attr("d").expect("a path has steps")),
        other => panic!("unknown mark {other}"),
    }
}

/// The box around all points that a path of absolute steps names.
fn path(steps: &str) -> Area {
    let mut area = Area { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };
    let mut rest = steps;
    while let Some(step) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let values = numbers(&rest[1..end]);
        let (across, down): (Vec<f64>, Vec<f64>) = match step {
            'M' | 'L' | 'C' => values.chunks(2).map(|pair| (pair[0], pair[1])).unzip(),
            'H' => (values, vec![]),
            'V' => (vec![], values),
            'Z' => (vec![], vec![]),
            other => panic!("unknown step {other} in {steps}"),
        };
        area.left = across.iter().copied().fold(area.left, f64::min);
        area.right = across.iter().copied().fold(area.right, f64::max);
        area.top = down.iter().copied().fold(area.top, f64::min);
        area.bottom = down.iter().copied().fold(area.bottom, f64::max);
        rest = &rest[end..];
    }
    area
}

fn number(one: ElementRef<'_>, name: &str) -> f64 {
    one.attr(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or_else(|| panic!("no {name} in {}", one.html()))
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map(|number| number.parse().unwrap_or_else(|_| panic!("{number:?} in {text:?}")))
        .collect()
}

/// Whether the two share more than an edge.
pub fn meet(one: &Area, other: &Area) -> bool {
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/// Whether the other lies wholly inside.
pub fn holds(one: &Area, other: &Area) -> bool {
    one.left <= other.left && other.right <= one.right && one.top <= other.top && other.bottom <= one.bottom
}
