//! How pages and figures are cited, and what they say to machines.

use std::process::Command;

use scraper::{Html, Selector};
use site::Page;

use crate::project::Project;
use crate::site::{Site, small};
use crate::with;

/// What the elements of a page that a selector finds hold.
fn found(site: &Site, path: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(site.text(path));
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect()).collect()
}

/// Whether a page is cited by its own address: not one that leads to another, nor a part of one for other sites.
fn stands_for_itself(page: &Page) -> bool {
    let own = format!(r#"<link rel="canonical" href="https://example.org/palmares/{}">"#, page.path);
    std::str::from_utf8(&page.bytes).unwrap().contains(&own)
}

#[test]
fn every_page_is_cited_in_sentences_and_in_three_formats() {
    let site = small().site();
    let cited: Vec<&Page> = site.html().filter(|page| stands_for_itself(page)).collect();
    assert!(cited.len() > 30, "most pages are: {}", cited.len());
    for page in cited {
        let formats = found(&site, &page.path, ".cite pre");
        assert_eq!(formats.len(), 3, "{} has BibTeX, RIS and CSL-JSON", page.path);
        assert!(formats[0].starts_with("@misc{") && formats[0].ends_with('}'), "{}", formats[0]);
        assert!(formats[1].starts_with("TY  - ELEC") && formats[1].ends_with("ER  - "), "{}", formats[1]);
        let csl: serde_json::Value = serde_json::from_str(&formats[2]).unwrap();
        let address = csl[0]["URL"].as_str().unwrap();
        assert_eq!(address, format!("https://example.org/palmares/{}", page.path));
        assert!(formats[0].contains(&format!("url = {{{address}}}")), "{}", formats[0]);
        let title = csl[0]["title"].as_str().unwrap();
        assert!(!title.is_empty() && !title.contains("&#"), "{title} is plain text");
    }
}

#[test]
fn a_chart_is_cited_by_its_own_place_on_the_page() {
    let site = small().site();
    let formats = found(&site, "tendances.html", ".cite-figure pre");
    let csl: serde_json::Value = serde_json::from_str(&formats[2]).unwrap();
    let address = csl[0]["URL"].as_str().unwrap();
    let place = address.split_once('#').unwrap().1;
    assert!(site.text("tendances.html").contains(&format!(r#"<figure class="figure" id="{place}">"#)));
}

#[test]
fn the_styles_follow_the_language() {
    let site = small().site();
    let french = found(&site, "classement/2012.html", ".cite dd").join("\n");
    assert!(french.contains("Le prix des prix. (2026, 21\u{a0}novembre). "), "{french}");
    assert!(
        french.contains("«\u{202f}Palmarès 2012\u{202f}». État au 21\u{a0}novembre\u{a0}2026."),
        "{french}"
    );
    let english = found(&site, "en/leaderboards/2012.html", ".cite dd").join("\n");
    assert!(english.contains("Le prix des prix. (2026, November\u{a0}21). "), "{english}");
    assert!(english.contains("As of November\u{a0}21, 2026."), "{english}");
}

#[test]
fn a_leaderboard_says_to_machines_what_it_says_to_readers() {
    let site = small().company("att", "AT&T </script>", &[]).won("podium", "2012", "att").site();
    let linked = found(&site, "classement/2012.html", r#"script[type="application/ld+json"]"#);
    let linked: serde_json::Value = serde_json::from_str(&linked[0]).unwrap();
    let (data, list) = (&linked["@graph"][0], &linked["@graph"][1]);
    assert_eq!((data["@type"].as_str(), list["@type"].as_str()), (Some("Dataset"), Some("ItemList")));
    assert_eq!(data["distribution"][0]["contentUrl"], "https://example.org/palmares/classement/2012.json");
    assert!(data["description"].as_str().unwrap().chars().count() >= 50, "search engines ask for 50 signs");
    assert_eq!(list["itemListElement"][1]["name"], "AT&T </script>");
    let head = site.text("classement/2012.html");
    assert!(head.contains(r#"<meta name="citation_title" content="Classement 2012, France">"#));
    assert!(head.contains(r#"<meta name="citation_publication_date" content="2026/11/21">"#));
}

#[test]
#[ignore = "needs Python: run tests/with/install once, then `cargo test -- --ignored`"]
fn readers_of_others_accept_what_the_site_says() {
    let project = Project::built();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/with/read_site.py");
    let told = with::output(Command::new(with::python()).arg(script).arg(project.path("public")));
    println!("{told}");
}
