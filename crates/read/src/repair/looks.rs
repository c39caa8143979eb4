//! Lines found again by what stands in them: the words around the parts of the known records changed.

use std::ops::Range;

use crate::learn::looks::{PLACE, SCORE, escaped};
use crate::learn::occurrences;
use crate::lines::bare;
use crate::page::Sheet;
use crate::value;
use model::Record;
use workspace::{Catch, Pattern, Rule, Setting};

/// The rule with the looks that the lines of the known winners have now, beside those it reads already.
pub(super) fn relined(sheet: &Sheet<'_>, rule: &Rule, known: &[Record]) -> Option<Rule> {
    let mut templates: Vec<String> = Vec::new();
    for record in known.iter().filter(|record| !record.company.is_empty()) {
        for occurrence in occurrences(sheet, &[record.company.to_string()]) {
            let line = sheet.text.lines[occurrence.line].span();
            let (text, _) = bare(sheet.text.get(line), line);
            let template = template(text, record);
            let read = rule.lines.iter().any(|catch| catch.pattern.whole().is_match(text));
            if !read && !templates.contains(&template) {
                templates.push(template);
            }
        }
    }
    let catch = |template: &String| {
        let pattern = Pattern::new(template).ok()?;
        Some(Catch { pattern, element: None, set: Setting::new(), also: vec![] })
    };
    let mut mended = rule.clone();
    mended.lines.extend(templates.iter().filter_map(catch));
    (mended.lines.len() > rule.lines.len()).then_some(mended)
}

/// The line with the names of the parts instead of their words.
fn template(text: &str, record: &Record) -> String {
    let words =
        |words: &str| text.find(words).map(|at| at..at + words.len()).filter(|range| !range.is_empty());
    let number = record.place.map(|place| place.number);
    let place = PLACE.find(text).map(|found| 0..found.as_str().trim_end_matches(['.', ' ', ')']).len());
    let place = place.filter(|range| value::place(&text[range.clone()]).map(|place| place.number) == number);
    let is_score = |text: &str| value::score(text).map(|(score, _)| score) == record.score;
    let score = SCORE.find_iter(text).filter(|found| is_score(found.as_str())).last();
    let found = [
        ("company", words(&record.company)),
        ("person", words(&record.person)),
        ("category", words(&record.category)),
        ("sector", words(&record.sector)),
        ("place", place),
        ("score", score.map(|found| found.range())),
    ];
    let mut parts: Vec<(Range<usize>, &str)> = Vec::new();
    for (name, range) in found {
        let Some(range) = range else { continue };
        if parts.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start) {
            parts.push((range, name));
        }
    }
    parts.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::new(), 0);
    for (range, name) in parts {
        out.push_str(&escaped(&text[at..range.start]));
        out.push_str(&format!("{{{name}}}"));
        at = range.end;
    }
    out + &escaped(&text[at..])
}
