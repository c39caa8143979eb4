//! Steps on single characters. Plain ASCII, the common case, is left at once.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Typographic, grave, acute, prime and full-width apostrophes. Before normalisation, which takes `´` apart.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '‘' | '‛' | 'ʼ' | '′' | '´' | '`' | '＇')
}

pub(super) fn apostrophes(text: &str) -> Option<String> {
    text.contains(is_apostrophe).then(|| text.replace(is_apostrophe, "'"))
}

/// Soft hyphens, zero-width and direction marks inside a word, and trade marks, which would decompose to `TM`.
fn says_nothing(c: &char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '™' | '℠')
}

pub(super) fn unicode(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !says_nothing(c)) {
        if c.is_ascii() {
            plain.push(c);
        } else {
            // Letter by letter, without putting marks in order: the next step drops them. `ŉ` decomposes to an
            // apostrophe of its own kind.
            decompose_compatible(c, |part| plain.push(if part == 'ʼ' { '\'' } else { part }));
        }
    }
    Some(plain)
}

pub(super) fn accents(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    // Marks begin at U+0300: most letters need no look at the tables.
    plain.extend(text.chars().filter(|c| *c < '\u{300}' || canonical_combining_class(*c) == 0));
    Some(plain)
}

pub(super) fn ligatures(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'œ' | 'Œ' => plain.push_str("oe"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'ß' | 'ẞ' => plain.push_str("ss"),
            'þ' | 'Þ' => plain.push_str("th"),
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => plain.push('d'),
            'ħ' | 'Ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            other => plain.push(other),
        }
    }
    Some(plain)
}

pub(super) fn case(text: &str) -> Option<String> {
    if text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_uppercase()).then(|| text.to_ascii_lowercase());
    }
    // Letter by letter: the final sigma of `str::to_lowercase` would depend on its neighbours.
    Some(text.chars().flat_map(char::to_lowercase).collect())
}
