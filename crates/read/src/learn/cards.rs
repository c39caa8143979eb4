//! Cards and logos: elements that repeat, each with a winner in an element of its own or in the name of a picture.

use std::collections::BTreeMap;

use super::tables::title;
use super::{Occurrence, around, set};
use crate::html::{self, NodeId, Tree};
use crate::page::{Markup, Sheet};
use crate::text::Span;
use model::text::key;
use workspace::{Items, Part, Rule, Selector};

/// Rules for the elements that repeat around the winners.
pub(super) fn candidates(sheet: &Sheet<'_>, found: &[Occurrence], names: &[String]) -> Vec<Rule> {
    let Some(markup) = &sheet.markup else { return vec![] };
    let tree = &markup.tree;
    let mut rules: Vec<Rule> = logos(tree, names).into_iter().collect();
    // The winner's own element, then each one around it, may be the part; and each around that the card.
    let Some(first) = found.iter().find(|occurrence| occurrence.name == 0) else { return rules };
    let Some(own) = markup.element_at(first.span) else { return rules };
    for part in std::iter::once(own).chain(tree.ancestors(own)).take(3) {
        if markup.span(part) != first.span {
            break;
        }
        for card in tree.ancestors(part).take(6) {
            rules.extend(of_cards(sheet, markup, part, card, names));
        }
    }
    rules
}

/// The rule for cards, if each winner stands in one, alone in the same kind of element.
fn of_cards(
    sheet: &Sheet<'_>,
    markup: &Markup<'_>,
    part: NodeId,
    card: NodeId,
    names: &[String],
) -> Option<Rule> {
    let tree = &markup.tree;
    let (each, inside) = (selector(tree, card)?, selector(tree, part)?);
    let all = html::select(tree, 0, &each);
    // Only the cards around the winners: those below a list, of other articles, are often of the same kind.
    let named =
        |id: &NodeId| names.iter().any(|name| of_card(sheet, markup, *id, &inside) == Some(name.as_str()));
    let spans: Vec<Span> = all.iter().filter(|id| named(id)).map(|id| markup.span(*id)).collect();
    let within = around(sheet, &spans)?;
    let [region] = html::select(tree, 0, &within)[..] else { return None };
    let cards: Vec<NodeId> =
        all.into_iter().filter(|id| region < *id && *id < tree.node(region).end).collect();
    if cards.len() < names.len() || cards.len() < 2 {
        return None;
    }
    let of_each = cards.iter().map(|id| of_card(sheet, markup, *id, &inside));
    let companies: Vec<&str> = of_each.collect::<Option<_>>()?;
    if !names.iter().all(|name| companies.iter().any(|company| key(company) == key(name))) {
        return None;
    }
    let mut items = Items {
        each,
        fields: [("company".to_owned(), text_of(inside.clone()))].into(),
        aside: vec![],
        also: vec![],
    };
    for (css, texts) in others(sheet, markup, &cards, &inside) {
        let selector = Selector::new(&css).ok()?;
        let all = texts.len() == cards.len();
        let part = name_of(&css, &texts).filter(|part| all && !items.fields.contains_key(*part));
        match part {
            Some(part) => {
                items.fields.insert(part.to_owned(), text_of(selector));
            }
            None => items.aside.push(selector),
        }
    }
    let set = if items.fields.contains_key("place") { Default::default() } else { set("outcome", "winner") };
    let mut rule = Rule { name: "learned".to_owned(), items: Some(items), set, ..Rule::default() };
    rule.region.within = Some(within);
    Some(rule)
}

/// The words of the one element of its kind in a card.
fn of_card<'s>(
    sheet: &'s Sheet<'_>,
    markup: &Markup<'_>,
    card: NodeId,
    inside: &Selector,
) -> Option<&'s str> {
    let [one] = html::select(&markup.tree, card, inside)[..] else { return None };
    Some(sheet.text.get(markup.span(one)))
}

/// What else the cards say: the innermost elements with words, by their selector.
fn others<'s>(
    sheet: &'s Sheet<'_>,
    markup: &Markup<'_>,
    cards: &[NodeId],
    company: &Selector,
) -> BTreeMap<String, Vec<&'s str>> {
    let tree = &markup.tree;
    let mut all: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for card in cards {
        for id in (card + 1..tree.node(*card).end).filter(|id| tree.is_element(*id)) {
            let words = sheet.text.get(markup.span(id));
            let inner = (id + 1..tree.node(id).end).any(|at| tree.is_element(at));
            let named = html::matches(tree, id, company);
            if !inner && !named && !words.is_empty() {
                let css = selector(tree, id)
                    .map_or_else(|| tree.name(id).to_owned(), |css| css.as_str().to_owned());
                all.entry(css).or_default().push(words);
            }
        }
    }
    all
}

/// What an element stands for: what its class says, as the title of a column does; a heading is a category. Words
/// that every card repeats are a button.
fn name_of(css: &str, texts: &[&str]) -> Option<&'static str> {
    let repeated = texts.iter().all(|text| *text == texts[0]) && texts.len() > 1;
    let heads = ["h2", "h3", "h4", "h5", "h6"].iter().any(|tag| css.starts_with(tag));
    let by_class = title(&css.replace(['.', '-', '_'], " "), texts);
    by_class.or(heads.then_some("category")).filter(|_| !repeated)
}

fn text_of(selector: Selector) -> Part {
    Part { element: Some(selector), attribute: None }
}

/// An element by its first class, else by its name; nothing for one that says nothing of what it holds.
pub(super) fn selector(tree: &Tree<'_>, id: NodeId) -> Option<Selector> {
    let name = tree.name(id).to_ascii_lowercase();
    let class = tree.attribute(id, "class").and_then(|class| class.split_ascii_whitespace().next());
    let css = match class {
        Some(class) => format!("{name}.{class}"),
        None if ["div", "span", "html", "body", "section", "article"].contains(&name.as_str()) => {
            return None;
        }
        None => name,
    };
    Selector::new(&css).ok()
}

/// The rule for a wall of logos: pictures whose name is a winner's and nothing else.
fn logos(tree: &Tree<'_>, names: &[String]) -> Option<Rule> {
    let called = |id: NodeId| tree.attribute(id, "alt").map(|alt| html::decode(alt).trim().to_owned());
    let is_picture = |id: &NodeId| tree.name(*id).eq_ignore_ascii_case("img");
    let pictures: Vec<NodeId> = (1..tree.len()).filter(is_picture).collect();
    let of = |name: &String| {
        pictures.iter().copied().find(|id| called(*id).is_some_and(|alt| names_one(&alt, name)))
    };
    let winners: Vec<NodeId> = names.iter().map(of).collect::<Option<_>>()?;
    // The nearest element around with a class, an id or a list's name, that holds them all.
    let holds = |id: &NodeId| winners.iter().all(|winner| id < winner && *winner < tree.node(*id).end);
    let wall = tree.ancestors(*winners.first()?).find(holds)?;
    let css = std::iter::once(wall).chain(tree.ancestors(wall)).find_map(|id| selector(tree, id))?;
    let around = tree.name(tree.node(winners[0]).parent).to_ascii_lowercase();
    let one_each = tree.node(winners[0]).parent != wall && !around.is_empty();
    let inside: Vec<NodeId> = pictures.iter().copied().filter(|id| holds_one(tree, wall, *id)).collect();
    let mut alts = inside.iter().map(|id| called(*id).unwrap_or_default());
    let each = Selector::new(&if one_each { around } else { "img".to_owned() }).ok()?;
    let img = one_each.then(|| Selector::new("img").ok()).flatten();
    let exact = alts.clone().all(|alt| !alt.is_empty())
        && names.iter().all(|name| alts.any(|alt| key(&alt) == key(name)));
    let part = Part { element: img, attribute: Some("alt".to_owned()) };
    let mut rule = Rule { name: "learned".to_owned(), set: set("outcome", "winner"), ..Rule::default() };
    rule.region.within = Some(css);
    let field = if exact { "company" } else { "logo" };
    rule.items = Some(Items { each, fields: [(field.to_owned(), part)].into(), aside: vec![], also: vec![] });
    if !exact {
        let item = super::catch("{company} <–|:> {category}", Default::default())?;
        rule.lists.insert("logo".to_owned(), workspace::List { items: vec![item], between: never() });
    }
    Some(rule)
}

/// What stands between the things of a list that is never cut.
fn never() -> Vec<workspace::Pattern> {
    workspace::Pattern::new("^\\x00$").into_iter().collect()
}

fn holds_one(tree: &Tree<'_>, wall: NodeId, id: NodeId) -> bool {
    wall < id && id < tree.node(wall).end
}

/// Whether a picture's name begins with a winner's, as `Fortuneo – meilleure banque` does.
fn names_one(alt: &str, name: &str) -> bool {
    let rest = alt.strip_prefix(name);
    key(alt) == key(name) || rest.is_some_and(|rest| rest.trim_start().starts_with(['–', '-', ':']))
}
