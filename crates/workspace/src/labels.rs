//! Labels of editions in a source's rows that are most likely mistyped. Every label makes an edition of its own, so a
//! slip of the keyboard would silently become a second prize.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use crate::file::TextFile;
use crate::value::{Wrong, day, nearest, quoted};
use model::{Label, Source, Year};

/// A source may have rows some years outside the years in which it is said to be held: labels run ahead of ceremonies.
const SLACK: i64 = 2;
/// No award that is still kept paused for so long.
const LONGEST_PAUSE: u64 = 30;

/// Notes each doubtful label once, where it first stands. Labels that `sources.toml` declares are never doubtful; of the
/// others, a plain year or month is accepted where it is plausible, since editions need not all be declared.
pub fn check(file: &TextFile, source: &Source, labels: &BTreeMap<Label, Range<usize>>) {
    let undeclared = labels.iter().filter(|(label, _)| !source.editions.contains_key(label));
    for (label, span) in undeclared {
        let others = labels.keys().chain(source.editions.keys()).filter(|other| *other != label);
        let years: Vec<Year> = others.filter_map(Label::year).collect();
        if let Some(Wrong { why, remedy }) = doubt(source, *label, &years) {
            file.refuse(
                span.clone(),
                format!("{} cannot be an edition of {}: {why}", quoted(label.as_str()), source.id),
                remedy,
            );
        }
    }
}

fn doubt(source: &Source, label: Label, years: &[Year]) -> Option<Wrong> {
    let text = label.as_str();
    if let Some(whole) = without_decimals(text) {
        return Some(Wrong::new("a table program has made a number of it", format!("did you mean {whole}?")));
    }
    // Spreadsheets turn 2026 into 2026-01-01: such a row would be a second edition of the same year.
    if let Ok(day) = day(text)
        && day.day().is_some()
    {
        let remedy = format!(
            "did you mean {}? Otherwise declare it as [source.{}.edition.{text}]",
            day.year(),
            source.id
        );
        return Some(Wrong::new("it is a day, and an edition is a year or a month", remedy));
    }
    match label.year() {
        Some(year) if is_date(text) => implausible(source, year, years),
        None if text.len() >= 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(Wrong::new("it is not a year", "write four digits, or a label such as 2011-07"))
        }
        Some(_) | None if source.editions.is_empty() => None,
        Some(_) | None => Some(undeclared(source, text)),
    }
}

fn without_decimals(text: &str) -> Option<&str> {
    let (whole, decimals) = text.split_once(['.', ','])?;
    let digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let zeros = !decimals.is_empty() && decimals.bytes().all(|b| b == b'0');
    (digits && zeros).then_some(whole)
}

/// Whether a label is a year or a month and nothing else.
fn is_date(text: &str) -> bool {
    day(text).is_ok()
}

fn implausible(source: &Source, year: Year, years: &[Year]) -> Option<Wrong> {
    let slack = SLACK + source.label_offset.abs();
    if let Some(held) = source.held {
        let (first, last) = (held.from.get() - slack, held.to.get() + slack);
        let why = if year.get() < first {
            format!("it was first held in {}", held.from)
        } else if year.get() > last {
            format!("it was last held in {}", held.to)
        } else {
            return None;
        };
        let remedy = format!(
            "{}correct the year, or `held` in [source.{}]",
            a_century_off(year, first..=last),
            source.id
        );
        return Some(Wrong::new(why, remedy));
    }
    let distance = years.iter().map(|other| other.get().abs_diff(year.get())).min()?;
    let why = || format!("it lies {distance} years from every other edition");
    let remedy = || {
        let (first, last) =
            (years.iter().min().map_or(0, |y| y.get()), years.iter().max().map_or(0, |y| y.get()));
        let guess = a_century_off(year, first - slack..=last + slack);
        format!("{guess}correct the year, or declare it as [source.{}.edition.{year}]", source.id)
    };
    (distance > LONGEST_PAUSE).then(|| Wrong::new(why(), remedy()))
}

/// The year that is meant where only the century is mistyped: 2026 for 1926.
fn a_century_off(year: Year, plausible: RangeInclusive<i64>) -> String {
    let meant = [year.get() + 100, year.get() - 100].into_iter().find(|year| plausible.contains(year));
    meant.map(|year| format!("did you mean {year}? Otherwise ")).unwrap_or_default()
}

fn undeclared(source: &Source, text: &str) -> Wrong {
    let known: Vec<&str> = source.editions.keys().map(|label| label.as_str()).collect();
    let guess =
        nearest(text, &known).map(|near| format!("did you mean `{near}`? Otherwise ")).unwrap_or_default();
    let remedy = format!("{guess}declare it as [source.{}.edition.{text:?}]", source.id);
    Wrong::new("sources.toml does not declare it", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Edition, SourceId, Window};

    fn source(held: Option<(i64, i64)>, editions: &[&str]) -> Source {
        let year = |year| Year::new(year).unwrap();
        let mut source = Source::new(SourceId::new("podium").unwrap(), "Podium".to_owned());
        source.held = held.and_then(|(from, to)| Window::new(year(from), year(to)));
        source.editions =
            editions.iter().map(|label| (Label::new(label), Edition::new(Label::new(label)))).collect();
        source
    }

    fn told(source: &Source, label: &str, years: &[i64]) -> Option<String> {
        let years: Vec<Year> = years.iter().filter_map(|year| Year::new(*year)).collect();
        doubt(source, Label::new(label), &years).map(|wrong| format!("{}; {}", wrong.why, wrong.remedy))
    }

    #[test]
    fn a_year_that_went_through_a_table_program_is_told() {
        let told = told(&source(None, &[]), "2026.0", &[]).unwrap();
        assert!(told.ends_with("did you mean 2026?"), "{told}");
    }

    #[test]
    fn a_plain_year_need_not_be_declared() {
        let source = source(Some((2003, 2199)), &["2012", "2011-07"]);
        assert_eq!(told(&source, "2013", &[2012]), None);
        assert_eq!(told(&source, "2014-01", &[2012]), None);
    }

    #[test]
    fn a_year_before_the_source_was_held_is_told() {
        let held = source(Some((2003, 2199)), &[]);
        assert_eq!(told(&held, "2002", &[]), None, "labels may run ahead of the ceremony");
        let by_held = told(&held, "1926", &[]).unwrap();
        assert!(by_held.starts_with("it was first held in 2003; did you mean 2026?"), "{by_held}");
        let by_others = told(&source(None, &[]), "1926", &[2024, 2025]).unwrap();
        assert!(
            by_others.starts_with("it lies 98 years from every other edition; did you mean 2026?"),
            "{by_others}"
        );
        assert_eq!(told(&source(None, &[]), "1996", &[2024, 2025]), None);
    }

    #[test]
    fn another_label_must_be_declared_where_editions_are() {
        let waves = source(None, &["2020 vague 1"]);
        assert!(told(&waves, "2020 vague l", &[]).unwrap().contains("did you mean `2020 vague 1`?"));
        assert_eq!(told(&source(None, &[]), "7e", &[]), None);
        assert!(told(&source(None, &[]), "20266", &[]).unwrap().starts_with("it is not a year"));
    }
}
