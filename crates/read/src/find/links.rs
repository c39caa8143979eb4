//! The links and the title of a page.
//!
//! The page is read by the reader that all pages are read by, since that bounds the depth of elements: html5ever takes
//! time quadratic in it, and a page from the network may nest as it likes. What a person writes as `links` is a
//! selector of `scraper`, which is asked about the same elements.

use html5ever::{Attribute, QualName, ns};
use scraper::node::{Element, Node, Text};
use scraper::{ElementRef, Html};

use model::{Address, LinkSelector};

use super::Mention;
use crate::html::{NodeId, Role, Tree, decode, parse};
use workspace::Unshown;

/// The links that a selector finds, in the order of the page; those that leave the web are left out.
pub fn mentions(page: &str, selector: &LinkSelector, base: &Address) -> Vec<Mention> {
    let mention = |link: ElementRef<'_>| {
        let address = base.join(link.value().attr("href")?).ok()?;
        Some(Mention { address, title: joined(link.text()) })
    };
    let Ok(tree) = parse(page, Unshown::Skipped, Unshown::Read) else { return vec![] };
    document(&tree).select(selector.css()).filter_map(mention).collect()
}

/// What a page calls itself; may be empty.
pub fn title(page: &str) -> String {
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
