//! Character sets of a time before UTF-8, in which table programs still save CSV files.

/// A character set with one byte a letter. They cannot be told apart by rule: each makes letters of every byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Windows1252,
    MacRoman,
    /// Consoles of DOS and Windows in Western Europe.
    CodePage850,
}

impl Charset {
    pub const ALL: [Self; 3] = [Self::Windows1252, Self::MacRoman, Self::CodePage850];

    /// The character set that makes words of the bytes; nothing when none does, or two do as well.
    pub fn guess(bytes: &[u8]) -> Option<Self> {
        let mut scores = Self::ALL.map(|charset| (charset.score(bytes), charset));
        scores.sort_by_key(|(score, _)| -score);
        let [(best, charset), (second, _), _] = scores;
        (best > 0 && best > second).then_some(charset)
    }

    pub fn decode(self, bytes: &[u8]) -> String {
        bytes.iter().map(|byte| self.letter(*byte)).collect()
    }

    /// What a message calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252 or Latin-1",
            Self::MacRoman => "Mac OS Roman",
            Self::CodePage850 => "code page 850 of DOS",
        }
    }

    /// What `iconv` calls it.
    pub fn iconv_name(self) -> &'static str {
        match self {
            Self::Windows1252 => "WINDOWS-1252",
            Self::MacRoman => "MACINTOSH",
            Self::CodePage850 => "CP850",
        }
    }

    pub fn letter(self, byte: u8) -> char {
        let single = [byte];
        let decoded = match self {
            Self::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&single).0,
            Self::MacRoman => encoding_rs::MACINTOSH.decode_without_bom_handling(&single).0,
            Self::CodePage850 if byte.is_ascii() => return char::from(byte),
            Self::CodePage850 => {
                return CODE_PAGE_850
                    .chars()
                    .nth(usize::from(byte - 0x80))
                    .unwrap_or(char::REPLACEMENT_CHARACTER);
            }
        };
        decoded.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// How much the bytes above ASCII read like letters of Western European words.
    fn score(self, bytes: &[u8]) -> i64 {
        let neighbour =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).map_or(' ', |byte| self.letter(*byte));
        let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(MOST_LETTERS);
        let score = |(at, byte): (usize, &u8)| {
            plausibility(neighbour(at.checked_sub(1)), self.letter(*byte), neighbour(Some(at + 1)))
        };
        high.map(score).sum()
    }
}

/// Enough to tell, however long the file.
const MOST_LETTERS: usize = 5000;

fn plausibility(before: char, letter: char, after: char) -> i64 {
    const IMPLAUSIBLE: i64 = -3;
    match letter {
        'é' | 'è' | 'ê' | 'ë' | 'à' | 'â' | 'ç' | 'î' | 'ï' | 'ô' | 'û' | 'ù' | 'ä' | 'ö' | 'ü' | 'ß' => {
            3
        }
        'á' | 'í' | 'ó' | 'ú' | 'ñ' | 'ã' | 'õ' | 'å' | 'æ' | 'ø' | 'œ' | 'ò' | 'ì' => 2,
        '’' if before.is_alphabetic() && after.is_alphabetic() => 3,
        '«' | '»' | '–' | '—' | '“' | '”' | '…' | '°' | '€' | '®' | '©' | '\u{a0}' | '\u{202f}'
            if !before.is_alphabetic() || !after.is_alphabetic() =>
        {
            1
        }
        // A capital inside a word of small letters.
        'À'..='Ý' | 'Œ' if before.is_lowercase() => IMPLAUSIBLE,
        'É' | 'È' | 'Ê' | 'À' | 'Â' | 'Ç' | 'Î' | 'Ô' | 'Œ' | 'Ä' | 'Ö' | 'Ü' | 'Å' | 'Ø' | 'Ñ' | 'Á'
        | 'Ó' => 2,
        _ => IMPLAUSIBLE,
    }
}

/// The letters of the bytes 0x80 to 0xff.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "1;Crédit Agricole;87,5\n2;Évian, Société à Öl;80\n3;Béton, maïs;70\n";

    fn encoded(charset: Charset, text: &str) -> Vec<u8> {
        let byte = |letter: char| (0..=255).find(|byte| charset.letter(*byte) == letter).unwrap();
        text.chars().map(byte).collect()
    }

    #[test]
    fn the_character_set_that_makes_words_is_found() {
        for charset in Charset::ALL {
            let bytes = encoded(charset, WORDS);
            assert_eq!(Charset::guess(&bytes), Some(charset));
            assert_eq!(charset.decode(&bytes), WORDS);
        }
        assert_eq!(Charset::guess(b"l\x92avis"), Some(Charset::Windows1252));
    }

    #[test]
    fn bytes_that_make_no_words_are_not_guessed() {
        assert_eq!(Charset::guess(b"plain"), None);
        assert_eq!(Charset::guess(b"\x01\xa4\xff\xb1\xb2"), None);
    }

    #[test]
    fn code_page_850_has_a_letter_for_each_byte() {
        assert_eq!(CODE_PAGE_850.chars().count(), 128);
        assert_eq!((Charset::CodePage850.letter(0x82), Charset::CodePage850.letter(0xe1)), ('é', 'ß'));
    }
}
