//! Who belongs to whom: a chain of parents must end.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Field, Names};

/// The parents named in one file.
#[derive(Default)]
pub struct Parents<'a>(BTreeMap<&'a str, (&'a str, Field<'a>)>);

impl<'a> Parents<'a> {
    /// The identifier of a parent; it is remembered.
    pub fn read<I, E>(
        &mut self,
        child: &'a str,
        field: Field<'a>,
        known: &Names,
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
