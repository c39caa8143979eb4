//! Identifiers: short words that are safe in an address, a file name and a table.

use crate::BadText;
use std::fmt;

use serde::Serialize;

use super::shared::Shared;

const EXPECTED: &str =
    "an identifier; use 1 to 60 lower-case letters a–z, digits and `_`, starting with a letter or digit";

fn checked(word: &str) -> Result<Shared, BadText> {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let fits = (1..=60).contains(&word.len()) && !word.starts_with('_') && word.chars().all(inside);
    if fits { Ok(word.into()) } else { Err(BadText::new(word, EXPECTED)) }
}

/// A source: one award programme, ranking or benchmark (`podium`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SourceId(Shared);

/// A canonical company (`veepee`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CompanyId(Shared);

/// A canonical sector (`specialist_retail`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SectorId(Shared);

impl SourceId {
    pub fn new(word: &str) -> Result<Self, BadText> {
        checked(word).map(Self)
    }
    pub fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}

impl CompanyId {
    pub fn new(word: &str) -> Result<Self, BadText> {
        checked(word).map(Self)
    }
    pub fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}

impl SectorId {
    pub fn new(word: &str) -> Result<Self, BadText> {
        checked(word).map(Self)
    }
    pub fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for CompanyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SectorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_never_climbs_out_of_its_folder() {
        for bad in ["../../etc", "a/b", "", "Élu", "a b", "_x", ".", "a.b"] {
            assert!(SourceId::new(bad).is_err(), "{bad:?} must be refused");
        }
        assert_eq!(SourceId::new("3suisses").unwrap().as_str(), "3suisses");
    }
}
