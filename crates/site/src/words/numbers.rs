//! Numbers as a language writes them.

use std::collections::BTreeMap;

use model::Decimal;

use crate::words::Typography;

impl Typography {
    /// A whole number with its thousands apart.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let sign = if number < 0 { "−" } else { "" };
        format!("{sign}{}", self.grouped(&digits))
    }

    /// A decimal number as printed, with the language's mark.
    pub fn decimal(&self, value: Decimal) -> String {
        let printed = value.to_string();
        let (sign, digits) = printed.strip_prefix('-').map_or(("", printed.as_str()), |rest| ("−", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mark = self.decimal_mark();
        let whole = self.grouped(whole);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{part}") }
    }

    /// What stands between a number and its decimals.
    pub fn decimal_mark(&self) -> char {
        self.decimal
    }

    fn grouped(&self, digits: &str) -> String {
        let apart = digits.len() >= self.grouped_from;
        let ends = |i: usize| apart && i > 0 && (digits.len() - i).is_multiple_of(3);
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if ends(i) {
                grouped.push_str(&self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    pub fn percent(&self, percent: u64) -> String {
        self.percent.replace("{n}", &percent.to_string())
    }

    /// A text whose percentages are written as a program does, with them as the language writes them: `59% (13/22)`.
    pub fn percents(&self, text: &str) -> String {
        text.replace('%', self.percent.trim_start_matches("{n}"))
    }

    /// A number as an ordinal: `1er`, `2nd`.
    pub fn ordinal(&self, n: impl Into<u64>) -> String {
        let n = n.into();
        format!("{n}{}", self.ordinal_mark(n))
    }

    /// What follows the digits of an ordinal: `er`, `e`; `st`, `nd`, `rd`, `th`; `.`. The whole number decides
    /// (`1`), else its last two digits (`*11`), else its last (`*1`), else what is said of all (`*`).
    pub fn ordinal_mark(&self, n: u64) -> &str {
        mark(&self.ordinals, n).unwrap_or("")
    }

    /// The same where the noun is feminine: `re`; as of any noun, where the language declares none.
    pub fn feminine_mark(&self, n: u64) -> &str {
        mark(&self.feminine_ordinals, n).unwrap_or_else(|| self.ordinal_mark(n))
    }
}

fn mark(marks: &BTreeMap<String, String>, n: u64) -> Option<&str> {
    let forms = [n.to_string(), format!("*{:02}", n % 100), format!("*{}", n % 10), "*".into()];
    forms.iter().find_map(|form| marks.get(form)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use crate::words::tests::{english, french};
    use model::Decimal;

    #[test]
    fn numbers_follow_the_language() {
        let (fr, en) = (french().typography, english().typography);
        let price: Decimal = "-1234.50".parse().unwrap();
        assert_eq!(
            (fr.decimal(price).as_str(), en.decimal(price).as_str()),
            ("−1\u{202f}234,50", "−1,234.50")
        );
        assert_eq!((fr.number(68), en.number(1_000_000)), ("68".into(), "1,000,000".into()));
        assert_eq!((fr.percent(57), en.percent(57)), ("57\u{202f}%".into(), "57%".into()));
    }

    #[test]
    fn ordinals_follow_the_language() {
        let (fr, en) = (french().typography, english().typography);
        assert_eq!([1, 2, 11, 21].map(|n| fr.ordinal_mark(n)), ["er", "e", "e", "e"]);
        assert_eq!([1, 2, 11, 21].map(|n| fr.feminine_mark(n)), ["re", "e", "e", "e"]);
        assert_eq!(
            [1, 2, 3, 11, 12, 21, 102, 113].map(|n| en.ordinal_mark(n)),
            ["st", "nd", "rd", "th", "th", "st", "nd", "th"]
        );
        assert_eq!(en.feminine_mark(2), "nd");
    }
}
