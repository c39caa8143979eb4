//! How a selector is read: by hand, from left to right.

use std::iter::Peekable;
use std::str::Chars;

use super::{Among, Chain, Combinator, Compound, End, Simple, Test};

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSelector {
    /// It stops where something has to follow.
    #[error("it stops too early; write what follows, such as `ul.winners > li`")]
    Ends,
    /// A sign that cannot stand there.
    #[error("`{0}` cannot stand there; write a name, `.class`, `#id`, `[attribute]` or `:first-child`")]
    Sign(char),
    /// A pseudo-class that is not known.
    #[error(
        "`:{0}` is not known here; known are :first-child, :last-child, :nth-child(), :nth-last-child(), :first-of-type, :last-of-type, :nth-of-type(), :not(), :is(), :has()"
    )]
    Pseudo(String),
    /// Brackets inside brackets inside brackets.
    #[error("it has too many brackets inside each other")]
    Deep,
}

/// `:not(:is(:has(…)))` is as far as it makes sense.
const DEEPEST: usize = 4;

type Read<T> = Result<T, BadSelector>;

struct SelectorReader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

pub(super) fn selector(text: &str) -> Read<Vec<Chain>> {
    let mut reader = SelectorReader { rest: text.chars().peekable(), depth: 0 };
    let chains = reader.chains()?;
    match reader.rest.next() {
        Some(sign) => Err(BadSelector::Sign(sign)),
        None => Ok(chains),
    }
}

impl SelectorReader<'_> {
    fn blanks(&mut self) -> bool {
        let mut any = false;
        while self.rest.next_if(|c| c.is_whitespace()).is_some() {
            any = true;
        }
        any
    }

    fn chains(&mut self) -> Read<Vec<Chain>> {
        let mut all = vec![self.chain()?];
        while self.rest.next_if_eq(&',').is_some() {
            all.push(self.chain()?);
        }
        Ok(all)
    }

    fn chain(&mut self) -> Read<Chain> {
        self.blanks();
        let anchor = self.combinator(false).unwrap_or(Combinator::Inside);
        let mut last = self.compound()?;
        let mut before = Vec::new();
        loop {
            let apart = self.blanks();
            let Some(combinator) = self.combinator(apart) else { break };
            let next = self.compound()?;
            before.insert(0, (combinator, std::mem::replace(&mut last, next)));
        }
        Ok(Chain { last, before, anchor })
    }

    /// The combinator that comes next; after blanks, anything that can begin an element hangs inside.
    fn combinator(&mut self, apart: bool) -> Option<Combinator> {
        let found = match self.rest.peek() {
            Some('>') => Combinator::Child,
            Some('+') => Combinator::Next,
            Some('~') => Combinator::Later,
            Some(',' | ')') | None => return None,
            Some(_) => return apart.then_some(Combinator::Inside),
        };
        self.rest.next();
        self.blanks();
        Some(found)
    }

    fn compound(&mut self) -> Read<Compound> {
        let mut parts = Vec::new();
        let mut any = self.rest.next_if_eq(&'*').is_some();
        if self.rest.peek().is_some_and(|c| wordy(*c)) {
            parts.push(Simple::Tag(self.word()?.to_ascii_lowercase()));
        }
        while let Some(simple) = self.simple()? {
            parts.push(simple);
        }
        any |= !parts.is_empty();
        match self.rest.peek() {
            _ if any => Ok(parts),
            Some(sign) => Err(BadSelector::Sign(*sign)),
            None => Err(BadSelector::Ends),
        }
    }

    fn simple(&mut self) -> Read<Option<Simple>> {
        let Some(sign) = self.rest.next_if(|c| "#.[:".contains(*c)) else { return Ok(None) };
        Ok(Some(match sign {
            '#' => Simple::Id(self.word()?),
            '.' => Simple::Class(self.word()?),
            '[' => self.attribute()?,
            _ => self.pseudo()?,
        }))
    }

    fn word(&mut self) -> Read<String> {
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(|c| wordy(*c) || *c == '\\') {
            word.push(if c == '\\' { self.rest.next().ok_or(BadSelector::Ends)? } else { c });
        }
        match self.rest.peek() {
            _ if !word.is_empty() => Ok(word),
            Some(sign) => Err(BadSelector::Sign(*sign)),
            None => Err(BadSelector::Ends),
        }
    }

    fn attribute(&mut self) -> Read<Simple> {
        self.blanks();
        let name = self.word()?.to_ascii_lowercase();
        self.blanks();
        let sign = self.rest.next().ok_or(BadSelector::Ends)?;
        if sign == ']' {
            return Ok(Simple::Attribute { name, test: Test::There });
        }
        if sign != '=' && self.rest.next() != Some('=') {
            return Err(BadSelector::Sign(sign));
        }
        self.blanks();
        let value = self.value()?;
        self.blanks();
        match self.rest.next() {
            Some(']') => {}
            Some(other) => return Err(BadSelector::Sign(other)),
            None => return Err(BadSelector::Ends),
        }
        let test = match sign {
            '=' => Test::Is(value),
            '~' => Test::Word(value),
            '^' => Test::Begins(value),
            '$' => Test::Ends(value),
            '*' => Test::Contains(value),
            '|' => Test::Dash(value),
            other => return Err(BadSelector::Sign(other)),
        };
        Ok(Simple::Attribute { name, test })
    }

    fn value(&mut self) -> Read<String> {
        let Some(quote) = self.rest.next_if(|c| *c == '"' || *c == '\'') else { return self.word() };
        let mut text = String::new();
        loop {
            match self.rest.next() {
                None => return Err(BadSelector::Ends),
                Some(c) if c == quote => return Ok(text),
                Some('\\') => text.extend(self.rest.next()),
                Some(c) => text.push(c),
            }
        }
    }

    fn expect(&mut self, wanted: char) -> Read<()> {
        match self.rest.next() {
            Some(sign) if sign == wanted => Ok(()),
            Some(sign) => Err(BadSelector::Sign(sign)),
            None => Err(BadSelector::Ends),
        }
    }
}

fn wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii()
}

/// Pseudo-classes: places among siblings, and selectors inside brackets.
impl SelectorReader<'_> {
    fn pseudo(&mut self) -> Read<Simple> {
        let name = self.word()?.to_ascii_lowercase();
        let nth = |b, among, from| Simple::Nth { a: 0, b, among, from };
        Ok(match name.as_str() {
            "first-child" => nth(1, Among::All, End::First),
            "last-child" => nth(1, Among::All, End::Last),
            "first-of-type" => nth(1, Among::SameType, End::First),
            "last-of-type" => nth(1, Among::SameType, End::Last),
            "nth-child" => self.nth(Among::All, End::First)?,
            "nth-last-child" => self.nth(Among::All, End::Last)?,
            "nth-of-type" => self.nth(Among::SameType, End::First)?,
            "nth-last-of-type" => self.nth(Among::SameType, End::Last)?,
            "not" => Simple::Not(self.inner()?),
            "is" | "where" => Simple::Is(self.inner()?),
            "has" => Simple::Has(self.inner()?),
            _ => return Err(BadSelector::Pseudo(name)),
        })
    }

    fn inner(&mut self) -> Read<Vec<Chain>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(BadSelector::Deep);
        }
        self.expect('(')?;
        let chains = self.chains()?;
        self.expect(')')?;
        self.depth -= 1;
        Ok(chains)
    }

    fn nth(&mut self, among: Among, from: End) -> Read<Simple> {
        self.expect('(')?;
        let mut text = String::new();
        while let Some(c) = self.rest.next_if(|c| *c != ')') {
            text.extend(Some(c.to_ascii_lowercase()).filter(|c| !c.is_whitespace()));
        }
        self.expect(')')?;
        let number = |t: &str| t.trim_start_matches('+').parse::<i32>().ok().filter(|n| n.abs() < 100_000);
        let read = match text.as_str() {
            "odd" => Some((2, 1)),
            "even" => Some((2, 0)),
            _ => match text.split_once('n') {
                None => number(&text).map(|b| (0, b)),
                Some((a, b)) => {
                    let a = if matches!(a, "" | "+") {
                        Some(1)
                    } else if a == "-" {
                        Some(-1)
                    } else {
                        number(a)
                    };
                    let b = if b.is_empty() { Some(0) } else { number(b) };
                    a.zip(b)
                }
            },
        };
        let (a, b) = read.ok_or(BadSelector::Sign(text.chars().next().unwrap_or(')')))?;
        Ok(Simple::Nth { a, b, among, from })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Selector;
    use super::*;

    #[test]
    fn a_selector_is_read_from_right_to_left() {
        let read = Selector::new("ul.winners > li a[href^=\"/b\"], h2 + p").unwrap();
        assert_eq!(read.any.len(), 2);
        assert_eq!(read.any[0].last[0], Simple::Tag("a".into()));
        assert_eq!(read.any[0].before[0], (Combinator::Inside, vec![Simple::Tag("li".into())]));
        assert_eq!(read.any[0].before[1].0, Combinator::Child);
        assert_eq!(read.any[1].before[0].0, Combinator::Next);
    }

    #[test]
    fn slips_are_told() {
        assert_eq!(Selector::new("").unwrap_err(), BadSelector::Ends);
        assert_eq!(Selector::new("li >").unwrap_err(), BadSelector::Ends);
        assert_eq!(Selector::new("li..a").unwrap_err(), BadSelector::Sign('.'));
        assert_eq!(Selector::new("li:hover").unwrap_err(), BadSelector::Pseudo("hover".into()));
        assert_eq!(Selector::new("a]").unwrap_err(), BadSelector::Sign(']'));
        assert_eq!(Selector::new(&":not(".repeat(9)).unwrap_err(), BadSelector::Deep);
    }
}
