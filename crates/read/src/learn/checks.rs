//! Whether what a candidate read is what lists of winners are like. A rule that only leaves nothing unread may have
//! taken anything for a category, a person or a place, and whoever pastes it cannot know.

use super::shortened;
use crate::doubts::is_heading_like;
use crate::page::Sheet;
use crate::report::Extraction;
use crate::text::Span;
use crate::value;
use model::Record;
use workspace::{Catch, Pattern, Rule};

/// More letters between two winners, or around one in a list, are a sentence of this page.
const MOST_LETTERS_BETWEEN: usize = 10;
const MOST_LETTERS_AROUND: usize = 20;

/// What stands against a rule by what it reads, with the line it was seen in.
pub(super) fn objection(
    sheet: &Sheet<'_>,
    rule: &Rule,
    reading: &Extraction,
    names: &[String],
) -> Option<String> {
    not_steady(rule, reading)
        .or_else(|| reading.records.iter().find_map(not_named))
        .or_else(|| uneven(sheet, reading))
        .or_else(|| left_out(rule, reading, names))
        .or_else(|| bound_to_the_page(rule))
        .or_else(|| other_words(reading, names))
}

/// Places that do not count on from 1, and places or scores that some records have and others lack.
fn not_steady(rule: &Rule, reading: &Extraction) -> Option<String> {
    let records = &reading.records;
    let placed: Vec<(&Record, u16)> =
        records.iter().filter_map(|record| Some((record, record.place?.number))).collect();
    let up = |two: &&[(&Record, u16)]| two[0].1 > two[1].1 && two[1].1 != 1;
    let down = |two: &&[(&Record, u16)]| two[0].1 < two[1].1;
    let lacks = |part: &str, has: &dyn Fn(&Record) -> bool| {
        let without = records.iter().find(|record| !has(record))?;
        records.iter().any(has).then(|| format!("{}: it has no {part}, and others have", at(without)))
    };
    if let Some((record, number)) = placed.iter().min_by_key(|(_, number)| *number).filter(|(_, n)| *n != 1) {
        return Some(format!("{}: no place comes before {number}", at(record)));
    }
    let jump = placed.windows(2).find(up).filter(|_| placed.windows(2).any(|two| down(&two)));
    jump.map(|two| format!("{}: place {} comes after {}", at(two[1].0), two[1].1, two[0].1))
        .or_else(|| lacks("place", &|record| record.place.is_some()))
        .or_else(|| lacks("score", &|record| record.score.is_some()).filter(|_| leaves_gaps(rule)))
}

/// Whether a score may have gone where nobody sees it: into the words of a line or a list that are put aside.
fn leaves_gaps(rule: &Rule) -> bool {
    let mut patterns = rule.lines.iter().map(|catch| catch.pattern.as_str());
    !rule.lists.is_empty()
        || patterns.any(|pattern| pattern.contains('…') || pattern.contains("aside_remark"))
}

/// Where a record stands, and whom it names.
fn at(record: &Record) -> String {
    let line = record.locator.passage().map_or(0, |passage| passage.line);
    let who = if record.company.is_empty() { &record.person } else { &record.company };
    format!("line {line}: “{}”", shortened(who))
}

/// A person that has not the look of a person's name, or a heading that has not that of one.
fn not_named(record: &Record) -> Option<String> {
    let person = record.person.as_str();
    let words: Vec<&str> = person.split_whitespace().collect();
    let named = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && !word.contains(|c: char| c.is_ascii_digit() || "()[]=:%".contains(c))
    };
    let is_person = person.is_empty() || (2..=4).contains(&words.len()) && words.iter().all(named);
    if !is_person {
        return Some(format!("{}: “{}” may be no person", at(record), shortened(person)));
    }
    let headings = [record.category.as_str(), record.sector.as_str()];
    let strange = headings.into_iter().find(|text| !text.is_empty() && !is_heading_like(text))?;
    Some(format!("{}: “{}” may be no category", at(record), shortened(strange)))
}

/// A company in an element of another kind than the first: a line that is nothing but a company takes headings as well.
fn uneven(sheet: &Sheet<'_>, reading: &Extraction) -> Option<String> {
    const BLOCKS: [&str; 13] = ["li", "td", "th", "p", "dd", "dt", "div", "tr", "h1", "h2", "h3", "h4", "h5"];
    let markup = sheet.markup.as_ref().filter(|_| sheet.text.all == reading.text.all)?;
    let kind = |span: Span| {
        let block = |id: &u32| BLOCKS.contains(&markup.tree.name(*id).to_ascii_lowercase().as_str());
        let at = markup.element_at(span)?;
        let id = std::iter::once(at).chain(markup.tree.ancestors(at)).find(block)?;
        let class = markup.tree.attribute(id, "class").map(str::to_owned);
        Some((markup.tree.name(id).to_ascii_lowercase(), class))
    };
    let mut companies = reading.marks.iter().filter(|mark| mark.name == "company");
    let first = companies.next().map(|mark| kind(mark.span))?;
    let other = companies.find(|mark| kind(mark.span) != first)?;
    let line = sheet.text.line_at(other.span.from) + 1;
    let words = shortened(sheet.text.get(other.span));
    Some(format!("line {line}: “{words}” stands in an element of another kind than the first winner"))
}

/// A winner in a line that is left out, or words put aside that may name one or say a value.
fn left_out(rule: &Rule, reading: &Extraction, names: &[String]) -> Option<String> {
    let region = [&rule.region.from, &rule.region.until].into_iter().flatten();
    let mut lines = region.chain(rule.ignore.values()).map(Pattern::as_str);
    let known = || names.iter().map(String::as_str).chain(reading.records.iter().map(|r| r.company.as_str()));
    let names_one = |text: &&str| known().any(|name| !name.is_empty() && text.contains(name));
    if let Some(line) = lines.find(names_one) {
        return Some(format!("“{}” would be left out, and names a winner", shortened(line)));
    }
    // A column, a field, an element and a part cut by signs have a name of their own; what `…` stands for has none.
    let mut asides = reading.marks.iter().filter(|mark| leaves_gaps(rule) && mark.name == "aside");
    let placed = reading.records.iter().all(|record| record.place.is_some());
    let mark = asides.find(|mark| says_more(reading.text.get(mark.span), placed))?;
    let line = reading.text.line_at(mark.span.from) + 1;
    let words = shortened(reading.text.get(mark.span));
    Some(format!("line {line}: “{words}” would be put aside, and may name a winner or say a score"))
}

/// Whether a remark may say more than a comment: a capital, as names have, a number that is no year, or a place where
/// the records have none. The number of a series, "pour la 2e année", is no place.
fn says_more(remark: &str, placed: bool) -> bool {
    const OF_A_SERIES: [&str; 9] = ["année", "fois", "year", "time", "jahr", "mal", "año", "anno", "jaar"];
    let words: Vec<&str> =
        remark.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    words.iter().enumerate().any(|(at, word)| {
        let counts = word.chars().all(|c| c.is_ascii_digit()) && !year(word);
        let series = words.get(at + 1).is_some_and(|next| OF_A_SERIES.contains(next));
        let ranks = || !placed && !series && !year(word) && value::place(word).is_some();
        word.starts_with(char::is_uppercase) || counts || ranks()
    })
}

/// Words of this page in the patterns, or a sentence between two winners: no other page puts it so.
fn bound_to_the_page(rule: &Rule) -> Option<String> {
    const JOINS: [&str; 11] = [
        " et {", " and {", " y {", " und {", "} et ", "} and ", "} y ", "} und ", "devant", "ahead", "behind",
    ];
    let joined = |catch: &&Catch| JOINS.iter().any(|join| catch.pattern.as_str().contains(join));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let literal = |text: &str| {
        let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        parts.map(letters).sum::<usize>()
    };
    let items = || rule.lists.values().flat_map(|list| &list.items);
    let between = rule.lists.values().flat_map(|list| &list.between);
    let catches = rule.lines.iter().chain(items()).find(joined).map(|catch| catch.pattern.as_str());
    let long = || between.map(Pattern::as_str).find(|sign| letters(sign) > MOST_LETTERS_BETWEEN);
    let wordy = || items().map(|item| item.pattern.as_str()).find(|item| literal(item) > MOST_LETTERS_AROUND);
    let sentence = catches.or_else(long).or_else(wordy)?;
    Some(format!("“{}” is how this page puts it, and would fit no other", shortened(sentence)))
}

/// Moves that were taken for scores, words in small letters for companies, and the end of a sentence for a name.
fn other_words(reading: &Extraction, names: &[String]) -> Option<String> {
    let placed = reading.records.iter().any(|record| record.place.is_some());
    let moved = |text: &str| text.starts_with(['+', '-', '−', '▲', '▼']);
    let mut scores = reading.marks.iter().filter(|mark| placed && mark.name == "score");
    if let Some(mark) = scores.find(|mark| moved(reading.text.get(mark.span))) {
        let line = reading.text.line_at(mark.span.from) + 1;
        return Some(format!("line {line}: “{}” may be a move, and no score", reading.text.get(mark.span)));
    }
    // `vente-privee.com` is a name that begins small.
    let small = |name: &str| name.starts_with(char::is_lowercase) && !name.contains('.');
    let mut unlike = reading.records.iter().filter(|record| small(&record.company));
    let strange = unlike.next().filter(|_| !names.iter().any(|name| small(name)))?;
    Some(format!("{} is written in small letters, and no winner that you named is", at(strange)))
}
