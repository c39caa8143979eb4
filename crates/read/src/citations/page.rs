//! Plain text, Markdown and HTML: the numbers of citations with their places in the file, and those places mended.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Citation, ids, last_number, value};
use model::FigureId;

/// An element whose whole text is the number of a figure.
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<[a-z]+\b[^<>]*\bdata-figure="([0-9a-z]{10})"[^<>]*>([^<>]*)<"#).expect("it is tested")
});

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^<>]*>").expect("it is tested"));

pub(super) fn citations(text: &str) -> Vec<Citation> {
    let mut all = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for found in MARKED.captures_iter(text) {
        let Some(inside) = found.get(2) else { continue };
        line += text[counted..inside.start()].matches('\n').count();
        counted = inside.start();
        all.extend(marked(&found, line));
    }
    let mut start = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        // Blanks in place of tags leave every byte where it stands.
        let words = TAG.replace_all(line, |tag: &regex::Captures| " ".repeat(tag[0].len()));
        all.extend(ids(&words).into_iter().map(|(id, before)| of_line(id, number, start, &words, before)));
        start += line.len();
    }
    all.sort_by_key(|citation| citation.span.as_ref().map(|span| span.start));
    all
}

fn of_line(id: FigureId, line: usize, start: usize, words: &str, before: Range<usize>) -> Citation {
    let found = last_number(&words[before.clone()]);
    let at = |span: &Range<usize>| start + before.start + span.start..start + before.start + span.end;
    Citation {
        id,
        place: format!("line {line}"),
        span: found.as_ref().map(|(span, _)| at(span)),
        printed: found.and_then(|(_, number)| number),
    }
}

fn marked(found: &regex::Captures, line: usize) -> Option<Citation> {
    let (id, inside) = (found.get(1)?.as_str().parse().ok()?, found.get(2)?);
    let number = last_number(inside.as_str());
    let at = |span: &Range<usize>| inside.start() + span.start..inside.start() + span.end;
    Some(Citation {
        id,
        place: format!("line {line}"),
        span: number.as_ref().map(|(span, _)| at(span)),
        printed: number.and_then(|(_, number)| number),
    })
}

/// A text in which the numbers at these places say other values; every other byte stays. A number keeps its decimal sign,
/// and an ordinal its right letters.
pub fn mended(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(|(span, _)| span.start);
    changes.dedup_by_key(|(span, _)| span.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (span, now) in changes {
        out.push_str(&text[from..span.start]);
        let old = &text[span.clone()];
        let comma = old.contains(',') && value(old).is_some_and(|number| number.places() > 0);
        out.push_str(&if comma { now.replace('.', ",") } else { now.clone() });
        from = span.end;
        if let Some((old, new)) = ordinal(&text[span.end..], now) {
            out.push_str(new);
            from += old.len();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// The letters of an ordinal that follow a number, and those of another number in the same language.
fn ordinal<'t>(after: &'t str, now: &str) -> Option<(&'t str, &'static str)> {
    let letters = after.split(|c: char| !c.is_alphabetic()).next()?;
    let new = match letters {
        "er" | "e" => ["e", "er"][usize::from(now == "1")],
        "re" | "ère" => return Some((letters, if now == "1" { "re" } else { "e" })),
        "st" | "nd" | "rd" | "th" => match now.as_bytes() {
            [.., b'1', _] => "th",
            [.., b'1'] => "st",
            [.., b'2'] => "nd",
            [.., b'3'] => "rd",
            _ => "th",
        },
        _ => return None,
    };
    Some((letters, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_where_it_stands_and_mended_there_alone() {
        let text = "# Bilan\n\nEn 2012, **39** entreprises (fig-q484wdv3g3) ; note <b>6,8</b> (fig-0123456789).\n\
                    <p><data class=\"n\" data-figure=\"abcdefghjk\">1er</data> de 22\n";
        let all = citations(text);
        let shown: Vec<_> = all.iter().map(|c| (&text[c.span.clone().unwrap()], c.place.as_str())).collect();
        assert_eq!(shown, [("39", "line 3"), ("6,8", "line 3"), ("1", "line 4")]);
        let now = ["41", "7.25", "2"].map(str::to_owned);
        let changes: Vec<_> = all.iter().map(|c| c.span.clone().unwrap()).zip(now).collect();
        let expected = text.replace("**39**", "**41**").replace("6,8", "7,25").replace(">1er<", ">2e<");
        assert_eq!(mended(text, &changes), expected);
        assert_eq!(mended(text, &[]), text);
    }

    #[test]
    fn an_ordinal_keeps_its_language() {
        let mend = |old: &str, now: &str| {
            let end = old.find(|c: char| !c.is_ascii_digit()).unwrap();
            mended(old, &[(0..end, now.to_owned())])
        };
        assert_eq!((mend("2e", "1"), mend("1er", "12")), ("1er".into(), "12e".into()));
        assert_eq!(
            (mend("1st", "2"), mend("2nd", "11"), mend("4th", "21")),
            ("2nd".into(), "11th".into(), "21st".into())
        );
        assert_eq!(mend("3 prix", "4"), "4 prix");
    }
}
