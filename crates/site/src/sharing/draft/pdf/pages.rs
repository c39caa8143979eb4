//! What stands on the pages of a PDF, and the tree that says in which order it is read.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind, TagTree,
};

use super::letters::{Letters, PdfWords, PlacedWords};
use super::{HIGH, WIDE};
use crate::SiteError;
use crate::sharing::draft::Draft;
use crate::sharing::draft::chart::INKS;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    Accent,
    /// That of the series of a chart.
    Series(usize),
    Faint,
}

pub enum PdfShape {
    Rule { left: f32, down: f32, wide: f32 },
    Bar { left: f32, top: f32, wide: f32, high: f32, ink: Ink },
    Line { points: Vec<(f32, f32)>, ink: Ink },
}

struct LineStanding {
    page: usize,
    left: f32,
    down: f32,
    wide: f32,
    size: f32,
    words: PdfWords,
    ink: Ink,
}

/// A branch of the tree of what is read.
pub enum Branch {
    Group(Box<TagKind>, Vec<Self>),
    /// The words, or the drawing, of this number.
    Words(usize),
    Drawing(usize),
}

/// The pages in the making.
#[derive(Default)]
pub struct PdfPages {
    turned: usize,
    words: Vec<LineStanding>,
    /// With their pages; rules only help the eye.
    rules: Vec<(usize, PdfShape)>,
    drawings: Vec<(usize, Vec<PdfShape>)>,
    headings: Vec<(String, usize, f32)>,
}

impl Branch {
    pub fn group(tag: impl Into<TagKind>, branches: Vec<Self>) -> Self {
        Self::Group(Box::new(tag.into()), branches)
    }

    fn node(&self, words: &[Node], drawings: &[Identifier]) -> Node {
        match self {
            Self::Group(tag, branches) => {
                let children = branches.iter().map(|branch| branch.node(words, drawings)).collect();
                TagGroup::with_children((**tag).clone(), children).into()
            }
            Self::Words(n) => words[*n].clone(),
            Self::Drawing(n) => drawings[*n].into(),
        }
    }
}

impl Ink {
    fn color(self) -> rgb::Color {
        let of = |hex: &str| {
            let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default();
            rgb::Color::new(part(0), part(2), part(4))
        };
        match self {
            Self::Black => of("1C1A17"),
            Self::Accent => of(INKS[0]),
            Self::Series(n) => of(INKS[n % INKS.len()]),
            Self::Faint => of("C9C2B8"),
        }
    }

    fn fill(self) -> Fill {
        Fill { paint: self.color().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
    }
}

impl PdfPages {
    pub fn turn(&mut self) {
        self.turned += 1;
    }

    /// PdfPages that are written so far.
    pub fn count(&self) -> usize {
        self.turned + 1
    }

    pub fn words(&mut self, placed: &PlacedWords, size: f32, left: f32, down: f32, ink: Ink) -> Branch {
        let PlacedWords { left: inside, wide, words } = placed;
        let (left, words) = (left + inside, words.clone());
        let down = if words.raised { down - 0.3 * size } else { down };
        let size = words.size(size);
        self.words.push(LineStanding { page: self.turned, left, down, wide: *wide, size, words, ink });
        Branch::Words(self.words.len() - 1)
    }

    pub fn shape(&mut self, shape: PdfShape) {
        self.rules.push((self.turned, shape));
    }

    pub fn drawing(&mut self, shapes: Vec<PdfShape>) -> Branch {
        self.drawings.push((self.turned, shapes));
        Branch::Drawing(self.drawings.len() - 1)
    }

    pub fn outline(&mut self, heading: &str, down: f32) {
        self.headings.push((heading.to_owned(), self.turned, down));
    }

    /// The document: what is drawn first gets the numbers by which the tree names it.
    pub fn written(self, draft: &Draft, letters: &Letters, tree: Vec<Branch>) -> Result<Vec<u8>, SiteError> {
        let failed = |reason: String| SiteError::Pdf(reason);
        let configuration =
            ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let configuration = configuration.map_err(|error| failed(format!("{error:?}")))?;
        let mut document =
            Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        let (mut words, mut drawings) = (Vec::new(), Vec::new());
        for number in 0..=self.turned {
            let settings = PageSettings::from_wh(WIDE, HIGH).ok_or_else(|| failed("no page".into()))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let aside = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other));
            surface.start_tagged(aside);
            self.rules
                .iter()
                .filter(|(page, _)| *page == number)
                .for_each(|(_, shape)| shape.draw(&mut surface));
            surface.end_tagged();
            for (_, shapes) in self.drawings.iter().filter(|(page, _)| *page == number) {
                drawings.push(surface.start_tagged(ContentTag::Other));
                shapes.iter().for_each(|shape| shape.draw(&mut surface));
                surface.end_tagged();
            }
            let here: Vec<&LineStanding> =
                self.words.iter().filter(|standing| standing.page == number).collect();
            let spans: Vec<Identifier> =
                here.iter().map(|standing| standing.draw(&mut surface, letters)).collect();
            surface.finish();
            for (standing, span) in here.iter().zip(spans) {
                let link = standing.link().map(|annotation| page.add_tagged_annotation(annotation));
                words.push(match link {
                    Some(link) => TagGroup::with_children(Tag::Link, vec![link.into(), span.into()]).into(),
                    None => Node::from(span),
                });
            }
            page.finish();
        }
        let mut tags = TagTree::new().with_lang(Some(draft.language.code().to_owned()));
        tree.iter().for_each(|branch| tags.push(branch.node(&words, &drawings)));
        document.set_tag_tree(tags);
        document.set_outline(self.contents());
        // No day and no name of a machine: the same figures give the same bytes.
        let about = Metadata::new().title(draft.title.clone()).language(draft.language.code().to_owned());
        document.set_metadata(about.creator("Palmarès".to_owned()));
        document.finish().map_err(|error| failed(format!("{error:?}")))
    }

    fn contents(&self) -> Outline {
        let mut outline = Outline::new();
        for (heading, page, down) in &self.headings {
            let place = XyzDestination::new(*page, Point::from_xy(0.0, *down));
            outline.push_child(OutlineNode::new(heading.clone(), place));
        }
        outline
    }
}

impl LineStanding {
    fn draw(&self, surface: &mut Surface, letters: &Letters) -> Identifier {
        let span = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let ink = if self.words.href.is_some() { Ink::Series(1) } else { self.ink };
        surface.set_fill(Some(ink.fill()));
        surface.set_stroke(None);
        let mut left = self.left;
        for run in letters.runs(&self.words, self.size) {
            surface.draw_glyphs(
                Point::from_xy(left, self.down),
                &run.glyphs,
                run.font,
                &run.text,
                self.size,
                false,
            );
            left += run.wide;
        }
        surface.end_tagged();
        span
    }

    fn link(&self) -> Option<Annotation> {
        let href = self.words.href.clone()?;
        let top = self.down - self.size;
        let place = Rect::from_xywh(self.left, top, self.wide.max(1.0), 1.2 * self.size)?;
        let target = Target::Action(LinkAction::new(href).into());
        Some(Annotation::new_link(LinkAnnotation::new(place, target), Some(self.words.text.clone())))
    }
}

impl PdfShape {
    fn draw(&self, surface: &mut Surface) {
        let mut path = PathBuilder::new();
        match self {
            Self::Rule { left, down, wide } => {
                path.move_to(*left, *down);
                path.line_to(left + wide, *down);
                stroked(surface, Ink::Faint, 0.4);
            }
            Self::Bar { left, top, wide, high, ink } => {
                if let Some(place) = Rect::from_xywh(*left, *top, *wide, high.max(0.1)) {
                    path.push_rect(place);
                }
                surface.set_fill(Some(ink.fill()));
                surface.set_stroke(None);
            }
            Self::Line { points, ink } => {
                for (at, (left, down)) in points.iter().enumerate() {
                    if at == 0 { path.move_to(*left, *down) } else { path.line_to(*left, *down) }
                }
                stroked(surface, *ink, 1.4);
            }
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}

fn stroked(surface: &mut Surface, ink: Ink, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: ink.color().into(), width, ..Stroke::default() }));
}
