//! How awards become a score, by name.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// How awards become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// One point for each source that gave a distinction in a year, added up over the years; then the number of
    /// distinctions.
    Competitions,
    /// For each source and year the points of the best distinction, added up.
    Points,
    /// For each source and year the best list: as many points as it has entries for the first, one fewer for each
    /// place below; those who share places share their points. Added up.
    Borda,
    /// For each source and year 1 for a first place, 1/2 for a second, 1/3 for a third. Added up.
    Dowdall,
    /// The middle of the yearly scores by competitions, years without a distinction being 0; then the number of
    /// competitions.
    Median,
    /// The order that contradicts the fewest preferences, where each source in each year prefers those it places
    /// better, and those it distinguishes to those it does not.
    Kemeny,
}

/// Why a word names no method.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a method; write one of: {}", Method::ALL.map(Method::as_str).join(", "))]
pub struct UnknownMethod {
    word: String,
}

impl Method {
    /// Every method, the default first.
    pub const ALL: [Self; 6] =
        [Self::Competitions, Self::Points, Self::Borda, Self::Dowdall, Self::Median, Self::Kemeny];

    /// The word that names it in files, addresses and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Competitions => "competitions",
            Self::Points => "points",
            Self::Borda => "borda",
            Self::Dowdall => "dowdall",
            Self::Median => "median",
            Self::Kemeny => "kemeny",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;
    fn from_str(word: &str) -> Result<Self, UnknownMethod> {
        Self::ALL
            .into_iter()
            .find(|m| m.as_str() == word)
            .ok_or_else(|| UnknownMethod { word: word.to_owned() })
    }
}
