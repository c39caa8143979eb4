//! The draft of a yearly post: it says what the year's page says, and what the figures do not carry it leaves out.

use std::fs;

use regex::Regex;

use crate::project::Project;

/// A text without its markup, in one line.
fn plain(text: &str, markup: &str) -> String {
    let bare =
        Regex::new(markup).unwrap().replace_all(text, "$1").replace("&#39;", "’").replace("&amp;", "&");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_html(html: &str) -> String {
    plain(html, r"<[^>]*>()")
}

/// The paragraphs and items of a draft in Markdown.
fn said(draft: &str) -> Vec<String> {
    let links = r"\[([^\]]*)\]\([^)]*\)";
    let told = draft.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '!']));
    let before_source = told.take_while(|line| !line.contains("Le prix des prix"));
    before_source.map(|line| plain(line.trim_start_matches("- "), links).replace('\\', "")).collect()
}

#[test]
fn a_draft_says_what_the_page_of_the_year_says() {
    let project = Project::built();
    for (year, language, folder) in
        [("2012", "fr", "classement"), ("2012", "en", "en/leaderboards"), ("2014", "fr", "classement")]
    {
        let page = project.page(&format!("{folder}/{year}.html"));
        let page = of_html(page.text.split_once("<main").unwrap().1);
        let draft = project.ends(0, &format!("post {year} --lang {language} --quiet"));
        let said = said(&draft);
        assert!(said.len() > 5, "{year}: the draft is too short: {draft}");
        // The page shows its table as a matrix of marks.
        for line in said.into_iter().filter(|line| !line.starts_with('|')) {
            assert!(page.contains(&line), "{year} {language}: the page does not say {line:?}");
        }
    }
}

#[test]
fn a_year_of_which_too_little_is_known_names_no_first_and_is_compared_with_nothing() {
    let draft = Project::reference().ends(0, "post 2013 --quiet");
    assert!(draft.starts_with("# 2013\u{202f}: ") && draft.contains("lauréats annoncés"), "{draft}");
    assert!(draft.contains("nous n’écrivons donc ni hausse ni baisse"), "{draft}");
    assert!(!draft.contains("Qui monte"), "{draft}");
    assert!(!draft.contains("variantes essayées"), "{draft}");
}

#[test]
fn a_french_draft_keeps_french_typography() {
    let draft = Project::reference().ends(0, "post 2012 --for html --quiet");
    let text = Regex::new("<[^>]*>").unwrap().replace_all(&draft, "");
    assert!(!text.contains('\'') && !text.contains("&#39;"), "a straight apostrophe in {text}");
    let loose = Regex::new(r"[ \u{a0}][;!?%»]|« ").unwrap();
    assert_eq!(loose.find(&text).map(|found| found.as_str()), None, "a loose mark in {text}");
    assert!(text.contains("98\u{202f}%"), "{text}");
}

#[test]
fn a_draft_has_its_charts_beside_it_the_same_each_time() {
    let project = Project::reference();
    project.run("post 2012 --out one").run("post 2012 --out two");
    let files = project.tree("one");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            ".palmares-drafts",
            "2012-census-fr-fr.png",
            "2012-fr.bib",
            "2012-fr.csl.json",
            "2012-fr.md",
            "2012-fr.ris"
        ]
    );
    assert_eq!(files, project.tree("two"), "two runs differ");
    let draft = fs::read_to_string(project.path("one/2012-fr.md")).unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".png")) {
        assert!(draft.contains(&format!("({name})")), "the draft shows {name}");
        assert!(bytes.starts_with(b"\x89PNG"), "{name} is a PNG");
    }
    for name in ["one/2012-fr.bib", "one/2012-fr.ris", "one/2012-fr.csl.json"] {
        let cited = fs::read_to_string(project.path(name)).unwrap();
        assert!(cited.contains("/classement/2012.html") && cited.contains("Bilan 2012"), "{name}: {cited}");
    }
}

#[test]
fn a_year_without_distinctions_is_refused_with_the_years_there_are() {
    let told = Project::reference().refused("post 1999");
    assert!(told.contains("no distinction is known in 1999: choose one of 2002-2025"), "{told}");
}

#[test]
fn a_pack_gives_every_value_of_a_company_with_its_page() {
    let project = Project::reference();
    let pack = project.ends(0, "brief Nespresso --lang en --quiet");
    let measured = project.json("show benchmark --company Nespresso --format json");
    let series = measured.as_array().expect("a list of series");
    assert!(!series.is_empty(), "{measured}");
    // Each value has a note of its own, with the page that states it.
    let notes = pack.lines().filter(|line| line.contains(". Nespresso, ") && line.contains("(fig-"));
    let (proved, unproved): (Vec<_>, Vec<_>) = notes.partition(|line| line.contains("](http"));
    let points: usize = series.iter().map(|one| one["points"].as_array().map_or(1, Vec::len)).sum();
    assert!(points > 0 && proved.len() >= points, "{} notes of {points} values: {pack}", proved.len());
    assert_eq!(unproved, Vec::<&str>::new(), "values without a page");
    assert!(project.refused("brief nobody-of-this-name").contains("no company is called"));
}
