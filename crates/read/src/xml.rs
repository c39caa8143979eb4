//! XML, event by event: feeds, sitemaps, the parts of a workbook. Names come without their prefix, texts with their
//! references resolved, comments not at all; entities of a DOCTYPE are never expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::html::decode;

/// What comes next in a text.
pub(super) enum Token<'a> {
    Open(Tag<'a>),
    Close(String),
    Words(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        std::str::from_utf8(self.0.local_name().into_inner()).unwrap_or_default()
    }
    /// The prefix of the name; mostly empty.
    pub fn prefix(&self) -> &[u8] {
        self.0.name().prefix().map_or(&[], |prefix| prefix.into_inner())
    }
    /// An attribute by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let mut all = all.with_checks(false).filter_map(Result::ok);
        let found = all.find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
        Some(decode(std::str::from_utf8(&found.value).ok()?).into_owned())
    }
    /// The last attribute of a name without a prefix, where two differ by theirs.
    pub fn last(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let all = all.with_checks(false).filter_map(Result::ok);
        let found = all.filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes()).last()?;
        Some(decode(std::str::from_utf8(&found.value).ok()?).into_owned())
    }
    /// An attribute that says yes or no; no where it is missing.
    pub fn is(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }
    /// An attribute that is a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// The tokens of a text, up to its end or to what is no XML: then that is the last.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Result<Token<'_>, String>> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    // Feeds are often broken: what is whole in them is read.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut over = false;
    std::iter::from_fn(move || {
        while !over {
            let token = match reader.read_event() {
                Ok(Event::Start(tag)) => Token::Open(Tag(tag)),
                Ok(Event::End(tag)) => {
                    Token::Close(String::from_utf8_lossy(tag.local_name().into_inner()).into_owned())
                }
                Ok(Event::Text(words)) => Token::Words(words.decode().unwrap_or_default()),
                Ok(Event::CData(words)) => Token::Words(words.decode().unwrap_or_default()),
                Ok(Event::GeneralRef(name)) => {
                    let name = name.decode().unwrap_or_default();
                    Token::Words(Cow::Owned(decode(&format!("&{name};")).into_owned()))
                }
                Ok(
                    Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_),
                ) => {
                    continue;
                }
                Ok(Event::Eof) => return None,
                Err(error) => {
                    over = true;
                    return Some(Err(error.to_string()));
                }
            };
            return Some(Ok(token));
        }
        None
    })
}
