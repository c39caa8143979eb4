//! What a reader can follow.

use crate::site::small;

#[test]
fn a_company_a_sector_and_the_editions_can_be_followed() {
    let site = small().site();
    for (feed, title) in [
        (
            "entreprises/nespresso.xml",
            "<title>Nespresso : Lauréat, Podium de la relation client, édition 2012</title>",
        ),
        (
            "secteurs/retail.xml",
            "<title>Veepee : Lauréat, Podium de la relation client, édition 2011</title>",
        ),
        ("flux/editions.xml", "<title>Podium de la relation client, édition 2012</title>"),
        ("flux/corrections.xml", "Free : Titre annulé"),
    ] {
        let title = title.replace(" :", "\u{202f}:");
        assert!(site.text(feed).contains(&title), "{feed}: {}", site.text(feed));
    }
    let latest = site.text("entreprises/nespresso.xml").split("<updated>").nth(1).unwrap();
    assert!(latest.starts_with("2012-10-18T00:00:00Z"), "the feed changed with its latest entry: {latest}");
}

#[test]
fn a_page_names_its_feed_and_those_of_the_site() {
    let site = small().site();
    let page = site.text("en/entreprises/nespresso.html");
    for href in ["nespresso.xml", "../flux/editions.xml", "../flux/corrections.xml"] {
        let named = page.split(r#"type="application/atom+xml""#).skip(1).any(|link| link.contains(href));
        assert!(named, "{href}");
    }
    assert!(!site.text("entreprises/free.html").contains("free.xml"), "nothing to follow, no feed");
}
