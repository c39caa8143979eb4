//! The one writer of drawings: marks and words become SVG.
//!
//! Everything is computed with `+ - * /` alone, which give the same bits on every machine, and rounded to a
//! tenth before it is written, so that a drawing has the same bytes everywhere.

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::charts::labels::{Anchor, Area, LabelLettering};
use crate::press::markup::escaped;
use crate::{charts::Caption, charts::Cut};

/// A length or position in the drawing's own units, kept in tenths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Px(i32);

impl Px {
    /// The nearest tenth; what is no number is 0.
    pub fn of(length: f64) -> Self {
        Self((length * 10.0).round() as i32)
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

/// A place in the drawing: across and down.
pub type Spot = (f64, f64);

/// A drawing of one cut, as an element that names its own words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    pub width: f64,
    pub height: f64,
    pub svg: String,
}

/// A drawing that grows mark by mark. Classes are those of `templates/chart/chart.css`, which knows the colours.
pub struct Svg {
    pub cut: Cut,
    /// The pattern of what is missing.
    hatch: String,
    body: String,
}

impl Svg {
    pub fn new(caption: &Caption, cut: Cut) -> Self {
        Self { cut, hatch: format!("{}-{}-hatch", caption.id, cut.name()), body: String::new() }
    }

    /// The size of all letters.
    pub fn size(&self) -> f64 {
        self.cut.text()
    }

    /// As much of a text as the room takes.
    pub fn fit(&self, text: &str, room: f64) -> LabelLettering {
        LabelLettering::new(text, room, self.size())
    }

    /// Marks that belong together, with what they say in words.
    pub fn group(&mut self, class: &str, title: &str, draw: impl FnOnce(&mut Self)) {
        self.write(format_args!("<g class=\"{class}\"><title>{}</title>", escaped(title)));
        draw(self);
        self.body.push_str("</g>");
    }

    /// Words, their middle line at the height of the spot.
    pub fn text(&mut self, class: &str, words: &LabelLettering, (x, y): Spot, anchor: Anchor) {
        // Digits and capitals of the face are two thirds of the size high: half of that below the middle.
        let (x, foot) = (Px::of(x), Px::of(y + self.size() * 0.33));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let drawn = escaped(&words.drawn);
        self.write(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{foot}\"{anchor}>{drawn}"));
        self.titled(words.full.as_deref(), "text");
    }

    pub fn rect(&mut self, class: &str, area: Area, title: Option<&str>) {
        let (x, y) = (Px::of(area.left), Px::of(area.top));
        let (width, height) = (Px::of(area.right - area.left), Px::of(area.bottom - area.top));
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">"
        ));
        self.titled(title, "rect");
    }

    /// A rectangle filled with the pattern of what is missing.
    pub fn hatched(&mut self, class: &str, area: Area) {
        let fill = format!("{class}\" fill=\"url(#{})", self.hatch);
        self.rect(&fill, area, None);
    }

    pub fn circle(&mut self, (x, y): Spot, radius: f64, title: Option<&str>) {
        let (x, y, radius) = (Px::of(x), Px::of(y), Px::of(radius));
        self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\">"));
        self.titled(title, "circle");
    }

    /// A line through spots; nothing through fewer than two.
    pub fn line(&mut self, class: &str, spots: &[Spot]) {
        if spots.len() > 1 {
            self.write(format_args!("<path class=\"{class}\" d=\"{}\"/>", path(spots)));
        }
    }

    pub fn done(self, caption: &Caption, height: f64) -> Drawn {
        let (name, width) = (self.cut.name(), self.cut.width());
        let id = format!("{}-{name}", caption.id);
        let (title, desc) = (escaped(&caption.title), escaped(&caption.desc));
        let (size, w, h) = (Px::of(self.cut.text()), Px::of(width), Px::of(height));
        let hatch = if self.body.contains("url(#") { pattern(&self.hatch) } else { String::new() };
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-{name}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-desc\">{desc}</desc>{hatch}<g font-size=\"{size}\">{}</g></svg>",
            self.body
        );
        Drawn { width, height, svg }
    }

    fn titled(&mut self, title: Option<&str>, element: &str) {
        if let Some(title) = title {
            self.write(format_args!("<title>{}</title>", escaped(title)));
        }
        self.write(format_args!("</{element}>"));
    }

    fn write(&mut self, markup: fmt::Arguments<'_>) {
        self.body.write_fmt(markup).expect("a String takes all");
    }
}

fn pattern(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"weave\" d=\"M0 0V6\"/></pattern></defs>"
    )
}

/// The `d` of a path through spots.
pub fn path(spots: &[Spot]) -> String {
    let step = |(at, (x, y)): (usize, &Spot)| {
        format!("{}{} {}", if at == 0 { 'M' } else { 'L' }, Px::of(*x), Px::of(*y))
    };
    spots.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use crate::charts::svg::*;

    #[test]
    fn a_length_is_written_to_the_tenth() {
        let written = |v: f64| Px::of(v).to_string();
        assert_eq!(written(12.0), "12");
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(-0.26), "-0.3");
        assert_eq!(written(-0.04), "0");
        assert_eq!(written(f64::NAN), "0");
    }
}
