//! How printed words are compared: names of companies, headings, and identifiers made of them.
//!
//! A name has three forms: the one shown (as printed), the one compared ([`key`]) and a generic one
//! ([`fold_with`] all of [`Step::ALL`]) that only suggests. Folding is a list of named [`Step`]s, so that each
//! can be switched off and its effect counted. Equal keys join two names without asking anybody, hence
//! [`JOINING`] holds only steps that keep apart what customers keep apart: “Air France” stays “Air France”, “Orange Bank”
//! stays “Orange Bank”.

use std::borrow::Cow;

mod heading;
mod legal;
mod letters;
mod signs;
mod slug;
mod step;
mod words;

pub use heading::heading;
pub use legal::is_legal_form;
pub use slug::slug;
pub use step::{JOINING, Step};

/// The compared form of a company's name: names with equal keys are one company unless somebody says otherwise.
///
/// Letters, digits and `&`, without spaces. A name without letters or digits is its own key; only a blank
/// name has an empty one. Folding twice changes nothing.
///
/// ```
/// use palmares::text::key;
/// assert_eq!(key("MERCEDES -Benz"), key("Mercedes-Benz"));
/// assert_eq!(key("Canal +"), key("Canal Plus"));
/// assert_ne!(key("Nestlé"), key("Nespresso"));
/// ```
pub fn key(name: &str) -> String {
    let folded = fold_with(name, JOINING);
    if !folded.is_empty() {
        return folded;
    }
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A name folded by some steps only. They are taken in the order of [`Step::ALL`], however they are listed.
pub fn fold_with(name: &str, steps: &[Step]) -> String {
    let mut text = Cow::Borrowed(name.trim());
    let wanted = steps.iter().fold(0_u32, |wanted, step| wanted | 1 << *step as u32);
    for step in Step::ALL.iter().filter(|step| wanted & (1 << **step as u32) != 0) {
        if let Some(changed) = step.apply(&text) {
            text = Cow::Owned(changed);
        }
    }
    text.into_owned()
}

#[cfg(test)]
mod tests;
