//! All charts on one page, to be looked at: `PALMARES_GALLERY=target/gallery.html cargo test gallery`.

pub mod figures; // near the real ones, and for the look only

use serde::Serialize;

use self::figures::{COUNTS, benchmark, census, panels, parts, path, race, rank_intervals, slope_of_ranks};
use super::html;
use crate::chart::{Chart, bump, career, columns, intervals, multiples, series, shares, slope};

#[test]
fn the_gallery_shows_every_chart() {
    let mut page = Page(String::new());
    page.show(bump::draw(&race("race", 12, 0..18)));
    page.show(bump::draw(&race("race-five", 5, 0..5)));
    page.show(bump::draw(&race("race-one", 3, 4..5)));
    page.show(columns::draw(&census("census", &COUNTS)));
    page.show(columns::draw(&census("census-late", &COUNTS[12..])));
    page.show(shares::draw(&parts("parts", 68)));
    page.show(shares::draw(&parts("parts-few", 4)));
    page.show(career::draw(&path("career", 0)));
    page.show(career::draw(&path("career-flat", 1)));
    page.show(series::draw(&benchmark()));
    page.show(multiples::draw(&panels()));
    page.show(slope::draw(&slope_of_ranks()));
    page.show(intervals::draw(&rank_intervals()));
    let css = include_str!("../../../../../templates/chart/chart.css");
    if let Some(file) = option_env!("PALMARES_GALLERY") {
        let page = FRAME.replace("{css}", css).replace("{charts}", &page.0);
        std::fs::write(file, page).expect("the page is written");
    }
}

struct Page(String);

impl Page {
    fn show<Marks: Serialize>(&mut self, chart: Option<Chart<Marks>>) {
        let chart = chart.expect("the gallery draws what can be drawn");
        self.0 += &format!("<h2>{}</h2><figure>{}</figure>", chart.caption.title, html(&chart));
    }
}

const FRAME: &str = r#"<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Charts</title>
<style>
:root { color-scheme: light dark; --paper: #fbf8f2; --ink: #1d1a16; --soft: #6a6258; --line: #e4dccf; --accent: #b3261e; --silver: #74787d; --dot: #d9cfc0;
  --display: Fraunces, Georgia, serif; --text: "Source Sans 3", system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --paper: #15130f; --ink: #f2ece1; --soft: #a89f91; --line: #37312a; --accent: #ff8b78; --silver: #b7bcc2; --dot: #453e35 } }
* { box-sizing: border-box } body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.55 var(--text) } figure { margin: 0 }
main { max-width: 70rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem) } h2 { margin: 2.5rem 0 1rem; font: 560 1.4rem/1.15 var(--display) }
{css}</style><main>{charts}</main></html>
"#;
