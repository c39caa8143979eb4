//! Patterns: how a line of a page looks, written as the line itself with `{names}` where it varies.
//!
//! A pattern that begins with `^` is a regular expression. Any other is a template: `{place} prix [secteur ]{sector} : {company}`.
//! Letters match in either case, a blank matches any blanks (none beside punctuation), quotes, dashes and
//! apostrophes match each other; `[a|b]` may be there, `<a|b>` must be, `…` is whatever stands there; a line break
//! goes on to the next line of an item.

use std::sync::LazyLock;

use model::text::counting::{number_words, place_marks, place_nouns, place_words, tied_words};
use regex::{Regex, RegexBuilder};

/// A compiled pattern costs memory; one that costs more than this is a slip.
const LARGEST: usize = 1 << 20;

/// How a line, or a part of it, looks.
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    whole: Regex,
    part: Regex,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    #[error("`{0}` is opened and not closed, or closed and not opened; write `\\{0}` for the sign itself")]
    Unpaired(char),
    #[error("`{{{0}}}` is no name; write letters and `_`, such as {{company}}")]
    BadName(String),
    #[error("`{0}` is no shape; write one of place, number, count, year, date, name, capitals, text")]
    BadShape(String),
    #[error("it is not a regular expression: {0}")]
    Regex(String),
    #[error("it would match an empty line")]
    Empty,
}

impl Pattern {
    /// Reads a template, or a regular expression that begins with `^`.
    pub fn new(written: &str) -> Result<Self, BadPattern> {
        let (whole, part) = match written.strip_prefix('^') {
            Some(regex) => (format!("(?:{})", regex.strip_suffix('$').unwrap_or(regex)), regex.to_owned()),
            None => (template(written, Extent::Whole)?, template(written, Extent::Part)?),
        };
        let (whole, part) = (compile(&format!("^{whole}$"))?, compile(&part)?);
        if whole.is_match("") {
            Err(BadPattern::Empty)
        } else {
            Ok(Self { written: written.into(), whole, part })
        }
    }
    pub fn as_str(&self) -> &str {
        &self.written
    }
    /// The expression for a whole line.
    pub fn whole(&self) -> &Regex {
        &self.whole
    }
    /// The expression for a part of a line.
    pub fn part(&self) -> &Regex {
        &self.part
    }
    /// The names of what it catches, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.whole.capture_names().flatten()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Pattern {}

fn compile(text: &str) -> Result<Regex, BadPattern> {
    let refused = |error: regex::Error| {
        let text = error.to_string();
        BadPattern::Regex(text.lines().last().unwrap_or(&text).trim_start_matches("error: ").to_owned())
    };
    RegexBuilder::new(text).size_limit(LARGEST).build().map_err(refused)
}

/// Whether a template has to fit a whole line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    /// A name at its beginning is a run of words with capitals, one at its end goes on to the end of the sentence.
    Part,
}

const SENTENCE_END: &str = r"\s*(?:[.!?;](?:\s|$)|$)";

/// The expression for a template.
fn template(written: &str, extent: Extent) -> Result<String, BadPattern> {
    let mut out = String::new();
    let mut open = Vec::new();
    let mut asides = 0;
    let mut rest = written.chars().peekable();
    let mut before = None;
    while let Some(sign) = rest.next() {
        let left = before.replace(sign);
        match sign {
            '\\' => literal(rest.next().unwrap_or('\\'), &mut out),
            '{' => {
                if !rest.clone().any(|c| c == '}') {
                    return Err(BadPattern::Unpaired('{'));
                }
                let name: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let quoted = rest.clone().find(|c| !c.is_whitespace()).is_some_and(|c| QUOTES.contains(c));
                let begins = extent == Extent::Part && out.is_empty();
                let ends = extent == Extent::Part && rest.peek().is_none() && is_open(&name);
                let name = if begins && is_open(&name) { format!("{name}:name") } else { name };
                out.push_str(&named(&name, quoted)?);
                out.push_str(if ends { SENTENCE_END } else { "" });
            }
            '…' => {
                asides += 1;
                out.push_str(&format!("(?<aside{asides}>.*?)"));
            }
            '[' | '<' => {
                open.push(sign);
                out.push_str("(?:");
            }
            '|' if !open.is_empty() => out.push('|'),
            ']' | '>' => match (open.pop(), sign) {
                (Some('['), ']') => out.push_str(")?"),
                (Some('<'), '>') => out.push(')'),
                _ => return Err(BadPattern::Unpaired(sign)),
            },
            '}' => return Err(BadPattern::Unpaired('}')),
            blank if blank.is_whitespace() => {
                let mut breaks = blank == '\n';
                while let Some(more) = rest.next_if(|c| c.is_whitespace()) {
                    breaks |= more == '\n';
                }
                let loose = left.into_iter().chain(rest.peek().copied()).any(|c| LOOSE.contains(c));
                out.push_str(if breaks { r"\s*\n\s*" } else { [r"\s+", r"\s*"][usize::from(loose)] });
            }
            other => literal(other, &mut out),
        }
    }
    match open.pop() {
        Some(sign) => Err(BadPattern::Unpaired(sign)),
        None => Ok(out),
    }
}

/// What stands around a quotation.
const QUOTES: &str = "\"«»“”„";
/// Blanks beside these signs may be missing; elsewhere one is needed.
const LOOSE: &str = ":;,()»«“”\"!?|/-–—";

fn literal(sign: char, out: &mut String) {
    match sign {
        '\'' | '’' | '‘' | 'ʼ' => out.push_str("['’‘ʼ]"),
        '"' | '«' | '»' | '“' | '”' | '„' => out.push_str("\\s*[\"«»“”„]\\s*"),
        '-' | '–' | '—' | '‑' | '−' => out.push_str("[-–—‑−]"),
        sign if sign.is_alphabetic() => out.push_str(&format!("(?i:{sign})")),
        sign => out.push_str(&regex::escape(&sign.to_string())),
    }
}

/// The expression for `{name}` or `{name:shape}`; before a quote, no quote is part of it.
fn named(text: &str, quoted: bool) -> Result<String, BadPattern> {
    let (name, wanted) = text.split_once(':').map_or((text, None), |(name, shape)| (name, Some(shape)));
    let wordy = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(wordy) {
        return Err(BadPattern::BadName(text.into()));
    }
    let shape = match wanted {
        Some(shape) => shape_named(shape).ok_or_else(|| BadPattern::BadShape(shape.into()))?,
        None if quoted => quoted_shape(name),
        None => usual_shape(name),
    };
    Ok(format!("(?<{name}>{shape})"))
}

// Shapes: what the parts of a line look like, as regular expressions.

const NUMBER: &str = r"[-+−]?\d{1,3}(?:[  .]\d{3})+(?:,\d+)?|[-+−]?\d+(?:[.,]\d+)?";
static ORDINAL: LazyLock<String> = LazyLock::new(|| {
    let (tied, marks, nouns, words) = (tied_words(), place_marks(), place_nouns(), place_words());
    let number = format!(r"(?:n[o°º]\s?|{nouns} )?(?:{tied} |=)?(?:\d{{1,3}}{marks}?|{words})\.?=?");
    format!(r"(?i:{number}(?:\s+\(?{tied}\)?)?)")
});
static CARDINAL: LazyLock<String> =
    LazyLock::new(|| format!(r"(?i:\d{{1,6}}|trente|quarante|cinquante|{})", number_words()));
const YEAR: &str = r"(?:19|20|21)\d\d(?:-\d\d?)?";
const DATE: &str = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:er|st|nd|rd|th|\.)?\s+(?:(?:of|de)\s+)?\p{L}+\.?,?\s+(?:del?\s+)?\d{4}|\p{L}+ \d{1,2}(?:st|nd|rd|th)?,? \d{4})";
const CAPITALS: &str = r"[\p{Lu}\d][\p{Lu}\d'’&+.\-]*(?:\s+(?:[\p{Lu}\d&+\-][\p{Lu}\d'’&+.\-]*))*";
/// It begins where a word does: `while Allstate` does not hold `le Allstate`.
const NAME: &str = r"\b(?:[Ll][’']|[Ll][ea]s?\s)?\p{Lu}[\p{L}\p{N}’'&+.\-]*(?:\s+(?:(?:d[eu]s?|la|le|les|of|the|and|et|en|[&+])\s+|d[’']|l[’'])?[\p{Lu}\p{N}&+][\p{L}\p{N}’'&+.\-]*)*";
const QUOTED: &str = r#"[^\s"«»“”„](?:[^"«»“”„\n]*[^\s"«»“”„])?"#;
const TEXT: &str = r"\S(?:.*?\S)??";

/// The shape of this name, `place` for `{was:place}`.
fn shape_named(shape: &str) -> Option<&'static str> {
    match shape {
        "place" => Some(ORDINAL.as_str()),
        "number" => Some(NUMBER),
        "count" => Some(CARDINAL.as_str()),
        "year" => Some(YEAR),
        "date" => Some(DATE),
        "name" => Some(NAME),
        "capitals" => Some(CAPITALS),
        "text" => Some(TEXT),
        _ => None,
    }
}

/// Whether anything fits `{name}`.
fn is_open(name: &str) -> bool {
    !name.contains(':') && usual_shape(name) == TEXT
}

/// The shape of `{name}` before a quote.
fn quoted_shape(name: &str) -> &'static str {
    let usual = usual_shape(name);
    if usual == TEXT { QUOTED } else { usual }
}

/// The shape of `{name}`: numbers for a score, anything for a company.
fn usual_shape(name: &str) -> &'static str {
    match name {
        "place" => ORDINAL.as_str(),
        "score" => NUMBER,
        "claimed" => CARDINAL.as_str(),
        "edition" | "year" => YEAR,
        "awarded" => DATE,
        "streak" => {
            r"(?i:\d{1,2}(?:er|[èe]re|nde?|[èée]mes?|i[èe]mes?|e|st|nd|rd|th)?|\p{L}+(?:i[èe]me|th|ste)|premi(?:er|[èe]re)|seconde?|first|third|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
        }
        _ => TEXT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(pattern: &str, line: &str) -> Option<Vec<(String, String)>> {
        let pattern = Pattern::new(pattern).unwrap();
        let found = pattern.whole().captures(line)?;
        let pair = |name: &str| found.name(name).map(|m| (name.to_owned(), m.as_str().to_owned()));
        Some(pattern.names().filter_map(pair).collect())
    }

    fn values(pattern: &str, line: &str) -> Vec<String> {
        caught(pattern, line).unwrap_or_default().into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn a_template_is_the_line_with_names_where_it_varies() {
        let pattern = "{place} prix [secteur ]{sector} : {company}";
        assert_eq!(
            values(pattern, "1er prix secteur Banque : CRÉDIT MUTUEL"),
            ["1er", "Banque", "CRÉDIT MUTUEL"]
        );
        assert_eq!(values(pattern, "1ER PRIX Banque: X"), ["1ER", "Banque", "X"]);
        assert_eq!(caught(pattern, "Prix secteur Banque : X"), None);
        assert_eq!(caught("{company} et {person}", "Netflix"), None, "a blank between letters is needed");
    }

    #[test]
    fn signs_of_one_kind_match_each_other() {
        assert_eq!(
            values("l'award « {category} » – {company}", "L’award \"Banque\" - Monabanq"),
            ["Banque", "Monabanq"]
        );
        assert_eq!(values("{sector} ({score}[ sur 10])", "Banque (7,1 sur 10)"), ["Banque", "7,1"]);
    }

    #[test]
    fn a_regular_expression_begins_with_a_caret() {
        let pattern = r"^(?<place>\d+)(?:er|e|ème) prix (?:secteur )?(?<sector>.+?)\s*:\s*(?<company>.+)$";
        assert_eq!(values(pattern, "2ème prix secteur Assurance : MAIF"), ["2", "Assurance", "MAIF"]);
    }

    #[test]
    fn slips_are_told() {
        assert_eq!(Pattern::new("a [b").unwrap_err(), BadPattern::Unpaired('['));
        assert_eq!(Pattern::new("{Company}").unwrap_err(), BadPattern::BadName("Company".into()));
        assert_eq!(Pattern::new("{company:shout}").unwrap_err(), BadPattern::BadShape("shout".into()));
        assert!(matches!(Pattern::new("^(?<a>"), Err(BadPattern::Regex(_))));
        assert_eq!(Pattern::new("…").unwrap_err(), BadPattern::Empty);
    }
}
