//! Mistakes: what a person has to correct before a run can go on, each with its place and its remedy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// Everything that is wrong with the files of a workspace, at least one mistake, in the order of files and
/// lines. Shown as plain text by `Display`, for a terminal by [`Mistakes::coloured`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

/// Something a person has to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub spot: MistakePlace,
    pub what: String,
    pub remedy: String,
    /// The other half, where two places contradict each other, and what it is.
    pub other: Option<(MistakePlace, String)>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MistakePlace {
    /// The file, relative to the workspace, with `/` between folders.
    pub file: String,
    /// Line and column, where the mistake is not about the file as a whole.
    pub point: Option<Point>,
}

/// A few characters of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The whole line, or the beginning of one that is too long.
    pub text: String,
    /// The bytes of `text` that are meant; an empty range stands between two characters.
    pub marked: Range<usize>,
}

impl Mistakes {
    /// The mistakes in order, or nothing when there are none.
    pub fn new(mut all: Vec<Mistake>) -> Option<Self> {
        let place = |m: &Mistake| m.spot.point.as_ref().map_or((0, 0), |p| (p.line, p.column));
        all.sort_by(|a, b| (&a.spot.file, place(a)).cmp(&(&b.spot.file, place(b))));
        (!all.is_empty()).then_some(Self(all))
    }
    /// The mistakes, in the order of files and lines.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Mistake> {
        self.0.iter()
    }
    /// The same text as `Display`, with the colours of a terminal.
    pub fn coloured(&self) -> String {
        self.shown(&Renderer::styled())
    }
    fn shown(&self, renderer: &Renderer) -> String {
        let mut told: Vec<(&Mistake, Vec<usize>)> = Vec::new();
        let mut known: BTreeMap<(&String, &String, &String), usize> = BTreeMap::new();
        // One mistake made in fifty rows is one message: who has read it knows what to do in the others.
        for mistake in self.iter() {
            let line =
                mistake.spot.point.as_ref().map(|point| point.line).filter(|_| mistake.other.is_none());
            let alike = (&mistake.spot.file, &mistake.what, &mistake.remedy);
            match line.zip(known.get(&alike).copied()) {
                Some((line, first)) => told[first].1.push(line),
                None => {
                    if line.is_some() {
                        known.insert(alike, told.len());
                    }
                    told.push((mistake, Vec::new()));
                }
            }
        }
        let mut text: String = told.iter().map(|(m, again)| framed(m, again, renderer) + "\n\n").collect();
        text.push_str(&self.sum());
        text
    }
    fn sum(&self) -> String {
        let files: BTreeSet<_> = self.iter().map(|m| m.spot.file.as_str()).collect();
        let count = if self.0.len() == 1 { "1 mistake".into() } else { format!("{} mistakes", self.0.len()) };
        format!("{count} in {}: correct and run again", Vec::from_iter(files).join(", "))
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(&Renderer::plain()))
    }
}

impl std::error::Error for Mistakes {}

/// The mistake as the compiler of Rust would show it, without a line break at the end.
fn framed(mistake: &Mistake, again: &[usize], renderer: &Renderer) -> String {
    let other = mistake.other.iter().map(|(spot, role)| marked(spot, AnnotationKind::Context, role));
    let group = Level::ERROR
        .primary_title(mistake.what.as_str())
        .element(marked(&mistake.spot, AnnotationKind::Primary, ""))
        .elements(other)
        .element(Level::HELP.message(mistake.remedy.as_str()))
        .elements(again_in(again).map(|again| Level::NOTE.message(again)));
    renderer.render(&[group])
}

/// The other lines with the same mistake, as far as a reader wants to see them.
fn again_in(lines: &[usize]) -> Option<String> {
    const SHOWN: usize = 10;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(usize::to_string).collect();
    let more = lines.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!lines.is_empty()).then(|| format!("the same in line {}{more}", shown.join(", ")))
}

fn marked<'a>(spot: &'a MistakePlace, kind: AnnotationKind, role: &'a str) -> Element<'a> {
    let file = spot.file.as_str();
    let Some(point) = &spot.point else { return Origin::path(file).into() };
    let mark = kind.span(point.marked.clone()).label((!role.is_empty()).then_some(role));
    Snippet::source(point.text.as_str()).path(file).line_start(point.line).annotation(mark).into()
}
