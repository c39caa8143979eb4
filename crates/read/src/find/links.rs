//! The links and the title of a page.

use scraper::{ElementRef, Html, Selector};

use model::{Address, LinkSelector};

use super::Mention;

/// The links that a selector finds, in the order of the page; those that leave the web are left out.
pub fn mentions(page: &str, selector: &LinkSelector, base: &Address) -> Vec<Mention> {
    let mention = |link: ElementRef<'_>| {
        let address = base.join(link.value().attr("href")?).ok()?;
        Some(Mention { address, title: words(link) })
    };
    Html::parse_document(page).select(selector.css()).filter_map(mention).collect()
}

/// What a page calls itself; may be empty.
pub fn title(page: &str) -> String {
    let title = Selector::parse("title").expect("a selector of ours");
    Html::parse_document(page).select(&title).next().map(words).unwrap_or_default()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
