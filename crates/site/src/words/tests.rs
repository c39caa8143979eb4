//! What is true of the messages of every language.

use crate::words::*;
use minijinja::Value;
use workspace::Language;

const TABLE: &str = "wins = { one = '{n} prix', other = '{n} prix pour {name} !' }\nplain = \"l'an\"";

/// The French words, and those of `TABLE`.
pub fn french() -> Words {
    Words::read(Language::FR, &[&table("fr"), TABLE]).unwrap()
}

pub fn english() -> Words {
    builtin(Language::EN)
}

fn table(code: &str) -> String {
    crate::press::assets::builtin(&format!("words/{code}.toml")).unwrap()
}

fn builtin(language: Language) -> Words {
    Words::read(language, &[&table(language.code())]).unwrap()
}

#[test]
fn zero_and_one_are_singular_in_french() {
    let wins = |n: i64| french().say("wins", &[("n", n.into()), ("name", "A".into())]).unwrap();
    assert_eq!((wins(0), wins(1)), ("0 prix".into(), "1 prix".into()));
    assert_eq!(wins(1200), "1\u{202f}200 prix pour A\u{202f}!");
}

#[test]
fn a_language_takes_the_forms_it_has_and_the_last_where_one_is_missing() {
    let polish = "lists = { one = '{n} lista', few = '{n} listy', many = '{n} list', other = '{n} listy' }\n\
                  pages = { one = '{n} strona', other = '{n} stron' }";
    let words = Words::read("pl".parse().unwrap(), &[&table("en"), polish]).unwrap();
    let lists = [1, 3, 5, 22].map(|n| words.count("lists", n).unwrap());
    assert_eq!(lists, ["1 lista", "3 listy", "5 list", "22 listy"]);
    assert_eq!(words.count("pages", 3).unwrap(), "3 stron");
    let lost = Words::read(Language::EN, &["lists = { one = '{n} list', several = '{n} lists' }"]);
    assert!(lost.is_err(), "no form is called so");
}

#[test]
fn a_number_in_a_sentence_is_said_by_the_noun_it_counts() {
    let nouns = "lists = { none = 'aucune liste', one = '{n} liste', other = '{n} listes' }\nof = 'de {found:lists} sur {n}'";
    let words = Words::read(Language::FR, &[&table("fr"), nouns]).unwrap();
    let said = |found: i64| words.say("of", &[("found", found.into()), ("n", 3.into())]).unwrap();
    assert_eq!(
        [said(0), said(1), said(2)],
        ["d’aucune liste sur 3", "de 1 liste sur 3", "de 2 listes sur 3"]
    );
    let lost = WordsError::Blank { key: "of".into(), blank: "found".into() };
    assert_eq!(words.say("of", &[("n", 3.into())]), Err(lost));
}

#[test]
fn what_fills_a_blank_of_a_template_is_escaped_unless_it_is_markup() {
    let name = |name: Value| {
        let values: Kwargs = [("n", Value::from(2)), ("name", name)].into_iter().collect();
        french().asked("wins", &values).unwrap().to_string()
    };
    assert!(name("<b>".into()).contains("&lt;b&gt;"));
    assert!(name(Value::from_safe_string("<b>".into())).contains("<b>"));
}

#[test]
fn a_message_for_a_chart_is_plain_text() {
    let said = french().say("wins", &[("n", 2.into()), ("name", "AT&T".into())]).unwrap();
    assert_eq!(said, "2 prix pour AT&T\u{202f}!", "its template escapes it, once");
}

#[test]
fn a_missing_message_or_blank_is_an_error() {
    assert_eq!(french().text("nothing"), Err(WordsError::Missing("nothing".into())));
    let blank = WordsError::Blank { key: "wins".into(), blank: "name".into() };
    assert_eq!(french().say("wins", &[("n", 3.into())]), Err(blank));
}

#[test]
fn an_override_replaces_single_messages() {
    let over = "plain = 'autre'\n[typography]\ndecimal = '.'";
    let words = Words::read(Language::FR, &[&table("fr"), TABLE, over]).unwrap();
    assert_eq!(words.text("plain").unwrap(), "autre");
    assert_eq!(words.typography.decimal_mark(), '.');
    assert_eq!(words.typography.percent(57), "57\u{202f}%", "what it does not name stays");
}

/// The blanks of each message, form by form.
fn blanks(words: &Words) -> BTreeMap<&str, Vec<String>> {
    let of = |text: &str| -> Vec<String> {
        let inside = text.split('{').skip(1).filter_map(|t| t.split('}').next());
        inside.map(|blank| blank.split(':').next().unwrap_or(blank).to_owned()).collect()
    };
    let message = |message: &Message| {
        let mut blanks: Vec<String> = match message {
            Message::Plain(text) => of(text),
            Message::Counted(forms) => {
                forms.values().flat_map(|form| of(form)).chain(["n".to_owned()]).collect()
            }
        };
        blanks.sort();
        blanks.dedup();
        blanks
    };
    words.messages.iter().map(|(key, m)| (key.as_str(), message(m))).collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (fr, en) = (builtin(Language::FR), english());
    for (key, expected) in blanks(&fr) {
        assert_eq!(blanks(&en).get(key), Some(&expected), "`{key}` differs in words/en.toml");
    }
    for key in en.keys() {
        assert!(fr.messages.contains_key(key), "`{key}` is in words/en.toml only");
    }
}

/// A message that French and English gained or changed is said in English until it is translated: told here, and an
/// error only when a language falls behind.
#[test]
fn the_other_built_in_languages_say_nearly_all_of_it() {
    let english = english();
    let model = blanks(&english);
    for code in ["de", "es", "it", "nl"] {
        let words = builtin(code.parse().unwrap());
        let said = blanks(&words);
        let differs = |key: &&&str| said.get(**key) != model.get(**key);
        let behind: Vec<_> = model.keys().chain(said.keys()).filter(differs).collect();
        if !behind.is_empty() {
            eprintln!("words/{code}.toml differs from words/en.toml, or in its blanks: {behind:?}");
        }
        assert!(behind.len() * 20 < model.len(), "words/{code}.toml differs in {} messages", behind.len());
    }
}

#[test]
fn numbers_dates_and_names_are_joined_as_the_language_does() {
    let of = |code: &str| builtin(code.parse().unwrap());
    let (spanish, italian, dutch) = (of("es"), of("it"), of("nl"));
    let number = |words: &Words| [1234, 12345].map(|n| words.typography.number(n));
    assert_eq!(number(&spanish), ["1234", "12.345"]);
    assert_eq!(number(&italian), ["1.234", "12.345"]);
    assert_eq!([spanish.typography.ordinal(3u32), italian.typography.ordinal(1u32)], ["3.º", "1º"]);
    assert_eq!(dutch.typography.ordinal(2u32), "2e");
    let day = |text: &str| text.parse::<model::Day>().unwrap();
    let range = spanish.typography.days(day("2027-03-28"), day("2027-04-14")).replace('\u{a0}', " ");
    assert_eq!(range, "28 de marzo – 14 de abril de 2027");
    let and = |words: &Words, name| words.and(name).unwrap();
    assert_eq!([and(&spanish, "Iberia"), and(&spanish, "Orange")], ["e", "y"]);
    assert_eq!([and(&italian, "Enel"), and(&italian, "Tim")], ["ed", "e"]);
}

#[test]
fn an_ordinal_agrees_with_the_noun_beside_it() {
    let place = |code: &str| builtin(code.parse().unwrap()).say("outcome.place", &[("n", 1.into())]).unwrap();
    assert_eq!(
        ["fr", "en", "de", "es", "it", "nl"].map(place),
        ["1re place", "1st place", "1. Platz", "Puesto 1.º", "1º posto", "1e plaats"]
    );
    let before = [("rank", 2.into()), ("before", "2011".into())];
    let said = builtin("es".parse().unwrap()).say("review.lead.before", &before).unwrap();
    assert_eq!(said, "Era la 2.ª en 2011.", "the company is feminine");
}

#[test]
fn every_message_that_a_template_names_exists() {
    let words = builtin(Language::FR);
    let named = regex::Regex::new(r#"\bt\("([a-z_.-]+)"(?: if [^)]* else "([a-z_.-]+)")?"#).unwrap();
    let mut found = 0;
    for template in crate::press::assets::templates() {
        let text = crate::press::assets::builtin(&template).unwrap();
        for key in named.captures_iter(&text).flat_map(|c| [c.get(1), c.get(2)]).flatten() {
            let prefix = key.as_str().ends_with('.');
            let known = words.keys().any(|k| k == key.as_str() || (prefix && k.starts_with(key.as_str())));
            assert!(known, "{template} asks for `{}`", key.as_str());
            found += 1;
        }
    }
    assert!(found > 100, "the search for messages finds them: {found}");
}
