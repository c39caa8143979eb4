//! Which form of a message a number asks for: the plural rules of every language, as Unicode's CLDR has them.

use std::cell::RefCell;
use std::collections::HashMap;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};

use workspace::Language;

/// The form that every counted message has.
pub(super) const OTHER: &str = "other";

/// The forms that a message may have. `none` is ours, for 0 where a language has words for it ("no list").
pub(super) const FORMS: [&str; 7] = ["none", "zero", "one", "two", "few", "many", OTHER];

/// Whether a table is the forms of one message, and no table of messages.
pub(super) fn is_counted(table: &toml::Table) -> bool {
    table.contains_key("one")
        || table.contains_key(OTHER) && table.keys().all(|key| FORMS.contains(&key.as_str()))
}

/// The forms that a language asks for beside `one` and `other`.
pub(crate) fn further(language: Language) -> Vec<&'static str> {
    // A million and its like are `many` in French and Spanish, where they take a word between: no message counts so far.
    let asked: Vec<&str> = (0..=200).map(|n| form(language, n)).collect();
    FORMS.into_iter().filter(|form| asked.contains(form) && !["one", OTHER].contains(form)).collect()
}

/// The form that a number asks for. A language that CLDR does not know is counted as English is.
pub(super) fn form(language: Language, n: u64) -> &'static str {
    thread_local! {
        static RULES: RefCell<HashMap<Language, Option<PluralRules>>> = RefCell::default();
    }
    let category = RULES.with_borrow_mut(|known| {
        let rules = known.entry(language).or_insert_with(|| rules(language));
        rules.as_ref().and_then(|rules| rules.select(n).ok())
    });
    match category {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) => OTHER,
        None => {
            if n == 1 {
                "one"
            } else {
                OTHER
            }
        }
    }
}

fn rules(language: Language) -> Option<PluralRules> {
    let known = PluralRules::get_locales(PluralRuleType::CARDINAL);
    let own = known.into_iter().find(|locale| *locale == language.code())?;
    PluralRules::create(own, PluralRuleType::CARDINAL).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(language: &str, numbers: &[u64]) -> String {
        let language = language.parse().unwrap();
        numbers.iter().map(|n| form(language, *n)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_language_counts_by_its_own_rules() {
        assert_eq!(forms("fr", &[0, 1, 2, 68]), "one one other other");
        for language in ["en", "de", "es", "it", "nl"] {
            assert_eq!(forms(language, &[0, 1, 2, 68]), "other one other other", "{language}");
        }
        assert_eq!(forms("pl", &[1, 2, 5, 12, 22, 25]), "one few many many few many");
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100]), "zero one two few many other");
        assert_eq!(forms("ja", &[1, 2]), "other other");
        assert_eq!(further("pl".parse().unwrap()), ["few", "many"]);
        assert!(further(Language::FR).is_empty());
    }
}
