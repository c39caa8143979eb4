//! Identifiers of awards and measures. They are made of printed words alone, so that better folding, or a company
//! declared later, renumbers nothing.

use std::collections::HashSet;

use super::claim::Claim;
use crate::model::{Label, Level, Record};
use crate::text;

/// Gives out identifiers, each once. Those of different sources are never alike, for they begin with the source.
#[derive(Default)]
pub(super) struct Identifiers {
    given: HashSet<String>,
}

impl Identifiers {
    /// `source:edition:level:category:recipient`, empty where nothing is printed; a number follows a repetition.
    pub(super) fn give(&mut self, claims: &[&Claim], recipient: &str) -> String {
        let Record { source, edition, level, .. } = claims[0].record;
        let category = shortest(claims.iter().map(|claim| claim.slugs.category));
        let id = [source.as_str(), &word(edition), level_word(*level), category, recipient].join(":");
        if self.given.insert(id.clone()) {
            return id;
        }
        let mut numbered = (2..).map(|n| format!("{id}_{n}"));
        numbered.find(|id| self.given.insert(id.clone())).expect("numbers do not end")
    }
}

/// The shortest of several slugs, the first by its letters among equals; empty when nothing is printed.
pub(super) fn shortest<'a>(slugs: impl Iterator<Item = &'a str>) -> &'a str {
    slugs.filter(|slug| !slug.is_empty()).min_by_key(|slug| (slug.len(), *slug)).unwrap_or_default()
}

/// A label in letters that are safe in an address.
fn word(label: &Label) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if label.as_str().chars().all(safe) { label.as_str().to_owned() } else { text::slug(label.as_str()) }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Overall => "overall",
        Level::Sector => "sector",
        Level::Category => "category",
        Level::Channel => "channel",
    }
}
