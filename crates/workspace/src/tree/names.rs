//! Names that one file declares and others use; who belongs to whom.

use std::collections::{BTreeMap, BTreeSet};

use super::field::Field;
use crate::value::{nearest, quoted};

/// The names declared below a heading.
#[derive(Default)]
pub struct Declared {
    /// What the heading begins with (`source`).
    pub heading: &'static str,
    /// The file that declares them.
    pub file: String,
    pub names: BTreeSet<String>,
    /// Whether none can be missing because of a slip in the file.
    pub complete: bool,
}

impl Declared {
    /// The identifier that a value names; a name that nobody declares is a mistake.
    pub fn find<I, E>(&self, field: Field<'_>, check: impl Fn(&str) -> Result<I, E>) -> Option<I> {
        let name = field.text()?;
        if self.names.contains(name) {
            return check(name).ok();
        }
        if self.complete {
            let what = format!("there is no {} {} in {}", self.heading, quoted(name), self.file);
            field.refuse(what, self.remedy(name));
        }
        None
    }

    fn remedy(&self, name: &str) -> String {
        let known: Vec<&str> = self.names.iter().map(String::as_str).collect();
        match nearest(name, &known) {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None => format!("declare it below a heading [{}.…], or correct the name", self.heading),
        }
    }
}

/// The parents named in one file.
#[derive(Default)]
pub struct Parents<'a>(BTreeMap<&'a str, (&'a str, Field<'a>)>);

impl<'a> Parents<'a> {
    /// The identifier of a parent; it is remembered.
    pub fn read<I, E>(
        &mut self,
        child: &'a str,
        field: Field<'a>,
        known: &Declared,
        check: impl Fn(&str) -> Result<I, E>,
    ) -> Option<I> {
        let id = known.find(field, check)?;
        self.0.insert(child, (field.text()?, field));
        Some(id)
    }

    /// Notes the chains that come back to where they began, each once.
    pub fn refuse_circles(&self) {
        let mut seen = BTreeSet::new();
        for (child, (_, field)) in &self.0 {
            let chain = self.chain(child);
            if chain.last() == Some(child) && !seen.contains(child) {
                let circle = format!("{child} → {}", chain.join(" → "));
                field.refuse(
                    format!("`parent` runs in a circle: {circle}"),
                    "delete the `parent` of the topmost",
                );
                seen.extend(chain);
            }
        }
    }

    /// Notes the parents that have a parent themselves.
    pub fn refuse_grandparents(&self) {
        for (parent, field) in self.0.values() {
            if self.0.contains_key(parent) {
                field.refuse(
                    "this parent has a parent itself",
                    "there are two levels only: name the topmost one",
                );
            }
        }
    }

    /// The parents above a child, up to the last, to the child, or to one that was there before.
    fn chain(&self, child: &str) -> Vec<&'a str> {
        let mut chain = vec![];
        let mut next = self.0.get(child).map(|(parent, _)| *parent);
        while let Some(parent) = next.filter(|parent| !chain.contains(parent)) {
            chain.push(parent);
            next = self.0.get(parent).map(|(above, _)| *above).filter(|_| parent != child);
        }
        chain
    }
}
