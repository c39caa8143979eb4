//! Letters that are not what they seem: another charset's, another script's, or none that can be seen.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::text::is_unseen;
use workspace::Charset;

/// A name that went through the wrong charset, as it was before. `CrÃ©dit` is UTF-8 read as Windows-1252, also twice;
/// `CrŽdit` and `CrÈdit` went from one charset of Windows, Mac and DOS to another.
pub(super) fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let utf8 = Charset::ALL.into_iter().find_map(|legacy| from_utf8(text, legacy));
    match utf8 {
        Some(once) => Some(mended(&once).unwrap_or(once)),
        None => between_charsets(text),
    }
}

/// The byte of a letter above ASCII in a charset.
fn byte_of(charset: Charset, letter: char) -> Option<u8> {
    static BYTES: LazyLock<[HashMap<char, u8>; 3]> = LazyLock::new(|| {
        Charset::ALL.map(|charset| (128..=255).map(|byte| (charset.letter(byte), byte)).collect())
    });
    let at = Charset::ALL.iter().position(|other| *other == charset)?;
    if letter.is_ascii() { Some(letter as u8) } else { BYTES[at].get(&letter).copied() }
}

/// Letters of Western languages beside plain ones.
const WESTERN: &str = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸŠŽ";
/// Signs that may stand between two letters, and those that stand beside words.
const BETWEEN: &str = "’‘·–—´\u{a0}";
const BESIDE: &str = "«»“”„‚‘’‹›–—…•·°€£®™©§\u{a0}²³½×&¿¡";

/// How many letters and signs of a text stand where no Western language puts them. No byte says which charset it is in,
/// but no language writes a capital inside a word: `CrŽdit`.
fn oddness(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let odd = |at: usize| {
        let before = at.checked_sub(1).map_or(' ', |before| letters[before]);
        let (letter, after) = (letters[at], letters.get(at + 1).copied().unwrap_or(' '));
        let inside = before.is_alphabetic() && after.is_alphabetic();
        match WESTERN.contains(letter) {
            true => letter.is_uppercase() && before.is_lowercase(),
            false if inside => !BETWEEN.contains(letter),
            false => !BESIDE.contains(letter),
        }
    };
    (0..letters.len()).filter(|at| !letters[*at].is_ascii() && odd(*at)).count()
}

/// Every run of letters that are the bytes of UTF-8 in this charset, as the letters that UTF-8 means.
fn from_utf8(text: &str, legacy: Charset) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let (mut out, mut at, mut changed) = (String::with_capacity(text.len()), 0, false);
    while at < letters.len() {
        let run = run_of_utf8(&letters[at..], legacy);
        let (read, count) = run.iter().fold((String::new(), 0), |(mut read, n), (letter, length)| {
            read.push(*letter);
            (read, n + length)
        });
        if count > 0 && (read.chars().all(is_western) || run.len() > 1) {
            out.push_str(&read);
            (at, changed) = (at + count, true);
        } else if legacy == Charset::Windows1252 && is_lost_grave(&letters, at) {
            out.push('à');
            (at, changed) = (at + 1, true);
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    changed.then_some(out)
}

/// The letters that UTF-8 means at the beginning of these, each with how many letters it stood in for.
fn run_of_utf8(letters: &[char], legacy: Charset) -> Vec<(char, usize)> {
    let byte = |at: usize| letters.get(at).filter(|c| !c.is_ascii()).and_then(|c| byte_of(legacy, *c));
    let mut run = Vec::new();
    let mut at = 0;
    while let Some(lead) = byte(at) {
        let length = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => break,
        };
        let bytes: Option<Vec<u8>> = (at..at + length).map(byte).collect();
        let read = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| text.chars().next());
        let Some(letter) = read else { break };
        run.push((letter, length));
        at += length;
    }
    run
}

/// `Ã` before a blank: the other half of `à` is a blank that does not break, which is lost first.
fn is_lost_grave(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(' ', |before| letters[before]);
    letters[at] == 'Ã' && !before.is_uppercase() && letters.get(at + 1).is_none_or(|c| c.is_whitespace())
}

/// Letters and signs that names in Latin letters have.
fn is_western(letter: char) -> bool {
    matches!(letter, '\u{a0}'..='\u{17f}' | 'Ș'..='ț' | '‐'..='›' | '€' | '™' | '\u{feff}' | '\u{200b}')
}

/// A name whose bytes were read by another charset of one byte, if one of them makes all its words whole.
fn between_charsets(text: &str) -> Option<String> {
    if oddness(text) == 0 {
        return None;
    }
    let pairs = Charset::ALL.into_iter().flat_map(|read| Charset::ALL.map(|meant| (read, meant)));
    pairs.filter(|(read, meant)| read != meant).find_map(|(read, meant)| {
        let bytes: Vec<u8> = text.chars().map(|letter| byte_of(read, letter)).collect::<Option<_>>()?;
        let other = meant.decode(&bytes);
        let common = other.chars().all(|c| c.is_ascii() || "àâäçéèêëîïôöùûüñáíóúßœÉÈÊÀÇÔÎÖÜÄ’–".contains(c));
        (common && oddness(&other) == 0).then_some(other)
    })
}

/// Whether letters were lost: the sign for a letter nobody knows, or a question mark inside a word.
pub(super) fn are_lost(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let inside = |three: &[char]| three[0].is_alphabetic() && three[1] == '?' && three[2].is_lowercase();
    text.contains(char::REPLACEMENT_CHARACTER) || letters.windows(3).any(inside)
}

/// The name without letters that cannot be seen or turn its direction, where it has any.
pub(super) fn visible(text: &str) -> Option<String> {
    text.contains(is_unseen).then(|| text.chars().filter(|c| !is_unseen(*c)).collect())
}

/// Letters of other scripts that look like Latin ones, and which.
const ALIKE: [(&str, &str); 2] = [
    ("АВЕЅІЈКМНОРСТУХаеоорсухіѕјԁԛԝһӏ", "ABESIJKMHOPCTYXaeoopcyxisjdqwhl"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρικ", "ABEZHIKMNOPTYXoavpik"),
];

/// The name in Latin letters, where a word of it mixes them with letters of another script that look alike, or where
/// all its letters are such and the name in Latin letters is known.
pub(super) fn in_latin(text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let foreign =
        |c: char| matches!(c, '\u{370}'..='\u{52f}' | '\u{13a0}'..='\u{13ff}' | '\u{a4d0}'..='\u{a4ff}');
    let latin = |c: char| c.is_alphabetic() && (c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}'));
    if !text.contains(foreign) {
        return None;
    }
    let alike = |c: char| {
        let found =
            ALIKE.iter().find_map(|(theirs, ours)| ours.chars().nth(theirs.chars().position(|t| t == c)?));
        found.unwrap_or(c)
    };
    let mixed = text.split_whitespace().any(|word| word.contains(foreign) && word.contains(latin));
    let other: String = text.chars().map(alike).collect();
    (mixed || !other.contains(foreign) && is_known(&other)).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_went_through_the_wrong_charset_is_mended() {
        for (broken, whole) in [
            ("CrÃ©dit Agricole", "Crédit Agricole"),
            ("CrÃƒÂ©dit Agricole", "Crédit Agricole"),
            ("Lâ€™OrÃ©al", "L’Oréal"),
            ("Cr√©dit Mutuel", "Crédit Mutuel"),
            ("Cr├®dit Mutuel", "Crédit Mutuel"),
            ("CrŽdit Agricole", "Crédit Agricole"),
            ("SociÈtÈ GÈnÈrale", "Société Générale"),
            ("Cr‚dit Lyonnais", "Crédit Lyonnais"),
            ("PrÃªt Ã Porter", "Prêt à Porter"),
            ("ÃŽle-de-France MobilitÃ©s", "Île-de-France Mobilités"),
        ] {
            assert_eq!(mended(broken).as_deref(), Some(whole), "{broken}");
        }
    }

    #[test]
    fn names_with_accents_are_left_alone() {
        for name in [
            "CRÉDIT MUTUEL",
            "L’ORÉAL",
            "CAFÉ’S",
            "Décathlon",
            "Citroën",
            "São Paulo",
            "Škoda",
            "Ørsted",
            "Nestlé®",
            "Żabka",
            "株式会社トヨタ",
            "Yandex Яндекс",
            "Ελλάδα",
            "Moët & Chandon",
            "IÉSEG",
            "Häagen-Dazs",
            "Wüstenrot · W&W",
        ] {
            assert_eq!(mended(name), None, "{name}");
            assert!(!are_lost(name));
            assert_eq!(in_latin(name, |_| false), None, "{name}");
        }
    }

    #[test]
    fn letters_that_only_look_like_others_are_told() {
        assert_eq!(in_latin("Аmazon", |_| false).as_deref(), Some("Amazon"));
        assert_eq!(in_latin("АХА", |name| name == "AXA").as_deref(), Some("AXA"));
        assert_eq!(in_latin("АХА", |_| false), None, "a name in Cyrillic letters is a name");
        assert_eq!(visible("Ora\u{200b}nge\u{202e}").as_deref(), Some("Orange"));
        assert!(are_lost("Cr?dit Agricole") && are_lost("Cr\u{fffd}dit") && !are_lost("Qui ? Moi"));
    }
}
