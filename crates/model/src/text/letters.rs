//! Steps on single characters. Plain ASCII, the common case, is left at once.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Typographic, grave, acute, prime and full-width apostrophes. Before normalisation, which takes `´` apart.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '‘' | '‛' | 'ʼ' | '′' | '´' | '`' | '＇')
}

pub(super) fn apostrophes(text: &str) -> Option<String> {
    let plain = |c: char| if is_apostrophe(c) { '\'' } else { c };
    text.contains(is_apostrophe).then(|| changed(text, |out, c| out.push(plain(c))))
}

/// Soft hyphens, zero-width and direction marks inside a word, and trade marks, which would decompose to `TM`.
fn says_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '™' | '℠')
}

pub(super) fn unicode(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    Some(changed(text, |out, c| match c {
        _ if says_nothing(c) => {}
        _ if c.is_ascii() => out.push(c),
        // Letter by letter, without putting marks in order: the next step drops them. `ŉ` decomposes to an apostrophe of
        // its own kind.
        _ => decompose_compatible(c, |part| out.push(if part == 'ʼ' { '\'' } else { part })),
    }))
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
    Some(changed(text, |plain, c| match c {
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
    }))
}

pub(super) fn case(text: &str) -> Option<String> {
    if text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_uppercase()).then(|| text.to_ascii_lowercase());
    }
    // Letter by letter: the final sigma of `str::to_lowercase` would depend on its neighbours.
    Some(changed(text, |out, c| {
        if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
    }))
}

/// The text with something else for each of its letters; what they come apart into rarely outgrows half as much again.
fn changed(text: &str, change: impl Fn(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    text.chars().for_each(|c| change(&mut out, c));
    out
}
