//! What a reader can follow.

use model::{Bilingual, CompanyId, Correction, Label, SourceId};

use crate::site::small;

#[test]
fn a_sector_and_the_whole_site_can_be_followed() {
    let site = small().site();
    for (feed, title) in [
        (
            "secteurs/retail.xml",
            "<title>Veepee : Lauréat, Podium de la relation client, édition 2011</title>",
        ),
        ("flux/editions.xml", "<title>Podium de la relation client, édition 2012</title>"),
        ("flux/editions.xml", "Free : Titre annulé"),
    ] {
        let title = title.replace(" :", "\u{202f}:");
        assert!(site.text(feed).contains(&title), "{feed}: {}", site.text(feed));
    }
    let latest = site.text("secteurs/retail.xml").split("<updated>").nth(1).unwrap();
    assert!(latest.starts_with("2012-10-18T00:00:00Z"), "the feed changed with its latest entry: {latest}");
}

#[test]
fn a_list_of_long_ago_is_told_on_the_day_on_which_it_was_found() {
    let older = small().won("podium", "2010", "free");
    let site = older.added("2026-11-19").won("podium", "2010", "nespresso").added("2026-11-20").site();
    let entries: Vec<&str> = site.text("flux/editions.xml").split("<entry>").skip(1).collect();
    let day_of = |title: &str| {
        let entry = entries.iter().position(|entry| entry.contains(&title.replace(" :", "\u{202f}:")));
        let entry = entry.unwrap_or_else(|| panic!("no {title} in {entries:?}"));
        (entry, entries[entry].split("<updated>").nth(1).unwrap()[..10].to_owned())
    };
    let podium = "Podium de la relation client, édition";
    assert_eq!(day_of(&format!("{podium} 2010 : liste complétée")), (0, "2026-11-20".into()));
    assert_eq!(day_of(&format!("{podium} 2010 : liste retrouvée")), (1, "2026-11-19".into()));
    assert_eq!(day_of(&format!("{podium} 2011<")).1, "2011-01-01", "what has no day is told as no news");
    let sector = site.text("secteurs/retail.xml");
    assert!(
        sector.contains("<updated>2026-11-20T"),
        "the company's distinction is new in its sector: {sector}"
    );
}

#[test]
fn a_page_names_its_feed_and_that_of_the_site() {
    let site = small().site();
    for (page, href) in
        [("en/sectors/retail.html", "retail.xml"), ("en/sectors/retail.html", "../feeds/editions.xml")]
    {
        let named =
            site.text(page).split(r#"type="application/atom+xml""#).skip(1).any(|link| link.contains(href));
        assert!(named, "{page} names no {href}");
    }
    assert!(
        !site.text("entreprises/nespresso.html").contains("nespresso.xml"),
        "a company is followed by its sector"
    );
}

#[test]
fn a_correction_stands_on_the_page_it_concerns_among_the_corrections_and_in_the_feed() {
    let workspace = small().corrected(Correction {
        when: "2026-11-20".parse().unwrap(),
        what: Bilingual {
            fr: "Nespresso était deuxième ici.".into(),
            en: "Nespresso was second here.".into(),
        },
        url: Some("https://example.org/liste".into()),
        company: CompanyId::new("nespresso").ok(),
        source: SourceId::new("podium").ok(),
        edition: Some(Label::new("2012")),
        year: None,
    });
    let site = workspace.site();
    for (page, english) in [
        ("corrections", "corrections"),
        ("entreprises/nespresso", "companies/nespresso"),
        ("prix/podium/2012", "prizes/podium/2012"),
    ] {
        let said = site.words(&format!("{page}.html"));
        assert!(
            said.contains("Correction du 20 novembre 2026. Nespresso était deuxième ici."),
            "{page}: {said}"
        );
        assert!(
            site.words(&format!("en/{english}.html")).contains("Nespresso was second here."),
            "{english}"
        );
    }
    assert!(site.text("corrections.html").contains("entreprises/nespresso.html"), "it leads to the page");
    assert!(!site.words("entreprises/veepee.html").contains("deuxième ici"), "other pages are silent");
    let feed = site.text("flux/editions.xml");
    assert!(feed.contains("<updated>2026-11-20T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("Nespresso était deuxième ici. https://example.org/liste"), "{feed}");
}
