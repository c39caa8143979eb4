//! Editions that nobody declared yet, found where organisers announce them: links of a page, feeds, sitemaps.
//!
//! Pure: a page that was fetched, a lead and the source go in; what was found and the TOML to paste come out.

mod links;
mod xml;

use std::collections::BTreeSet;

use crate::model::{Address, Found, Label, Lead, LeadPlace, Source, YearPattern};

/// Why a lead cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// The selector is no CSS selector.
    #[error("`{selector}` is no CSS selector; write one such as `article a`")]
    Selector {
        /// As written.
        selector: String,
    },
}

/// An address and what is said about it.
struct Mention {
    address: Address,
    title: String,
}

/// What a lead tells of, given the text of the page it names: each address once, newest year first.
pub fn editions(lead: &Lead, text: &str) -> Result<Vec<Found>, FindError> {
    let base = lead.place.address();
    let mentions = match &lead.place {
        LeadPlace::Links { selector, .. } => links::mentions(text, selector, base)?,
        LeadPlace::Feed(_) => xml::feed(text, base),
        LeadPlace::Sitemap(_) => xml::sitemap(text, base),
    };
    let mut seen = BTreeSet::new();
    let found = mentions.into_iter().filter_map(|mention| found(mention, &lead.pattern));
    let mut found: Vec<_> = found.filter(|found| seen.insert(found.address.clone())).collect();
    found.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.address.cmp(&b.address)));
    Ok(found)
}

fn found(Mention { address, title }: Mention, pattern: &YearPattern) -> Option<Found> {
    let year = pattern.year(address.as_str()).or_else(|| pattern.year(&title))?;
    Some(Found { year, address, title })
}

/// Those that the source does not declare, neither by their label nor by their address.
pub fn undeclared(found: Vec<Found>, source: &Source) -> Vec<Found> {
    let declared = |found: &Found| {
        let label = Label::new(&found.year.to_string());
        let url = |edition: &crate::model::Edition| {
            edition
                .url
                .as_deref()
                .and_then(|url| url.parse::<Address>().ok())
                .is_some_and(|url| url == found.address)
        };
        source.editions.contains_key(&label) || source.editions.values().any(url)
    };
    found.into_iter().filter(|found| !declared(found)).collect()
}

/// The lines to paste into `sources.toml`.
pub fn toml(source: &Source, found: &Found) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let title = found.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let comment = if title.is_empty() { String::new() } else { format!("# {title}\n") };
    let (id, year, url) = (&source.id, found.year, quoted(found.address.as_str()));
    format!("{comment}[source.{id}.edition.{year}]\nurl = \"{url}\"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(place: LeadPlace) -> Lead {
        Lead { place, pattern: r"palmar[eèé]s\D*(?<year>20\d\d)".parse().unwrap() }
    }

    fn at(url: &str) -> Address {
        url.parse().unwrap()
    }

    fn told(found: &[Found]) -> Vec<String> {
        found.iter().map(|f| format!("{} {} {}", f.year, f.address.path(), f.title)).collect()
    }

    #[test]
    fn links_of_a_page_tell_editions_by_address_or_by_words() {
        let page = r#"<nav><a href="/palmares-1999">x</a></nav><article>
            <a href="palmares-2013.html#top"> Le <b>palmarès</b>
               2013 </a><a href="/lauréats">Palmarès de l’année 2012</a><a href="palmares-2013.html">again</a>
            <a href="mailto:a@b">palmarès 2010</a><a>palmarès 2009</a><a href="/contact">Contact</a></article>"#;
        let lead =
            lead(LeadPlace::Links { page: at("http://a.example/prix/"), selector: "article a".into() });
        let found = editions(&lead, page).unwrap();
        let laureates = "2012 /laur%C3%A9ats Palmarès de l’année 2012";
        assert_eq!(told(&found), ["2013 /prix/palmares-2013.html Le palmarès 2013", laureates]);
    }

    #[test]
    fn feeds_of_both_kinds_are_read() {
        let rss = "<?xml version='1.0'?><rss><channel><title>Palmarès 2001</title><link>http://a.example/</link>\
            <item><title><![CDATA[Le palmarès <2014>]]></title><link>http://a.example/?p=1&amp;q=2</link></item>\
            <item><title>Autre</title><link>/autre</link></item></channel></rss>";
        let found = editions(&lead(LeadPlace::Feed(at("http://a.example/feed"))), rss).unwrap();
        assert_eq!(told(&found), ["2014 /?p=1&q=2 Le palmarès <2014>"]);
        let atom = "<feed><entry><title>Palmar&#xE8;s 2015</title><link rel='self' href='/x'/>\
            <link rel=\"alternate\" href=\"/2015\"/></entry></feed>";
        let found = editions(&lead(LeadPlace::Feed(at("http://a.example/feed"))), atom).unwrap();
        assert_eq!(told(&found), ["2015 /2015 Palmarès 2015"]);
    }

    #[test]
    fn a_sitemap_is_read() {
        let sitemap = "<urlset><url><loc> http://a.example/palmares/2016 </loc></url><url><loc>http://a.example/</loc></url></urlset>";
        let found = editions(&lead(LeadPlace::Sitemap(at("http://a.example/sitemap.xml"))), sitemap).unwrap();
        assert_eq!(told(&found), ["2016 /palmares/2016 "]);
    }

    #[test]
    fn broken_pages_yield_what_is_whole() {
        let feed = lead(LeadPlace::Feed(at("http://a.example/feed")));
        let rss =
            "<rss><item><title>Palmarès 2014</title><link>http://a.example/x</link></item><item><title>Pal";
        assert_eq!(told(&editions(&feed, rss).unwrap()), ["2014 /x Palmarès 2014"]);
        let hostile = ["<item ", "<itemx", "<item><link "].map(|piece| piece.repeat(300_000));
        assert!(hostile.iter().all(|text| editions(&feed, text) == Ok(vec![])), "at once");
        let links = format!("<item><title>Palmarès 2014</title>{}</item>", "<link ".repeat(3000));
        assert_eq!(editions(&feed, &links), Ok(vec![]));
        for broken in
            ["", "<", "<item", "<item><link", "<![CDATA[", "<item><title>&#xFFFFFFFF;&lt</title></item>"]
        {
            assert_eq!(editions(&feed, broken), Ok(vec![]), "{broken:?}");
        }
    }

    #[test]
    fn a_lead_that_cannot_be_followed_says_what_to_write() {
        let lead = lead(LeadPlace::Links { page: at("http://a.example/"), selector: "a[".into() });
        assert!(matches!(editions(&lead, "<a>"), Err(FindError::Selector { .. })));
    }
}
