//! The inside of a start tag.

/// The attributes of a start tag, as written; a value without quotes ends at a blank.
#[derive(Debug, Clone)]
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    pub(super) fn new(inside: &'a str) -> Self {
        Self { rest: inside }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let stop = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/' || c == '>');
        let (name, after) = rest.split_at(stop.filter(|at| *at > 0).unwrap_or(rest.len()));
        if name.is_empty() || name.starts_with(['=', '>']) {
            return None;
        }
        let spaced = after.trim_start();
        let Some(value) = spaced.strip_prefix('=').map(str::trim_start) else {
            self.rest = after;
            return Some((name, ""));
        };
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value
                .split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let inside = r#" class="a b" data-x=1 hidden title='it"s' / href = "/x?a=1>2">"#;
        let all: Vec<_> = Attributes::new(inside).collect();
        assert_eq!(
            all,
            [("class", "a b"), ("data-x", "1"), ("hidden", ""), ("title", "it\"s"), ("href", "/x?a=1>2")]
        );
        assert_eq!(Attributes::new(" = x>").count(), 0);
    }

    #[test]
    fn a_sign_in_quotes_does_not_end_a_tag() {
        assert_eq!(end(b"a href='x>y'>t", 0), Some((13, false)));
        assert_eq!(end(b"a it's>t", 0), Some((7, false)));
        assert_eq!(end(b"a href='x", 0), None);
        assert_eq!(end(b"p class='hidden style'>", 0), Some((23, false)));
        assert_eq!(end(b"p class='x'Hidden>", 0), Some((18, true)));
    }
}
