//! The tables `[source.*.edition.*]` of `sources.toml`; which rule reads which edition, and how long its list is.

use std::collections::BTreeMap;

use crate::tree::{Declared, Field, TomlTable, ValueForm};
use crate::value;
use crate::value::words::STATUSES;
use model::{Edition, EditionStatus, Label, TitleTerms};

/// Which rule reads the pages of a range of editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub rule: String,
    /// Only from this edition on.
    pub from: Option<Label>,
    /// Only up to this edition.
    pub until: Option<Label>,
}

impl Reading {
    /// Whether it is meant for this edition; labels compare as text.
    pub fn holds(&self, edition: &Label) -> bool {
        self.from.as_ref().is_none_or(|from| from <= edition)
            && self.until.as_ref().is_none_or(|until| edition <= until)
    }
}

/// How long the lists of a source are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
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

/// Reads the editions of one source, and which rules read them.
pub fn read(field: Field<'_>, rules: &Declared) -> (BTreeMap<Label, Edition>, Vec<Reading>) {
    let (mut editions, mut readings) = (BTreeMap::new(), vec![]);
    for (name, field) in field.entries() {
        let accepted = name.read("an edition", value::label);
        let Some(table) = field.table() else { continue };
        let label = Label::new(name.text());
        readings.extend(table.get("read").map(|field| uses(field, Some(&label), rules)).unwrap_or_default());
        let edition = read_edition(label, table);
        editions.extend(accepted.map(|label| (label, edition)));
    }
    (editions, readings)
}

fn read_edition(label: Label, t: TomlTable<'_>) -> Edition {
    Edition {
        label,
        awarded: t.get("awarded").and_then(Field::day),
        status: t.get("status").and_then(|f| f.word(STATUSES)).unwrap_or(EditionStatus::Held),
        claimed: t.get("claimed").and_then(Field::whole),
        winners: t.get("winners").and_then(Field::range),
        url: t.get("url").and_then(|f| f.read(value::address)),
        candidates: t.get("candidates").and_then(Field::whole),
        base: t.bilingual("base", "base-en"),
        // Most editions measure as the one before.
        new_method: t.get("new-method").and_then(Field::flag).unwrap_or(false),
        title: t.get("claim").and_then(title_terms).unwrap_or_default(),
        note: t.bilingual("note", "note-en"),
    }
}

/// Reads `claim = { valid-until = 2025-01-31, wording = "…", url = "…" }`.
fn title_terms(field: Field<'_>) -> Option<TitleTerms> {
    let t = field.table()?;
    Some(TitleTerms {
        valid_until: t.get("valid-until").and_then(Field::day),
        wording: t.get("wording").and_then(Field::owned),
        url: t.need("url").and_then(|f| f.read(value::address)),
    })
}

/// Reads `expect = { winners = [40, 60], until = "2027" }`.
pub fn expected(field: Field<'_>) -> Option<Expected> {
    let t = field.table()?;
    let winners = t.get("winners").and_then(Field::range);
    let until = t.get("until").and_then(|f| f.read(value::label));
    Some(Expected { winners: winners?, until })
}

/// Reads `read` of an edition, or of a source: a rule's name, or a list of `{ rule, from, until }`.
pub fn uses(field: Field<'_>, only: Option<&Label>, rules: &Declared) -> Vec<Reading> {
    match field.form() {
        ValueForm::List => field.each(|f| reading(f, rules)),
        ValueForm::Table => reading(field, rules).into_iter().collect(),
        ValueForm::Text | ValueForm::Number => {
            let rule = rule_name(field, rules);
            rule.map(|rule| Reading { rule, from: only.cloned(), until: only.cloned() }).into_iter().collect()
        }
    }
}

fn reading(field: Field<'_>, rules: &Declared) -> Option<Reading> {
    let t = field.table()?;
    let rule = t.get("rule").and_then(|f| rule_name(f, rules));
    let from = t.get("from").and_then(|f| f.read(value::label));
    let until = t.get("until").and_then(|f| f.read(value::label));
    Some(Reading { rule: rule?, from, until })
}

fn rule_name(field: Field<'_>, rules: &Declared) -> Option<String> {
    rules.find(field, |text| Ok::<_, ()>(text.to_owned()))
}
