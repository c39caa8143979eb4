//! Seeds: a few names of whatever may be a list, found by its shape and by the companies that are known.

use std::collections::BTreeMap;

use super::tables::header;
use super::{Occurrence, cards, distinct, json};
use crate::doubts::Known;
use crate::grid::{Grid, of_blocks};
use crate::html::{self, NodeId, Role, Tree};
use crate::lines::bare;
use crate::page::{Markup, Page, Sheet};
use crate::text::Span;
use crate::value;

/// So many names of a list show its looks.
const EXAMPLES: usize = 8;
/// Known companies are looked for in so much of a text, in bytes.
const MOST_TEXT: usize = 400_000;
/// A company's name has at most so many words, and a name alone in its element so many letters.
const MOST_WORDS: usize = 5;
const MOST_LETTERS: usize = 60;

/// How a page shows a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    Table,
    Lines,
    Sentence,
    Cards,
    Logos,
    Json,
    /// Not at all: a model proposed the rows, and the page says each.
    Proposed,
}

impl Shape {
    /// Those that are looked for.
    pub const ALL: [Self; 6] =
        [Self::Table, Self::Lines, Self::Sentence, Self::Cards, Self::Logos, Self::Json];
}

/// A few names of what may be a list.
pub(super) struct Seed {
    pub shape: Shape,
    pub names: Vec<String>,
    /// Where they stand; nowhere in the text for names of pictures and of JSON.
    pub found: Vec<Occurrence>,
    /// How many companies that are known stand in it.
    pub known: usize,
}

/// What may be a list, the likeliest first.
pub(super) fn seeds(page: Page<'_>, sheet: &Sheet<'_>, known: &Known) -> Vec<Seed> {
    let named = named(sheet, known);
    let mut all: Vec<Seed> = grids(sheet).iter().filter_map(|grid| of_grid(sheet, grid, known)).collect();
    all.extend(json::names(page, sheet, |text| usize::from(known.is_known(text))).into_iter().map(
        |mut names| {
            let known = names.iter().filter(|name| known.is_known(name)).count();
            names.truncate(2);
            Seed { shape: Shape::Json, names, found: vec![], known }
        },
    ));
    if let Some(markup) = &sheet.markup {
        all.extend(of_lists(sheet, markup, &named));
        all.extend(of_cards(sheet, markup, known));
        all.extend(of_logos(&markup.tree, known));
    }
    all.extend(of_lines(sheet, &named));
    all.sort_by_key(|seed| std::cmp::Reverse(seed.known));
    all
}

impl Seed {
    /// Some places of names, of which so many are known; nothing for fewer than two names.
    fn new(
        sheet: &Sheet<'_>,
        shape: Shape,
        spans: impl IntoIterator<Item = Span>,
        known: usize,
    ) -> Option<Self> {
        let mut names: Vec<String> = Vec::new();
        let mut found = Vec::new();
        for span in spans {
            let words = sheet.text.get(span);
            let name = names.iter().position(|name| name == words).unwrap_or_else(|| {
                names.push(words.to_owned());
                names.len() - 1
            });
            found.push(Occurrence { name, span, line: sheet.text.line_at(span.from) });
            if names.len() == EXAMPLES {
                break;
            }
        }
        (distinct(&found) > 1).then_some(Self { shape, names, found, known })
    }
}

/// The companies that are known, where they stand in the text as words of their own.
fn named(sheet: &Sheet<'_>, known: &Known) -> Vec<Span> {
    let text = &sheet.text;
    let within = text.lines.iter().take_while(|line| line.from < MOST_TEXT);
    within.flat_map(|line| named_in(&text.all, line.span(), known)).collect()
}

fn named_in(all: &str, line: Span, known: &Known) -> Vec<Span> {
    let words = words(all, line);
    let (mut spans, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let begins = all[words[at].from..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let most = if begins { MOST_WORDS.min(words.len() - at) } else { 0 };
        let span = |count: usize| Span { from: words[at].from, to: words[at + count - 1].to };
        let is_one = |count: &usize| {
            let name = &all[span(*count).from..span(*count).to];
            !name.contains([',', ';', ':', '|', '(']) && known.is_known(name)
        };
        match (1..=most).rev().find(is_one) {
            Some(count) => {
                spans.push(span(count));
                at += count;
            }
            None => at += 1,
        }
    }
    spans
}

/// The words of a line without the signs around them.
fn words(all: &str, line: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = line.from;
    for word in all[line.from..line.to].split([' ', '\u{a0}', '\u{202f}']) {
        let start = from + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        let kept = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !kept.is_empty() {
            spans.push(Span { from: start, to: start + kept.len() });
        }
        from += word.len();
        from += all[from..].chars().next().map_or(0, char::len_utf8);
    }
    spans
}

fn grids(sheet: &Sheet<'_>) -> Vec<Grid> {
    let copy = |grid: &Grid| Grid { rows: grid.rows.clone(), span: grid.span };
    let mut all: Vec<Grid> = sheet.grids.iter().map(copy).collect();
    if let Some(markup) = sheet.markup.as_ref().filter(|_| all.is_empty()) {
        all.extend(of_blocks(markup, &sheet.text));
    }
    all
}

/// The column with most known companies; else one whose title says that it holds them, else the first with words.
fn of_grid(sheet: &Sheet<'_>, grid: &Grid, known: &Known) -> Option<Seed> {
    let width = grid.rows.iter().map(|row| row.cells.len()).max()?;
    let body = || grid.rows.iter().skip(header(grid)).filter(|row| row.alone().is_none() || width == 1);
    let cells = |at: usize| -> Vec<Span> {
        let spans = body().filter_map(|row| row.cells.get(at)).map(|cell| sheet.text.trimmed(cell.span));
        spans.filter(|span| !span.is_empty()).collect()
    };
    let named = |spans: &[Span]| spans.iter().filter(|span| known.is_known(sheet.text.get(**span))).count();
    let worded = |spans: &[Span]| {
        let number = |words: &str| value::is_number(words) || value::place(words).is_some();
        spans.iter().filter(|span| !number(sheet.text.get(**span))).count() * 2 > spans.len()
    };
    let titled = |at: usize| {
        let title = grid.rows[0].cells.get(at).map(|cell| sheet.text.get(cell.span)).unwrap_or_default();
        holds_winners(&model::text::heading(title))
    };
    let columns: Vec<(usize, Vec<Span>)> =
        (0..width).map(|at| (at, cells(at))).filter(|(_, spans)| worded(spans)).collect();
    let best = columns.iter().max_by_key(|(at, spans)| (named(spans), titled(*at), usize::MAX - at))?;
    let known_here = named(&best.1);
    Seed::new(sheet, Shape::Table, best.1.iter().copied(), known_here)
}

/// Whether a folded title is one of a column of winners.
fn holds_winners(title: &str) -> bool {
    const TITLES: [&str; 16] = [
        "entreprise",
        "laureat",
        "gagnant",
        "marque",
        "enseigne",
        "societe",
        "company",
        "winner",
        "brand",
        "name",
        "organisation",
        "unternehmen",
        "gewinner",
        "marke",
        "empresa",
        "azienda",
    ];
    title.split(' ').any(|word| TITLES.contains(&word))
}

/// The items of each list: their known companies, else the words each begins with.
fn of_lists(sheet: &Sheet<'_>, markup: &Markup<'_>, named: &[Span]) -> Vec<Seed> {
    let tree = &markup.tree;
    let lists = (1..tree.len()).filter(|id| tree.node(*id).role == Role::List);
    let of_list = |list: NodeId| {
        let items = (list + 1..tree.node(list).end).filter(|id| {
            tree.node(*id).parent == list
                && (tree.node(*id).role == Role::Item || tree.name(*id).eq_ignore_ascii_case("dd"))
        });
        let items: Vec<Span> =
            items.map(|id| sheet.text.trimmed(markup.span(id))).filter(|span| !span.is_empty()).collect();
        let first = |item: &Span| within(named, *item).first().copied();
        let known = items.iter().filter_map(first).count();
        let spans: Vec<Span> = match known {
            0 | 1 => items.iter().map(|item| first(item).unwrap_or_else(|| leading(sheet, *item))).collect(),
            _ => items.iter().filter_map(first).collect(),
        };
        Seed::new(sheet, Shape::Lines, spans, known)
    };
    let is_menu =
        |id: NodeId| ["nav", "header", "footer"].iter().any(|tag| tree.name(id).eq_ignore_ascii_case(tag));
    let apart = |list: &NodeId| !tree.ancestors(*list).any(is_menu);
    // A menu is a list too, of which a page shows several; one of winners may stand in a header all the same.
    lists.filter_map(|list| of_list(list).filter(|seed| seed.known > 1 || apart(&list))).collect()
}

/// The spans inside another one.
fn within(spans: &[Span], outer: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.from < outer.from);
    let last = spans.partition_point(|span| span.to <= outer.to);
    spans.get(first..last).unwrap_or_default()
}

/// The words that a line begins with, behind its place and before a sign that parts it.
fn leading(sheet: &Sheet<'_>, item: Span) -> Span {
    let line = sheet.text.lines[sheet.text.line_at(item.from)].span().common(item);
    let (text, span) = bare(sheet.text.get(line), sheet.text.trimmed(line));
    let place = super::looks::PLACE.find(text).map_or(0, |found| found.end());
    let start =
        place + text[place..].len() - text[place..].trim_start_matches([' ', '.', ')', ':', '-', '–']).len();
    let signs = [" : ", ": ", " – ", " - ", " — ", " | ", " (", ", "];
    let end =
        signs.iter().filter_map(|sign| text[start..].find(sign)).min().map_or(text.len(), |at| start + at);
    Span { from: span.from + start, to: span.from + end }
}

/// Elements of one kind, each with a name alone: the heading of a card, or the name in it.
fn of_cards(sheet: &Sheet<'_>, markup: &Markup<'_>, known: &Known) -> Vec<Seed> {
    let tree = &markup.tree;
    let mut kinds: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for id in (1..tree.len()).filter(|id| tree.is_element(*id)) {
        let span = sheet.text.trimmed(markup.span(id));
        let words = sheet.text.get(span);
        let is_name = (2..=MOST_LETTERS).contains(&words.len()) && !words.contains(['\n', '|']);
        let is_link = tree.name(id).eq_ignore_ascii_case("a") || tree.node(id).role == Role::Item;
        if is_name && !is_link && words.starts_with(|c: char| c.is_alphanumeric()) {
            let kind = cards::selector(tree, id);
            if let Some(kind) = kind {
                kinds.entry(kind.as_str().to_owned()).or_default().push(span);
            }
        }
    }
    let seed = |spans: Vec<Span>| {
        let (known, unknown): (Vec<Span>, Vec<Span>) =
            spans.into_iter().partition(|span| known.is_known(sheet.text.get(*span)));
        let count = known.len();
        // Two that are known are of one list; of those that are not, the first two may be.
        let all = count + unknown.len();
        let two = if count > 1 { known } else { known.into_iter().chain(unknown).collect() };
        Seed::new(sheet, Shape::Cards, two.into_iter().take(2), count).filter(|_| all > 2 || count > 1)
    };
    kinds.into_values().filter_map(seed).collect()
}

/// Pictures that stand together, by what they are called.
fn of_logos(tree: &Tree<'_>, known: &Known) -> Vec<Seed> {
    let mut walls: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
    for id in (1..tree.len()).filter(|id| tree.name(*id).eq_ignore_ascii_case("img")) {
        let called = tree.attribute(id, "alt").map(|alt| html::decode(alt).trim().to_owned());
        let Some(called) = called.filter(|called| !called.is_empty()) else { continue };
        let name = [" – ", " - ", " : ", ": "].iter().filter_map(|sign| called.find(sign)).min();
        let name = called[..name.unwrap_or(called.len())].to_owned();
        // Each may stand in a box and a link of its own.
        for around in tree.ancestors(id).take(4) {
            walls.entry(around).or_default().push(name.clone());
        }
    }
    let of_wall = |names: Vec<String>| {
        let count = names.iter().filter(|name| known.is_known(name)).count();
        let mut names: Vec<String> =
            if count > 1 { names.into_iter().filter(|name| known.is_known(name)).collect() } else { names };
        names.dedup();
        names.truncate(2);
        (names.len() > 1).then_some(Seed { shape: Shape::Logos, names, found: vec![], known: count })
    };
    let mut seeds: Vec<Seed> = walls.into_values().filter_map(of_wall).collect();
    seeds.dedup_by(|one, other| one.names == other.names);
    seeds
}

/// Lines that name several companies are enumerations; lines that name one each, or begin alike, are a list.
fn of_lines(sheet: &Sheet<'_>, named: &[Span]) -> Vec<Seed> {
    let line = |span: &Span| sheet.text.line_at(span.from);
    let (mut seeds, mut alone, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for group in named.chunk_by(|one, other| line(one) == line(other)) {
        match group {
            [one] => alone.push(*one),
            several => {
                told.extend_from_slice(several);
                seeds.extend(Seed::new(sheet, Shape::Sentence, several.iter().copied(), several.len()));
            }
        }
    }
    // Sentences of one look, each behind its own heading.
    seeds.extend(
        Seed::new(sheet, Shape::Sentence, told.iter().copied(), told.len()).filter(|_| seeds.len() > 1),
    );
    let known = alone.len();
    seeds.extend(Seed::new(sheet, Shape::Lines, alone, known));
    if known < 2 && sheet.markup.is_none() && sheet.grids.is_empty() && sheet.nodes.is_empty() {
        let lines = sheet.text.lines.iter().filter(|line| line.to - line.from <= 2 * MOST_LETTERS);
        let leading: Vec<Span> =
            lines.map(|line| leading(sheet, line.span())).filter(|s| !s.is_empty()).collect();
        seeds.extend(Seed::new(sheet, Shape::Lines, leading, known));
    }
    seeds
}
