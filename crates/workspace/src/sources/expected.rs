//! The key `expect` of a source: how long its lists of winners are, and until which edition that holds.

use crate::tree::{Ends, Field};
use crate::value;
use model::Label;

use super::editions::WINNERS;

/// How long the lists of a source are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Fewest and most winners.
    pub winners: (u32, u32),
    /// The last edition of which it is said; all when none.
    pub until: Option<Label>,
}

impl Expected {
    /// Fewest and most winners of an edition, unless it comes after the last of which this is said.
    pub fn winners_of(&self, edition: &Label) -> Option<(u32, u32)> {
        self.until.as_ref().is_none_or(|until| edition <= until).then_some(self.winners)
    }
}

/// Reads `expect = { winners = [40, 60], until = "2027" }`.
pub fn read(field: Field<'_>) -> Option<Expected> {
    let mut t = field.table("what is expected of a source")?;
    let winners = t.need("winners", "[40, 60]").and_then(|f| f.range(WINNERS, Ends::MayMeet));
    let until = t.get("until").and_then(|f| f.read(value::label));
    t.close();
    Some(Expected { winners: winners?, until })
}
