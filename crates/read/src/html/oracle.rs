//! Our reader held against html5ever, by way of scraper: the same text, and as many elements for each selector.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use scraper::{ElementRef, Html, Node};

use super::{parse, render, select};
use crate::text::is_invisible;
use workspace::{Selector, Unshown};

const SELECTORS: [&str; 18] = [
    "p",
    "li",
    "ul > li",
    "div p",
    "div > p",
    "table",
    "tbody > tr",
    "tr:first-child",
    "td:nth-child(2)",
    "td:last-child",
    "th",
    "h3 + p",
    "h3 ~ ul",
    ".a",
    ".a .b, .b > .a",
    "li:not(:first-child)",
    "div:has(> table)",
    "dd, dt:first-of-type",
];

const HIDDEN: [&str; 9] =
    ["head", "script", "style", "noscript", "template", "textarea", "iframe", "svg", "object"];

fn ours(page: &str) -> (String, Vec<usize>) {
    let tree = parse(page, Unshown::Skipped, Unshown::Skipped).expect("it nests no deeper than people write");
    let count = |css: &str| select(&tree, 0, &Selector::new(css).unwrap()).len();
    (bare(&render(&tree, Unshown::Skipped).text.all), SELECTORS.map(count).to_vec())
}

fn theirs(page: &str) -> (String, Vec<usize>) {
    let html = Html::parse_document(page);
    let count = |css: &str| html.select(&scraper::Selector::parse(css).unwrap()).count();
    let mut text = String::new();
    shown(html.root_element(), &mut text);
    (bare(&text), SELECTORS.map(count).to_vec())
}

fn shown(element: ElementRef<'_>, out: &mut String) {
    let styled = element.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    if HIDDEN.contains(&element.value().name()) || styled || element.attr("hidden").is_some() {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(_) => shown(ElementRef::wrap(child).expect("it is an element"), out),
            _ => {}
        }
    }
}

/// The signs of a text, without blanks and without what stands between cells.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !(c.is_whitespace() || c.is_control() || *c == '|' || is_invisible(*c))).collect()
}

#[test]
fn frozen_pages_have_the_text_and_elements_that_html5ever_finds() {
    let mut pages = 0;
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "html") {
                let page = fs::read_to_string(&path).unwrap();
                assert_eq!(ours(&page), theirs(&page), "{}", path.display());
                pages += 1;
            }
        }
    }
    assert!(pages >= 30, "only {pages} pages");
}

fn inline() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        "[A-Za-zé ]{1,8}",
        Just("&amp;".to_owned()),
        Just("&eacute;".to_owned()),
        Just("&nbsp;: 7,1".to_owned()),
        Just("a < b".to_owned()),
        Just("<!-- <p>no</p> -->".to_owned()),
        Just("<br>".to_owned()),
        Just("<img alt='x > y'>".to_owned()),
    ];
    words.prop_recursive(3, 12, 3, |inner| {
        (vec(inner, 0..3), prop_oneof!["span", "b", "em"])
            .prop_map(|(inside, name)| format!("<{name} class=\"b\">{}</{name}>", inside.concat()))
    })
}

/// An end tag, or none where it may be left out.
fn end(name: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![Just(format!("</{name}>")), Just(String::new())]
}

fn blocks() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (inline(), end("p")).prop_map(|(words, end)| format!("<p>{words}{end}")),
        inline().prop_map(|words| format!("<h3 class='a'>{words}</h3>")),
        inline().prop_map(|words| format!("<P STYLE='display: none'>{words}</P>")),
        Just("<script>if (a < b) { x = '<p>' }</script>".to_owned()),
    ];
    leaf.prop_recursive(4, 48, 4, |inner| {
        let many = |name: &'static str| {
            vec((inner.clone(), end(name)), 0..4).prop_map(move |all| {
                all.iter().map(|(inside, end)| format!("<{name}>{inside}{end}")).collect::<String>()
            })
        };
        let row = (many("td"), end("tr")).prop_map(|(cells, end)| format!("<tr>{cells}{end}"));
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|all| format!("<div class=a>{}</div>", all.concat())),
            many("li").prop_map(|items| format!("<ul>{items}</ul>")),
            (many("dt"), many("dd")).prop_map(|(terms, all)| format!("<dl>{terms}{all}</dl>")),
            vec(row, 0..3).prop_map(|rows| format!("<table>{}</table>", rows.concat())),
        ]
    })
}

proptest! {
    #[test]
    fn generated_pages_have_the_text_and_elements_that_html5ever_finds(blocks in vec(blocks(), 0..5)) {
        let page = format!("<!doctype html><html><body>{}</body></html>", blocks.concat());
        prop_assert_eq!(ours(&page), theirs(&page), "{}", page);
    }
}
