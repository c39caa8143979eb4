//! Sentences whose names lead somewhere: a message filled with links, in pieces that HTML and Markdown both print.

use model::{CompanyId, Year};

use crate::press::address::Address;
use crate::press::sheet::{Link, Sheet};
use crate::words::{MessagePart, Words, WordsError};

/// A text in pieces, each of which may lead somewhere.
pub(crate) type Sentence = Vec<Link>;

/// A sentence, or none where the figures do not carry it.
pub(crate) type Told = Result<Option<Sentence>, WordsError>;

pub(crate) enum Filling {
    /// A number, written as the language does.
    Number(u64),
    Text(String),
    /// Names that may lead somewhere.
    Names(Sentence),
}

impl From<u64> for Filling {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Filling {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Sentence> for Filling {
    fn from(names: Sentence) -> Self {
        Self::Names(names)
    }
}

impl From<Link> for Filling {
    fn from(name: Link) -> Self {
        Self::Names(vec![name])
    }
}

/// A message with its blanks filled; the blank `n` also picks the plural.
pub(crate) fn tell(words: &Words, key: &str, blanks: &[(&str, Filling)]) -> Result<Sentence, WordsError> {
    let filling = |name: &str| blanks.iter().find(|(blank, _)| *blank == name).map(|(_, filling)| filling);
    let n = match filling("n") {
        Some(Filling::Number(n)) => Some(signed(*n)),
        Some(Filling::Text(_) | Filling::Names(_)) | None => None,
    };
    let missing = |blank: &str| WordsError::Blank { key: key.to_owned(), blank: blank.to_owned() };
    let mut sentence = Sentence::new();
    for part in words.parts(key, n)? {
        match part {
            MessagePart::Text(text) => add(words, &mut sentence, plain(text)),
            MessagePart::Count(name, noun) => match filling(name) {
                Some(Filling::Number(n)) => add(words, &mut sentence, plain(&words.count(noun, signed(*n))?)),
                Some(Filling::Text(_) | Filling::Names(_)) | None => return Err(missing(name)),
            },
            MessagePart::Blank(name) => match filling(name).ok_or_else(|| missing(name))? {
                Filling::Number(number) => add(words, &mut sentence, plain(&written(words, *number))),
                Filling::Text(text) => add(words, &mut sentence, plain(text)),
                Filling::Names(names) => names.iter().for_each(|n| add(words, &mut sentence, n.clone())),
            },
        }
    }
    Ok(sentence)
}

/// The sentence, where a condition on figures holds.
pub(crate) fn tell_if(holds: bool, words: &Words, key: &str, blanks: &[(&str, Filling)]) -> Told {
    holds.then(|| tell(words, key, blanks)).transpose()
}

pub(crate) fn enumerated(words: &Words, items: Vec<Sentence>) -> Result<Sentence, WordsError> {
    let last = items.len().saturating_sub(1);
    let mut sentence = Sentence::new();
    for (position, item) in items.into_iter().enumerate() {
        match position {
            0 => {}
            _ if position == last => {
                let name = item.first().map_or("", |first| first.name.as_str());
                sentence.push(plain(&format!(" {} ", words.and(name)?)));
            }
            _ => sentence.push(plain(", ")),
        }
        sentence.extend(item);
    }
    Ok(sentence)
}

pub(crate) fn plain(text: &str) -> Link {
    Link { name: text.to_owned(), href: None }
}

impl Sheet<'_> {
    /// A company, with its name of a year where it differs from today's.
    pub fn company_in(&self, id: &CompanyId, year: Year) -> Result<Sentence, WordsError> {
        let mut name = vec![self.company(id)];
        if let Some(then) = self.name_then(id, year) {
            let then = self.words.say("award.then", &[("name", then.into())])?;
            name.push(plain(&format!(" ({then})")));
        }
        Ok(name)
    }

    /// A page of the site, cited in short and at length.
    pub fn citations(&self, title: &str, page: &Address) -> Result<Vec<Sentence>, WordsError> {
        let values = [
            ("site", self.input.settings.title.as_str().into()),
            ("page", title.into()),
            ("day", self.words.typography.day(self.input.as_of).into()),
            ("url", self.absolute(page).into()),
            ("version", self.input.version.into()),
        ];
        let cited = |key: &str| Ok(vec![plain(&self.words.say(key, &values)?)]);
        ["cite.short_text", "cite.long_text"].into_iter().map(cited).collect()
    }
}

/// The sentence without its links.
pub(crate) fn text(sentence: &[Link]) -> String {
    sentence.iter().map(|piece| piece.name.as_str()).collect()
}

fn written(words: &Words, number: u64) -> String {
    words.typography.number(signed(number))
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Adds a piece; the words before it lose a vowel where it asks for that.
fn add(words: &Words, sentence: &mut Sentence, piece: Link) {
    if piece.name.is_empty() {
        return;
    }
    match sentence.last_mut().filter(|last| last.href.is_none()) {
        Some(last) => {
            words.typography.elide(&mut last.name, &piece.name);
            if piece.href.is_none() { last.name.push_str(&piece.name) } else { sentence.push(piece) }
        }
        None => sentence.push(piece),
    }
}

#[cfg(test)]
mod tests {
    use crate::words::sentence::*;
    use workspace::Language;

    fn words() -> Words {
        let table = "more = { one = \"un de plus que {next}.\", other = '{n} de plus que {next}.' }";
        let french = crate::press::assets::builtin("words/fr.toml").unwrap();
        Words::read(Language::FR, &[&french, table]).unwrap()
    }

    fn link(name: &str) -> Link {
        Link { name: name.to_owned(), href: Some(format!("{name}.html")) }
    }

    #[test]
    fn a_name_keeps_its_link_and_takes_the_vowel_before_it() {
        let said = tell(&words(), "more", &[("n", 1.into()), ("next", link("Orange").into())]).unwrap();
        assert_eq!(text(&said), "un de plus qu’Orange.");
        assert_eq!(said[1], link("Orange"));
    }

    #[test]
    fn a_sentence_that_does_not_hold_vanishes() {
        assert_eq!(tell_if(false, &words(), "more", &[]), Ok(None));
        let blank = WordsError::Blank { key: "more".into(), blank: "next".into() };
        assert_eq!(tell_if(true, &words(), "more", &[("n", 2.into())]), Err(blank));
    }

    #[test]
    fn names_are_enumerated() {
        let names = ["A", "B", "C"].map(|name| vec![link(name)]);
        assert_eq!(text(&enumerated(&words(), names.to_vec()).unwrap()), "A, B et C");
        assert_eq!(text(&enumerated(&words(), names[..1].to_vec()).unwrap()), "A");
        assert_eq!(enumerated(&words(), vec![]).unwrap(), vec![]);
    }
}
