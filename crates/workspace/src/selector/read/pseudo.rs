//! Pseudo-classes: places among siblings, and selectors inside brackets.

use super::{BadSelector, DEEPEST, Read, Reader};
use crate::{Among, Chain, End, Simple};

impl Reader<'_> {
    pub(super) fn pseudo(&mut self) -> Read<Simple> {
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
