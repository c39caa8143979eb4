//! Steps on letters and signs: apostrophes, accents, dots, plus, punctuation. Plain ASCII, the common case, is left at
//! once.

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

/// Letters that cannot be seen or that turn the direction of their neighbours, and control characters.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
    ) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
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

/// Endings that say where a shop is on the web, not who it is. `co` counts only before `uk`.
const DOMAINS: [&str; 20] = [
    "com", "fr", "net", "org", "eu", "uk", "de", "at", "ch", "es", "it", "nl", "be", "lu", "ie", "ca", "pt",
    "pl", "se", "dk",
];

/// Words that say outright that an agency's name follows.
const AGENCIES: [&str; 4] = ["agence ", "agency ", "agentur ", "agencia "];

/// What ties an agency to the name before it.
const TIES: [&str; 15] =
    ["(", "[", "/", "–", "—", " -", "|", "+", "&", " x", " ×", " avec", " par", " with", " by"];

/// Drops the agency named after a sign or a word such as `avec`.
pub(super) fn agency(text: &str) -> Option<String> {
    // All of these words hold `gen`; hardly any name does.
    let gen_in =
        |letters: &[u8]| letters[0] | 32 == b'g' && letters[1] | 32 == b'e' && letters[2] | 32 == b'n';
    if !text.as_bytes().windows(3).any(gen_in) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let at = AGENCIES.iter().filter_map(|agency| small.find(agency)).min()?;
    let before = text[..at].trim_end_matches("l'").trim_end();
    let name = TIES.iter().find_map(|tie| before.strip_suffix(tie))?.trim_end();
    name.contains(char::is_alphanumeric).then(|| name.to_owned())
}

/// What begins a remark on the name it had before.
const FORMERLY: [&str; 6] = ["(ex-", "(ex ", "(anciennement ", "(formerly ", "(ehemals ", "(fruher "];

/// Drops the remark on a former name from the end.
pub(super) fn former(text: &str) -> Option<String> {
    let rest = text.strip_suffix(')')?;
    let small = rest.to_ascii_lowercase();
    let at = FORMERLY.iter().filter_map(|word| small.find(word)).min()?;
    let name = text[..at].trim_end();
    name.contains(char::is_alphanumeric).then(|| name.to_owned())
}

/// Drops the dots, and the blanks after them, between letters that stand alone.
pub(super) fn initials(text: &str) -> Option<String> {
    if !text.contains('.') {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let ends = |at: Option<&char>| at.is_none_or(|c| *c == '.' || c.is_whitespace());
    let alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| chars.get(b));
        chars.get(at).is_some_and(|c| c.is_alphabetic()) && ends(before) && ends(chars.get(at + 1))
    };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        out.push(chars[at]);
        let dotted = alone(at) && chars.get(at + 1) == Some(&'.');
        let next = at + 2 + chars.iter().skip(at + 2).take_while(|c| c.is_whitespace()).count();
        at = if dotted && alone(next) { next } else { at + 1 };
    }
    (out.len() < text.len()).then_some(out)
}

pub(super) fn domains(text: &str) -> Option<String> {
    if !text.contains('.') {
        return None;
    }
    let start = text.strip_prefix("www.").unwrap_or(text);
    let mut name = start;
    while let Some((stem, ending)) = name.rsplit_once('.') {
        let known = DOMAINS.contains(&ending) || (ending == "co" && start.ends_with(".co.uk"));
        if !known || !stem.ends_with(char::is_alphanumeric) {
            break;
        }
        name = stem;
    }
    (name.len() < text.len()).then(|| name.to_owned())
}

pub(super) fn plus(text: &str) -> Option<String> {
    if !text.contains('+') {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '+' if joins(&text[..at], &text[at + 1..]) => out.push('&'),
            '+' => out.push_str(" plus "),
            other => out.push(other),
        }
    }
    Some(out)
}

/// Whether a sign stands between two words, close to both or apart from both: `A+B`, `A + B`, but not `Canal+ Sport`.
fn joins(before: &str, after: &str) -> bool {
    let word = |c: char| c.is_alphanumeric();
    let even = before.ends_with(char::is_whitespace) == after.starts_with(char::is_whitespace);
    even && before.trim_end().ends_with(word) && after.trim_start().starts_with(word)
}

pub(super) fn punctuation(text: &str) -> Option<String> {
    let kept = |c: char| c.is_alphanumeric() || c == '&';
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if kept(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
            gap = false;
        } else {
            gap = true;
        }
    }
    (out != text).then_some(out)
}
