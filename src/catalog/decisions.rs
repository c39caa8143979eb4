//! `decisions.toml`: what persons decided on two names.

use super::tree::{Field, Table};

/// A person's judgement on two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether the two are one company.
    pub verdict: Verdict,
    /// One name, as printed.
    pub one: String,
    /// The other name, as printed.
    pub other: String,
    /// Who decided.
    pub who: String,
    /// On which day, `YYYY-MM-DD`.
    pub when: String,
    /// Why.
    pub why: String,
}

/// What a person decided on two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One company.
    Same,
    /// Two companies.
    Different,
}

const VERDICTS: &[(&str, Verdict)] = &[("same", Verdict::Same), ("different", Verdict::Different)];

/// Reads the decisions, oldest first; those of one day in the order of the file.
pub fn read(root: &mut Table<'_>) -> Vec<Decision> {
    let items = root.get("decision").and_then(Field::items).unwrap_or_default();
    let mut decisions: Vec<Decision> = items.into_iter().filter_map(read_decision).collect();
    decisions.sort_by(|a, b| a.when.cmp(&b.when));
    decisions
}

fn read_decision(field: Field<'_>) -> Option<Decision> {
    let mut t = field.table("a decision")?;
    let verdict = t.need("verdict", "\"same\"").and_then(|f| f.word(VERDICTS));
    let one = t.need("one", "\"Meetic Affinity\"").and_then(Field::owned);
    let other = t.need("other", "\"Meetic\"").and_then(Field::owned);
    let who = t.need("who", "\"editor\"").and_then(Field::owned);
    let when = t.need("when", "2026-11-21").and_then(whole_day);
    let why = t.need("why", "\"one site, one name since 2015\"").and_then(Field::owned);
    t.close();
    Some(Decision { verdict: verdict?, one: one?, other: other?, who: who?, when: when?, why: why? })
}

fn whole_day(field: Field<'_>) -> Option<String> {
    let day = field.day()?;
    if day.day().is_none() {
        field.refuse("`when` needs a whole day", "write it as 2026-11-21");
    }
    day.day().map(|_| day.to_string())
}
