//! The id of a published figure: what a document carries beside a number, so that both can be held against the data.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::BadText;

/// Letters and digits that nobody mistakes for one another: no `i`, `l`, `o`, `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten characters of 32, or 50 bits. Among twenty thousand figures the odds that any two share an id are 2 in 10 million,
/// among a million 4 in 10,000; the table of figures has the id as its key, so two would stop a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId([u8; FigureId::LENGTH]);

impl FigureId {
    /// What an id begins with in a text, so that it is found there.
    pub const PREFIX: &str = "fig-";

    pub const LENGTH: usize = 10;

    /// The id that the lower 50 bits make.
    pub fn new(bits: u64) -> Self {
        Self(std::array::from_fn(|at| ALPHABET[(bits >> (5 * at) & 31) as usize]))
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl Serialize for FigureId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FigureId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

const EXPECTED: &str = "the id of a figure, which is `fig-` and ten letters or digits";

impl FromStr for FigureId {
    type Err = BadText;
    fn from_str(text: &str) -> Result<Self, BadText> {
        let lower = text.trim().to_ascii_lowercase();
        let letters = lower.strip_prefix(Self::PREFIX).unwrap_or(&lower).as_bytes();
        let known = letters.iter().all(|letter| ALPHABET.contains(letter));
        let id = <[u8; FigureId::LENGTH]>::try_from(letters).ok().filter(|_| known);
        id.map(Self).ok_or_else(|| BadText::new(text, EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        let id = FigureId::new(0x0003_1234_5678_9abc);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(format!(" fig-{id} ").parse(), Ok(id));
        assert_eq!(format!("FIG-{}", id.to_string().to_uppercase()).parse(), Ok(id));
        for bad in ["", "fig-", "fig-iiiiiiiiii", "fig-0123456789a"] {
            assert!(bad.parse::<FigureId>().is_err(), "{bad}");
        }
    }
}
