//! What templates may call: to speak, to cite and to embed.

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::{Kwargs, Value};

use crate::sharing::cite::Imprint;
use crate::words::Words;
use crate::{Input, press::markup, sharing::embed};

/// The functions that templates cite and embed with.
pub(crate) fn add_citing(templates: &mut Environment<'static>, input: &Input, words: &Words) {
    let imprint = Arc::new(Imprint::of(input, words));
    let cited = Arc::clone(&imprint);
    templates.add_function("records", move |title: &Value, url: &str| cited.records_of(title, url));
    templates.add_function("frame", |address: &str, title: &Value| {
        embed::frame(address, &markup::plain(title), "100%")
    });
    templates.add_function("own_title", move |title: &Value| imprint.own_title(title));
}

/// The functions that templates speak with.
pub(crate) fn add_words(templates: &mut Environment<'static>, words: &Words) {
    let shared = Arc::new(words.clone());
    let words = Arc::clone(&shared);
    templates.add_function("t", move |key: &str, values: Kwargs| words.asked(key, &values));
    let words = Arc::clone(&shared);
    templates.add_function("t_or", move |key: &str, fallback: &str| {
        words.text(key).map_or_else(|_| Value::from(fallback), Value::from_safe_string)
    });
    let words = Arc::clone(&shared);
    templates.add_function("num", move |n: i64| words.typography.number(n));
    let words = Arc::clone(&shared);
    templates.add_function("pct", move |n: u64| words.typography.percent(n));
    let words = Arc::clone(&shared);
    let ordinal = move |n: u64| raised_ordinal(n, words.typography.ordinal_mark(n));
    templates.add_function("ord", move |n: u64| Value::from_safe_string(ordinal(n)));
    let words = Arc::clone(&shared);
    templates.add_function("raised", move |text: &str| Value::from_safe_string(raised(&words, text)));
    let words = Arc::clone(&shared);
    templates.add_function("quoted", move |text: &str| {
        Value::from_safe_string(words.typography.quoted(&markup::escaped(text)))
    });
    let and = Arc::clone(&shared);
    templates.add_function("and_before", move |name: &str| and.and(name).unwrap_or_default());
    templates.add_function("of", move |name: &str| shared.typography.of_name(name));
}

/// An ordinal as markup: letters stand high, a point does not.
fn raised_ordinal(n: u64, mark: &str) -> String {
    // `º` stands high by itself.
    if mark.chars().any(|c| c.is_ascii_alphabetic()) {
        format!("{n}<sup>{mark}</sup>")
    } else {
        format!("{n}{mark}")
    }
}

/// A text as markup, with its ordinals as [`raised_ordinal`] writes them.
pub(crate) fn raised(words: &Words, text: &str) -> String {
    let digit = |c: char| c.is_ascii_digit();
    let (mut markup, mut rest) = (String::new(), text);
    while let Some(start) = rest.find(digit) {
        let (before, number) = rest.split_at(start);
        let (number, after) = number.split_at(number.find(|c| !digit(c)).unwrap_or(number.len()));
        let n = number.parse().unwrap_or_default();
        let marks = [words.typography.ordinal_mark(n), words.typography.feminine_mark(n)];
        let ends_after = |mark: &&str| {
            let end = after.strip_prefix(mark).filter(|_| !mark.is_empty());
            end.is_some_and(|end| !end.starts_with(char::is_alphanumeric))
        };
        let mark = marks.into_iter().find(ends_after);
        markup += &markup::escaped(before);
        markup += &mark.map_or_else(|| number.to_owned(), |mark| raised_ordinal(n, mark));
        rest = &after[mark.map_or(0, str::len)..];
    }
    markup + &markup::escaped(rest)
}

#[cfg(test)]
mod tests {
    use crate::press::functions::raised;
    use crate::words::tests::french;

    #[test]
    fn the_letters_of_an_ordinal_stand_high_and_all_else_stays() {
        let said = raised(&french(), "1er, 1re, 22e & 3e ; 2012, 2eme, 8 entreprises");
        assert_eq!(
            said,
            "1<sup>er</sup>, 1<sup>re</sup>, 22<sup>e</sup> &amp; 3<sup>e</sup> ; 2012, 2eme, 8 entreprises"
        );
    }
}
