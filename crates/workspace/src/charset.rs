//! One byte a letter: the charsets in which spreadsheets saved Western tables before UTF-8, told apart by the letters
//! they make.
//!
//! The byte `0x8E` is `é` for Excel on a Mac, `Ž` on Windows and `Ä` for DOS: read by the wrong one, `Crédit` becomes
//! `CrŽdit`, a company of its own. No byte says which it is, but no language writes a capital inside a word.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// A charset of one byte a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    Windows1252,
    Macintosh,
    CodePage850,
}

/// The upper half of code page 850.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

impl Legacy {
    pub const ALL: [Self; 3] = [Self::Windows1252, Self::Macintosh, Self::CodePage850];

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252 or Latin-1",
            Self::Macintosh => "MacRoman",
            Self::CodePage850 => "code page 850",
        }
    }

    /// As `iconv` calls it.
    pub fn iconv(self) -> &'static str {
        match self {
            Self::Windows1252 => "WINDOWS-1252",
            Self::Macintosh => "MACINTOSH",
            Self::CodePage850 => "CP850",
        }
    }

    pub fn decode(self, bytes: &[u8]) -> String {
        let by = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0.into_owned();
        match self {
            Self::Windows1252 => by(WINDOWS_1252),
            Self::Macintosh => by(MACINTOSH),
            Self::CodePage850 => bytes.iter().map(|byte| letter_850(*byte)).collect(),
        }
    }

    /// The byte of a letter.
    pub fn byte(self, letter: char) -> Option<u8> {
        let mut utf8 = [0; 4];
        let by = |encoding: &'static Encoding, text: &str| {
            let (bytes, _, unknown) = encoding.encode(text);
            bytes.first().copied().filter(|_| !unknown && bytes.len() == 1)
        };
        match self {
            Self::Windows1252 => by(WINDOWS_1252, letter.encode_utf8(&mut utf8)),
            Self::Macintosh => by(MACINTOSH, letter.encode_utf8(&mut utf8)),
            Self::CodePage850 => (0..=u8::MAX).find(|byte| letter_850(*byte) == letter),
        }
    }
}

fn letter_850(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => byte.into(),
        Some(upper) => CODE_PAGE_850.chars().nth(upper.into()).expect("it has 128 letters"),
    }
}

/// The charset that makes the least odd words of these bytes; Windows-1252, much the most common, where several do.
pub fn guess(bytes: &[u8]) -> Legacy {
    let odd = |legacy: Legacy| oddness(&legacy.decode(bytes));
    let usual = odd(Legacy::Windows1252);
    let best = Legacy::ALL.into_iter().min_by_key(|legacy| odd(*legacy)).unwrap_or(Legacy::Windows1252);
    if odd(best) * 2 < usual { best } else { Legacy::Windows1252 }
}

/// How many letters and signs of a text stand where no Western language puts them.
pub fn oddness(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let odd = |at: usize| {
        let before = at.checked_sub(1).map_or(' ', |before| letters[before]);
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        is_odd(before, letters[at], after)
    };
    (0..letters.len()).filter(|at| !letters[*at].is_ascii() && odd(*at)).count()
}

/// Letters of Western languages beside plain ones.
const WESTERN: &str = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸŠŽ";
/// Signs that may stand between two letters.
const BETWEEN: &str = "’‘·–—´\u{a0}";
/// Signs that stand beside words.
const BESIDE: &str = "«»“”„‚‘’‹›–—…•·°€£®™©§\u{a0}²³½×&¿¡";

fn is_odd(before: char, letter: char, after: char) -> bool {
    let inside = before.is_alphabetic() && after.is_alphabetic();
    if WESTERN.contains(letter) {
        return letter.is_uppercase() && before.is_lowercase();
    }
    if inside { !BETWEEN.contains(letter) } else { !BESIDE.contains(letter) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_charset_is_told_by_the_words_it_makes() {
        let text = "Crédit Agricole;Évian – Société à Œuvres;Béton, maïs;L’Oréal «Noël» 12 €";
        for legacy in Legacy::ALL {
            let text = if legacy == Legacy::CodePage850 {
                "Crédit à Béziers, maïs, Société Générale"
            } else {
                text
            };
            let bytes: Vec<u8> = text.chars().map(|letter| legacy.byte(letter).unwrap()).collect();
            assert_eq!(guess(&bytes), legacy, "{text}");
            assert_eq!(legacy.decode(&bytes), text);
        }
        assert_eq!(guess(b"plain"), Legacy::Windows1252);
        assert_eq!(guess(b"CAF\xc9, D\xc9CATHLON, \xc9lys\xe9e"), Legacy::Windows1252, "words in capitals");
    }
}
