//! Words that stand where a name should: nobody, a heading, an error of a spreadsheet, a sentence. The words are data.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::list::SHARED_BETWEEN;
use model::text::{Step, fold_with, is_legal_form};

/// More words than the longest name of a company has.
const MOST_WORDS: usize = 10;
/// A cell of more words says more than that nobody won.
const FEW_WORDS: usize = 7;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    placeholders: HashSet<String>,
    placeholder_phrases: Vec<String>,
    nobody: HashSet<String>,
    winners: HashSet<String>,
    headings: HashSet<String>,
    heading_words: HashSet<String>,
    sheet_errors: HashSet<String>,
    verbs: HashSet<String>,
    goes_on: Vec<String>,
    abbreviations: HashSet<String>,
}

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| toml::from_str(include_str!("doubts.toml")).expect("doubts.toml is tested"));

/// All phrases at once, between two blanks: one after the other they took two fifths of the time of all doubts.
static PHRASES: LazyLock<Regex> = LazyLock::new(|| {
    let phrases: Vec<String> = LISTS.placeholder_phrases.iter().map(|phrase| regex::escape(phrase)).collect();
    Regex::new(&format!(" (?:{}) ", phrases.join("|"))).expect("words are an expression")
});

/// The words of a name in small plain letters, one blank apart.
fn folded(text: &str) -> String {
    let steps =
        [Step::Apostrophes, Step::Unicode, Step::Accents, Step::Ligatures, Step::Case, Step::Punctuation];
    fold_with(text, &steps)
}

/// Whether a cell says that nobody won, or that it is not known who did.
pub(super) fn is_placeholder(text: &str) -> bool {
    let folded = folded(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let says = || PHRASES.is_match(&format!(" {folded} "));
    let begins =
        || LISTS.nobody.contains(words[0]) && words[1..].iter().any(|word| LISTS.winners.contains(*word));
    folded.is_empty()
        || LISTS.placeholders.contains(&folded)
        || words.len() <= FEW_WORDS && (says() || begins())
}

/// Whether a cell is the title of a column or of a list.
pub(super) fn is_heading(text: &str) -> bool {
    let folded = folded(text);
    let told = |word: &str| LISTS.heading_words.contains(word);
    LISTS.headings.contains(&folded) || folded.split(' ').any(told)
}

/// Whether a spreadsheet put an error, a column too narrow or a formula where a value was: `#REF!`, `Err:502`, `####`.
pub(super) fn is_sheet_error(text: &str) -> bool {
    static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:#\S.*[!?]|#+|(?i:err:)\d+|=\p{L}+\(.*)$").expect("a fixed expression")
    });
    SHAPES.is_match(text) || LISTS.sheet_errors.contains(&text.to_uppercase())
}

/// Tags, and letters written as entities.
pub(super) fn is_markup(text: &str) -> bool {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        let shapes = r"</?[A-Za-z!][^<>]*>|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]{1,30});|\{\{|\}\}|\[\[|\]\]|&nbsp";
        Regex::new(shapes).expect("a fixed expression")
    });
    MARKUP.is_match(text)
}

/// An address of a page or of a mailbox; `Amazon.fr` is a name.
pub(super) fn is_address(text: &str) -> bool {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bhttps?:|://|\S@\S+\.\p{L}{2}|^\S+\.\p{L}{2,}/\S").expect("a fixed expression")
    });
    ADDRESS.is_match(text)
}

/// Whether words are a sentence, or more than one: a verb, a full stop, more words than names have.
pub(super) fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\u{a0}', '\'', '’']).filter(|word| !word.is_empty()).collect();
    let bare = |word: &&str| LISTS.verbs.contains(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let verb = words.len() >= 3 && words[1..].iter().any(bare);
    text.split_whitespace().count() > MOST_WORDS || verb || words.len() >= 3 && stops(text)
}

/// Whether a full stop ends the text, or one of its sentences: not after `Inc.`, `St.` or an initial.
fn stops(text: &str) -> bool {
    let ends = |(at, _): (usize, &str)| {
        let word = text[..at].rsplit([' ', '.', '\u{a0}']).next().unwrap_or_default();
        let rest = text[at + 1..].trim_start();
        let apart =
            rest.is_empty() || rest.len() < text[at + 1..].len() && rest.starts_with(char::is_uppercase);
        let small = word.chars().skip(1).any(char::is_lowercase) && word.chars().count() >= 4;
        let short = LISTS.abbreviations.contains(&word.to_lowercase()) || is_legal_form(word);
        apart && small && !short
    };
    text.match_indices('.').any(ends)
}

/// The company that a text begins with, where it goes on as a sentence does: `EDF, devant Engie`.
pub(super) fn begins_with(text: &str, is_known: impl Fn(&str) -> bool) -> Option<&str> {
    let blanks = text.match_indices([' ', '\u{a0}']).map(|(at, _)| at);
    blanks.take(MOST_WORDS).find_map(|at| {
        let rest = text[at..].trim_start();
        let goes_on = |phrase: &String| {
            rest.strip_prefix(phrase.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let name = text[..at].trim_end_matches([',', ';', ':', '.', '–', '-']);
        (LISTS.goes_on.iter().any(goes_on) && is_known(name)).then_some(name)
    })
}

/// Two companies in one cell, where both are known by themselves, or share a place in so many words.
pub(super) fn joined(text: &str, is_known: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        let words = r"(?i)\s*(?:[,;/|+&]|\s(?:et|and|und|y|e|en|ou|or|oder)\s)\s*";
        Regex::new(words).expect("a fixed expression")
    });
    let shared = SHARED_BETWEEN.find_iter(text).map(|sign| (sign, true));
    shared.chain(BETWEEN.find_iter(text).map(|sign| (sign, false))).find_map(|(sign, shared)| {
        let (one, other) = (&text[..sign.start()], &text[sign.end()..]);
        let both = || one != other && is_known(one) && is_known(other);
        let named = |name: &str| name.chars().any(char::is_alphanumeric);
        (named(one) && named(other) && (shared || both())).then_some((one, other))
    })
}

/// Whether a name was cut from something longer: half a pair of brackets, a sign of the line at an end, a score inside.
pub(super) fn is_piece(text: &str) -> bool {
    static PLACED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\d{1,3}(?:\)|\.(?:\s|$)|\s?=|°|º)|^\(?\d{1,3}(?:er|e|[èe]me|st|nd|rd|th)\b")
            .expect("a fixed expression")
    });
    let open = |(open, close): (char, char)| {
        let depth = text.chars().try_fold(0_i32, |depth, c| match c {
            c if c == open => Some(depth + 1),
            c if c == close => (depth > 0).then_some(depth - 1),
            _ => Some(depth),
        });
        depth != Some(0)
    };
    // `Amazon (25 %) devant MAIF`: a list that was not cut, with the scores of its first items inside.
    static SCORED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\([^()]*\d(?:[.,]\d|\s?%)[^()]*\)").expect("a fixed expression"));
    let signs = ['=', ':', ';', ',', '|', '•', '·', '/', '–', '—'];
    [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”')].into_iter().any(open)
        || text.starts_with(signs)
        || text.starts_with("- ")
        || text.ends_with([':', ';', ',', '|', '•', '–', '—', '…'])
        || text.ends_with("...")
        || PLACED.is_match(text)
        || SCORED.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_known_in_six_languages() {
        for text in [
            "N/A",
            "n/a",
            "nan",
            "NULL",
            "TBD",
            "-",
            "?",
            "—",
            "aucun",
            "Néant",
            "Non communiqué",
            "non attribué",
            "pas de lauréat",
            "Prix non décerné",
            "à venir",
            "aucun candidat",
            "keine Angabe",
            "nicht vergeben",
            "desierto",
            "Premio desierto",
            "non assegnato",
            "niet toegekend",
            "none",
            "TRUE",
            "FAUX",
            "No winner this year",
            "To be announced",
            "Kein Gewinner",
            "(vacant)",
            "Sin ganador",
            "Nessun vincitore",
            "Geen winnaar",
            "award not given",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for name in [
            "Nana",
            "NAAN",
            "Aucune de vos envies",
            "Vacances Bleues",
            "Sans Complexe",
            "No Limits",
            "Non-Stop Dogwear",
            "Noone Tailors",
            "Offene Türen GmbH",
            "Keine Sorge Versicherung",
        ] {
            assert!(!is_placeholder(name), "{name}");
        }
    }

    #[test]
    fn errors_of_spreadsheets_are_known_in_every_language_by_their_shape() {
        for text in [
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#WERT!",
            "#NOMBRE!",
            "#¡VALOR!",
            "#N/A",
            "#n/a",
            "####",
            "Err:502",
            "=VLOOKUP(A1;B:C;2)",
        ] {
            assert!(is_sheet_error(text), "{text}");
        }
        assert!(!is_sheet_error("#hashtag") && !is_sheet_error("LV="));
    }

    #[test]
    fn a_sentence_is_no_name() {
        for text in [
            "EDF qui a été l'entreprise la plus récompensée en France en 2016 et 2017.",
            "Acme which also won in 2016 and 2017.",
            "La novena edición del certamen entregó sus galardones a 20 compañías en Madrid",
            "Boursobank est plus connue pour être la banque en ligne",
            "Orange. Le service client",
            "Die Sparkasse wurde zum dritten Mal",
            "Le groupe remporte",
        ] {
            assert!(is_sentence(text), "{text}");
        }
        for name in [
            "TJX Cos.",
            "Southern Co.",
            "La Banque en ligne de BNP Paribas",
            "Department of Health and Human Services",
            "St. James's Place",
            "Banque Populaire Grand Est",
            "J. C. Penney",
            "Bed, Bath & Beyond",
            "Marks & Spencer (food)",
            "Mercadona, S.A.",
            "E. Leclerc",
            "Toys R Us",
        ] {
            assert!(!is_sentence(name), "{name}");
        }
    }

    #[test]
    fn a_known_company_with_more_behind_it_is_told() {
        let known = |name: &str| ["EDF", "Orange", "La Poste"].contains(&name);
        assert_eq!(begins_with("EDF pour la 3e fois", known), Some("EDF"));
        assert_eq!(begins_with("La Poste, devant Free", known), Some("La Poste"));
        assert_eq!(begins_with("Orange Bank", known), None);
        assert_eq!(begins_with("Orange pourquoi pas", known), None);
        assert_eq!(joined("EDF et Orange", known), Some(("EDF", "Orange")));
        assert_eq!(joined("EDF, Orange", known), Some(("EDF", "Orange")));
        assert_eq!(joined("Free ex æquo avec SFR", known), Some(("Free", "SFR")));
        assert_eq!(joined("Marks & Spencer", known), None);
        assert_eq!(joined("EDF & Moi", known), None);
    }

    #[test]
    fn a_piece_of_a_line_is_no_name() {
        for text in [
            "food) (87",
            "= John Lewis",
            "MAIF :",
            "Crédit Agric…",
            "1. Nespresso",
            "5= Wilko",
            "« Banque",
            "- LCL",
            "1er Orange",
            "Amazon (25 %) ahead of MAIF",
            "Nestlé (17,62 / au 54e rang) and Toyota",
        ] {
            assert!(is_piece(text), "{text}");
        }
        for name in [
            "Marks & Spencer (food)",
            "Canal+",
            "LV=",
            "1&1",
            "3M",
            "4711",
            "(SNCF)",
            "Yahoo!",
            "7-Eleven",
            "118 218",
            "Banque (France 2)",
        ] {
            assert!(!is_piece(name), "{name}");
        }
    }
}
