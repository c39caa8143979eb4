//! Where to read: elements, posts, and the lines between two marks.

use std::collections::BTreeSet;

use super::html::{self, NodeId};
use super::page::{Markup, Sheet};
use super::report::Trouble;
use super::text::Span;
use workspace::{Pattern, Region, Selector};

/// The parts of a page that have to be read.
#[derive(Debug, Default)]
pub(super) struct RegionPlace {
    /// In the order of the page, without overlap.
    pub spans: Vec<Span>,
    /// The elements they stand in, each with the first node after it; none where the medium has no elements.
    pub elements: Vec<(NodeId, NodeId)>,
    /// Lines that mark a border: read where a pattern fits, and no loss where none does.
    pub borders: BTreeSet<usize>,
}

impl RegionPlace {
    /// Whether an element lies in what has to be read; one without words, if it stands in the right elements.
    pub fn holds_element(&self, id: NodeId, words: Span) -> bool {
        let inside = self.elements.iter().any(|(first, end)| *first <= id && id < *end);
        if words.is_empty() { inside } else { self.holds(words) }
    }
    /// Whether a part lies in what has to be read.
    pub fn holds(&self, part: Span) -> bool {
        let after = self.spans.partition_point(|span| span.from <= part.from);
        after.checked_sub(1).is_some_and(|at| self.spans[at].holds(part))
    }
}

/// Finds what has to be read.
pub(super) fn find(sheet: &Sheet<'_>, region: &Region) -> Result<RegionPlace, Trouble> {
    let mut place = elements(sheet, region)?;
    if let (Some(split), Some(post)) = (&region.split, &region.post) {
        place = posts(sheet, place, split, post)?;
    }
    if let Some(from) = &region.from {
        place = after(sheet, place, from)?;
    }
    if let Some(until) = &region.until {
        place = before(sheet, place, until)?;
    }
    Ok(place)
}

fn elements(sheet: &Sheet<'_>, region: &Region) -> Result<RegionPlace, Trouble> {
    let whole = RegionPlace { spans: vec![sheet.text.span()], ..RegionPlace::default() };
    let Some(markup) = &sheet.markup else { return Ok(whole) };
    let elements = match &region.within {
        None => vec![(0, markup.tree.len())],
        Some(selector) => outermost(markup, selector),
    };
    let mut spans: Vec<Span> = elements.iter().map(|(id, _)| markup.span(*id)).collect();
    spans.retain(|span| !span.is_empty());
    if let Some(selector) = &region.without {
        for id in html::select(&markup.tree, 0, selector) {
            spans = spans.into_iter().flat_map(|span| span.minus(markup.span(id))).collect();
        }
    }
    let nothing =
        || Trouble::NothingWithin(region.within.as_ref().map(Selector::as_str).unwrap_or("body").into());
    if elements.is_empty() {
        Err(nothing())
    } else {
        Ok(RegionPlace { spans, elements, ..RegionPlace::default() })
    }
}

/// The elements a selector means, but for those inside others it means.
fn outermost(markup: &Markup<'_>, selector: &Selector) -> Vec<(NodeId, NodeId)> {
    let mut end: NodeId = 0;
    let mut all = Vec::new();
    for id in html::select(&markup.tree, 0, selector) {
        if id >= end {
            end = markup.tree.node(id).end;
            all.push((id, end));
        }
    }
    all
}

/// The lines of a place, each with its number and the words of it that lie inside.
pub(super) fn lines_of(sheet: &Sheet<'_>, spans: &[Span]) -> Vec<(usize, Span)> {
    let of = |span: &Span| {
        let span = *span;
        sheet
            .text
            .lines_in(span)
            .map(move |at| (at, sheet.text.trimmed(sheet.text.lines[at].span().common(span))))
    };
    spans.iter().flat_map(of).filter(|(_, words)| !words.is_empty()).collect()
}

fn fits(sheet: &Sheet<'_>, words: Span, pattern: &Pattern) -> bool {
    pattern.whole().is_match(sheet.text.get(words))
}

fn posts(
    sheet: &Sheet<'_>,
    place: RegionPlace,
    split: &Pattern,
    post: &Pattern,
) -> Result<RegionPlace, Trouble> {
    let lines = lines_of(sheet, &place.spans);
    let mut posts: Vec<Vec<(usize, Span)>> = vec![vec![]];
    for line in lines {
        if fits(sheet, line.1, split) {
            posts.push(vec![]);
        }
        posts.last_mut().expect("one is there from the start").push(line);
    }
    let mut kept = RegionPlace { elements: place.elements.clone(), ..RegionPlace::default() };
    for lines in posts {
        let wanted: Vec<usize> =
            lines.iter().filter(|(_, words)| fits(sheet, *words, post)).map(|(at, _)| *at).collect();
        if wanted.is_empty() {
            continue;
        }
        kept.borders.extend(wanted);
        kept.borders.extend(lines.iter().filter(|(_, words)| fits(sheet, *words, split)).map(|(at, _)| *at));
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let whole = Span { from: first.1.from, to: last.1.to };
            kept.spans
                .extend(place.spans.iter().map(|span| span.common(whole)).filter(|span| !span.is_empty()));
        }
    }
    if kept.spans.is_empty() { Err(Trouble::NoPost(post.as_str().into())) } else { Ok(kept) }
}

fn after(sheet: &Sheet<'_>, mut place: RegionPlace, from: &Pattern) -> Result<RegionPlace, Trouble> {
    let lines = lines_of(sheet, &place.spans);
    let found = lines.iter().find(|(_, words)| fits(sheet, *words, from));
    let (at, words) = *found.ok_or_else(|| Trouble::NoFrom(from.as_str().into()))?;
    place.borders.insert(at);
    place.spans.retain_mut(|span| {
        span.from = span.from.max(words.from);
        !span.is_empty()
    });
    Ok(place)
}

fn before(sheet: &Sheet<'_>, mut place: RegionPlace, until: &Pattern) -> Result<RegionPlace, Trouble> {
    let lines = lines_of(sheet, &place.spans);
    let found = lines.iter().skip(1).find(|(_, words)| fits(sheet, *words, until));
    let (_, words) = *found.ok_or_else(|| Trouble::NoUntil(until.as_str().into()))?;
    place.spans.retain_mut(|span| {
        span.to = span.to.min(words.from);
        !span.is_empty()
    });
    Ok(place)
}
