//! Character references: `&eacute;`, `&#233;`, `&nbsp`.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

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
