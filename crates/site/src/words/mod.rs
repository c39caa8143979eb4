//! The messages of one language: a table of sentences with named blanks, and the one place that picks a plural.
//!
//! The tables are `templates/words/*.toml`; a workspace that speaks another language brings its own. A message of a
//! template may hold markup; what fills its blanks is escaped, unless it is markup already.

mod days; // days and months
mod elision; // vowels that give way
mod numbers; // numbers and ordinals
pub(crate) mod plural; // which form a number asks for
mod table; // TOML → words
pub mod sentence; // sentences whose names lead somewhere
mod typography; // how a language writes, as data

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, Value};

use crate::press::markup::escaped;

pub(super) use typography::Typography;

/// Why a table of messages cannot be used, or a message cannot be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// The file is no TOML.
    #[error("{file}: {reason}")]
    Unreadable { file: String, reason: String },
    /// An entry is neither a text nor a table of forms.
    #[error(
        "{file}: `{key}` must be a text, or forms such as {{ one = \"…\", other = \"…\" }}: `other`, what else the \
         language needs of `zero`, `one`, `two`, `few` and `many`, and `none` for 0 if it likes"
    )]
    Shape { file: String, key: String },
    /// A language of which neither we nor the workspace have a table.
    #[error(
        "no words for the language `{0}`: `palmares words {0}` writes templates/words/{0}.toml, to be translated"
    )]
    Unspoken(&'static str),
    /// A message that no table has.
    #[error("no message `{0}`; add it to the words of every language")]
    Missing(String),
    /// A message with a blank that nothing fills.
    #[error("message `{key}` needs `{blank}`")]
    Blank { key: String, blank: String },
}

/// One sentence, in the forms that number asks for, by their names in CLDR; `none` is said of 0 where a language has words
/// for it. `other` is always there, and is said where a form is missing.
#[derive(Debug, Clone)]
enum Message {
    Plain(String),
    Counted(BTreeMap<String, String>),
}

/// A stretch of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessagePart<'m> {
    Text(&'m str),
    /// The name of a blank.
    Blank(&'m str),
    /// `{found:lists}`: the number in the blank `found`, said by the message `lists`; `{n:ordinal}`: `1er`.
    Count(&'m str, &'m str),
}

/// The messages of a language, and how it writes.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// How the language spaces, counts and dates.
    pub typography: Typography,
    messages: BTreeMap<String, Message>,
    /// Those without blanks as markup, which is what templates ask for most.
    whole: BTreeMap<String, Value>,
}

impl Words {
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
        if let Some(said) = self.whole.get(key) {
            return Ok(said.clone());
        }
        let said = self.fill(key, &|blank| values.peek::<Option<Value>>(blank).ok().flatten().map(markup));
        let said = said.map_err(|e| failed(e.to_string()))?;
        Ok(Value::from_safe_string(said))
    }

    fn fill(&self, key: &str, value: &dyn Fn(&str) -> Option<Value>) -> Result<String, WordsError> {
        let missing = |blank: &str| WordsError::Blank { key: key.to_owned(), blank: blank.to_owned() };
        let mut said = String::new();
        for part in self.parts(key, value("n").and_then(|n| n.as_i64()))? {
            let filling = match part {
                MessagePart::Text(text) => {
                    said.push_str(text);
                    continue;
                }
                MessagePart::Blank(blank) => self.written(&value(blank).ok_or_else(|| missing(blank))?),
                MessagePart::Count(blank, noun) => {
                    self.count(noun, value(blank).and_then(|n| n.as_i64()).ok_or_else(|| missing(blank))?)?
                }
            };
            self.typography.elide(&mut said, &filling);
            said.push_str(&filling);
        }
        Ok(said)
    }

    /// A number of things, said by the message that names them: `aucune liste`, `1 liste`, `2 listes`. As an ordinal it
    /// agrees with the noun beside it, whose gender the message knows: `1er rang`, `1re place`.
    pub fn count(&self, noun: &str, n: i64) -> Result<String, WordsError> {
        match noun {
            "ordinal" => Ok(format!("{n}{}", self.typography.ordinal_mark(n.unsigned_abs()))),
            "feminine_ordinal" => Ok(format!("{n}{}", self.typography.feminine_mark(n.unsigned_abs()))),
            _ => self.fill(noun, &|blank| (blank == "n").then(|| Value::from(n))),
        }
    }

    /// What joins the last name of a list to those before.
    pub fn and(&self, name: &str) -> Result<String, WordsError> {
        self.typography.and_before(name).map_or_else(|| self.text("list.and"), |and| Ok(and.to_owned()))
    }

    /// A message in its parts, in the form that the number `n` asks for.
    pub fn parts(&self, key: &str, n: Option<i64>) -> Result<Vec<MessagePart<'_>>, WordsError> {
        let missing = |blank: &str| WordsError::Blank { key: key.to_owned(), blank: blank.to_owned() };
        let mut rest = match self.messages.get(key).ok_or_else(|| WordsError::Missing(key.to_owned()))? {
            Message::Plain(text) => text.as_str(),
            Message::Counted(forms) => {
                let n = n.ok_or_else(|| missing("n"))?;
                let asked =
                    [Some("none").filter(|_| n == 0), Some(self.typography.plural(n)), Some(plural::OTHER)];
                asked.into_iter().flatten().find_map(|form| forms.get(form)).map_or("", String::as_str)
            }
        };
        let mut parts = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (blank, after) = after.split_once('}').ok_or_else(|| missing(after))?;
            let filled = blank
                .split_once(':')
                .map_or(MessagePart::Blank(blank), |(n, noun)| MessagePart::Count(n, noun));
            parts.extend([MessagePart::Text(before), filled]);
            rest = after;
        }
        parts.push(MessagePart::Text(rest));
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

#[cfg(test)]
pub(super) mod tests;
