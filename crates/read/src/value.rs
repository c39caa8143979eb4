//! What printed words mean: places, numbers, counts, days, in French, English and German.

use model::{Day, Decimal, Place, Scale};

/// Ordinals in words, in their order; the index is the place less one.
const ORDINALS: [&[&str]; 12] = [
    &["premier", "première", "premiere", "premiers", "premières", "first", "erste", "erster", "erstes"],
    &[
        "deuxième",
        "deuxieme",
        "deuxièmes",
        "second",
        "seconde",
        "seconds",
        "secondes",
        "zweite",
        "zweiter",
        "zweites",
    ],
    &["troisième", "troisieme", "troisièmes", "third", "dritte", "dritter", "drittes"],
    &["quatrième", "quatrieme", "fourth", "vierte", "vierter"],
    &["cinquième", "cinquieme", "fifth", "fünfte"],
    &["sixième", "sixieme", "sixth", "sechste"],
    &["septième", "septieme", "seventh"],
    &["huitième", "huitieme", "eighth"],
    &["neuvième", "neuvieme", "ninth"],
    &["dixième", "dixieme", "tenth"],
    &["onzième", "onzieme", "eleventh"],
    &["douzième", "douzieme", "twelfth"],
];

/// Numbers in words; the index is the number.
const CARDINALS: [&[&str]; 21] = [
    &[],
    &["un", "une", "one", "ein", "eine"],
    &["deux", "two", "zwei"],
    &["trois", "three", "drei"],
    &["quatre", "four", "vier"],
    &["cinq", "five", "fünf"],
    &["six", "sechs"],
    &["sept", "seven", "sieben"],
    &["huit", "eight", "acht"],
    &["neuf", "nine", "neun"],
    &["dix", "ten", "zehn"],
    &["onze", "eleven"],
    &["douze", "twelve"],
    &["treize", "thirteen"],
    &["quatorze", "fourteen"],
    &["quinze", "fifteen"],
    &["seize", "sixteen"],
    &["dix-sept", "seventeen"],
    &["dix-huit", "eighteen"],
    &["dix-neuf", "nineteen"],
    &["vingt", "twenty"],
];

/// The months, as they are written out and cut short.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "januar", "jan", "jänner"],
    &["février", "fevrier", "févr", "fév", "february", "februar", "feb"],
    &["mars", "march", "märz", "mar", "mär"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "juni", "jun"],
    &["juillet", "juil", "july", "juli", "jul"],
    &["août", "aout", "august", "aug"],
    &["septembre", "sept", "september", "sep"],
    &["octobre", "oct", "october", "oktober", "okt"],
    &["novembre", "nov", "november"],
    &["décembre", "decembre", "déc", "december", "dec", "dezember", "dez"],
];

/// A place: `1er`, `3=`, `=3`, `joint 3rd`, `No 2`, `troisième ex æquo`.
pub(super) fn place(text: &str) -> Option<Place> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Place { number: text.parse().ok().filter(|n| *n > 0)?, tied: false });
    }
    let small = text.to_lowercase();
    let tied = ["=", "joint", "ex æquo", "ex aequo", "ex-æquo", "ex-aequo", "(tie)"]
        .iter()
        .any(|mark| small.contains(mark));
    let word = small.split([' ', '=', '(', '.', ':', ')']).find(|word| ordinal(word).is_some())?;
    let number = ordinal(word).filter(|n| *n > 0)?;
    Some(Place { number, tied })
}

fn ordinal(word: &str) -> Option<u16> {
    let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_alphabetic());
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let ends = [
        "", "er", "ers", "ère", "ere", "re", "e", "è", "ème", "eme", "ième", "ieme", "nd", "nde", "st", "rd",
        "th", "°", "º", "èmes", "ª",
    ];
    if length > 0 {
        return ends.contains(&&digits[length..]).then(|| digits[..length].parse().ok()).flatten();
    }
    ORDINALS.iter().position(|words| words.contains(&word)).map(|at| at as u16 + 1)
}

/// How many: `27`, `vingt`, `deuxième` for the second in a row.
pub(super) fn count(text: &str) -> Option<u32> {
    let small = text.trim().to_lowercase();
    let in_words = || CARDINALS.iter().position(|words| words.contains(&small.as_str())).map(|at| at as u32);
    let digits: String = small.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .trim_start_matches('+')
        .parse()
        .ok()
        .or_else(in_words)
        .or_else(|| place(&small).map(|p| u32::from(p.number)))
}

/// A score: `7,1`, `91.5`, `65,9 %`, `+52`, `−12`, `1 234,5`, `8,7/10`; with its scale where the words tell it.
pub(super) fn score(text: &str) -> Option<(Decimal, Option<Scale>)> {
    let text = text.trim();
    // Most of what is asked is the name of a company.
    if text.starts_with(char::is_alphabetic) {
        return None;
    }
    let small = text.to_lowercase();
    let over = || small.split_once(" sur ").or_else(|| small.split_once(" out of "));
    match small.split_once('/').or_else(|| small.contains(' ').then(over).flatten()) {
        Some((number, scale)) => Some((number_of(number)?, Some(scale.trim().parse().ok()?))),
        None => Some((number_of(&small)?, None)),
    }
}

fn number_of(text: &str) -> Option<Decimal> {
    let units = ["%", "points", "point", "pts", "pt", "fans", "de fans"];
    let bare =
        units.iter().fold(text.trim(), |text, unit| text.strip_suffix(unit).unwrap_or(text).trim_end());
    let negative = bare.strip_prefix(['-', '−', '–']);
    let digits = negative.unwrap_or_else(|| bare.strip_prefix('+').unwrap_or(bare));
    let mut number = String::with_capacity(digits.len() + 1);
    number.extend(negative.map(|_| '-'));
    number.extend(digits.chars().filter(|c| !c.is_whitespace()));
    if let Some(comma) = number.find(',') {
        number.replace_range(comma..=comma, ".");
    }
    number.parse().ok()
}

/// A day: `2012-06-07`, `7 juin 2012`, `June 7, 2012`, `07/06/2012`, `2012`.
pub(super) fn day(text: &str) -> Option<Day> {
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let small = text.trim().to_lowercase();
    if let Ok(day) = small.parse() {
        return Some(day);
    }
    let words: Vec<&str> = small.split([' ', '/', '.', ',']).filter(|word| !word.is_empty()).collect();
    let year = *words.iter().find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let numbers: Vec<u8> =
        words.iter().filter(|word| **word != year).filter_map(|word| day_number(word)).collect();
    let month = words.iter().find_map(|word| month(word));
    let written = match (month, numbers[..].first(), numbers.get(1)) {
        (Some(month), Some(day), None) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None, None) => format!("{year}-{month:02}"),
        (None, Some(day), Some(month)) => format!("{year}-{month:02}-{day:02}"),
        _ => return None,
    };
    written.parse().ok()
}

fn day_number(word: &str) -> Option<u8> {
    let length = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let ends = ["", "er", "st", "nd", "rd", "th"];
    ends.contains(&&word[length..]).then(|| word[..length].parse().ok()).flatten()
}

fn month(word: &str) -> Option<u8> {
    MONTHS.iter().position(|names| names.contains(&word)).map(|at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_three_languages() {
        let read = |text: &str| place(text).map(|p| (p.number, p.tied));
        for (text, wanted) in [
            ("1er", (1, false)),
            ("2ème", (2, false)),
            ("troisième", (3, false)),
            ("3=", (3, true)),
            ("=3", (3, true)),
            ("joint 4th", (4, true)),
            ("3ème ex-aequo", (3, true)),
            ("12.", (12, false)),
            ("No 7", (7, false)),
            ("first", (1, false)),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for bad in ["", "Banque", "0", "1,5", "99999999"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn scores_keep_their_decimals_and_their_scale() {
        let read = |text: &str| score(text).map(|(n, s)| (n.to_string(), s.map(|s| s.high)));
        for (text, wanted) in [
            ("7,1", ("7.1", None)),
            ("65,9 %", ("65.9", None)),
            ("+52", ("52", None)),
            ("−12", ("-12", None)),
            ("8,70/10", ("8.70", Some(10))),
            ("7,1 sur 10", ("7.1", Some(10))),
            ("1 234,5", ("1234.5", None)),
        ] {
            assert_eq!(read(text), Some((wanted.0.to_owned(), wanted.1)), "{text}");
        }
        assert_eq!(read("n.c."), None);
        assert_eq!(read("7,1,2"), None);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let read = |text: &str| day(text).map(|d| d.to_string());
        for text in ["2012-06-07", "7 juin 2012", "June 7, 2012", "7th June 2012", "07/06/2012", "7.6.2012"] {
            assert_eq!(read(text).as_deref(), Some("2012-06-07"), "{text}");
        }
        assert_eq!(read("mardi 1er février 2011").as_deref(), Some("2011-02-01"));
        assert_eq!(read("octobre 2013").as_deref(), Some("2013-10"));
        assert_eq!(read("demain"), None);
    }

    #[test]
    fn counts_are_read_in_words() {
        assert_eq!(["27", "trois", "Five", "onzième"].map(count), [Some(27), Some(3), Some(5), Some(11)]);
    }
}
