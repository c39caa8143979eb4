//! Where words stand, and the words around them.

use crate::caught::Words;
use crate::page::Sheet;
use crate::reading::Context;
use model::{Excerpt, Locator, Passage};

/// How many characters an excerpt has at most.
const EXCERPT: usize = 240;

/// The words around some words, which are marked; for what stands in no line, such as an attribute, the words alone.
pub(crate) fn excerpt(sheet: &Sheet<'_>, words: &Words) -> Excerpt {
    if !is_printed(sheet, words) {
        return Excerpt { text: words.text.clone(), from: 0, to: words.text.chars().count() as u32 };
    }
    let (text, span) = (&sheet.text, words.span);
    let line = text.lines.get(text.line_at(span.from)).map_or(span, |line| line.span());
    let mark = span.common(line);
    let room = EXCERPT.saturating_sub(mark.to.saturating_sub(mark.from)) / 2;
    let from = word_start(&text.all, mark.from.saturating_sub(room).max(line.from), line.from);
    let to = word_end(&text.all, (mark.to + room).min(line.to), line.to).max(mark.to.min(line.to));
    let chars = |from: usize, to: usize| text.all.get(from..to).map_or(0, |t| t.chars().count() as u32);
    Excerpt {
        text: text.all.get(from..to).unwrap_or_default().to_owned(),
        from: chars(from, mark.from),
        to: chars(from, mark.to.min(to)),
    }
}

/// Where some words stand in their snapshot.
pub(super) fn locator(sheet: &Sheet<'_>, words: &Words, element: Option<u32>, context: &Context) -> Locator {
    let element = element.filter(|_| !is_printed(sheet, words));
    Locator::Snapshot(Box::new(Passage {
        digest: context.digest,
        seen: context.seen,
        place: sheet.place(words.span, element),
        line: sheet.text.line_at(words.span.from) as u32 + 1,
        excerpt: excerpt(sheet, words),
    }))
}

fn is_printed(sheet: &Sheet<'_>, words: &Words) -> bool {
    words.printed || sheet.text.get(words.span).contains(&words.text)
}

/// The beginning of a word at or after a byte; the byte itself where a line begins.
fn word_start(text: &str, byte: usize, line: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if byte <= line { line } else { text[byte..].find(' ').map_or(byte, |at| byte + at + 1) }
}

/// The end of a word at or before a byte; the byte itself where a line ends.
fn word_end(text: &str, byte: usize, line: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if byte >= line { line } else { text[..byte].rfind(' ').unwrap_or(byte) }
}
