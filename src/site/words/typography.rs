//! How a language writes: spaces, numbers, ordinals, dates, and the French elision.

use crate::catalog::Language;
use crate::model::{Day, Decimal};

/// U+202F, the narrow no-break space of French typography.
const NARROW: char = '\u{202f}';
/// U+00A0, between the parts of a date.
const NO_BREAK: char = '\u{a0}';

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// French names that begin with a mute h; foreign ones and initials are aspirated, and far more common.
const MUTE_H: [&str; 6] = ["Harmonie", "Hermès", "Habitat", "Humanis", "Hôtel", "Histoire"];

/// How a language writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) struct Typography(Language);

impl Typography {
    /// The typography of a language.
    pub fn of(language: Language) -> Self {
        Self(language)
    }

    /// The language's code, as in `lang="fr"`.
    pub fn code(self) -> &'static str {
        match self.0 {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }

    /// Whether the number takes the singular: 0 and 1 in French, 1 in English.
    pub fn is_singular(self, n: i64) -> bool {
        match self.0 {
            Language::Fr => (-1..=1).contains(&n),
            Language::En => n == 1,
        }
    }

    /// A sentence of ours with the language's apostrophes and spaces.
    pub fn set(self, text: &str) -> String {
        let text = text.replace('\'', "’");
        match self.0 {
            Language::En => text,
            Language::Fr => {
                let before = [';', ':', '!', '?', '%', '»']
                    .map(|mark| (format!(" {mark}"), format!("{NARROW}{mark}")));
                let text = before.iter().fold(text, |text, (plain, narrow)| text.replace(plain, narrow));
                text.replace("« ", &format!("«{NARROW}"))
            }
        }
    }

    /// A printed name between the language's quotation marks.
    pub fn quoted(self, printed: &str) -> String {
        match self.0 {
            Language::Fr => format!("«{NARROW}{printed}{NARROW}»"),
            Language::En => format!("“{printed}”"),
        }
    }

    /// A whole number with its thousands apart.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let sign = if number < 0 { "−" } else { "" };
        format!("{sign}{}", self.grouped(&digits))
    }

    /// A decimal number as printed, with the language's mark.
    pub fn decimal(self, value: Decimal) -> String {
        let printed = value.to_string();
        let (sign, digits) = printed.strip_prefix('-').map_or(("", printed.as_str()), |rest| ("−", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mark = self.decimal_mark();
        let whole = self.grouped(whole);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{part}") }
    }

    /// What stands between a number and its decimals.
    pub fn decimal_mark(self) -> char {
        match self.0 {
            Language::Fr => ',',
            Language::En => '.',
        }
    }

    fn grouped(self, digits: &str) -> String {
        let mark = match self.0 {
            Language::Fr => NARROW,
            Language::En => ',',
        };
        let ends = |i: usize| i > 0 && (digits.len() - i).is_multiple_of(3);
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if ends(i) {
                grouped.push(mark);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A whole percentage.
    pub fn percent(self, percent: u64) -> String {
        match self.0 {
            Language::Fr => format!("{percent}{NARROW}%"),
            Language::En => format!("{percent}%"),
        }
    }

    /// What follows the digits of an ordinal: `er`, `e`; `st`, `nd`, `rd`, `th`.
    pub fn ordinal_mark(self, n: u64) -> &'static str {
        match (self.0, n % 100, n % 10) {
            (Language::Fr, _, _) if n == 1 => "er",
            (Language::Fr, _, _) => "e",
            (Language::En, 11..=13, _) => "th",
            (Language::En, _, 1) => "st",
            (Language::En, _, 2) => "nd",
            (Language::En, _, 3) => "rd",
            (Language::En, _, _) => "th",
        }
    }

    /// A day as far as it is known: `7 juin 2012`, `juin 2012`, `2012`; `7 June 2012`.
    pub fn day(self, day: Day) -> String {
        let Some(month) = day.month() else { return day.year().to_string() };
        let names = match self.0 {
            Language::Fr => MONTHS_FR,
            Language::En => MONTHS_EN,
        };
        let month = names[usize::try_from(month - 1).expect("a month is 1 to 12")];
        let year = day.year();
        match (self.0, day.day()) {
            (_, None) => format!("{month}{NO_BREAK}{year}"),
            (Language::Fr, Some(1)) => format!("1er{NO_BREAK}{month}{NO_BREAK}{year}"),
            (_, Some(date)) => format!("{date}{NO_BREAK}{month}{NO_BREAK}{year}"),
        }
    }

    /// A day as the APA style dates a page: `2026, 21 novembre`; `2026, November 21`.
    pub fn apa_day(self, day: Day) -> String {
        match (day.month().and_then(|month| self.month(month)), day.day()) {
            (Some(month), Some(date)) => match self.0 {
                Language::Fr => format!("{}, {date}{NO_BREAK}{month}", day.year()),
                Language::En => format!("{}, {month}{NO_BREAK}{date}", day.year()),
            },
            (_, None) | (None, _) => day.year().to_string(),
        }
    }

    /// A day as the Chicago style writes it: `21 novembre 2026`; `November 21, 2026`.
    pub fn chicago_day(self, day: Day) -> String {
        match (self.0, day.month().and_then(|month| self.month(month)), day.day()) {
            (Language::En, Some(month), Some(date)) => format!("{month}{NO_BREAK}{date}, {}", day.year()),
            (Language::En | Language::Fr, _, _) => self.day(day),
        }
    }

    /// From one day to another, saying the month and the year once where they share them: `9–27 octobre 2026`,
    /// `28 mars – 14 avril 2027`.
    pub fn days(self, from: Day, to: Day) -> String {
        let whole = self.day(to);
        let Some(first) = from.day().filter(|_| from.year() == to.year() && from != to) else {
            return if from == to { whole } else { format!("{} – {whole}", self.day(from)) };
        };
        let first = self.date(first);
        match from.month().and_then(|month| self.month(month)) {
            Some(month) if from.month() != to.month() => format!("{first}{NO_BREAK}{month} – {whole}"),
            Some(_) | None => format!("{first}–{whole}"),
        }
    }

    /// The number of a day in its month.
    fn date(self, date: i8) -> String {
        match (self.0, date) {
            (Language::Fr, 1) => "1er".into(),
            (Language::Fr | Language::En, _) => date.to_string(),
        }
    }

    /// The name of a month, 1 to 12.
    pub fn month(self, month: i8) -> Option<&'static str> {
        let names = match self.0 {
            Language::Fr => MONTHS_FR,
            Language::En => MONTHS_EN,
        };
        names.get(usize::try_from(month - 1).ok()?).copied()
    }

    /// "of" before a name: `d’Orange`, `de Veepee`; `of Orange`.
    pub fn of_name(self, name: &str) -> String {
        match self.0 {
            Language::En => format!("of {name}"),
            Language::Fr if elides(name) => format!("d’{name}"),
            Language::Fr => format!("de {name}"),
        }
    }

    /// Takes the vowel from a "que" or "de" that ends what is said, where the next word asks for it: `qu’Orange`.
    /// The next word may stand in markup.
    pub fn elide(self, said: &mut String, next: &str) {
        let word = next.strip_prefix('<').and_then(|tag| tag.split_once('>')).map_or(next, |(_, word)| word);
        let vowel_lost = said.strip_suffix("e ").filter(|s| s.ends_with("qu") || s.ends_with(" d"));
        if let (Language::Fr, Some(kept)) = (self.0, vowel_lost.map(str::len).filter(|_| elides(word))) {
            said.truncate(kept);
            said.push('’');
        }
    }
}

/// Whether "de" loses its vowel before the name.
fn elides(name: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let first = letters.next();
    let vowel = |c: char| "aàâäeéèêëiîïoôöuùûüyœæ".contains(c);
    match first {
        // "Yoplait" and "Oui" begin with a half-consonant.
        Some('y') => letters.next().is_some_and(|c| !vowel(c)),
        Some('o') => !["oui", "onz"].iter().any(|kept| name.to_lowercase().starts_with(kept)),
        Some('h') => MUTE_H.iter().any(|mute| name.starts_with(mute)),
        Some(c) => vowel(c),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FR: Typography = Typography(Language::Fr);
    const EN: Typography = Typography(Language::En);

    #[test]
    fn french_marks_are_held_by_a_narrow_space() {
        assert_eq!(
            FR.set("« l'an » : 57 % ; oui ?"),
            "«\u{202f}l’an\u{202f}»\u{202f}: 57\u{202f}%\u{202f}; oui\u{202f}?"
        );
        assert_eq!(EN.set("the year's: 57%"), "the year’s: 57%");
    }

    #[test]
    fn numbers_follow_the_language() {
        let price: Decimal = "-1234.50".parse().unwrap();
        assert_eq!(
            (FR.decimal(price).as_str(), EN.decimal(price).as_str()),
            ("−1\u{202f}234,50", "−1,234.50")
        );
        assert_eq!((FR.number(68), EN.number(1_000_000)), ("68".into(), "1,000,000".into()));
        assert_eq!((FR.percent(57), EN.percent(57)), ("57\u{202f}%".into(), "57%".into()));
    }

    #[test]
    fn ordinals_and_days_follow_the_language() {
        assert_eq!([1, 2, 11, 21].map(|n| FR.ordinal_mark(n)), ["er", "e", "e", "e"]);
        assert_eq!(
            [1, 2, 3, 11, 12, 21, 102, 113].map(|n| EN.ordinal_mark(n)),
            ["st", "nd", "rd", "th", "th", "st", "nd", "th"]
        );
        let day = |t: &str| t.parse::<Day>().unwrap();
        assert_eq!(FR.day(day("2012-06-07")), "7\u{a0}juin\u{a0}2012");
        assert_eq!(FR.day(day("2012-08-01")), "1er\u{a0}août\u{a0}2012");
        let opened = day("2026-11-21");
        assert_eq!(FR.apa_day(opened), "2026, 21\u{a0}novembre");
        assert_eq!(EN.apa_day(opened), "2026, November\u{a0}21");
        assert_eq!(EN.chicago_day(opened), "November\u{a0}21, 2026");
        assert_eq!(
            (FR.chicago_day(day("2026-11")), EN.apa_day(day("2026"))),
            ("novembre\u{a0}2026".into(), "2026".into())
        );
        assert_eq!((EN.day(day("2012-06")), EN.day(day("2012"))), ("June\u{a0}2012".into(), "2012".into()));
    }

    #[test]
    fn de_is_elided_before_a_vowel() {
        let of = |name| FR.of_name(name);
        for name in ["Orange", "EDF", "Élu", "Yves Rocher", "Hermès", "Œuvre", "Ooreka"] {
            assert!(of(name).starts_with("d’"), "{}", of(name));
        }
        for name in ["Veepee", "Yoplait", "Honda", "Ouigo", "3 Suisses", ""] {
            assert!(of(name).starts_with("de "), "{}", of(name));
        }
        assert_eq!(EN.of_name("Orange"), "of Orange");
    }

    #[test]
    fn que_and_de_are_elided_where_a_name_follows() {
        let said = |before: &str, next: &str| {
            let mut said = before.to_owned();
            FR.elide(&mut said, next);
            said + next
        };
        assert_eq!(said("un de plus que ", "Orange"), "un de plus qu’Orange");
        assert_eq!(said("le titre de ", "<a href=\"x\">EDF</a>"), "le titre d’<a href=\"x\">EDF</a>");
        assert_eq!(said("plus que ", "Danone"), "plus que Danone");
        assert_eq!(said("plus de ", "onze"), "plus de onze");
        assert_eq!(said("à la suite ", "Orange"), "à la suite Orange");
    }
}
