//! The languages that a site may speak: data, told apart by their ISO 639-1 codes.

use crate::BadText;
use std::fmt;
use std::str::FromStr;

const EXPECTED: &str = "the code of a language; write its two small letters (ISO 639-1), such as fr or de";

/// The 183 codes, as of 2026.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt \
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn \
    so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

impl Language {
    pub const FR: Self = Self("fr");
    pub const EN: Self = Self("en");

    /// Every language, by its code.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split_ascii_whitespace().map(Self)
    }
    /// Its code, as in `lang="fr"`.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl FromStr for Language {
    type Err = BadText;
    fn from_str(code: &str) -> Result<Self, BadText> {
        Self::all().find(|language| language.0 == code).ok_or_else(|| BadText::new(code, EXPECTED))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_one_of_the_183_codes() {
        assert_eq!(Language::all().count(), 183);
        assert!(Language::all().is_sorted(), "the list must stay in order, so that a gap is seen");
        assert_eq!("fr".parse(), Ok(Language::FR));
        for code in ["FR", "xx", "fra", ""] {
            assert!(code.parse::<Language>().is_err(), "{code}");
        }
    }
}
