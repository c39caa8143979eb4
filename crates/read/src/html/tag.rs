//! The inside of a start tag.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The attributes of a start tag, as written; a value without quotes ends at a blank.
pub(super) fn attributes(inside: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut left = inside;
    std::iter::from_fn(move || {
        let rest = left.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let stop = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/' || c == '>');
        let (name, after) = rest.split_at(stop.filter(|at| *at > 0).unwrap_or(rest.len()));
        if name.is_empty() || name.starts_with(['=', '>']) {
            return None;
        }
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            left = after;
            return Some((name, ""));
        };
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
        let end = || value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(end()),
        };
        left = rest;
        Some((name, value))
    })
}

/// Where the start tag that holds this ends: the byte after its `>`, which quotes may hide. And whether the name of an
/// attribute may begin as `hidden` or `style`, so that only then somebody looks.
pub(super) fn end(source: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    let mut quote = None;
    let mut after_sign = false;
    let mut may_hide = false;
    while let Some(byte) = source.get(at) {
        match (quote, *byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some((at + 1, may_hide)),
            (None, byte @ (b'"' | b'\'')) if after_sign => quote = Some(byte),
            (None, b'h' | b'H') => may_hide |= matches!(source.get(at + 1), Some(b'i' | b'I')),
            (None, b's' | b'S') => may_hide |= matches!(source.get(at + 1), Some(b't' | b'T')),
            (None, _) => {}
        }
        after_sign = *byte == b'=' || (after_sign && byte.is_ascii_whitespace());
        at += 1;
    }
    None
}

/// The longest name in the table has 32 letters.
const LONGEST: usize = 33;

/// A text with its character references resolved.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.find('&') else { return Cow::Borrowed(raw) };
    let mut out = String::with_capacity(raw.len());
    out.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let used = reference(after, &mut out);
        if used == 0 {
            out.push('&');
        }
        let after = &after[used..];
        let next = after.find('&').unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    Cow::Owned(out)
}

/// Resolves the reference that begins here, and tells how many bytes it took; 0 when there is none.
fn reference(text: &str, out: &mut String) -> usize {
    match text.strip_prefix('#') {
        Some(number) => numbered(number, out).map_or(0, |used| used + 1),
        None => named(text, out).unwrap_or(0),
    }
}

fn numbered(text: &str, out: &mut String) -> Option<usize> {
    let hex = text.starts_with(['x', 'X']);
    let digits = &text[usize::from(hex)..];
    let wanted = |c: char| if hex { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
    let length = digits.find(|c| !wanted(c)).unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], if hex { 16 } else { 10 }).unwrap_or(u32::MAX);
    let replaced = code.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied().flatten());
    out.push(replaced.or_else(|| char::from_u32(code)).filter(|c| *c != '\0').unwrap_or('\u{fffd}'));
    Some(usize::from(hex) + length + usize::from(digits[length..].starts_with(';')))
}

fn named(text: &str, out: &mut String) -> Option<usize> {
    let letters = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let closed = letters + usize::from(text[letters..].starts_with(';'));
    let found = (1..=closed).rev().find_map(|length| {
        let value = NAMED_ENTITIES.get(&text[..length])?;
        (value.0 != 0).then_some((length, *value))
    });
    let (length, (one, two)) = found?;
    out.extend(char::from_u32(one));
    out.extend(char::from_u32(two).filter(|c| *c != '\0'));
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let inside = r#" class="a b" data-x=1 hidden title='it"s' / href = "/x?a=1>2">"#;
        let all: Vec<_> = attributes(inside).collect();
        assert_eq!(
            all,
            [("class", "a b"), ("data-x", "1"), ("hidden", ""), ("title", "it\"s"), ("href", "/x?a=1>2")]
        );
        assert_eq!(attributes(" = x>").count(), 0);
    }

    #[test]
    fn a_sign_in_quotes_does_not_end_a_tag() {
        assert_eq!(end(b"a href='x>y'>t", 0), Some((13, false)));
        assert_eq!(end(b"a it's>t", 0), Some((7, false)));
        assert_eq!(end(b"a href='x", 0), None);
        assert_eq!(end(b"p class='hidden style'>", 0), Some((23, false)));
        assert_eq!(end(b"p class='x'Hidden>", 0), Some((18, true)));
    }

    #[test]
    fn references_are_resolved_and_the_rest_is_left() {
        assert_eq!(
            decode("Cr&eacute;dit &amp; Cie&nbsp;: 7&#44;1 &#xE9; &#150;"),
            "Crédit & Cie\u{a0}: 7,1 é –"
        );
        assert_eq!(decode("H&M, A & B, &foo; &#; &ampx"), "H&M, A & B, &foo; &#; &x");
        assert!(matches!(decode("Nespresso"), Cow::Borrowed(_)));
        assert_eq!(decode("&#0;&#x110000;&#99999999999;"), "\u{fffd}\u{fffd}\u{fffd}");
    }
}
