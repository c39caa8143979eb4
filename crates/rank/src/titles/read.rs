//! What an advertisement says, understood: which prize, which editions, which category, how many times in a row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use model::text;
use model::{Label, Register, Source, SourceId, Year};

/// A title as an advertisement claims it. What its words do not say is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleClaim {
    pub said: String,
    pub source: SourceId,
    /// The years printed on the editions it names, oldest first.
    pub years: Vec<Year>,
    pub category: Option<String>,
    /// How many titles in a row, up to the last of its editions.
    pub in_a_row: Option<u32>,
}

/// Why nothing can be said of a claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadClaim {
    #[error(
        "these words name no prize that is collected; name it as its page does, or say which with --source ID"
    )]
    NoSource,
    #[error("these words name no edition; write the year that is printed on the title, such as 2024")]
    NoEdition,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ClaimWords {
    in_a_row: Vec<String>,
    numbers: Vec<Vec<String>>,
    category: Vec<String>,
}

static WORDS: LazyLock<ClaimWords> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is tested"));

impl TitleClaim {
    /// Understands the words of an advertisement; the prize is the one given, or else the one they name.
    pub fn read(register: &Register, said: &str, source: Option<SourceId>) -> Result<Self, UnreadClaim> {
        let folded = text::heading(said);
        let named = || named_source(register, &folded);
        let source = source.or_else(named).ok_or(UnreadClaim::NoSource)?;
        // A prize may have a number in its name (`Palmarès 2000`), which is no edition.
        let rest = without_name(register.source(&source), &folded);
        let words: Vec<&str> = rest.split(' ').collect();
        let mut years: Vec<Year> = words.iter().filter_map(|word| year(word)).collect();
        years.sort();
        years.dedup();
        let category = printed_category(said).or_else(|| known_category(register, source, &rest));
        let claim = Self { said: said.to_owned(), source, years, category, in_a_row: in_a_row(&words) };
        if claim.years.is_empty() { Err(UnreadClaim::NoEdition) } else { Ok(claim) }
    }
}

/// The prize with the longest name among the words.
fn named_source(register: &Register, folded: &str) -> Option<SourceId> {
    let names = register.sources.values().flat_map(|source| names(source).map(move |name| (name, source.id)));
    let named = names.filter(|(name, _)| holds(folded, name));
    named.max_by_key(|(name, id)| (name.len(), std::cmp::Reverse(*id))).map(|(_, id)| id)
}

fn names(source: &Source) -> impl Iterator<Item = String> {
    let both = [Some(source.name.as_str()), source.name_en.as_deref()];
    both.into_iter().flatten().map(text::heading).filter(|name| !name.is_empty())
}

fn without_name(source: &Source, folded: &str) -> String {
    let name = names(source).filter(|name| holds(folded, name)).max_by_key(String::len);
    name.map_or_else(|| folded.to_owned(), |name| folded.replacen(&name, "|", 1))
}

/// Whether words stand in a text as whole words; both are folded.
pub fn holds(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

fn year(word: &str) -> Option<Year> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok() } else { None }
}

/// What follows the word category, up to the next comma or bracket.
fn printed_category(said: &str) -> Option<String> {
    let mut words = said.split_inclusive(char::is_whitespace);
    let introduces = |word: &str| WORDS.category.contains(&text::heading(word));
    words.by_ref().find(|word| introduces(word))?;
    let rest: String = words.collect();
    let ends = |c: char| matches!(c, ',' | ';' | '(' | ')' | '.' | '–' | '—' | '»' | '|');
    let rest = rest.trim_start_matches([':', '«', '“', '"', ' ', '\u{a0}', '\u{202f}']);
    let name = rest.split(ends).next().unwrap_or_default();
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then(|| name.to_owned())
}

/// The longest category of the prize that the words name.
fn known_category(register: &Register, source: SourceId, folded: &str) -> Option<String> {
    let of_source = register.awards.iter().filter(|award| award.source == source);
    let known: BTreeMap<String, &str> =
        of_source.map(|award| (text::heading(&award.category), award.category.as_str())).collect();
    let named = known.into_iter().filter(|(heading, _)| !heading.is_empty() && holds(folded, heading));
    named.max_by_key(|(heading, _)| heading.len()).map(|(_, printed)| printed.to_owned())
}

/// How many times in a row: the number nearest before the words that say so, or right after them.
fn in_a_row(words: &[&str]) -> Option<u32> {
    let marker = |phrase: &String| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let at = words.windows(phrase.len()).position(|window| window == phrase.as_slice())?;
        Some((at, at + phrase.len()))
    };
    let (start, end) = WORDS.in_a_row.iter().find_map(marker)?;
    let before = words[start.saturating_sub(4)..start].iter().rev();
    let after = words.iter().skip(end).take(2);
    before.chain(after).find_map(|word| number(word))
}

/// `3`, `3e`, `3rd`, `trois`; a year is none.
fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.len() - digits.len();
    let in_words = || WORDS.numbers.iter().position(|same| same.iter().any(|w| w == word));
    let written: Option<u32> = digits.parse().ok().filter(|_| ending <= 4 && digits.len() <= 2);
    written.or_else(|| in_words().map(|position| position as u32 + 2))
}

/// A category as it is compared: several spellings of one are one.
pub fn category_key(source: &Source, printed: &str) -> String {
    let folded = text::heading(printed);
    source.category_names.get(&folded).map_or(folded, |shown| text::heading(shown))
}

/// The label of an edition for the year on it: the only one, or each of its waves.
pub fn is_of_year(label: &Label, year: Year) -> bool {
    label.year() == Some(year)
}
