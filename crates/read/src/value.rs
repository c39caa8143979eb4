//! What printed words mean: places, numbers, counts, days.

use std::sync::LazyLock;

use regex::Regex;

use model::text::counting::{month_of, number_of, place_marks, place_nouns, place_of, tied_words};
use model::{Day, Decimal, Place, Scale};

/// What may stand beside the number of a place, and says nothing more of it.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let (tied, marks, nouns) = (tied_words(), place_marks(), place_nouns());
    let tie = format!(r"=|\(=\)|\(?{tied}\)?");
    let sign = format!(r"n[o°º]\.? ?|nr\.? ?|# ?|{nouns} ");
    let digits = format!(r"\d{{1,5}} ?(?:{marks}|\.[°ºª])?");
    let whole = format!(
        r"^(?:(?<before>{tie})[ -]?)?(?:{sign})?(?:(?<digits>{digits})|(?<word>\p{{L}}+))[.:)]?(?: {nouns})?(?: ?(?<after>{tie}))?$"
    );
    Regex::new(&whole).expect("a fixed expression")
});

/// A place: `1er`, `3=`, `=3`, `joint 3rd`, `No 2`, `troisième ex æquo`. A cell states one place or none: a range
/// (`3-5`), a move (`▲2`), the former place in brackets, a year or a thousands mark (`1.000`, which is no first place) is
/// not guessed at.
pub(super) fn place(text: &str) -> Option<Place> {
    let small = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let found = PLACE.captures(&small)?;
    let number = match (found.name("digits"), found.name("word")) {
        (Some(digits), _) => number_before_letters(digits.as_str()).filter(|n| !is_year(digits.as_str(), *n)),
        (None, word) => place_of(word?.as_str()),
    };
    let number = number.filter(|n| *n > 0)?;
    Some(Place { number, tied: found.name("before").or(found.name("after")).is_some() })
}

fn number_before_letters(digits: &str) -> Option<u16> {
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..length].parse().ok()
}

/// Four digits alone that are a year more likely than a place.
fn is_year(digits: &str, number: u16) -> bool {
    digits.len() == 4 && (1900..=2100).contains(&number)
}

/// How many: `27`, `vingt`, `deuxième` for the second in a row.
pub(super) fn count(text: &str) -> Option<u32> {
    let small = text.trim().to_lowercase();
    let in_words = || number_of(&small).map(u32::from);
    let digits: String = small.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .trim_start_matches('+')
        .parse()
        .ok()
        .or_else(in_words)
        .or_else(|| place(&small).map(|p| u32::from(p.number)))
}

/// A score: `7,1`, `91.5`, `65,9 %`, `+52`, `−12`, `1 234,5`, `8,7/10`; with its scale where the words tell it. Nothing
/// where only the other numbers of its column could tell what a sign means (`1,234`).
pub(super) fn score(text: &str) -> Option<(Decimal, Option<Scale>)> {
    score_by(text, Signs::default(), None)
}

/// A score by what comma and point mean in its column. A number on the scale only with decimals has decimals.
pub(super) fn score_by(text: &str, signs: Signs, scale: Option<Scale>) -> Option<(Decimal, Option<Scale>)> {
    let (number, printed) = parted(text)?;
    let printed = printed.map(|scale| scale.parse()).transpose().ok()?;
    Some((number_by(number.as_str(), signs, printed.or(scale))?, printed))
}

/// Whether a text is a number, whatever its comma or point means.
pub(super) fn is_number(text: &str) -> bool {
    parted(text).is_some_and(|(number, scale)| {
        let decimals = Signs { comma: Some(Means::Decimals), point: Some(Means::Decimals) };
        scale.is_none_or(|scale| scale.parse::<Scale>().is_ok())
            && score_by(&number, decimals, None).is_some()
    }) || score(text).is_some()
}

/// The number of a score, in small letters, and the scale after it.
fn parted(text: &str) -> Option<(String, Option<String>)> {
    let text = text.trim();
    // Most of what is asked is the name of a company.
    if text.starts_with(char::is_alphabetic) {
        return None;
    }
    let small = text.to_lowercase();
    let over = || small.split_once(" sur ").or_else(|| small.split_once(" out of "));
    match small.split_once('/').or_else(|| small.contains(' ').then(over).flatten()) {
        Some((number, scale)) => Some((number.to_owned(), Some(scale.trim().to_owned()))),
        None => Some((small, None)),
    }
}

/// What a sign between digits means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    Decimals,
    Thousands,
}

/// What the comma and the point mean in a column of numbers, as far as its numbers prove it: `87,5` that the comma
/// stands before decimals, `1.234,5` the same and that the point parts thousands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    comma: Option<Means>,
    point: Option<Means>,
}

impl Signs {
    /// What the numbers of a column prove; a sign that is used both ways proves nothing.
    pub fn proven<'t>(column: impl Iterator<Item = &'t str>) -> Self {
        let numbers: Vec<String> = column.filter_map(|text| Some(digits_of(&parted(text)?.0).1)).collect();
        let proven = |sign: char| {
            let mut all = numbers.iter().filter_map(|number| by_itself(number, sign));
            let first = all.next()?;
            all.all(|other| other == first).then_some(first)
        };
        Self { comma: proven(','), point: proven('.') }
    }

    /// What a sign means in this number.
    fn meaning(self, number: &str, sign: char) -> Option<Means> {
        let (own, other) = if sign == ',' { (self.comma, self.point) } else { (self.point, self.comma) };
        let opposite = || match other? {
            Means::Decimals => Some(Means::Thousands),
            Means::Thousands => Some(Means::Decimals),
        };
        by_itself(number, sign).or(own).or_else(opposite)
    }
}

/// What a sign in a number means whatever its neighbours say: three digits after a single one leave it open.
fn by_itself(number: &str, sign: char) -> Option<Means> {
    let at = number.rfind(sign)?;
    let (whole, part) = (&number[..at], &number[at + 1..]);
    let other = if sign == ',' { '.' } else { ',' };
    if whole.contains(sign) {
        return Some(Means::Thousands);
    }
    match number.rfind(other) {
        Some(last) if last > at => Some(Means::Thousands),
        Some(_) => Some(Means::Decimals),
        None if part.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0" => None,
        None => Some(Means::Decimals),
    }
}

/// The sign before a number, and its digits with what stands between them; units and blanks go.
fn digits_of(text: &str) -> (&'static str, String) {
    let units = ["%", "points", "point", "pts", "pt", "fans", "de fans"];
    let bare =
        units.iter().fold(text.trim(), |text, unit| text.strip_suffix(unit).unwrap_or(text).trim_end());
    let negative = bare.strip_prefix(['-', '−', '–']);
    let digits = negative.unwrap_or_else(|| bare.strip_prefix('+').unwrap_or(bare));
    (if negative.is_some() { "-" } else { "" }, digits.chars().filter(|c| !c.is_whitespace()).collect())
}

fn number_by(text: &str, signs: Signs, scale: Option<Scale>) -> Option<Decimal> {
    let (minus, digits) = digits_of(text);
    let written = |meaning: &dyn Fn(char) -> Option<Means>| {
        let mut number = minus.to_owned();
        for c in digits.chars() {
            match c {
                ',' | '.' => match meaning(c)? {
                    Means::Decimals => number.push('.'),
                    Means::Thousands => {}
                },
                other => number.push(other),
            }
        }
        number.parse::<Decimal>().ok()
    };
    written(&|sign| signs.meaning(&digits, sign)).filter(|_| in_thousands(&digits, signs)).or_else(|| {
        let thousands = written(&|_| Some(Means::Thousands))?;
        let decimals = written(&|_| Some(Means::Decimals))?;
        scale.filter(|scale| scale.holds(decimals) && !scale.holds(thousands)).map(|_| decimals)
    })
}

/// Whether thousands are parted every three digits: `7,1,2` is no number.
fn in_thousands(digits: &str, signs: Signs) -> bool {
    let parts =
        |sign: &char| digits.contains(*sign) && signs.meaning(digits, *sign) == Some(Means::Thousands);
    [',', '.'].into_iter().filter(parts).all(|sign| {
        let other = if sign == ',' { '.' } else { ',' };
        let whole = digits.split(other).next().unwrap_or_default();
        whole.split(sign).skip(1).all(|group| group.len() == 3) && whole.find(sign).is_some_and(|at| at <= 3)
    })
}

/// In which order a column writes the numbers of its days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum DayOrder {
    #[default]
    Unproven,
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// The order that the days of a column prove: no month is above 12. Both orders in one column prove none.
    pub fn proven<'t>(column: impl Iterator<Item = &'t str>) -> Self {
        let orders: Vec<Self> = column.filter_map(|text| Self::by_itself(numbers_of(text)?)).collect();
        match orders.first() {
            Some(first) if orders.iter().all(|order| order == first) => *first,
            Some(_) | None => Self::Unproven,
        }
    }

    fn by_itself([first, second]: [u8; 2]) -> Option<Self> {
        match (first > 12, second > 12) {
            (true, false) => Some(Self::DayFirst),
            (false, true) => Some(Self::MonthFirst),
            (true, true) | (false, false) => None,
        }
    }
}

/// The two numbers before the year of a day whose order is not told by its signs: `07/06/2012`, not `7.6.2012`.
fn numbers_of(text: &str) -> Option<[u8; 2]> {
    let text = text.trim();
    let sign = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = text.split(sign).collect();
    let number = |part: &str| part.parse().ok().filter(|_| part.len() <= 2);
    match parts[..] {
        [first, second, year] if year.len() == 4 => Some([number(first)?, number(second)?]),
        _ => None,
    }
}

/// A day: `2012-06-07`, `7 juin 2012`, `June 7, 2012`, `7.6.2012`, `2012`; `07/06/2012` where the order is proven.
pub(super) fn day(text: &str, order: DayOrder) -> Option<Day> {
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let small = text.trim().to_lowercase();
    if let Ok(day) = small.parse() {
        return Some(day);
    }
    let signs: &[char] = if numbers_of(text).is_some() { &['/', '-'] } else { &[' ', '/', '.', ','] };
    let words: Vec<&str> = small.split(signs).filter(|word| !word.is_empty()).collect();
    let year = *words.iter().find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let numbers: Vec<u8> =
        words.iter().filter(|word| **word != year).filter_map(|word| day_number(word)).collect();
    let month = words.iter().find_map(|word| month_of(word));
    let order = match numbers_of(text) {
        Some([one, other]) if one == other => DayOrder::DayFirst,
        Some(pair) => DayOrder::by_itself(pair).unwrap_or(order),
        None => DayOrder::DayFirst,
    };
    let written = match (month, numbers[..].first(), numbers.get(1), order) {
        (Some(month), Some(day), None, _) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None, None, _) => format!("{year}-{month:02}"),
        (None, Some(day), Some(month), DayOrder::DayFirst)
        | (None, Some(month), Some(day), DayOrder::MonthFirst) => format!("{year}-{month:02}-{day:02}"),
        _ => return None,
    };
    written.parse().ok()
}

/// Whether a text is a day, with a year or without one.
pub(super) fn is_day(text: &str) -> bool {
    let small = text.trim().to_lowercase();
    let words: Vec<&str> = small.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let yearless = || {
        words.len() == 2
            && words.iter().any(|word| day_number(word).is_some())
            && words.iter().any(|word| month_of(word).is_some())
    };
    day(text, DayOrder::DayFirst).or_else(|| day(text, DayOrder::MonthFirst)).is_some() || yearless()
}

fn day_number(word: &str) -> Option<u8> {
    let length = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let ends = ["", "er", "st", "nd", "rd", "th"];
    ends.contains(&&word[length..]).then(|| word[..length].parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_six_languages() {
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
            ("Primer puesto", (1, false)),
            ("2.º", (2, false)),
            ("3.º empatados", (3, true)),
            ("Platz 6", (6, false)),
            ("Siebter Platz", (7, false)),
            ("terzo posto a pari merito", (3, true)),
            ("gedeelde 2e plaats", (2, true)),
            ("1st equal", (1, true)),
            ("joint second", (2, true)),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for bad in ["", "Banque", "0", "1,5", "99999999"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_may_be_another_number_is_no_place() {
        let thousands = ["1.000", "1,000", "1 000e", "1\u{a0}001"];
        let ranges = ["3-5", "3–5", "3 à 5", "1/20", "101+", "Top 10", ">100"];
        let moves = ["+2", "▲2", "↓ 3", "-1", "3 (5)", "3 (+2)", "(3)", "2 ▲1", "2→1", "2²"];
        let years = ["2024", "1999", "1er 2e", "12 34"];
        for bad in thousands.iter().chain(&ranges).chain(&moves).chain(&years) {
            assert_eq!(place(bad), None, "{bad}");
        }
        for (text, number) in [("1000", 1000), ("2 750", 0), ("999e", 999), ("1.º", 1), ("1er prix", 1)] {
            assert_eq!(place(text).map_or(0, |p| p.number), number, "{text}");
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
    fn what_a_sign_means_is_settled_by_the_whole_column() {
        let read = |column: &[&str], text: &str, scale: Option<&str>| {
            let signs = Signs::proven(column.iter().copied());
            score_by(text, signs, scale.map(|s| s.parse().unwrap())).map(|(number, _)| number.to_string())
        };
        assert_eq!(read(&["87,5", "1,234"], "1,234", None).as_deref(), Some("1.234"));
        assert_eq!(read(&["87,5", "1.234"], "1.234", None).as_deref(), Some("1234"));
        assert_eq!(read(&["1.234,5", "1.234"], "1.234", None).as_deref(), Some("1234"));
        assert_eq!(read(&["1,234,567", "1,234"], "1,234", None).as_deref(), Some("1234"));
        assert_eq!(read(&["0.875", "1.234"], "1.234", None).as_deref(), Some("1.234"));
        assert_eq!(read(&["1.401", "1,234", "10"], "1.401", None), None, "nothing proves either");
        assert_eq!(read(&["87,5", "1,234,567"], "1,234", None), None, "the column says both");
        assert_eq!(read(&["7.125"], "7.125", Some("10")).as_deref(), Some("7.125"), "7125 is off the scale");
        assert_eq!(read(&["7.125"], "7.125", Some("10000")), None);
        assert!(is_number("1,234") && is_number("87,5 %") && !is_number("1er"));
    }

    #[test]
    fn one_column_writes_its_days_in_one_order() {
        let read = |column: &[&str], text: &str| {
            day(text, DayOrder::proven(column.iter().copied())).map(|day| day.to_string())
        };
        assert_eq!(read(&["06/07/2024", "06/25/2024"], "06/07/2024").as_deref(), Some("2024-06-07"));
        assert_eq!(read(&["06/07/2024", "25/06/2024"], "06/07/2024").as_deref(), Some("2024-07-06"));
        assert_eq!(read(&["06/07/2024"], "06/07/2024"), None, "nothing proves the order");
        assert_eq!(read(&["06/07/2024", "13/01/2024", "01/13/2024"], "06/07/2024"), None, "both are proven");
        assert_eq!(read(&[], "05-05-2024").as_deref(), Some("2024-05-05"), "both orders say the same");
        assert_eq!(read(&[], "06/25/2024").as_deref(), Some("2024-06-25"));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let read = |text: &str| day(text, DayOrder::Unproven).map(|d| d.to_string());
        for text in ["2012-06-07", "7 juin 2012", "June 7, 2012", "7th June 2012", "7.6.2012"] {
            assert_eq!(read(text).as_deref(), Some("2012-06-07"), "{text}");
        }
        assert_eq!(read("mardi 1er février 2011").as_deref(), Some("2011-02-01"));
        assert_eq!(read("7 de junio de 2012").as_deref(), Some("2012-06-07"));
        assert_eq!(read("7 giugno 2012").as_deref(), Some("2012-06-07"));
        assert_eq!(read("octobre 2013").as_deref(), Some("2013-10"));
        assert_eq!(read("demain"), None);
    }

    #[test]
    fn counts_are_read_in_words() {
        assert_eq!(["27", "trois", "Five", "onzième", "veinte"].map(count), [27, 3, 5, 11, 20].map(Some));
    }
}
