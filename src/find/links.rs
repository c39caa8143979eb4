//! The links of a page.

use scraper::{Html, Selector};

use crate::model::Address;

use super::{FindError, Mention};

/// The links that a selector finds, in the order of the page; those that leave the web are left out.
pub fn mentions(page: &str, selector: &str, base: &Address) -> Result<Vec<Mention>, FindError> {
    let parsed = Selector::parse(selector);
    let parsed = parsed.map_err(|_| FindError::Selector { selector: selector.to_owned() })?;
    let page = Html::parse_document(page);
    let mention = |element: scraper::ElementRef<'_>| {
        let address = base.join(element.value().attr("href")?).ok()?;
        let words: String = element.text().collect();
        Some(Mention { address, title: words.split_whitespace().collect::<Vec<_>>().join(" ") })
    };
    Ok(page.select(&parsed).filter_map(mention).collect())
}
