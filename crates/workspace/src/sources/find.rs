//! The key `find` of a source: where its new editions can be noticed.

use crate::tree::Field;
use crate::value;
use model::{Lead, LeadPlace};

/// The links of a page that are looked at unless a selector says otherwise.
const LINKS: &str = "a";

/// Reads the table; it names one page, feed, sitemap or template.
pub fn read(field: Field<'_>) -> Option<Lead> {
    let mut t = field.table("`find`")?;
    let places = ["page", "feed", "sitemap", "template"].map(|key| t.get(key));
    let links = places[0].and_then(|_| t.get("links"));
    let pattern = match places[3] {
        Some(_) => None,
        None => t.need("pattern", "'palmares-(?<year>\\d{4})'").and_then(|f| f.read(value::year_pattern)),
    };
    t.close();
    let place = match places {
        [Some(page), None, None, None] => links_of(page, links),
        [None, Some(feed), None, None] => feed.read(value::visited).map(LeadPlace::Feed),
        [None, None, Some(sitemap), None] => sitemap.read(value::visited).map(LeadPlace::Sitemap),
        [None, None, None, Some(template)] => return template.read(value::year_template).map(Lead::Yearly),
        [_, _, _, _] => {
            let remedy = "write one of page, feed, sitemap and template, and its address";
            field.refuse("`find` names no single place", remedy);
            None
        }
    };
    Some(Lead::Listed { place: place?, pattern: pattern? })
}

fn links_of(page: Field<'_>, links: Option<Field<'_>>) -> Option<LeadPlace> {
    let selector = match links {
        Some(links) => links.read(value::link_selector),
        None => value::link_selector(LINKS).ok(),
    };
    let page = page.read(value::visited);
    Some(LeadPlace::Links { page: page?, selector: selector? })
}
