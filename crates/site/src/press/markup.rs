//! Text inside markup: the five signs that HTML and XML give a meaning, and nothing else.
//!
//! minijinja's own escaping also writes `/` as an entity, which makes every link four characters longer.

use std::fmt;

use minijinja::value::Value;
use minijinja::{Error, Output, State, escape_formatter};

/// A text that is harmless in an element and in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    escape(text, &mut safe).expect("memory takes every text");
    safe
}

fn escape(mut text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    while let Some((at, named)) = text.bytes().enumerate().find_map(|(at, sign)| Some((at, named(sign)?))) {
        out.write_str(&text[..at])?;
        out.write_str(named)?;
        text = &text[at + 1..];
    }
    out.write_str(text)
}

fn named(sign: u8) -> Option<&'static str> {
    match sign {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

/// A value of a template as plain text: tags fall away, the five signs come back.
pub(crate) fn plain(value: &Value) -> String {
    let text = value.to_string();
    if !value.is_safe() {
        return text;
    }
    let mut pieces = text.split('<');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    pieces.for_each(|piece| plain.push_str(piece.split_once('>').map_or("", |(_, text)| text)));
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(plain, |text, (escaped, sign)| text.replace(escaped, sign)).trim().to_owned()
}

/// How a template writes a value: texts are escaped, markup passes, what is undefined is an error.
pub(crate) fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        Some(text) => escape(text, out).map_err(Error::from),
        None => escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use crate::{press::markup::escaped, press::markup::plain};
    use minijinja::value::Value;

    #[test]
    fn markup_becomes_the_text_that_is_read() {
        let written = format!("<b>{}</b> 1<sup>er</sup>", escaped("A & <B>"));
        assert_eq!(plain(&Value::from_safe_string(written)), "A & <B> 1er");
        assert_eq!(plain(&Value::from("<B> &amp;")), "<B> &amp;", "a text is no markup");
    }

    #[test]
    fn five_signs_are_escaped_and_no_other() {
        assert_eq!(
            escaped("<a href=\"/x\" title='&'>"),
            "&lt;a href=&quot;/x&quot; title=&#39;&amp;&#39;&gt;"
        );
        assert_eq!(escaped("d’Orange / «\u{202f}é\u{202f}»"), "d’Orange / «\u{202f}é\u{202f}»");
    }
}
