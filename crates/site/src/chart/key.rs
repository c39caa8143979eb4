//! The words that name the fillings of a chart, in a line above it.

use serde::Serialize;

use super::lettering::{Anchor, Lettering, Text};
use super::room::Area;
use super::{Block, Cut};

/// A filling and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Key {
    /// A patch of the filling.
    pub patch: Block,
    /// The class of the filling.
    pub filling: &'static str,
    /// Its name.
    pub label: Text,
}

/// The names one after the other, on a new line where the last is full, and the height of them all.
pub fn keys(names: &[(&'static str, &str)], cut: Cut) -> (Vec<Key>, f64) {
    let (text, line) = (cut.text(), cut.text() * 1.6);
    let (mut x, mut y) = (0.0, line / 2.0);
    let mut keys = Vec::new();
    for (filling, name) in names {
        let words = Lettering::new(name, cut.width() - text * 1.4, text);
        let taken = text * 1.4 + words.width;
        if x > 0.0 && x + taken > cut.width() {
            (x, y) = (0.0, y + line);
        }
        let patch = Area { left: x, top: y - text * 0.4, right: x + text, bottom: y + text * 0.4 };
        keys.push(Key {
            patch: Block::of(patch),
            filling,
            label: words.at(x + text * 1.4, y, Anchor::Start),
        });
        x += taken + text * 1.4;
    }
    let height = if keys.is_empty() { 0.0 } else { y + line };
    (keys, height)
}
