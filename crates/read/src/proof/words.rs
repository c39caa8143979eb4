//! The words of a page, indexed once, so that any company is found in it in any spelling that folds to its key.

use crate::Known;
use crate::page::Sheet;
use crate::text::Span;
use model::text::{Step, fold_with, key};

/// How many letters more than its key a printed name may have: a legal form, a domain ending, `France`.
const LONGER: usize = 24;

/// How many words beside a name may belong to a longer one: `Orange` in `Orange Bank`.
const BESIDE: usize = 2;

/// How many places are looked at where a name may begin: a page that repeats it a million times is no list.
const MOST_STARTS: usize = 2_000;

/// The words of a page in the order of what is printed from each of them on.
pub(super) struct WordIndex<'s> {
    sheet: &'s Sheet<'s>,
    /// Each with where its letters begin in `letters`.
    words: Vec<(Span, usize)>,
    /// The letters of all words without blanks, as they are compared.
    letters: String,
    /// The numbers of the words, sorted by the letters that begin with each.
    sorted: Vec<u32>,
}

impl<'s> WordIndex<'s> {
    pub fn new(sheet: &'s Sheet<'s>) -> Self {
        let (mut words, mut letters) = (Vec::new(), String::with_capacity(sheet.text.all.len()));
        for span in split(&sheet.text.all) {
            words.push((span, letters.len()));
            letters.push_str(&folded(&sheet.text.all[span.from..span.to]));
        }
        let mut sorted: Vec<u32> = (0..words.len() as u32).collect();
        // Names are told apart by far fewer letters; equal beginnings stay in the order of the page.
        let start = |word: &u32| {
            let (_, from) = words[*word as usize];
            &letters.as_bytes()[from..letters.len().min(from + 64)]
        };
        sorted.sort_by(|one, other| start(one).cmp(start(other)));
        Self { sheet, words, letters, sorted }
    }

    /// Where a company is named, in the order of the page. A longer name of another company that is known holds none.
    pub fn named(&self, keys: &[String], known: &Known) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for name in keys.iter().filter(|name| !name.is_empty()) {
            // `A + B` is compared as `a&b` and `Canal +` as `canalplus`; which of them a sign is, its neighbours tell.
            let mut written = vec![name.clone(), name.replace('&', "plus")];
            written.dedup();
            let starts = written.iter().flat_map(|letters| self.starting(letters)).take(MOST_STARTS);
            found.extend(starts.filter_map(|first| self.name_at(first, name, keys, known)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The words from which on these letters are printed.
    fn starting(&self, letters: &str) -> impl Iterator<Item = usize> + '_ {
        let wanted = letters.as_bytes();
        let shown = |word: &u32| {
            let (_, from) = self.words[*word as usize];
            &self.letters.as_bytes()[from..self.letters.len().min(from + wanted.len())]
        };
        let first = self.sorted.partition_point(|word| shown(word) < wanted);
        let last = first + self.sorted[first..].partition_point(|word| shown(word) == wanted);
        self.sorted[first..last].iter().map(|word| *word as usize)
    }

    fn name_at(&self, first: usize, name: &str, keys: &[String], known: &Known) -> Option<Span> {
        let last = (first..self.words.len())
            .take_while(|last| self.words[*last].1 - self.words[first].1 <= name.len() + LONGER)
            .take_while(|last| self.runs_on(first, *last))
            .find(|last| key(self.between(first, *last)) == name)?;
        let wider = (first.saturating_sub(BESIDE)..=first)
            .flat_map(|from| (last..self.words.len().min(last + BESIDE + 1)).map(move |to| (from, to)));
        let another = wider
            .filter(|(from, to)| (*from, *to) != (first, last) && self.runs_on(*from, *to))
            .any(|(from, to)| {
                let longer = self.between(from, to);
                known.is_declared(longer) && !keys.contains(&key(longer))
            });
        (!another).then(|| self.span(first, last))
    }

    fn span(&self, first: usize, last: usize) -> Span {
        Span { from: self.words[first].0.from, to: self.words[last].0.to }
    }

    fn between(&self, first: usize, last: usize) -> &str {
        self.sheet.text.get(self.span(first, last))
    }

    /// Whether a name may run from one word to another: within a line, or over the lines of a PDF, which break anywhere.
    fn runs_on(&self, first: usize, last: usize) -> bool {
        let text = &self.sheet.text;
        let line = |word: usize| text.line_at(self.words[word].0.from);
        let (one, other) = (line(first), line(last));
        one == other || (other == one + 1 && text.lines[one].page > 0)
    }
}

/// The runs of letters and digits; `&` and `+` belong to names.
fn split(text: &str) -> impl Iterator<Item = Span> + '_ {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '&' | '+' | '\u{300}'..='\u{36f}');
    text.split(move |c| !inside(c)).filter(|word| !word.is_empty()).map(|word| {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        Span { from, to: from + word.len() }
    })
}

/// A word as it stands in a [`key`], as far as it tells without its neighbours.
fn folded(word: &str) -> String {
    const LETTERS: &[Step] = &[Step::Unicode, Step::Accents, Step::Ligatures, Step::Case];
    let word = fold_with(word, LETTERS);
    match word.as_str() {
        "et" | "and" | "und" => "&".to_owned(),
        "st" => "saint".to_owned(),
        "ste" => "sainte".to_owned(),
        roman if roman.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) => {
            fold_with(&format!("x {roman}"), &[Step::Numerals]).split_off(2)
        }
        _ => word.replace('+', "plus"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use workspace::Rule;

    fn found(page: &str, name: &str, known: &[&str]) -> Vec<String> {
        let sheet = Sheet::open(Page::Plain(page), &Rule::default()).unwrap();
        let companies: Vec<_> = known
            .iter()
            .map(|name| {
                let id = model::CompanyId::new(&model::text::slug(name)).unwrap();
                model::Company::named(id, name, model::Origin::Found)
            })
            .collect();
        let spans = WordIndex::new(&sheet).named(&[key(name)], &Known::new(&companies));
        spans.into_iter().map(|span| page[span.from..span.to].to_owned()).collect()
    }

    #[test]
    fn a_name_is_found_in_every_spelling_that_folds_alike() {
        let alike = [
            ("la MAIF, encore", "Maif", "MAIF"),
            ("1. 3Suisses.fr (7,1)", "3 Suisses", "3Suisses"),
            ("chez Marks and Spencer.", "Marks & Spencer", "Marks and Spencer"),
            ("le groupe Canal + reste", "Canal Plus", "Canal +"),
            ("Ch\u{e2}teau d’Eau: L.C.L.", "LCL", "L.C.L"),
            ("agence Century XXI", "Century 21", "Century XXI"),
            ("St-Gobain", "Saint-Gobain", "St-Gobain"),
        ];
        for (page, name, printed) in alike {
            assert_eq!(found(page, name, &[]), [printed], "{name} in {page}");
        }
        assert_eq!(found("Oranger, Orangeraie", "Orange", &[]), [""; 0], "no part of a word");
        assert_eq!(found("Bon\nPrix", "Bonprix", &[]), [""; 0], "not over two lines");
    }

    #[test]
    fn a_company_is_not_found_in_the_longer_name_of_another() {
        assert_eq!(found("Orange Bank, puis Orange", "Orange", &["Orange Bank"]), ["Orange"]);
        assert_eq!(found("Air France", "France", &["Air France"]), [""; 0]);
    }
}
