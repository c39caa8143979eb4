//! How printed words are compared: names of companies, headings, and identifiers made of them.
//!
//! A name has three forms: the one shown (as printed), the one compared ([`key`]) and a generic one
//! ([`fold_with`] all of [`Step::ALL`]) that only suggests. Folding is a list of named [`Step`]s, so that each
//! can be switched off and its effect counted. Equal keys join two names without asking anybody, hence
//! [`JOINING`] holds only steps that keep apart what customers keep apart: “Air France” stays “Air France”, “Orange Bank”
//! stays “Orange Bank”.

use std::borrow::Cow;

pub mod counting;
mod legal;
mod letters;
mod step;
mod words;

pub use legal::is_legal_form;
pub use letters::is_unseen;
pub use step::{JOINING, Step};

/// The compared form of a company's name: names with equal keys are one company unless somebody says otherwise.
///
/// Letters, digits and `&`, without spaces. A name without letters or digits is its own key; only a blank
/// name has an empty one. Folding twice changes nothing.
///
/// ```
/// use model::text::key;
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

const OF_HEADINGS: &[Step] = &[
    Step::Apostrophes,
    Step::Unicode,
    Step::Accents,
    Step::Ligatures,
    Step::Case,
    Step::Plus,
    Step::Punctuation,
    Step::And,
];

/// The compared form of a category, sector or other heading: words in small plain letters, one blank apart,
/// without leading articles and without a plural `s` on words of more than three letters.
///
/// ```
/// use model::text::heading;
/// assert_eq!(heading("Opérateurs de Téléphonie fixe et Internet"), heading("opérateur de téléphonie fixe & Internet"));
/// assert_ne!(heading("Banque"), heading("Banque en ligne"));
/// ```
pub fn heading(text: &str) -> String {
    let folded = words::singular(&fold_with(&text.replace("(s)", "s"), OF_HEADINGS));
    words::after_articles(&folded).to_owned()
}

/// The longest identifier the model accepts.
const LONGEST: usize = 60;

const OF_SLUGS: &[Step] = &[Step::Unicode, Step::Accents, Step::Ligatures, Step::Case, Step::Plus];

/// An identifier (1 to 60 of `a`–`z`, `0`–`9` and `_`, not starting with `_`) from printed words.
///
/// Words that do not fit, or hold letters outside a–z, end in a digest of the whole, so that different words
/// keep different identifiers.
///
/// ```
/// use model::text::slug;
/// assert_eq!(slug("Distributeur de plis & de colis"), "distributeur_de_plis_de_colis");
/// assert!(slug("北京银行").starts_with('x'));
/// ```
pub fn slug(name: &str) -> String {
    let folded = fold_with(name, OF_SLUGS);
    let slug = plain_words(&folded);
    let complete = folded.is_ascii() || folded.chars().all(|c| c.is_ascii() || !c.is_alphanumeric());
    if complete && (1..=LONGEST).contains(&slug.len()) {
        return slug;
    }
    let digest = format!("{:016x}", digest(&folded));
    if slug.is_empty() {
        return format!("x{digest}");
    }
    let room = LONGEST - digest.len() - 1;
    format!("{}_{digest}", slug[..slug.len().min(room)].trim_end_matches('_'))
}

/// The runs of letters a–z and digits, one `_` apart.
fn plain_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push('_');
        }
        words.push_str(word);
    }
    words
}

/// FNV-1a, 64 bits: short, and the same on every machine; nobody gains by a collision here.
fn digest(text: &str) -> u64 {
    let mix = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests;
