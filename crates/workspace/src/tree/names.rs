//! Names that one file declares and others use.

use std::collections::BTreeSet;

use super::field::Field;
use crate::value::{nearest, quoted};

/// The names declared below a heading.
pub struct Names {
    /// What the heading begins with (`source`).
    pub heading: &'static str,
    /// The file that declares them.
    pub file: String,
    /// The names.
    pub declared: BTreeSet<String>,
    /// Whether none can be missing because of a slip in the file.
    pub complete: bool,
}

impl Names {
    /// The identifier that a value names; a name that nobody declares is a mistake.
    pub fn find<I, E>(&self, field: Field<'_>, check: impl Fn(&str) -> Result<I, E>) -> Option<I> {
        let name = field.text()?;
        if self.declared.contains(name) {
            return check(name).ok();
        }
        if self.complete {
            let what = format!("{} is no {} of {}", quoted(name), self.heading, self.file);
            field.refuse(what, self.remedy(name));
        }
        None
    }

    fn remedy(&self, name: &str) -> String {
        let known: Vec<&str> = self.declared.iter().map(String::as_str).collect();
        match nearest(name, &known) {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None => format!("declare it below a heading [{}.…], or correct the name", self.heading),
        }
    }
}
