//! How much room a text takes, so that labels can be placed before a browser has seen them.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::px::Px;
use super::room::Area;

/// Advance widths of Source Sans 3 semibold from space to tilde, in thousandths of the size. The regular weight,
/// and the common fallback faces at the regular weight, stay within a twentieth of it.
const ADVANCE: [u16; 95] = [
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513,
    513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282,
    494, 597, 502, 745, 657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513,
    500, 549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431,
    361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513,
];

/// Room for kerning, hinting and a fallback face.
const ALLOWANCE: f64 = 1.05;

/// The width of a text at a size.
pub fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.nfd().map(advance).sum();
    f64::from(thousandths) * size * ALLOWANCE / 1000.0
}

fn advance(letter: char) -> u32 {
    match letter {
        ' '..='~' => u32::from(ADVANCE[letter as usize - ' ' as usize]),
        '\u{300}'..='\u{36f}' => 0,
        '\u{a0}' | '\u{202f}' => 200,
        '…' => 970,
        '\u{2010}'..='\u{2027}' => 500,
        '\u{0}'..='\u{2e7f}' => 860,
        '\u{2e80}'..=char::MAX => 1000,
    }
}

/// The text, or as much of its beginning as fits the room, with an ellipsis.
pub fn fit(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let shortened = |end: usize| format!("{}…", text[..end].trim_end());
    let ends = text.char_indices().map(|(at, _)| at).rev();
    ends.map(shortened).find(|short| width(short, size) <= room).unwrap_or_else(|| "…".to_owned())
}

/// Which part of a text stands at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A text in a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Across, at the anchor.
    pub x: Px,
    /// Down, at the foot of the letters.
    pub y: Px,
    /// What stands at `x`.
    pub anchor: Anchor,
    /// What is drawn.
    pub text: String,
    /// The whole text, where only its beginning is drawn.
    pub full: Option<String>,
}

/// A text before it is placed: its words, the size, and the room it may take.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// What is drawn.
    pub drawn: String,
    /// The room it takes across.
    pub width: f64,
    full: Option<String>,
    size: f64,
}

impl Lettering {
    /// Shortened to the room.
    pub fn new(text: &str, room: f64, size: f64) -> Self {
        let drawn = fit(text, room, size);
        let full = (drawn != text).then(|| text.to_owned());
        Self { width: width(&drawn, size), drawn, full, size }
    }
    /// Shortened to the room before its ending, a figure, which is shortened only beyond half of the room.
    pub fn ending(text: &str, ending: &str, room: f64, size: f64) -> Self {
        let ending = fit(ending, room / 2.0, size);
        let drawn = format!("{}{ending}", fit(text, room - width(&ending, size), size));
        let full = format!("{text}{ending}");
        Self { width: width(&drawn, size), full: (drawn != full).then_some(full), drawn, size }
    }
    /// The room it takes when its middle line stands at `y`.
    pub fn area(&self, x: f64, y: f64, anchor: Anchor) -> Area {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - self.width / 2.0,
            Anchor::End => x - self.width,
        };
        let half = self.size / 2.0;
        Area { left, top: y - half, right: left + self.width, bottom: y + half }
    }
    /// Placed with its middle line at `y`.
    pub fn at(&self, x: f64, y: f64, anchor: Anchor) -> Text {
        // Digits and capitals of the face are two thirds of the size high: half of that below the middle.
        let foot = y + self.size * 0.33;
        Text { x: Px::of(x), y: Px::of(foot), anchor, text: self.drawn.clone(), full: self.full.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone_and_a_long_one_ends_in_an_ellipsis() {
        let name = "Établissement français du sang";
        assert_eq!(fit(name, 400.0, 14.0), name);
        let short = fit(name, 90.0, 14.0);
        assert!(short.ends_with('…') && name.starts_with(short.trim_end_matches('…')), "{short}");
        assert!(width(&short, 14.0) <= 90.0);
        assert_eq!(fit(name, 0.0, 14.0), "…");
    }

    #[test]
    fn an_accent_takes_no_room_of_its_own() {
        assert_eq!(width("Élite", 10.0), width("Elite", 10.0));
        assert!(width("日本", 10.0) > width("ab", 10.0));
    }
}
