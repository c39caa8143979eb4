//! Marks of footnotes: `Orange³`, `8,5*`, `MAIF[1]`. They belong to the page, and to no name, place or score.

use std::borrow::Cow;

const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LETTERS: [char; 8] = ['ᵃ', 'ᵇ', 'ᶜ', 'ᵈ', 'ᵉ', 'ᶠ', 'ᵍ', 'ʰ'];
const SIGNS: [char; 5] = ['*', '†', '‡', '§', '¶'];

/// The words of a raised run (`<sup>`): the marks of a note stay raised, all else is on the line: `1er`, `Brand™`.
pub(super) fn raised(words: &str, after_digit: bool) -> Cow<'_, str> {
    let bare = words.trim().trim_matches(['(', ')', '[', ']']);
    let number = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ');
    let mut letters = bare.chars();
    if bare.starts_with(|c: char| c.is_ascii_digit()) && bare.chars().all(number) {
        return Cow::Owned(bare.chars().filter_map(|c| Some(DIGITS[c.to_digit(10)? as usize])).collect());
    }
    match (letters.next(), letters.next()) {
        // After a digit it is an ordinal: 2e, 1a.
        (Some(letter @ 'a'..='h'), None) if !after_digit => {
            Cow::Owned(LETTERS[letter as usize - 'a' as usize].to_string())
        }
        _ => Cow::Borrowed(words),
    }
}

/// The words without the marks of notes before and behind them; all of them where nothing else is left.
pub(super) fn without_notes(words: &str) -> &str {
    let mut rest = words;
    while let Some(shorter) = without_mark(rest) {
        rest = shorter.trim();
    }
    if rest.is_empty() { words } else { rest }
}

fn without_mark(words: &str) -> Option<&str> {
    if let Some(rest) = words.strip_prefix(is_raised) {
        return Some(rest);
    }
    if let Some(rest) = words.strip_suffix(SIGNS) {
        return Some(rest);
    }
    if let Some(rest) = words.strip_suffix(is_raised) {
        return (!is_unit(words)).then_some(rest);
    }
    let (rest, inside) = words.strip_suffix(']')?.rsplit_once('[')?;
    let inside = ["note ", "nb ", "n "].iter().find_map(|word| inside.strip_prefix(word)).unwrap_or(inside);
    let number = (1..=3).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
    let letter = inside.len() == 1 && inside.bytes().all(|b| b.is_ascii_lowercase());
    (number || letter).then_some(rest)
}

fn is_raised(sign: char) -> bool {
    DIGITS.contains(&sign) || LETTERS.contains(&sign)
}

/// Whether the raised sign at the end is a square or a cube, part of the name: `M²`, `Habitat m³`.
fn is_unit(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let stem = last.strip_suffix(['²', '³']).unwrap_or_default();
    stem.chars().count() == 1 && stem.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_numbers_stay_raised_and_ordinals_come_down() {
        for (words, wanted) in
            [("1", "¹"), ("[12]", "¹²"), ("1, 2", "¹²"), ("a", "ᵃ"), ("er", "er"), ("™", "™")]
        {
            assert_eq!(raised(words, false), wanted);
        }
        assert_eq!(raised("e", true), "e");
        assert_eq!(raised(",5", true), ",5");
    }

    #[test]
    fn marks_of_notes_are_taken_from_both_ends() {
        for (words, wanted) in [
            ("Orange³", "Orange"),
            ("8,5*", "8,5"),
            ("Free [note 2]", "Free"),
            ("MAIF[a]*", "MAIF"),
            ("¹ Camif", "Camif"),
            ("EDF²", "EDF"),
            ("Carré M²", "Carré M²"),
            ("Free [Iliad]", "Free [Iliad]"),
            ("*", "*"),
        ] {
            assert_eq!(without_notes(words), wanted);
        }
    }
}
