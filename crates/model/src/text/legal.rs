//! The step that drops legal forms; the forms themselves are data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::letters;

/// One country's part of `legal_forms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    leading: Vec<String>,
}

/// A legal form as the words it is made of, last word first.
struct Form {
    words: Vec<String>,
    capitals: Capitals,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Any,
    AsWritten,
}

static COUNTRIES: LazyLock<BTreeMap<String, Forms>> =
    LazyLock::new(|| toml::from_str(include_str!("legal_forms.toml")).expect("legal_forms.toml is tested"));

/// The forms that may stand first.
static LEADING: LazyLock<Vec<&str>> =
    LazyLock::new(|| COUNTRIES.values().flat_map(|forms| &forms.leading).map(String::as_str).collect());

/// All forms by their last word in small letters, those of most words first.
static FORMS: LazyLock<BTreeMap<String, Vec<Form>>> = LazyLock::new(|| {
    let mut by_last = BTreeMap::<String, Vec<Form>>::new();
    for country in COUNTRIES.values() {
        let any = country.forms.iter().map(|form| (form, Capitals::Any));
        for (form, capitals) in any.chain(country.exact.iter().map(|form| (form, Capitals::AsWritten))) {
            let plain = letters::unicode(form).and_then(|t| letters::accents(&t)).unwrap_or(form.clone());
            let words: Vec<String> = plain.split(' ').rev().map(str::to_owned).collect();
            by_last.entry(words[0].to_ascii_lowercase()).or_default().push(Form { words, capitals });
        }
    }
    by_last.values_mut().for_each(|forms| forms.sort_by_key(|form| std::cmp::Reverse(form.words.len())));
    by_last
});

/// Drops legal forms from the end until none is left, never the first word; then one from the start.
pub(super) fn without(text: &str) -> Option<String> {
    let mut name = text;
    while let Some(shorter) = drop_one(name) {
        name = shorter;
    }
    if let Some((first, rest)) = name.split_once(' ')
        && LEADING.contains(&first)
        && rest.contains(char::is_alphanumeric)
    {
        name = rest.trim_start();
    }
    (name.len() < text.len()).then(|| name.to_owned())
}

fn drop_one(name: &str) -> Option<&str> {
    let (_, last) = last_word(name)?;
    let mut small = [0; 24];
    let small = small.get_mut(..last.len())?;
    small.copy_from_slice(last.as_bytes());
    small.make_ascii_lowercase();
    let forms = FORMS.get(std::str::from_utf8(small).ok()?)?;
    forms.iter().find_map(|form| before(name, form))
}

/// What stands before a form, if the name ends in it and something does.
fn before<'a>(name: &'a str, form: &Form) -> Option<&'a str> {
    let mut rest = name;
    for word in &form.words {
        let (shorter, last) = last_word(rest)?;
        let same = match form.capitals {
            Capitals::Any => last.eq_ignore_ascii_case(word),
            Capitals::AsWritten => last == word,
        };
        if !same {
            return None;
        }
        rest = shorter;
    }
    // “Tiffany & Co” is a name; “Co” after “&” belongs to it.
    let joined = last_word(rest).is_some_and(|(_, word)| matches!(word, "&" | "et" | "and" | "und" | "+"));
    (!joined && rest.contains(char::is_alphanumeric)).then_some(rest)
}

/// Splits off the last word, without the dots, commas and brackets around it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let edge = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')');
    let trimmed = text.trim_end_matches(edge);
    let (rest, word) = trimmed.rsplit_once(|c: char| c.is_whitespace() || matches!(c, ',' | '('))?;
    (!word.is_empty()).then(|| (rest.trim_end_matches(edge), word))
}
