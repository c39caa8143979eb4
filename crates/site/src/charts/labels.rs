//! How much room a text takes, and where labels stand clear of each other, before a browser has seen them.

use unicode_normalization::UnicodeNormalization as _;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A text before it is placed: as much of its words as fits, and the room that takes.
#[derive(Debug, Clone)]
pub struct LabelLettering {
    pub drawn: String,
    pub width: f64,
    /// The whole text, where only its beginning is drawn.
    pub full: Option<String>,
}

impl LabelLettering {
    pub fn new(text: &str, room: f64, size: f64) -> Self {
        let drawn = fit(text, room, size);
        let full = (drawn != text).then(|| text.to_owned());
        Self { width: width(&drawn, size), drawn, full }
    }
    /// Shortened to the room before its ending, a figure, which is shortened only beyond half of the room.
    pub fn ending(text: &str, ending: &str, room: f64, size: f64) -> Self {
        let ending = fit(ending, room / 2.0, size);
        let drawn = format!("{}{ending}", fit(text, room - width(&ending, size), size));
        let full = format!("{text}{ending}");
        Self { width: width(&drawn, size), full: (drawn != full).then_some(full), drawn }
    }
}

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// The square around a spot.
    pub fn around((x, y): (f64, f64), reach: f64) -> Self {
        Self { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }
}

/// The nearest places to those wanted that stand `gap` apart, in the same order, between `low` and `high`.
///
/// Least squares: with the gaps taken out, it is the isotonic regression of the places wanted, found by pooling
/// neighbours that stand the wrong way round. Where there is not room for all, they stand as far apart as there is.
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let Some(steps) = wanted.len().checked_sub(1) else { return Vec::new() };
    let room = (high - low).max(0.0);
    let gap = if steps == 0 { 0.0 } else { gap.min(room / steps as f64) };
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let level = pooled(order.iter().enumerate().map(|(step, &i)| wanted[i] - gap * step as f64));
    let highest = low + room - gap * steps as f64;
    let mut placed = vec![0.0; wanted.len()];
    for (step, (&i, level)) in order.iter().zip(level).enumerate() {
        placed[i] = level.clamp(low, highest.max(low)) + gap * step as f64;
    }
    placed
}

/// The nearest sequence that never falls.
fn pooled(values: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let mut pool = (value, 1);
        while let Some(&(sum, count)) = pools.last()
            && sum / count as f64 > pool.0 / pool.1 as f64
        {
            pools.pop();
            pool = (pool.0 + sum, pool.1 + count);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count))
}

#[cfg(test)]
mod tests {
    use crate::charts::labels::*;

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

    #[test]
    fn labels_that_have_room_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 50.0, 90.0], 12.0, 0.0, 100.0), [10.0, 50.0, 90.0]);
        assert_eq!(spread(&[], 12.0, 0.0, 100.0), [0.0; 0]);
    }

    #[test]
    fn labels_on_one_spot_part_evenly_around_it() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], 12.0, 0.0, 100.0), [38.0, 50.0, 62.0]);
        assert_eq!(spread(&[2.0, 0.0], 12.0, 0.0, 100.0), [12.0, 0.0]);
    }

    #[test]
    fn without_room_they_share_what_there_is() {
        assert_eq!(spread(&[5.0, 5.0, 5.0], 12.0, 0.0, 10.0), [0.0, 5.0, 10.0]);
    }
}
