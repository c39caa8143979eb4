//! The screen: a question in words.

use std::fmt::Write;

use super::Turn;
use super::keys::Kind;
use rank::questions::{Quote, Side};

/// How many lines of evidence and effect a question shows at first; `w` shows all.
const FIRST: usize = 3;

/// Empties a terminal and goes to its first line.
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";

const KEYS: &str = "s same   d different   k skip   u undo   w why, and all the evidence   q quit";

/// The top of a screen: nothing of the one before but what was done there.
pub fn top(note: &str, kind: Kind) -> String {
    let clear = match kind {
        Kind::Terminal => CLEAR,
        Kind::Lines => "",
    };
    clear.to_owned() + &noted(note)
}

/// A question, with a word on what was done before it.
pub fn question(turn: &Turn, note: &str, kind: Kind) -> String {
    let (total, card) = (turn.number - 1 + turn.left, &turn.card);
    let mut text = top(note, kind);
    let _ = writeln!(text, "{} of {total}: one company? ({}% likely)", turn.number, card.percent);
    card.sides.iter().for_each(|shown| side(&mut text, shown, FIRST));
    told(&mut text, "asked because", [card.reason.as_str()].into_iter(), 1);
    match card.effect.as_slice() {
        [] => told(&mut text, "same", ["would move no published figure"].into_iter(), 1),
        effect => told(&mut text, "same", effect.iter().map(String::as_str), FIRST),
    }
    text.push_str(&format!("\n{KEYS}\n"));
    text
}

/// All the evidence and the whole effect, and the question for a reason.
pub fn everything(turn: &Turn) -> String {
    let mut text = String::new();
    turn.card.sides.iter().for_each(|shown| side(&mut text, shown, usize::MAX));
    told(&mut text, "same", turn.card.effect.iter().map(String::as_str), usize::MAX);
    text.push_str("\nwhy (kept for your next answer; Enter for none)? ");
    text
}

/// What was done before.
pub fn noted(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!("{note}\n\n") }
}

fn side(text: &mut String, side: &Side, most: usize) {
    let declared = if side.declared { "in companies.toml" } else { "found in the data" };
    let sector = side.sector.as_deref().map_or_else(String::new, |sector| format!("{sector}, "));
    let _ = write!(text, "\n  {}   ({sector}{declared})\n", side.name);
    if !side.also.is_empty() {
        told(text, "also", [side.also.join(", ").as_str()].into_iter(), 1);
    }
    told(text, "told of by", side.told.iter().map(String::as_str), most);
    let quotes: Vec<String> = side.witnesses.iter().map(quoted).collect();
    told(text, "", quotes.iter().map(String::as_str), most.min(quotes.len()).max(1));
}

fn quoted(quote: &Quote) -> String {
    let printed = if quote.passage.is_empty() { quote.printed.as_str() } else { quote.passage.as_str() };
    let parts = [quote.category.as_str(), quote.title.as_str(), quote.url.as_str()];
    let rest: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("“{printed}” {}", rest.join(" · "))
}

/// Lines below a label, at most so many, and how many more there are.
fn told<'a>(text: &mut String, label: &str, lines: impl ExactSizeIterator<Item = &'a str>, most: usize) {
    let more = lines.len().saturating_sub(most);
    for (position, line) in lines.take(most).enumerate() {
        let label = if position == 0 { label } else { "" };
        let _ = writeln!(text, "  {label:>13}  {line}");
    }
    if more > 0 {
        let _ = writeln!(text, "  {:>13}  … and {more} more (w)", "");
    }
}
