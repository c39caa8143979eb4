//! Editions that nobody declared yet, found where organisers announce them: links of a page, feeds, sitemaps, and
//! addresses in which the year alone changes.
//!
//! Pure: pages that were fetched, a lead and the source go in; what was found and the TOML to paste come out.

mod xml;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use html5ever::{Attribute, QualName, ns};
use scraper::node::{Element, Node, Text};
use scraper::{ElementRef, Html};

use crate::html::{NodeId, Role, Tree, decode, parse};
use model::{Address, Edition, Label, Lead, LeadPlace, LinkSelector, Source, Year, YearPattern};
use workspace::Unshown;

/// So many sitemaps of an index are visited, those that changed last.
const SITEMAPS: usize = 10;

/// So many years are asked for by a template; older ones are history, and are declared by hand.
const YEARS: i64 = 3;

/// A page that was fetched for a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadPage {
    pub address: Address,
    pub text: String,
}

/// An edition that a lead tells of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundEdition {
    /// The year that the pattern finds.
    pub year: Year,
    pub address: Address,
    /// What the link or the entry says; may be empty.
    pub title: String,
}

/// An address and what is said about it.
type Mention = (Address, String);

/// The labels that may come next: after the newest declared one, up to that of next year.
pub fn awaited(source: &Source, today: Year) -> Vec<Year> {
    after(source.editions.keys().filter_map(Label::year).max(), today.plus(1 - source.label_offset))
}

fn after(newest: Option<Year>, last: Year) -> Vec<Year> {
    let earliest = last.plus(1 - YEARS);
    let first = newest.map_or(earliest, |newest| newest.plus(1).max(earliest));
    (first.get()..=last.get()).filter_map(Year::new).collect()
}

/// The addresses that a lead asks to be visited.
pub fn addresses(lead: &Lead, awaited: &[Year]) -> Vec<Address> {
    match lead {
        Lead::Listed { place, .. } => vec![place.address().clone()],
        Lead::Yearly(template) => awaited.iter().map(|year| template.fill(*year)).collect(),
    }
}

/// The sitemaps that an index of them names, the newest first; none when the text is something else.
pub fn sitemaps(index: &LeadPage) -> Vec<Address> {
    let mut named = xml::sitemaps(&index.text, &index.address);
    // The protocol allows no other host, and an index must not send us across the web.
    named.retain(|(_, sitemap)| sitemap.authority() == index.address.authority());
    named.sort_by_key(|(changed, _)| Reverse(changed.clone()));
    named.into_iter().map(|(_, address)| address).take(SITEMAPS).collect()
}

/// What a lead tells of, given the pages that were fetched for it: each address once, newest year first.
pub fn editions(lead: &Lead, awaited: &[Year], pages: &[LeadPage]) -> Vec<FoundEdition> {
    let mut found: Vec<_> = match lead {
        Lead::Listed { place, pattern } => {
            let mentions = pages.iter().flat_map(|page| mentions(place, page));
            mentions.filter_map(|mention| fitting(mention, pattern)).collect()
        }
        Lead::Yearly(template) => {
            let years = awaited.iter().map(|year| (*year, template.fill(*year)));
            years.filter_map(|(year, address)| published(year, address, pages)).collect()
        }
    };
    let mut seen = BTreeSet::new();
    found.retain(|found| seen.insert(found.address.clone()));
    found.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.address.cmp(&b.address)));
    found
}

fn published(year: Year, address: Address, pages: &[LeadPage]) -> Option<FoundEdition> {
    let page = pages.iter().find(|page| page.address == address)?;
    Some(FoundEdition { year, address, title: title(&page.text) })
}

fn mentions(place: &LeadPlace, LeadPage { address, text }: &LeadPage) -> Vec<Mention> {
    match place {
        LeadPlace::Links { selector, .. } => linked(text, selector, address),
        LeadPlace::Feed(_) => xml::feed(text, address),
        LeadPlace::Sitemap(_) => xml::sitemap(text, address),
    }
}

fn fitting((address, title): Mention, pattern: &YearPattern) -> Option<FoundEdition> {
    let year = pattern.year(address.as_str()).or_else(|| pattern.year(&title))?;
    Some(FoundEdition { year, address, title })
}

/// Those that the source does not declare, neither by their label nor by their address.
pub fn undeclared(found: Vec<FoundEdition>, source: &Source) -> Vec<FoundEdition> {
    let declared = |found: &FoundEdition| {
        let label = Label::new(&found.year.to_string());
        let is_found = |address| address == found.address;
        let known = source.editions.values().filter_map(Edition::address).any(is_found);
        known || source.editions.contains_key(&label)
    };
    found.into_iter().filter(|found| !declared(found)).collect()
}

/// The lines to paste into `sources.toml`.
pub fn toml(source: &Source, found: &FoundEdition) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let title = found.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let comment = if title.is_empty() { String::new() } else { format!("# {title}\n") };
    let (id, year, url) = (&source.id, found.year, quoted(found.address.as_str()));
    format!("{comment}[source.{id}.edition.{year}]\nurl = \"{url}\"\n")
}

// The page is read by the reader that all pages are read by, since that bounds the depth of elements: html5ever takes
// time quadratic in it, and a page from the network may nest as it likes. What a person writes as `links` is a
// selector of `scraper`, which is asked about the same elements.

/// The links that a selector finds, in the order of the page; those that leave the web are left out.
fn linked(page: &str, selector: &LinkSelector, base: &Address) -> Vec<Mention> {
    let mention = |link: ElementRef<'_>| {
        let address = base.join(link.value().attr("href")?).ok()?;
        Some((address, joined(link.text())))
    };
    let Ok(tree) = parse(page, Unshown::Skipped, Unshown::Read) else { return vec![] };
    document(&tree).select(selector.css()).filter_map(mention).collect()
}

/// What a page calls itself; may be empty.
fn title(page: &str) -> String {
    let Ok(tree) = parse(page, Unshown::Skipped, Unshown::Read) else { return String::new() };
    let title = (1..tree.len()).find(|id| tree.name(*id).eq_ignore_ascii_case("title"));
    title.map(|id| joined([&*decode(tree.raw(id + 1))])).unwrap_or_default()
}

fn joined<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let text: String = words.into_iter().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The elements of a page as `scraper` knows them.
fn document(tree: &Tree<'_>) -> Html {
    let mut html = Html::new_document();
    let mut root = html.tree.root_mut();
    let mut parent_of_all = root.id();
    // A selector may begin with the elements that a page implies.
    if !(1..tree.len()).any(|id| tree.name(id).eq_ignore_ascii_case("body")) {
        let page = root.append(element("html", vec![])).id();
        let mut page = html.tree.get_mut(page).expect("it was just made");
        let body = page.append(element("body", vec![])).id();
        parent_of_all = body;
    }
    let mut ids = vec![parent_of_all];
    for id in 1..tree.len() {
        let parent = ids[tree.node(id).parent as usize];
        let mut parent = html.tree.get_mut(parent).expect("parents come first");
        ids.push(parent.append(node(tree, id)).id());
    }
    html
}

fn node(tree: &Tree<'_>, id: NodeId) -> Node {
    if tree.node(id).role == Role::Text {
        return Node::Text(Text { text: decode(tree.raw(id)).as_ref().into() });
    }
    let attribute = |(key, value): (&str, &str)| Attribute {
        name: QualName::new(None, ns!(), key.to_ascii_lowercase().into()),
        value: decode(value).as_ref().into(),
    };
    element(tree.name(id), tree.attributes(id).map(attribute).collect())
}

fn element(name: &str, attributes: Vec<Attribute>) -> Node {
    let name = QualName::new(None, ns!(html), name.to_ascii_lowercase().into());
    Node::Element(Element::new(name, attributes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Address {
        url.parse().unwrap()
    }

    fn page(url: &str, text: &str) -> LeadPage {
        LeadPage { address: at(url), text: text.to_owned() }
    }

    fn told(found: &[FoundEdition]) -> Vec<String> {
        found.iter().map(|f| format!("{} {} {}", f.year, f.address.path(), f.title)).collect()
    }

    fn listed(place: LeadPlace, text: &str) -> Vec<String> {
        let page = LeadPage { address: place.address().clone(), text: text.to_owned() };
        let lead = Lead::Listed { place, pattern: r"palmar[eè]s\D*(?<year>20\d\d)".parse().unwrap() };
        told(&editions(&lead, &[], &[page]))
    }

    fn feed(text: &str) -> Vec<String> {
        listed(LeadPlace::Feed(at("http://a.example/feed")), text)
    }

    #[test]
    fn links_of_a_page_tell_editions_by_address_or_by_words() {
        let page = r#"<nav><a href="/palmares-1999">x</a></nav><article>
            <a href="palmares-2013.html#top"> Le <b>palmarès</b>
               2013 </a><a href="/lauréats">Palmarès de l’année 2012</a><a href="palmares-2013.html">again</a>
            <a href="mailto:a@b">palmarès 2010</a><a>palmarès 2009</a><a href="/contact">Contact</a></article>"#;
        let selector = "article a".parse().unwrap();
        let place = LeadPlace::Links { page: at("http://a.example/prix/"), selector };
        let laureates = "2012 /laur%C3%A9ats Palmarès de l’année 2012";
        assert_eq!(listed(place, page), ["2013 /prix/palmares-2013.html Le palmarès 2013", laureates]);
    }

    #[test]
    fn a_page_that_nests_deeper_than_people_write_tells_nothing() {
        let link = "<a href=/palmares-2013>Palmarès</a>";
        let nested = |depth: usize| {
            let selector = "body a".parse().unwrap();
            let place = LeadPlace::Links { page: at("http://a.example/"), selector };
            listed(place, &format!("{}{link}", "<div>".repeat(depth))).len()
        };
        assert_eq!([0, 500, 700, 200_000].map(nested), [1, 1, 0, 0]);
    }

    #[test]
    fn feeds_of_both_kinds_are_read() {
        let rss = "<?xml version='1.0'?><rss><channel><title>Palmarès 2001</title><link>http://a.example/</link>\
            <item><title><![CDATA[Le palmarès <2014>]]></title><link>http://a.example/?p=1&amp;q=2</link></item>\
            <item><title>Autre</title><link>/autre</link></item></channel></rss>";
        assert_eq!(feed(rss), ["2014 /?p=1&q=2 Le palmarès <2014>"]);
        let atom = "<feed><entry><title>Palmar&#xE8;s 2015</title><link rel='self' href='/x'/>\
            <link rel=\"alternate\" href=\"/2015\"/></entry></feed>";
        assert_eq!(feed(atom), ["2015 /2015 Palmarès 2015"]);
    }

    #[test]
    fn names_with_a_prefix_guids_and_titles_that_hold_html_are_understood() {
        let prefixed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title type='html'>&lt;b&gt;Palmarès&lt;/b&gt; 2015\
            </a:title><a:link href='/2015'/></a:entry></a:feed>";
        assert_eq!(feed(prefixed), ["2015 /2015 Palmarès 2015"]);
        let guid = "<rss><channel><item><media:title>Photo</media:title><title>L&amp;#8217;année : palmarès 2016</title>\
            <guid>http://a.example/2016</guid></item><item><title>Palmarès 2017</title><guid isPermaLink='false'>http://a.example/17\
            </guid></item></channel></rss>";
        assert_eq!(feed(guid), ["2016 /2016 L’année : palmarès 2016"]);
        let xhtml = "<feed><entry><title type='xhtml'><div>Le <i>palmarès</i> 2018</div></title><link href='/18'/></entry></feed>";
        assert_eq!(feed(xhtml), ["2018 /18 Le palmarès 2018"]);
        let commented = "<rss><!-- <item><title>Palmarès 2019</title><link>/19</link></item> --><item><title>Palmarès 2020 & suite\
            </title><atom:link rel='self' href='/feed'/><link>/20</link></item></rss>";
        assert_eq!(feed(commented), ["2020 /20 Palmarès 2020 & suite"]);
    }

    #[test]
    fn a_sitemap_is_read() {
        let sitemap = "<urlset><url><loc> http://a.example/palmares/2016 </loc></url><url><loc>http://a.example/</loc></url></urlset>";
        let place = LeadPlace::Sitemap(at("http://a.example/sitemap.xml"));
        assert_eq!(listed(place, sitemap), ["2016 /palmares/2016 "]);
        let listed = |text: &str| listed(LeadPlace::Sitemap(at("http://a.example/sitemap.xml")), text);
        let prefixed = "<?xml version='1.0'?><s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>\
            <!-- <s:url><s:loc>http://a.example/palmares/2027</s:loc></s:url> --><s:url><image:image><image:loc>/palmares-2025.png\
            </image:loc></image:image><s:loc><![CDATA[http://a.example/palmares/2026]]></s:loc></s:url></s:urlset>";
        assert_eq!(listed(prefixed), ["2026 /palmares/2026 "]);
        assert_eq!(
            listed("\u{feff}http://a.example/palmares/2024\r\nhttp://a.example/\r\n"),
            ["2024 /palmares/2024 "]
        );
    }

    #[test]
    fn an_index_of_sitemaps_names_those_that_changed_last_first() {
        let one = |nth: usize| {
            format!("<sitemap><loc>/palmares-20{nth}.xml</loc><lastmod>2026-01-{nth}</lastmod></sitemap>")
        };
        let text = format!("<sitemapindex>{}</sitemapindex>", (10..30).map(one).collect::<String>());
        let index = page("http://a.example/sitemap.xml", &text);
        let named = sitemaps(&index);
        assert_eq!(named.len(), SITEMAPS);
        assert_eq!(named[0].path(), "/palmares-2029.xml");
        let place = LeadPlace::Sitemap(index.address);
        assert_eq!(listed(place, &text), [""; 0], "a sitemap is no edition");
    }

    #[test]
    fn a_template_tells_the_years_whose_page_is_there() {
        let year = |year: i64| Year::new(year).unwrap();
        let years = |newest: Option<i64>| -> Vec<i64> {
            after(newest.map(year), year(2027)).into_iter().map(Year::get).collect()
        };
        assert_eq!(years(Some(2025)), [2026, 2027]);
        assert_eq!(years(Some(2027)), [0_i64; 0], "all is declared");
        assert_eq!((years(Some(2012)), years(None)), (vec![2025, 2026, 2027], vec![2025, 2026, 2027]));
        let lead = Lead::Yearly("http://a.example/{year}/".parse().unwrap());
        let awaited = after(None, year(2027));
        assert_eq!(addresses(&lead, &awaited).len(), 3);
        let pages = [page("http://a.example/2026/", "<title> Palmarès\n2026</title>")];
        assert_eq!(told(&editions(&lead, &awaited, &pages)), ["2026 /2026/ Palmarès 2026"]);
    }

    #[test]
    fn broken_pages_yield_what_is_whole() {
        let rss =
            "<rss><item><title>Palmarès 2014</title><link>http://a.example/x</link></item><item><title>Pal";
        assert_eq!(feed(rss), ["2014 /x Palmarès 2014"]);
        let hostile = ["<item ", "<itemx", "<item><link "].map(|piece| piece.repeat(300_000));
        assert!(hostile.iter().all(|text| feed(text).is_empty()), "at once");
        let links = format!("<item><title>Palmarès 2014</title>{}</item>", "<link ".repeat(3000));
        assert_eq!(feed(&links), [""; 0]);
        for broken in
            ["", "<", "<item", "<item><link", "<![CDATA[", "<item><title>&#xFFFFFFFF;&lt</title></item>"]
        {
            assert_eq!(feed(broken), [""; 0], "{broken:?}");
        }
    }
}
