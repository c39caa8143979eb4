//! Identifiers made of printed words.

use super::{Step, fold_with};

/// The longest identifier the model accepts.
const LONGEST: usize = 60;

const STEPS: &[Step] = &[Step::Unicode, Step::Accents, Step::Ligatures, Step::Case, Step::Plus];

/// An identifier (1 to 60 of `a`–`z`, `0`–`9` and `_`, not starting with `_`) from printed words.
///
/// Words that do not fit, or hold letters outside a–z, end in a digest of the whole, so that different words
/// keep different identifiers.
///
/// ```
/// use palmares::text::slug;
/// assert_eq!(slug("Distributeur de plis & de colis"), "distributeur_de_plis_de_colis");
/// assert!(slug("北京银行").starts_with('x'));
/// ```
pub fn slug(name: &str) -> String {
    let folded = fold_with(name, STEPS);
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
