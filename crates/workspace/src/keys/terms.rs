//! What the words of the files mean, told by `palmares explain` and in `docs/keys.md`.

/// A word that a cell or a message holds.
#[derive(Debug)]
pub struct WordMeaning {
    /// The column or file that it belongs to; empty where messages use it.
    pub of: &'static str,
    pub word: &'static str,
    pub about: &'static str,
}

const fn term(of: &'static str, word: &'static str, about: &'static str) -> WordMeaning {
    WordMeaning { of, word, about }
}

/// Column by column, as they are listed in `value/words.rs`.
pub static TERMS: [WordMeaning; 22] = [
    term("outcome", "winner", "Won the category. Counts."),
    term(
        "outcome",
        "placed",
        "Has a place, in `rank`. Counts down to the last place that `wins = { places = … }` of its source names; without that, no place below the first counts.",
    ),
    term("outcome", "special", "A prize beside the categories, such as a jury's favourite. Counts."),
    term("outcome", "label", "A label or certificate, given to each who meets its terms. Counts."),
    term("outcome", "finalist", "Was nominated and did not win. Shown, never counted."),
    term("outcome", "mention", "Is named with praise, without a place. Shown, never counted."),
    term("outcome", "measured", "Has a score and no prize. A benchmark figure, never counted."),
    term("outcome", "last", "Stands among the worst. Shown, never counted."),
    term("outcome", "annulled", "A title that was taken back. Shown as such, never counted."),
    term("level", "overall", "The list ranks all sectors together."),
    term("level", "sector", "The list is that of one sector."),
    term("level", "category", "The list is that of one category of the prize; what an empty cell means."),
    term("level", "channel", "The list is that of one channel, such as telephone or chat."),
    term("evidence", "stated", "The page says so outright."),
    term("evidence", "partial", "The page says so, and shows only a part of the list."),
    term(
        "evidence",
        "derived",
        "No page says so outright; it follows from one that does. Shown and marked; counts only with `derived = true` under [ranking].",
    ),
    term(
        "",
        "scale",
        "Both ends of what a score is measured on: `100` for 0 to 100, or `-100..100`. Two scales are never compared.",
    ),
    term(
        "",
        "held",
        "Of an edition: it took place. Of a row or a page: it was read and is doubtful, so it is not published until you settle it; `palmares check` says why, `palmares decide accept` or `reject` settles a page.",
    ),
    term(
        "",
        "claimed",
        "How many winners the organiser says there are: with fewer rows, the list is shown as incomplete, and no first is named on it alone.",
    ),
    term(
        "",
        "heading",
        "What the organiser prints over a list. Kept as it is; `sectors.toml` says which sector it means.",
    ),
    term(
        "",
        "edition",
        "One issue of a prize, by the year or label printed on it. It counts in the year in which it was handed over.",
    ),
    term(
        "",
        "echo",
        "A result that another prize presents again under its own name: shown, never counted twice.",
    ),
];

#[cfg(test)]
mod tests {
    use super::TERMS;
    use crate::value::words::{EVIDENCE, LEVELS, OUTCOMES, all};

    #[test]
    fn every_word_of_a_row_is_explained() {
        let told = |column: &str| -> Vec<&str> {
            TERMS.iter().filter(|term| term.of == column).map(|term| term.word).collect()
        };
        assert_eq!(told("outcome"), all(OUTCOMES));
        assert_eq!(told("level"), all(LEVELS));
        assert_eq!(told("evidence"), all(EVIDENCE));
    }
}
