//! Pages of every kind become one shape: lines of text, grids of cells, and the tree where there is one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::grid::{self, Grid};
use super::html::{self, Rendered, Tree};
use super::json::{self, JsonNode};
use super::pdf::{self, Word};
use super::report::Trouble;
use super::text::{Span, Text, TextWriter};
use super::workbook;
use workspace::Rule;

/// The largest page that is read, in bytes: ten times the largest award page seen.
pub const LARGEST: usize = 16 << 20;

/// A page as it was received, decoded to text where it is one.
#[derive(Debug, Clone, Copy)]
pub enum Page<'a> {
    Html(&'a str),
    /// Text, a line a line.
    Plain(&'a str),
    /// Comma, semicolon or tab between cells.
    Csv(&'a str),
    Json(&'a str),
    /// The words of a PDF.
    Words(&'a [Word]),
    /// The bytes of a workbook (XLSX).
    Workbook(&'a [u8]),
}

/// A page in the shape that all readers share.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    pub text: Text,
    pub grids: Vec<Grid>,
    pub markup: Option<Markup<'a>>,
    pub nodes: Vec<JsonNode>,
    /// Where each line of a JSON text stands.
    pub paths: Vec<String>,
    /// Whether it hides parts that other pages show.
    pub hides: bool,
    /// Struck words of a workbook, each with the byte of the text it stands at: told, never read.
    pub struck: Vec<(usize, String)>,
}

/// A tree, and where the words of its elements went.
#[derive(Debug)]
pub(super) struct Markup<'a> {
    pub tree: Tree<'a>,
    rendered: Rendered,
    /// The numbers of items whose list does not simply count from 1.
    numbers: BTreeMap<html::NodeId, i64>,
}

impl Markup<'_> {
    /// The words of an element.
    pub fn span(&self, id: html::NodeId) -> Span {
        self.rendered.span(&self.tree, id)
    }
}

impl<'a> Sheet<'a> {
    pub fn open(page: Page<'a>, rule: &Rule) -> Result<Self, Trouble> {
        let region = &rule.region;
        match page {
            Page::Html(source) => Self::html(within_budget(source)?, rule),
            Page::Plain(source) => Ok(Self::plain(within_budget(source)?)),
            Page::Json(source) => json::sheet(within_budget(source)?, rule.json.as_ref()),
            Page::Workbook(bytes) => workbook::sheet(bytes, region).map_err(Trouble::Unreadable),
            Page::Words(words) => pdf::sheet(words, region).map_err(Trouble::Unreadable),
            Page::Csv(source) => grid::csv(within_budget(source)?).map_err(Trouble::Unreadable),
        }
    }

    fn html(source: &'a str, rule: &Rule) -> Result<Self, Trouble> {
        let region = &rule.region;
        let tree = html::parse(source, region.comments, region.hidden)?;
        if let Some(members) = &rule.json {
            return json::embedded(&tree, members);
        }
        let mut rendered = html::render(&tree, region.pictures);
        let text = std::mem::take(&mut rendered.text);
        let tables = std::mem::take(&mut rendered.tables);
        let numbers = html::numbers(&tree);
        let hides = tree.hides;
        let markup = Markup { tree, rendered, numbers };
        let grids = tables.into_iter().filter_map(|table| grid::table(&markup, &text, table)).collect();
        Ok(Self { text, grids, markup: Some(markup), hides, ..Self::default() })
    }

    fn plain(source: &'a str) -> Self {
        let mut writer = TextWriter::with_room(source.len());
        for (at, line) in source.lines().enumerate() {
            writer.words(line, at as u32);
            writer.end_line();
        }
        Self { text: writer.finish(), ..Self::default() }
    }

    /// The page's own headline: its first `h1`, else its title.
    pub fn title(&self) -> String {
        self.headlines().into_iter().next().unwrap_or_default()
    }

    /// Its first `h1` and its title, as far as they have words.
    pub fn headlines(&self) -> Vec<String> {
        let Some(markup) = &self.markup else { return vec![] };
        let tree = &markup.tree;
        let named = |name: &str| (1..tree.len()).find(|id| tree.name(*id).eq_ignore_ascii_case(name));
        let headline = named("h1").map(|id| self.text.get(markup.span(id)).to_owned());
        // One that is left open at the end of the page holds nothing.
        let title = named("title").filter(|id| tree.node(*id).end > id + 1);
        let title = title.map(|id| html::decode(tree.raw(id + 1)).trim().to_owned());
        headline.into_iter().chain(title).filter(|text| !text.is_empty()).collect()
    }

    /// The words of the nearest HTML heading before a part.
    pub fn heading_above(&self, span: Span) -> Option<String> {
        let markup = self.markup.as_ref()?;
        let at = markup.rendered.node_at(span.from)?;
        let is_heading = |id: &u32| matches!(markup.tree.name(*id).as_bytes(), [b'h' | b'H', b'1'..=b'6']);
        let found = (1..at).rev().find(is_heading)?;
        Some(self.text.get(markup.span(found)).to_owned())
    }

    /// Whether two elements meet inside these words as `energyStudy` does. A person who sees them, in other sizes or
    /// colours, reads two things; the letters alone are one that nobody wrote.
    pub fn runs_together(&self, span: Span) -> bool {
        let Some(markup) = &self.markup else { return false };
        let letters = self.text.get(span).char_indices().map(|(at, letter)| (span.from + at, letter));
        let mut pairs = letters.clone().zip(letters.skip(1));
        pairs.any(|((before, lower), (after, upper))| {
            let element = |at: usize| Some(markup.tree.node(markup.rendered.node_at(at)?).parent);
            lower.is_lowercase() && upper.is_uppercase() && element(before) != element(after)
        })
    }

    /// Where a part stands, in words a person can follow.
    pub fn place(&self, span: Span, element: Option<html::NodeId>) -> String {
        let Some(line) = self.text.lines.get(self.text.line_at(span.from)) else { return String::new() };
        match &self.markup {
            Some(markup) => {
                markup.tree.path(element.or_else(|| markup.element_at(span)).unwrap_or(line.node))
            }
            None if !self.paths.is_empty() => self.paths.get(line.node as usize).cloned().unwrap_or_default(),
            None if line.page > 0 => format!("page {}", line.page),
            None => format!("row {}", line.node + 1),
        }
    }
}

impl Markup<'_> {
    /// The number that a reader sees before the item an element stands in, where its list counts otherwise than from 1.
    pub fn number_of(&self, element: html::NodeId) -> Option<i64> {
        let item = std::iter::once(element)
            .chain(self.tree.ancestors(element))
            .find(|id| self.tree.node(*id).role == html::Role::Item)?;
        self.numbers.get(&item).copied()
    }

    /// The struck words that stand alone in their line or cell, and are no part of the text.
    pub fn struck(&self) -> impl Iterator<Item = (html::NodeId, usize)> {
        self.rendered.struck.iter().copied()
    }

    /// The element whose words hold the part most closely.
    pub fn element_at(&self, span: Span) -> Option<html::NodeId> {
        self.rendered.node_at(span.from).map(|id| self.tree.node(id).parent)
    }
}

/// Where words of a page's text stand in its HTML; nothing for words that it does not show.
pub fn in_source(source: &str, rule: &Rule, spans: &[Span]) -> Vec<Option<Range<usize>>> {
    let sheet = Sheet::open(Page::Html(source), rule).unwrap_or_default();
    let of = |span: &Span| {
        let markup = sheet.markup.as_ref().filter(|_| !span.is_empty())?;
        let node = markup.rendered.node_at(span.from).filter(|id| !markup.tree.is_element(*id))?;
        let (range, raw) = (markup.tree.range(node), markup.tree.raw(node));
        let words = sheet.text.get(*span);
        // Words that are written otherwise, or go on in another element, are marked with all the text they begin in.
        let written = [words.to_owned(), words.replace('&', "&amp;")];
        let found = written.iter().find_map(|words| raw.find(words.as_str()).map(|at| at..at + words.len()));
        let whole = || raw.len() - raw.trim_start().len()..raw.trim_end().len();
        let part = found.unwrap_or_else(whole);
        (!part.is_empty()).then(|| range.start + part.start..range.start + part.end)
    };
    spans.iter().map(of).collect()
}

fn within_budget(source: &str) -> Result<&str, Trouble> {
    let size = source.len();
    let refused = || Trouble::Unreadable(format!("it has {size} bytes, and at most {LARGEST} are read"));
    if size <= LARGEST { Ok(source) } else { Err(refused()) }
}
