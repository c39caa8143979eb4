//! How a language writes: the table `[typography]` of its words, and what it does to our sentences.

use std::collections::BTreeMap;

use serde::Deserialize;

use workspace::Language;

use crate::words::plural;

/// U+202F, the narrow no-break space of French typography.
const NARROW: char = '\u{202f}';

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Typography {
    #[serde(skip, default = "english")]
    language: Language,
    /// What stands between a number and its decimals.
    pub(super) decimal: char,
    /// What stands between thousands; may be empty.
    pub(super) thousands: String,
    /// How many digits a number has at least whose thousands stand apart: `1.234`, or from 5 on `1234` and `12.345`.
    #[serde(default = "four")]
    pub(super) grouped_from: usize,
    /// A percentage, with the blank `{n}`.
    pub(super) percent: String,
    /// What follows the digits of an ordinal, by the digits that it ends in.
    pub(super) ordinals: BTreeMap<String, String>,
    /// Of these, those that differ where the noun is feminine.
    #[serde(default)]
    pub(super) feminine_ordinals: BTreeMap<String, String>,
    /// What stands before and after a name that is quoted.
    quotes: [String; 2],
    /// Marks that a narrow no-break space holds to the word before.
    narrow_before: String,
    /// Marks that a narrow no-break space holds to the word after.
    narrow_after: String,
    pub(super) months: [String; 12],
    /// The number of a day in its month, with the blank `{n}`.
    pub(super) date: String,
    /// The number of the first day of a month.
    pub(super) first_date: String,
    /// A day, with the blanks `{date}`, `{month}` and `{year}`.
    pub(super) day: String,
    /// A day of a year that is said after it; where none is declared, `day` up to its year.
    pub(super) day_in_year: Option<String>,
    /// A month of a year, with the blanks `{month}` and `{year}`.
    pub(super) month: String,
    /// A day as the APA style dates a page.
    pub(super) apa_day: String,
    /// A day as the Chicago style writes it.
    pub(super) chicago_day: String,
    /// "of" before a name, with the blank `{name}`.
    of: String,
    /// Endings of what is said that give up their last vowel, and the blank after it, before another vowel.
    pub(super) elided: Vec<String>,
    /// Names that begin with a mute h; foreign ones and initials are aspirated, and far more common.
    pub(super) mute_h: Vec<String>,
    /// What "and" becomes before words that begin so.
    #[serde(default)]
    and_before: BTreeMap<String, Vec<String>>,
}

fn four() -> usize {
    4
}

fn english() -> Language {
    Language::EN
}

impl Typography {
    /// The typography that a table declares for a language.
    pub fn read(language: Language, table: toml::Table) -> Result<Self, toml::de::Error> {
        Ok(Self { language, ..table.try_into()? })
    }

    /// The language's code, as in `lang="fr"`.
    pub fn code(&self) -> &'static str {
        self.language.code()
    }

    /// The form that a number asks for: `one` for 0 and 1 in French, for 1 in English.
    pub fn plural(&self, n: i64) -> &'static str {
        plural::form(self.language, n.unsigned_abs())
    }

    /// A sentence of ours with the language's apostrophes and spaces.
    pub fn set(&self, text: &str) -> String {
        let text = text.replace('\'', "’");
        let before = |text: String, mark: char| text.replace(&format!(" {mark}"), &format!("{NARROW}{mark}"));
        let after = |text: String, mark: char| text.replace(&format!("{mark} "), &format!("{mark}{NARROW}"));
        self.narrow_after.chars().fold(self.narrow_before.chars().fold(text, before), after)
    }

    /// A printed name between the language's quotation marks.
    pub fn quoted(&self, printed: &str) -> String {
        let [open, close] = &self.quotes;
        format!("{open}{printed}{close}")
    }

    /// What "and" becomes before a name, where it does not stay as it is.
    pub fn and_before(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let starts =
            self.and_before.iter().flat_map(|(and, starts)| starts.iter().map(move |start| (start, and)));
        // The longest decides: `e Hipercor`, but `y Hielos`.
        let longest =
            starts.filter(|(start, _)| name.starts_with(*start)).max_by_key(|(start, _)| start.len());
        longest.map(|(_, and)| and.as_str())
    }

    /// "of" before a name: `d’Orange`, `de Veepee`; `of Orange`.
    pub fn of_name(&self, name: &str) -> String {
        let (before, after) = self.of.split_once("{name}").unwrap_or((&self.of, ""));
        let mut said = before.to_owned();
        self.elide(&mut said, name);
        said + name + after
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;
    use crate::words::tests::{english, french};

    #[test]
    fn french_marks_are_held_by_a_narrow_space() {
        assert_eq!(
            french().typography.set("« l'an » : 57 % ; oui ?"),
            "«\u{202f}l’an\u{202f}»\u{202f}: 57\u{202f}%\u{202f}; oui\u{202f}?"
        );
        assert_eq!(english().typography.set("the year's: 57%"), "the year’s: 57%");
    }

    #[test]
    fn and_gives_way_to_the_vowel_after_it() {
        let and = |language: &str, name: &str| {
            let language = language.parse().unwrap();
            let words = crate::press::assets::builtin(&format!("words/{language}.toml")).unwrap();
            Words::read(language, &[&words]).unwrap().and(name).unwrap()
        };
        let spanish =
            ["Iberia", "Hipercor", "ING", "Hielos Cubi", "Yoigo", "Eroski"].map(|name| and("es", name));
        assert_eq!(spanish, ["e", "e", "e", "y", "y", "y"]);
        assert_eq!(["Enel", "Edison", "Intesa"].map(|name| and("it", name)), ["ed", "ed", "e"]);
        assert_eq!([and("fr", "Ibis"), and("en", "Ibis"), and("nl", "Ibis")], ["et", "and", "en"]);
    }

    #[test]
    fn de_is_elided_before_a_vowel() {
        let words = french();
        let of = |name| words.typography.of_name(name);
        for name in ["Orange", "EDF", "Élu", "Yves Rocher", "Hermès", "Œuvre", "Ooreka"] {
            assert!(of(name).starts_with("d’"), "{}", of(name));
        }
        for name in ["Veepee", "Yoplait", "Honda", "Ouigo", "3 Suisses", ""] {
            assert!(of(name).starts_with("de "), "{}", of(name));
        }
        assert_eq!(english().typography.of_name("Orange"), "of Orange");
    }
}
