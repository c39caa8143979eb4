//! What is gone, new and changed between two readings of one page.

use std::collections::BTreeSet;
use std::fmt;

use super::objection::SHOWN;
use crate::report::Extraction;
use model::Record;

/// What is gone, new and changed between two readings, in words, each in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Records that are gone.
    pub removed: Vec<String>,
    /// Records that are new.
    pub added: Vec<String>,
    /// Records of one company that say something else, before and after.
    pub changed: Vec<(String, String)>,
}

impl Change {
    /// Whether both say the same.
    pub fn is_none(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty() && self.changed.is_empty()
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed: Vec<String> = self.changed.iter().map(|(old, new)| format!("{old} → {new}")).collect();
        let kinds = [(&self.removed, "gone"), (&self.added, "new"), (&changed, "changed")];
        let told: Vec<String> = kinds
            .into_iter()
            .filter(|(all, _)| !all.is_empty())
            .map(|(all, kind)| format!("{} {kind} ({})", all.len(), listed(all)))
            .collect();
        f.write_str(&told.join(", "))
    }
}

fn listed(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
    let more = if all.len() > shown.len() { "; …" } else { "" };
    shown.join("; ") + more
}

/// What is gone, new and changed between two readings.
pub fn change(before: &Extraction, after: &Extraction) -> Change {
    between(before.records.iter(), after.records.iter())
}

/// The same between the rows that were typed for the editions of a page, and what is read of it.
pub(super) fn beside(typed: &[&Record], read: &[Record]) -> Change {
    let told: BTreeSet<_> = read.iter().map(|record| record.edition).collect();
    between(typed.iter().copied().filter(|record| told.contains(&record.edition)), read.iter())
}

fn between<'r>(before: impl Iterator<Item = &'r Record>, after: impl Iterator<Item = &'r Record>) -> Change {
    let old: BTreeSet<_> = before.map(in_words).collect();
    let new: BTreeSet<_> = after.map(in_words).collect();
    let mut added: Vec<_> = new.difference(&old).cloned().collect();
    let mut change = Change::default();
    for (who, was) in old.difference(&new).cloned() {
        match added.iter().position(|(other, _)| *other == who && !who.is_empty()) {
            Some(at) => change.changed.push((was, added.remove(at).1)),
            None => change.removed.push(was),
        }
    }
    change.added = added.into_iter().map(|(_, words)| words).collect();
    change
}

/// Whom a record is about, and what it says without its place on the page.
pub(super) fn in_words(record: &Record) -> (String, String) {
    let place =
        record.place.map(|p| format!("{}{}", p.number, if p.tied { "=" } else { "" })).unwrap_or_default();
    let score = record.score.map(|score| score.to_string()).unwrap_or_default();
    let parts = [
        record.company.as_str(),
        &record.person,
        &place,
        &score,
        &record.category,
        &record.sector,
        record.edition.as_str(),
        &format!("{:?} {:?}", record.level, record.outcome).to_lowercase(),
    ];
    let words = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    (format!("{}{}", record.company, record.person), words)
}
