//! How pages count, in six languages: the words of places, counts, months and enumerations. The words are data.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

/// One language's part of `counting.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountingWords {
    places: Vec<String>,
    numbers: Vec<String>,
    months: Vec<String>,
    marks: String,
    noun: String,
    counted: String,
    tied: Vec<String>,
    between: Vec<String>,
}

static LANGUAGES: LazyLock<BTreeMap<String, CountingWords>> =
    LazyLock::new(|| toml::from_str(include_str!("counting.toml")).expect("counting.toml is tested"));

static PLACES: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| in_order(|counting| &counting.places));
static NUMBERS: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| in_order(|counting| &counting.numbers));
static MONTHS: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| in_order(|counting| &counting.months));

/// The words of every language by their number.
fn in_order(list: impl Fn(&'static CountingWords) -> &'static Vec<String>) -> HashMap<&'static str, u16> {
    let numbered = LANGUAGES.values().flat_map(|counting| (1..).zip(list(counting)));
    numbered.flat_map(|(number, words)| words.split(' ').map(move |word| (word, number))).collect()
}

/// The place that a word names, in small letters: `zweiter`, `segunda`.
pub fn place_of(word: &str) -> Option<u16> {
    PLACES.get(word).copied()
}

/// The number that a word names, in small letters: `vingt`, `twaalf`.
pub fn number_of(word: &str) -> Option<u16> {
    NUMBERS.get(word).copied()
}

/// The month that a word names, in small letters, written out or cut short.
pub fn month_of(word: &str) -> Option<u8> {
    MONTHS.get(word).and_then(|month| u8::try_from(*month).ok())
}

/// The words of places as one of many, for an expression.
pub fn place_words() -> String {
    one_of(PLACES.keys().copied())
}

/// The words of numbers as one of many.
pub fn number_words() -> String {
    one_of(NUMBERS.keys().copied())
}

/// What follows the digits of a place: `er`, `th`, `.º`.
pub fn place_marks() -> String {
    one_of(LANGUAGES.values().flat_map(|counting| counting.marks.split_whitespace()))
}

/// What a place is called: `rang`, `Platz`, `puesto`.
pub fn place_nouns() -> String {
    one_of(LANGUAGES.values().flat_map(|counting| counting.noun.split(' ')))
}

/// What an ordinal counts that is no place: `fois`, `years`, `edición`.
pub fn counted_words() -> String {
    one_of(LANGUAGES.values().flat_map(|counting| counting.counted.split(' ')))
}

/// What stands beside a place that several share.
pub fn tied_words() -> String {
    one_of(LANGUAGES.values().flat_map(|counting| &counting.tied).map(String::as_str))
}

/// What parts the last two of an enumeration.
pub fn between_words() -> String {
    one_of(between().map(String::as_str))
}

/// Whether an enumeration would be cut inside this name: `Pierre & Vacances` is not, `Bed and Breakfast` is.
pub fn is_parted(name: &str) -> bool {
    name.contains(',') || between().any(|word| name.contains(&format!(" {word} ")))
}

fn between() -> impl Iterator<Item = &'static String> {
    LANGUAGES.values().flat_map(|counting| &counting.between)
}

/// The longest first, since an expression takes the first that fits; a blank may be a hyphen, or missing.
fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.chars().count()), *word));
    words.dedup();
    let written = words.iter().map(|word| regex::escape(word).replace(' ', "[ -]?"));
    format!("(?:{})", written.collect::<Vec<_>>().join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_to_twelve_places_twenty_things_and_twelve_months() {
        for (language, counting) in LANGUAGES.iter() {
            let counted = [counting.places.len(), counting.numbers.len(), counting.months.len()];
            assert_eq!(counted, [12, 20, 12], "{language}");
        }
    }

    #[test]
    fn no_word_means_two_numbers() {
        let lists: [fn(&CountingWords) -> &Vec<String>; 3] = [|c| &c.places, |c| &c.numbers, |c| &c.months];
        for list in lists {
            let mut seen = HashMap::new();
            for (number, words) in LANGUAGES.values().flat_map(|counting| (1..).zip(list(counting))) {
                for word in words.split(' ') {
                    let before: u16 = *seen.entry(word).or_insert(number);
                    assert_eq!(before, number, "{word} is two numbers");
                }
            }
        }
    }

    #[test]
    fn words_count_in_their_language() {
        assert_eq!(["zweiter", "segunda", "terzo", "vierde"].map(place_of), [2, 2, 3, 4].map(Some));
        assert_eq!(["vingt", "dieciséis", "twaalf"].map(number_of), [20, 16, 12].map(Some));
        assert_eq!(["enero", "maart", "lug", "déc"].map(month_of), [1, 3, 7, 12].map(Some));
        assert!(is_parted("Ortega y Gasset") && !is_parted("Pierre & Vacances"));
    }
}
