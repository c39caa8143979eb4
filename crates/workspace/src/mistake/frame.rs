//! A mistake in its frame: the line it stands in, a caret under the very characters, and the remedy.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Mistake, Spot};

/// How a frame looks.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// Text only.
    Plain,
    /// With the escape sequences of a terminal.
    Coloured,
}

/// The mistake as the compiler of Rust would show it, without a line break at the end.
pub fn framed(mistake: &Mistake, look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Coloured => Renderer::styled(),
    };
    let other = mistake.other.iter().map(|(spot, role)| marked(spot, AnnotationKind::Context, role));
    let group = Level::ERROR
        .primary_title(mistake.what.as_str())
        .element(marked(&mistake.spot, AnnotationKind::Primary, ""))
        .elements(other)
        .element(Level::HELP.message(mistake.remedy.as_str()));
    renderer.render(&[group])
}

fn marked<'a>(spot: &'a Spot, kind: AnnotationKind, role: &'a str) -> Element<'a> {
    let file = spot.file.as_str();
    let Some(point) = &spot.point else { return Origin::path(file).into() };
    let mark = kind.span(point.marked.clone()).label((!role.is_empty()).then_some(role));
    Snippet::source(point.text.as_str()).path(file).line_start(point.line).annotation(mark).into()
}
