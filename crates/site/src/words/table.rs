//! Tables of messages become words: each table over the one before, the typography applied once.

use std::collections::BTreeMap;

use minijinja::value::Value;

use workspace::Language;

use crate::words::plural;
use crate::{words::Message, words::Typography, words::Words, words::WordsError};

/// The part of a table that tells how the language writes.
const TYPOGRAPHY: &str = "typography";

impl Words {
    /// Reads tables of which each replaces single messages, and single habits of writing, of those before it.
    pub fn read(language: Language, tables: &[&str]) -> Result<Self, WordsError> {
        let mut habits = toml::Table::new();
        let mut spoken = Vec::new();
        for text in tables {
            let mut table: toml::Table = text.parse().map_err(|e| unreadable(language, &e))?;
            if let Some(toml::Value::Table(mut own)) = table.remove(TYPOGRAPHY) {
                // It listed the numbers of the singular, which CLDR knows of every language.
                own.remove("singular");
                habits.extend(own);
            }
            spoken.push(table);
        }
        let typography = Typography::read(language, habits).map_err(|e| unreadable(language, &e))?;
        let mut messages = BTreeMap::new();
        for table in &spoken {
            collect(table, "", &typography, &mut messages).map_err(|key| misshapen(language, key))?;
        }
        let whole =
            messages.iter().filter_map(|(key, message)| Some((key.clone(), whole(message)?))).collect();
        Ok(Self { typography, messages, whole })
    }

    /// The messages that the table of a language lacks, by their keys.
    pub fn lacking(&self, language: Language, text: &str) -> Result<Vec<String>, WordsError> {
        let mut table: toml::Table = text.parse().map_err(|e| unreadable(language, &e))?;
        table.remove(TYPOGRAPHY);
        let mut there = BTreeMap::new();
        collect(&table, "", &self.typography, &mut there).map_err(|key| misshapen(language, key))?;
        Ok(self.messages.keys().filter(|key| !there.contains_key(*key)).cloned().collect())
    }
}

fn unreadable(language: Language, error: &toml::de::Error) -> WordsError {
    WordsError::Unreadable { file: format!("words/{language}.toml"), reason: error.to_string() }
}

fn misshapen(language: Language, key: String) -> WordsError {
    WordsError::Shape { file: format!("words/{language}.toml"), key }
}

/// A message without blanks, in one form.
fn whole(message: &Message) -> Option<Value> {
    match message {
        Message::Plain(text) if !text.contains('{') => Some(Value::from_safe_string(text.clone())),
        Message::Plain(_) | Message::Counted(_) => None,
    }
}

/// The messages below a path; an error is the key of an entry that is none.
fn collect(
    table: &toml::Table,
    path: &str,
    typography: &Typography,
    into: &mut BTreeMap<String, Message>,
) -> Result<(), String> {
    for (name, value) in table {
        let key = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match value {
            toml::Value::String(text) => drop(into.insert(key, Message::Plain(typography.set(text)))),
            toml::Value::Table(inner) if plural::is_counted(inner) => {
                let set = |(form, text): (&String, &toml::Value)| {
                    let known = plural::FORMS.contains(&form.as_str());
                    text.as_str().filter(|_| known).map(|text| (form.clone(), typography.set(text)))
                };
                let forms: Option<BTreeMap<_, _>> = inner.iter().map(set).collect();
                let forms = forms.filter(|forms| forms.contains_key(plural::OTHER));
                into.insert(key.clone(), Message::Counted(forms.ok_or(key)?));
            }
            toml::Value::Table(inner) => collect(inner, &key, typography, into)?,
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => return Err(key),
        }
    }
    Ok(())
}
