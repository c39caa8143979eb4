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
    #[serde(default)]
    affixed: Vec<String>,
}

/// A legal form as the words it is made of, last word first.
struct LegalForm {
    words: Vec<String>,
    /// Whether it is one only in these capitals.
    exact: bool,
}

static COUNTRIES: LazyLock<BTreeMap<String, Forms>> =
    LazyLock::new(|| toml::from_str(include_str!("legal_forms.toml")).expect("legal_forms.toml is tested"));

/// The forms that may stand first, and those that stick to either end, the longest of each first.
static LEADING: LazyLock<Vec<String>> = LazyLock::new(|| longest_first(|country| &country.leading));
static AFFIXED: LazyLock<Vec<String>> = LazyLock::new(|| longest_first(|country| &country.affixed));

fn longest_first(of: impl Fn(&'static Forms) -> &'static Vec<String>) -> Vec<String> {
    let mut forms: Vec<String> = COUNTRIES.values().flat_map(of).map(|form| plain(form)).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms
}

/// A form as the steps before this one leave it.
fn plain(form: &str) -> String {
    letters::unicode(form).and_then(|text| letters::accents(&text)).unwrap_or_else(|| form.to_owned())
}

/// All forms by their last word in small letters, those of most words first.
static FORMS: LazyLock<BTreeMap<String, Vec<LegalForm>>> = LazyLock::new(|| {
    let mut by_last = BTreeMap::<String, Vec<LegalForm>>::new();
    for country in COUNTRIES.values() {
        let any = country.forms.iter().map(|form| (form, false));
        for (form, exact) in any.chain(country.exact.iter().map(|form| (form, true))) {
            let words: Vec<String> = plain(form).split(' ').rev().map(str::to_owned).collect();
            by_last.entry(words[0].to_ascii_lowercase()).or_default().push(LegalForm { words, exact });
        }
    }
    by_last.values_mut().for_each(|forms| forms.sort_by_key(|form| std::cmp::Reverse(form.words.len())));
    by_last
});

/// Drops legal forms from the end until none is left, never the first word; then one from the start.
pub(super) fn without(text: &str) -> Option<String> {
    let mut name = text;
    while let Some(shorter) = drop_one(name).or_else(|| drop_affixed(name)) {
        name = shorter;
    }
    name = LEADING.iter().find_map(|form| after(name, form)).unwrap_or(name);
    (name.len() < text.len()).then(|| name.to_owned())
}

/// Whether words are nothing but legal forms: `Inc.`, `Co., Ltd`, `株式会社`. It was cut off a name.
pub fn is_legal_form(text: &str) -> bool {
    let plain = plain(text);
    let folded = letters::initials(&plain).unwrap_or(plain);
    let bare = folded.trim_matches(is_edge);
    // Only what stands behind a name is a form; `x` is the shortest name.
    let behind = format!("x {bare}");
    !bare.is_empty()
        && (without(&behind).is_some_and(|rest| rest == "x") || AFFIXED.iter().any(|form| form == bare))
}

/// What stands behind a form at the start, if anything does.
fn after<'a>(name: &'a str, form: &str) -> Option<&'a str> {
    let rest = name.strip_prefix(form)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let apart = rest.starts_with(char::is_whitespace) && rest.contains(char::is_alphanumeric);
    apart.then(|| rest.trim_start())
}

/// A name without a form that sticks to one of its ends; scripts without blanks have such forms.
fn drop_affixed(name: &str) -> Option<&str> {
    if name.is_ascii() {
        return None;
    }
    let bare = name.trim_matches(char::is_whitespace);
    let without =
        |form: &'static String| bare.strip_suffix(form.as_str()).or_else(|| bare.strip_prefix(form.as_str()));
    let rest =
        AFFIXED.iter().find_map(without)?.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
    rest.contains(char::is_alphanumeric).then_some(rest)
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
fn before<'a>(name: &'a str, form: &LegalForm) -> Option<&'a str> {
    let mut rest = name;
    for word in &form.words {
        let (shorter, last) = last_word(rest)?;
        if !(last == word || !form.exact && last.eq_ignore_ascii_case(word)) {
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
    let trimmed = text.trim_end_matches(is_edge);
    let (rest, word) = trimmed.rsplit_once(|c: char| c.is_whitespace() || matches!(c, ',' | '('))?;
    (!word.is_empty()).then(|| (rest.trim_end_matches(is_edge), word))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')')
}
