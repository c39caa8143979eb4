//! The key `find` of a source: where its new editions can be noticed.

use crate::catalog::tree::{Field, Table};
use crate::catalog::value;
use crate::model::{Lead, LeadPlace};

/// The links of a page that are looked at unless a selector says otherwise.
const LINKS: &str = "a";

/// Reads the table; it names one page, feed or sitemap.
pub fn read(field: Field<'_>) -> Option<Lead> {
    let mut t = field.table("`find`")?;
    let places = [page(&mut t), feed(&mut t), sitemap(&mut t)];
    let pattern = t.need("pattern", "'palmares-(?<year>\\d{4})'").and_then(|f| f.read(value::year_pattern));
    t.close();
    let mut named = places.into_iter().flatten();
    match (named.next(), named.next()) {
        (Some(place), None) => Some(Lead { place, pattern: pattern? }),
        (None, _) | (_, Some(_)) => {
            field.refuse(
                "`find` names no single place",
                "write one of page, feed or sitemap, and its address",
            );
            None
        }
    }
}

fn page(t: &mut Table<'_>) -> Option<LeadPlace> {
    let selector = t.get("links").and_then(Field::owned).unwrap_or_else(|| LINKS.to_owned());
    let page = t.get("page")?.read(value::visited)?;
    Some(LeadPlace::Links { page, selector })
}

fn feed(t: &mut Table<'_>) -> Option<LeadPlace> {
    t.get("feed")?.read(value::visited).map(LeadPlace::Feed)
}

fn sitemap(t: &mut Table<'_>) -> Option<LeadPlace> {
    t.get("sitemap")?.read(value::visited).map(LeadPlace::Sitemap)
}
