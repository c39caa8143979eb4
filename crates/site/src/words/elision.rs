//! The vowel that a small word gives up before another one, as French does: `qu’Orange`, `d’EDF`.

use crate::words::Typography;

impl Typography {
    /// Takes the vowel from a "que" or "de" that ends what is said, where the next word asks for it. The next word may
    /// stand in markup. Languages without such words declare none.
    pub fn elide(&self, said: &mut String, next: &str) {
        let word = next.strip_prefix('<').and_then(|tag| tag.split_once('>')).map_or(next, |(_, word)| word);
        // A word stands alone at the beginning as it does after a blank.
        let before = format!(" {said}");
        if self.elided.iter().any(|ending| before.ends_with(ending)) && self.elides(word) {
            said.truncate(said.trim_end().len());
            said.pop();
            said.push('’');
        }
    }

    /// Whether a small word loses its vowel before this one.
    fn elides(&self, name: &str) -> bool {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        let first = letters.next();
        let vowel = |c: char| "aàâäeéèêëiîïoôöuùûüyœæ".contains(c);
        match first {
            // "Yoplait" and "Oui" begin with a half-consonant.
            Some('y') => letters.next().is_some_and(|c| !vowel(c)),
            Some('o') => !["oui", "onz"].iter().any(|kept| name.to_lowercase().starts_with(kept)),
            Some('h') => self.mute_h.iter().any(|mute| name.starts_with(mute)),
            Some(c) => vowel(c),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::tests::{english, french};

    #[test]
    fn que_and_de_are_elided_where_a_name_follows() {
        let words = french();
        let said = |before: &str, next: &str| {
            let mut said = before.to_owned();
            words.typography.elide(&mut said, next);
            said + next
        };
        assert_eq!(said("un de plus que ", "Orange"), "un de plus qu’Orange");
        assert_eq!(said("le titre de ", "<a href=\"x\">EDF</a>"), "le titre d’<a href=\"x\">EDF</a>");
        assert_eq!(said("plus que ", "Danone"), "plus que Danone");
        assert_eq!(said("plus de ", "onze"), "plus de onze");
        assert_eq!(said("à la suite ", "Orange"), "à la suite Orange");
        assert_eq!(said("plus d'une ", "Orange"), "plus d'une Orange");
    }

    #[test]
    fn a_language_without_elision_keeps_its_words() {
        let mut said = String::from("the side ");
        english().typography.elide(&mut said, "of");
        assert_eq!(said, "the side ");
    }
}
