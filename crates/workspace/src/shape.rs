//! Shapes: what the parts of a line look like, as regular expressions.

const NUMBER: &str = r"[-+−]?\d{1,3}(?:[  .]\d{3})+(?:,\d+)?|[-+−]?\d+(?:[.,]\d+)?";
const ORDINAL: &str = r"(?i:n[o°º]\s?\d{1,3}|(?:joint |=)?\d{1,3}(?:ers?|[èe]re|nde?|[èée]mes?|i[èe]mes?|e|st|nd|rd|th|[°ºª])?\.?=?|premi(?:er|[èe]re)s?|deuxi[èe]mes?|seconde?|troisi[èe]mes?|quatri[èe]mes?|cinqui[èe]mes?|sixi[èe]mes?|septi[èe]mes?|huiti[èe]mes?|neuvi[èe]mes?|dixi[èe]mes?|onzi[èe]mes?|douzi[èe]mes?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|erste[rs]?|zweite[rs]?|dritte[rs]?)(?i:\s+(?:ex[- ](?:æ|ae)quo|\(tie\)))?";
const CARDINAL: &str = r"(?i:\d{1,6}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)";
const YEAR: &str = r"(?:19|20|21)\d\d(?:-\d\d?)?";
const DATE: &str = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:er|st|nd|rd|th|\.)?\s+(?:of\s+)?\p{L}+\.?,?\s+\d{4}|\p{L}+ \d{1,2}(?:st|nd|rd|th)?,? \d{4})";
const CAPITALS: &str = r"[\p{Lu}\d][\p{Lu}\d'’&+.\-]*(?:\s+(?:[\p{Lu}\d&+\-][\p{Lu}\d'’&+.\-]*))*";
/// It begins where a word does: `while Allstate` does not hold `le Allstate`.
const NAME: &str = r"\b(?:[Ll][’']|[Ll][ea]s?\s)?\p{Lu}[\p{L}\p{N}’'&+.\-]*(?:\s+(?:(?:d[eu]s?|la|le|les|of|the|and|et|en|[&+])\s+|d[’']|l[’'])?[\p{Lu}\p{N}&+][\p{L}\p{N}’'&+.\-]*)*";
const QUOTED: &str = r#"[^\s"«»“”„](?:[^"«»“”„\n]*[^\s"«»“”„])?"#;
const TEXT: &str = r"\S(?:.*?\S)??";

/// The shape of this name, `place` for `{was:place}`.
pub(super) fn named(shape: &str) -> Option<&'static str> {
    match shape {
        "place" => Some(ORDINAL),
        "number" => Some(NUMBER),
        "count" => Some(CARDINAL),
        "year" => Some(YEAR),
        "date" => Some(DATE),
        "name" => Some(NAME),
        "capitals" => Some(CAPITALS),
        "text" => Some(TEXT),
        _ => None,
    }
}

/// Whether anything fits `{name}`.
pub(super) fn is_open(name: &str) -> bool {
    !name.contains(':') && usual(name) == TEXT
}

/// The shape of `{name}` before a quote.
pub(super) fn quoted(name: &str) -> &'static str {
    let usual = usual(name);
    if usual == TEXT { QUOTED } else { usual }
}

/// The shape of `{name}`: numbers for a score, anything for a company.
pub(super) fn usual(name: &str) -> &'static str {
    match name {
        "place" => ORDINAL,
        "score" => NUMBER,
        "claimed" => CARDINAL,
        "edition" | "year" => YEAR,
        "awarded" => DATE,
        "streak" => {
            r"(?i:\d{1,2}(?:er|[èe]re|nde?|[èée]mes?|i[èe]mes?|e|st|nd|rd|th)?|\p{L}+(?:i[èe]me|th|ste)|premi(?:er|[èe]re)|seconde?|first|third|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
        }
        _ => TEXT,
    }
}
