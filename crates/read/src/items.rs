//! Items: elements that repeat, each with its parts in elements of its own.

use super::caught::{Caught, Words};
use super::html::{self, NodeId};
use super::page::{Markup, Sheet};
use super::region::RegionPlace;
use super::report::Reason;
use super::text::Span;
use workspace::{Items, Part, Rule};

/// The items inside a place, each with its parts.
pub(super) fn find<'r>(sheet: &Sheet<'_>, place: &RegionPlace, items: &'r Items) -> Vec<Caught<'r>> {
    let Some(markup) = &sheet.markup else { return vec![] };
    let mut end: NodeId = 0;
    let mut all = Vec::new();
    for id in html::select(&markup.tree, 0, &items.each) {
        if id < end || !place.holds_element(id, sheet.text.trimmed(markup.span(id))) {
            continue;
        }
        end = markup.tree.node(id).end;
        all.push(parts(sheet, markup, id, items));
    }
    all
}

fn parts<'r>(sheet: &Sheet<'_>, markup: &Markup<'_>, id: NodeId, items: &'r Items) -> Caught<'r> {
    let mut caught =
        Caught { span: markup.span(id), element: Some(id), also: &items.also, ..Caught::default() };
    for (name, part) in &items.fields {
        caught.parts.extend(words(sheet, markup, id, part).map(|words| (name.as_str(), words)));
    }
    for selector in &items.aside {
        caught.asides.extend(html::select(&markup.tree, id, selector).into_iter().map(|at| markup.span(at)));
    }
    caught
}

/// The words of a part: all elements it means, joined; an attribute only of the first.
fn words(sheet: &Sheet<'_>, markup: &Markup<'_>, item: NodeId, part: &Part) -> Option<Words> {
    let elements = match &part.element {
        None => vec![item],
        Some(selector) => html::select(&markup.tree, item, selector),
    };
    let first = *elements.first()?;
    let words = match &part.attribute {
        None => {
            let span = sheet.text.trimmed(markup.span(first));
            let end = elements.iter().map(|id| markup.span(*id).to).max().unwrap_or(span.to).max(span.to);
            let span = sheet.text.trimmed(Span { from: span.from, to: end });
            Words { text: lines(sheet, span), span, printed: sheet.text.lines_in(span).len() == 1 }
        }
        Some(name) => {
            let value = html::decode(markup.tree.attribute(first, name)?);
            Words {
                text: value.split_whitespace().collect::<Vec<_>>().join(" "),
                span: markup.span(item),
                printed: false,
            }
        }
    };
    (!words.text.is_empty()).then_some(words)
}

/// The name that runs over several lines or elements, and nothing in the rule says what that means.
pub(super) fn broken(sheet: &Sheet<'_>, item: &Caught<'_>, rule: &Rule) -> Option<Reason> {
    let told = |name: &str| rule.lists.contains_key(name) || rule.clean.contains_key(name);
    let runs_over = |words: &Words| {
        !words.printed && sheet.text.lines_in(words.span).len() > 1 && lines(sheet, words.span) == words.text
    };
    let name = ["company", "person"]
        .into_iter()
        .find(|name| !told(name) && item.parts.get(name).is_some_and(runs_over))?;
    Some(Reason::Broken { field: name.to_owned() })
}

/// The words of a part that may run over several lines, as one line.
fn lines(sheet: &Sheet<'_>, span: Span) -> String {
    let of = |at: usize| sheet.text.get(sheet.text.lines[at].span().common(span));
    sheet.text.lines_in(span).map(of).collect::<Vec<_>>().join(" ")
}

/// The words of an item that are neither a part nor put aside.
pub(super) fn left(sheet: &Sheet<'_>, item: &Caught<'_>) -> Vec<Span> {
    let mut taken: Vec<Span> =
        item.parts.values().map(|words| words.span).filter(|span| *span != item.span).collect();
    let whole =
        item.parts.values().any(|words| words.span == item.span && sheet.text.get(item.span) == words.text);
    if whole {
        return vec![];
    }
    taken.extend(&item.asides);
    let of_line = |at: usize| {
        let line = sheet.text.lines[at].span().common(item.span);
        taken
            .iter()
            .fold(vec![line], |parts, hole| parts.into_iter().flat_map(|part| part.minus(*hole)).collect())
    };
    let says = |span: &Span| sheet.text.get(*span).chars().any(char::is_alphanumeric);
    sheet
        .text
        .lines_in(item.span)
        .flat_map(of_line)
        .filter(says)
        .map(|span| sheet.text.trimmed(span))
        .collect()
}
