//! `read`: which rule reads the page of which edition.

use crate::tree::{Field, Form, Names};
use crate::value;
use model::Label;

/// Which rule reads the pages of a range of editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The name of the rule.
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

/// Reads `read` of an edition, or of a source: a rule's name, or a list of `{ rule, from, until }`.
pub fn read(field: Field<'_>, only: Option<&Label>, rules: &Names) -> Vec<Reading> {
    match field.form() {
        Form::List => field.each(|f| one(f, rules)),
        Form::Table => one(field, rules).into_iter().collect(),
        Form::Text | Form::Number => {
            let rule = name(field, rules);
            rule.map(|rule| Reading { rule, from: only.cloned(), until: only.cloned() }).into_iter().collect()
        }
    }
}

fn one(field: Field<'_>, rules: &Names) -> Option<Reading> {
    let mut t = field.table("a reading")?;
    let rule = t.need("rule", "\"podium-lines\"").and_then(|f| name(f, rules));
    let from = t.get("from").and_then(|f| f.read(value::label));
    let until = t.get("until").and_then(|f| f.read(value::label));
    t.close();
    Some(Reading { rule: rule?, from, until })
}

fn name(field: Field<'_>, rules: &Names) -> Option<String> {
    rules.find(field, |text| Ok::<_, ()>(text.to_owned()))
}
