//! The messages of one language: a table of sentences with named blanks, and the one place that picks a plural.
//!
//! The tables are `templates/words/*.toml`. A message of a template may hold markup; what fills its blanks is
//! escaped, unless it is markup already. The language's typography is applied once, when the table is read.

mod typography;

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, Value};

use crate::catalog::Language;

use super::markup::escaped;

pub(super) use typography::Typography;

/// Why a table of messages cannot be used, or a message cannot be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// The file is no TOML.
    #[error("{file}: {reason}")]
    Unreadable {
        /// The table.
        file: String,
        /// What the reader says.
        reason: String,
    },
    /// An entry is neither a text nor a pair of texts.
    #[error("{file}: `{key}` must be a text, or {{ one = \"…\", other = \"…\" }}")]
    Shape {
        /// The table.
        file: String,
        /// The entry.
        key: String,
    },
    /// A message that no table has.
    #[error("no message `{0}`; add it to words/fr.toml and words/en.toml")]
    Missing(String),
    /// A message with a blank that nothing fills.
    #[error("message `{key}` needs `{blank}`")]
    Blank {
        /// The message.
        key: String,
        /// The blank.
        blank: String,
    },
}

/// One sentence, in the forms that number asks for.
#[derive(Debug, Clone)]
enum Message {
    Plain(String),
    Counted { one: String, other: String },
}

/// A stretch of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'m> {
    /// Words.
    Text(&'m str),
    /// The name of a blank.
    Blank(&'m str),
}

/// The messages of a language, and how it writes.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// How the language spaces, counts and dates.
    pub typography: Typography,
    messages: BTreeMap<String, Message>,
}

impl Words {
    /// Reads a table; an override replaces single messages of the built-in one.
    pub fn read(language: Language, builtin: &str, over: Option<&str>) -> Result<Self, WordsError> {
        let typography = Typography::of(language);
        let mut messages = BTreeMap::new();
        for text in [Some(builtin), over].into_iter().flatten() {
            let file = format!("words/{}.toml", typography.code());
            let unreadable =
                |e: toml::de::Error| WordsError::Unreadable { file: file.clone(), reason: e.to_string() };
            let table: toml::Table = text.parse().map_err(unreadable)?;
            collect(&table, "", &file, typography, &mut messages)?;
        }
        Ok(Self { typography, messages })
    }

    /// The keys, in order.
    #[cfg(test)]
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// A message without blanks.
    pub fn text(&self, key: &str) -> Result<String, WordsError> {
        self.fill(key, &|_| None)
    }

    /// A message as plain text, whose blanks are filled from named values: what prints it escapes it.
    pub fn say(&self, key: &str, values: &[(&str, Value)]) -> Result<String, WordsError> {
        self.fill(key, &|blank| values.iter().find(|(name, _)| *name == blank).map(|(_, v)| v.clone()))
    }

    /// A message as a template asks for it, `t("key", n = 3)`: markup, in which texts are escaped.
    pub fn asked(&self, key: &str, values: &Kwargs) -> Result<Value, minijinja::Error> {
        let said = self.fill(key, &|blank| values.get::<Option<Value>>(blank).ok().flatten().map(markup));
        let said = said.map_err(|e| failed(e.to_string()))?;
        Ok(Value::from_safe_string(said))
    }

    fn fill(&self, key: &str, value: &dyn Fn(&str) -> Option<Value>) -> Result<String, WordsError> {
        let mut said = String::new();
        for part in self.parts(key, value("n").and_then(|n| n.as_i64()))? {
            match part {
                Part::Text(text) => said.push_str(text),
                Part::Blank(blank) => {
                    let missing = || WordsError::Blank { key: key.to_owned(), blank: blank.to_owned() };
                    let filling = self.written(&value(blank).ok_or_else(missing)?);
                    self.typography.elide(&mut said, &filling);
                    said.push_str(&filling);
                }
            }
        }
        Ok(said)
    }

    /// A message in its parts, in the form that the number `n` asks for.
    pub fn parts(&self, key: &str, n: Option<i64>) -> Result<Vec<Part<'_>>, WordsError> {
        let missing = |blank: &str| WordsError::Blank { key: key.to_owned(), blank: blank.to_owned() };
        let mut rest = match self.messages.get(key).ok_or_else(|| WordsError::Missing(key.to_owned()))? {
            Message::Plain(text) => text.as_str(),
            Message::Counted { one, other } => {
                if self.typography.is_singular(n.ok_or_else(|| missing("n"))?) { one } else { other }
            }
        };
        let mut parts = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (blank, after) = after.split_once('}').ok_or_else(|| missing(after))?;
            parts.extend([Part::Text(before), Part::Blank(blank)]);
            rest = after;
        }
        parts.push(Part::Text(rest));
        Ok(parts)
    }

    fn written(&self, value: &Value) -> String {
        match value.as_i64().filter(|_| value.is_integer()) {
            Some(number) => self.typography.number(number),
            None => value.to_string(),
        }
    }
}

/// A value as it may stand in markup.
fn markup(value: Value) -> Value {
    match value.as_str() {
        Some(text) if !value.is_safe() => Value::from_safe_string(escaped(text)),
        Some(_) | None => value,
    }
}

/// A failure inside a template function.
fn failed(reason: String) -> minijinja::Error {
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, reason)
}

fn collect(
    table: &toml::Table,
    path: &str,
    file: &str,
    typography: Typography,
    into: &mut BTreeMap<String, Message>,
) -> Result<(), WordsError> {
    for (name, value) in table {
        let key = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let form = |table: &toml::Table, form: &str| {
            table.get(form).and_then(toml::Value::as_str).map(|t| typography.set(t))
        };
        match value {
            toml::Value::String(text) => drop(into.insert(key, Message::Plain(typography.set(text)))),
            toml::Value::Table(inner) if inner.contains_key("one") => {
                let (one, other) = form(inner, "one")
                    .zip(form(inner, "other"))
                    .ok_or_else(|| WordsError::Shape { file: file.to_owned(), key: key.clone() })?;
                into.insert(key, Message::Counted { one, other });
            }
            toml::Value::Table(inner) => collect(inner, &key, file, typography, into)?,
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => {
                return Err(WordsError::Shape { file: file.to_owned(), key });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "wins = { one = '{n} prix', other = '{n} prix pour {name} !' }\nplain = \"l'an\"";

    fn french() -> Words {
        Words::read(Language::Fr, TABLE, None).unwrap()
    }

    #[test]
    fn zero_and_one_are_singular_in_french() {
        let wins = |n: i64| french().say("wins", &[("n", n.into()), ("name", "A".into())]).unwrap();
        assert_eq!((wins(0), wins(1)), ("0 prix".into(), "1 prix".into()));
        assert_eq!(wins(1200), "1\u{202f}200 prix pour A\u{202f}!");
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
        let words = Words::read(Language::Fr, TABLE, Some("plain = 'autre'")).unwrap();
        assert_eq!((words.text("plain").unwrap().as_str(), words.keys().count()), ("autre", 2));
    }

    fn builtin(language: Language) -> Words {
        let table = format!("words/{}.toml", Typography::of(language).code());
        Words::read(language, &crate::site::assets::builtin(&table).unwrap(), None).unwrap()
    }

    /// The blanks of each message, form by form.
    fn blanks(words: &Words) -> BTreeMap<&str, Vec<String>> {
        let of = |text: &str| -> Vec<String> {
            text.split('{').skip(1).filter_map(|t| t.split('}').next()).map(str::to_owned).collect()
        };
        let message = |message: &Message| {
            let mut blanks: Vec<String> = match message {
                Message::Plain(text) => of(text),
                Message::Counted { one, other } => [of(one), of(other), vec!["n".into()]].concat(),
            };
            blanks.sort();
            blanks.dedup();
            blanks
        };
        words.messages.iter().map(|(key, m)| (key.as_str(), message(m))).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (fr, en) = (builtin(Language::Fr), builtin(Language::En));
        for (key, expected) in blanks(&fr) {
            assert_eq!(blanks(&en).get(key), Some(&expected), "`{key}` differs in words/en.toml");
        }
        for key in en.keys() {
            assert!(fr.messages.contains_key(key), "`{key}` is in words/en.toml only");
        }
    }

    #[test]
    fn every_message_that_a_template_names_exists() {
        let words = builtin(Language::Fr);
        let named = regex::Regex::new(r#"\bt\("([a-z_.-]+)"(?: if [^)]* else "([a-z_.-]+)")?"#).unwrap();
        let mut found = 0;
        for template in crate::site::assets::templates() {
            let text = crate::site::assets::builtin(&template).unwrap();
            for key in named.captures_iter(&text).flat_map(|c| [c.get(1), c.get(2)]).flatten() {
                let prefix = key.as_str().ends_with('.');
                let known =
                    words.keys().any(|k| k == key.as_str() || (prefix && k.starts_with(key.as_str())));
                assert!(known, "{template} asks for `{}`", key.as_str());
                found += 1;
            }
        }
        assert!(found > 100, "the search for messages finds them: {found}");
    }
}
