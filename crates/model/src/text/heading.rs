//! The compared form of headings: categories, sectors, labels.

use super::{Step, fold_with, words};

const STEPS: &[Step] = &[
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
/// use palmares::text::heading;
/// assert_eq!(heading("Opérateurs de Téléphonie fixe et Internet"), heading("opérateur de téléphonie fixe & Internet"));
/// assert_ne!(heading("Banque"), heading("Banque en ligne"));
/// ```
pub fn heading(text: &str) -> String {
    let folded = words::singular(&fold_with(&text.replace("(s)", "s"), STEPS));
    words::after_articles(&folded).to_owned()
}
