//! What the words of a rule stand for: outcomes, levels, evidence, labels.

use model::{Evidence, EvidenceKind, Kind, Label, Level, Outcome};

/// An award has categories even where a page does not print them; a ranking without any is one of all.
pub(super) fn level_of(kind: Kind, category: &str, sector: &str) -> Level {
    match (category.is_empty(), sector.is_empty(), kind) {
        (false, _, _) | (true, true, Kind::Award | Kind::Label) => Level::Category,
        (true, false, _) => Level::Sector,
        (true, true, Kind::Ranking | Kind::Benchmark) => Level::Overall,
    }
}

/// A label that is no sentence.
pub(super) fn label(text: &str) -> Option<Label> {
    (!text.is_empty() && text.chars().count() <= 60).then(|| Label::new(text))
}

/// The outcome by its word.
pub(super) fn outcome(text: &str) -> Option<Outcome> {
    Some(match text {
        "winner" => Outcome::Winner,
        "placed" => Outcome::Placed,
        "special" => Outcome::Special,
        "label" => Outcome::Label,
        "finalist" => Outcome::Finalist,
        "mention" => Outcome::Mention,
        "measured" => Outcome::Measured,
        "last" => Outcome::Last,
        "annulled" => Outcome::Annulled,
        _ => return None,
    })
}

/// The level by its word.
pub(super) fn level(text: &str) -> Option<Level> {
    Some(match text {
        "overall" => Level::Overall,
        "sector" => Level::Sector,
        "category" => Level::Category,
        "channel" => Level::Channel,
        _ => return None,
    })
}

/// The evidence by its word, with a remark in brackets.
pub(super) fn evidence(text: &str) -> Option<Evidence> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = match word {
        "stated" => EvidenceKind::Stated,
        "partial" => EvidenceKind::Partial,
        "derived" => EvidenceKind::Derived,
        _ => return None,
    };
    let remark = rest.trim().trim_start_matches('(').trim_end_matches(')').into(); // rules are written in the language of the pages
    Some(Evidence { kind, remark })
}
