//! What a page does not print: texts with names in them, and sums of what was caught.

use std::collections::BTreeMap;

/// What a page does not print, by the name of the part.
pub type Setting = BTreeMap<String, Value>;

/// A text with names in it: `winner`, `{position}`, `Palme {heading}`, `{place+moves}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value(pub Vec<Piece>);

/// A part of a [`Value`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These words.
    Text(String),
    /// What was caught under this name, or `position`, `countdown`, `heading`, `label`.
    Name(String),
    /// A number caught, with others added or taken away.
    Sum(Vec<(Sign, Term)>),
}

/// Whether a term is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is added.
    Plus,
    /// It is taken away.
    Minus,
}

/// A term of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// What was caught.
    Name(String),
    /// A number.
    Number(i64),
}

impl Value {
    /// Reads a text with names in braces; nothing when a brace has no partner or no name.
    pub fn new(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, next) = after.split_once('}')?;
            pieces.extend((!before.is_empty()).then(|| Piece::Text(before.into())));
            pieces.push(piece(inside)?);
            rest = next;
        }
        pieces.extend((!rest.is_empty()).then(|| Piece::Text(rest.into())));
        (!rest.contains('}')).then_some(Self(pieces))
    }
    /// The names it asks for.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().flat_map(Piece::names).collect()
    }
}

impl Piece {
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(_) => vec![],
            Self::Name(name) => vec![name],
            Self::Sum(terms) => terms.iter().filter_map(|(_, term)| term.name()).collect(),
        }
    }
}

impl Term {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Number(_) => None,
        }
    }
}

fn piece(inside: &str) -> Option<Piece> {
    let wordy = |t: &str| {
        t.starts_with(|c: char| c.is_ascii_lowercase())
            && t.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if wordy(inside) {
        return Some(Piece::Name(inside.into()));
    }
    let mut terms = Vec::new();
    let mut rest = inside;
    let mut sign = Sign::Plus;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let term = rest[..end].trim();
        let read = if wordy(term) { Term::Name(term.into()) } else { Term::Number(term.parse().ok()?) };
        terms.push((sign, read));
        match rest[end..].chars().next() {
            None => return Some(Piece::Sum(terms)),
            Some(c) => sign = if c == '+' { Sign::Plus } else { Sign::Minus },
        }
        rest = &rest[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_names_what_it_needs() {
        assert_eq!(Value::new("Palme {heading}").unwrap().names(), ["heading"]);
        assert_eq!(Value::new("{place+moves-1}").unwrap().names(), ["place", "moves"]);
        assert_eq!(Value::new("winner").unwrap().0, [Piece::Text("winner".into())]);
        assert_eq!(Value::new("{Place}"), None);
        assert_eq!(Value::new("a } b"), None);
        assert_eq!(Value::new("{a"), None);
    }
}
