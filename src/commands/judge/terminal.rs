//! `palmares review`: headings without a sector and names that may be one company, judged by single keys.

use std::fmt::Write;
use std::io::{self, IsTerminal, Read};

use anyhow::{Context, Result};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::{Judging, Reply, Session, Turn};
use crate::commands::{ExitStatus, Shell, typed_line};
use model::Verdict;
use rank::questions::{OpenQuestion, PairCard, Quote, Side, UnmappedHeading};
use workspace::Meaning;

/// Asks question after question until none is left or the person stops.
pub fn review(shell: &Shell, who: Option<String>) -> Result<ExitStatus> {
    let mut judging = Judging::open(shell, who)?;
    let mut session = Session::default();
    let mut keys = KeyReader::open()?;
    let mut note = String::new();
    let left = loop {
        let Some(turn) = judging.turn(&session) else { break 0 };
        shell.console.answer(&(keys.top(&note) + &asked(&turn)))?;
        note = match keys.next()? {
            None | Some(b'q') => break turn.left,
            Some(b'u') => told(judging.undo_step(&mut session)),
            Some(b'w') => {
                shell.console.answer(&everything(&turn.question))?;
                session.why = keys.line()?;
                if session.why.is_empty() { String::new() } else { format!("why: {}", session.why) }
            }
            Some(b'o') if turn.question.is_of_a_sector() => match other_sector(&judging, &mut keys, shell)? {
                Some(reply) => told(judging.reply(&mut session, turn, reply)),
                None => String::new(),
            },
            Some(key) => match reply(&turn.question, key) {
                Some(reply) => told(judging.reply(&mut session, turn, reply)),
                None => String::new(),
            },
        };
    };
    if left == 0 {
        shell.console.answer(&noted(&note))?;
    }
    let judged = session.judged();
    shell.console.say(&format!("judged    {judged}, {left} left; palmares build shows what has moved"));
    Ok(ExitStatus::Done)
}

/// The sector that somebody types. One that nobody has declared is only made when that is meant: a slip of the finger
/// must not become a sector of the site.
fn other_sector(judging: &Judging, keys: &mut KeyReader, shell: &Shell) -> Result<Option<Reply>> {
    shell.console.answer("\nsector (its name or identifier; Enter for none)? ")?;
    let name = keys.line()?;
    if name.is_empty() {
        return Ok(None);
    }
    if judging.sector_named(&name).is_none() {
        shell
            .console
            .answer(&format!("there is no sector “{name}” yet: y makes it, any other key does not\n"))?;
        if keys.next()? != Some(b'y') {
            return Ok(None);
        }
    }
    Ok(Some(Reply::FiledAs(name)))
}

/// A refusal is told where a success would be: beside the next question, which is then the same one.
fn told(done: Result<String>) -> String {
    done.unwrap_or_else(|refused| format!("{refused:#}"))
}

/// What a key says to a question.
fn reply(question: &OpenQuestion, key: u8) -> Option<Reply> {
    match (question, key) {
        (_, b'k') => Some(Reply::Skipped),
        (OpenQuestion::Pair(_), b's') => Some(Reply::Judged(Verdict::Same)),
        (OpenQuestion::Pair(_), b'd') => Some(Reply::Judged(Verdict::Different)),
        (OpenQuestion::Heading(_), b'e') => Some(Reply::Filed(Meaning::EachCompany)),
        (OpenQuestion::Heading(_), b'n') => Some(Reply::Filed(Meaning::NoSector)),
        (OpenQuestion::Heading(heading), b'1'..=b'9') => {
            let likely = heading.likely.get(usize::from(key - b'1'))?;
            Some(Reply::Filed(Meaning::Sector(likely.sector)))
        }
        (OpenQuestion::Pair(_) | OpenQuestion::Heading(_) | OpenQuestion::Company { .. }, _) => None,
    }
}

/// How many names under a heading a question shows at first.
const NAMES: usize = 12;

/// How many lines of evidence and effect a question shows at first; `w` shows all.
const FIRST: usize = 3;

const KEYS: &str = "k skip   u undo   w why, and all the evidence   q quit";

fn asked(turn: &Turn) -> String {
    match &turn.question {
        OpenQuestion::Heading(heading) => {
            let plural = if turn.left == 1 { "heading has" } else { "headings have" };
            let first =
                format!("{} {plural} no sector. Which sector is this?\n\n  {}\n", turn.left, heading.printed);
            let number = if heading.likely.is_empty() { "" } else { "1 to 3 that sector   " };
            first
                + &under(heading, NAMES)
                + &offered(heading)
                + &format!(
                    "\n{number}o another sector, or a new one   e each company keeps its own   n no sector\n{KEYS}\n"
                )
        }
        OpenQuestion::Company { side: shown, .. } => {
            let plural = if turn.left == 1 { "company that won has" } else { "companies that won have" };
            format!("{} {plural} no sector. In which is this one?\n", turn.left)
                + &side(shown, FIRST)
                + &format!("\no its sector, or a new one   {KEYS}\n")
        }
        OpenQuestion::Pair(card) => {
            let (number, total) = (turn.number, turn.number - 1 + turn.left);
            let first = format!("{number} of {total}: one company? ({}% likely)\n", card.percent);
            let because = lines("asked because", [card.reason.as_str()].into_iter(), 1);
            let moved: &[String] = &["would move no published figure".to_owned()];
            let effect = if card.effect.is_empty() { moved } else { card.effect.as_slice() };
            let effect = lines("same", effect.iter().map(String::as_str), FIRST);
            first + &sides(card, FIRST) + &because + &effect + &format!("\ns same   d different   {KEYS}\n")
        }
    }
}

/// All that is known of a question, and the question for a reason.
fn everything(question: &OpenQuestion) -> String {
    let all = match question {
        OpenQuestion::Heading(heading) => under(heading, usize::MAX),
        OpenQuestion::Pair(card) => {
            sides(card, usize::MAX) + &lines("same", card.effect.iter().map(String::as_str), usize::MAX)
        }
        OpenQuestion::Company { side: shown, .. } => side(shown, usize::MAX),
    };
    all + "\nwhy (kept for your next answer; Enter for none)? "
}

/// What stands under a heading, at most so many names.
fn under(heading: &UnmappedHeading, most: usize) -> String {
    let UnmappedHeading { source_name, editions, names, .. } = heading;
    let editions: Vec<&str> = editions.iter().map(|label| label.as_str()).collect();
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    let more = names.len().saturating_sub(most);
    let more = if more > 0 { format!(" and {more} more (w)") } else { String::new() };
    let by = format!("{source_name} {}", editions.join(", "));
    let above = shown.join(", ") + &more;
    lines("printed by", [by.as_str()].into_iter(), 1) + &lines("above", [above.as_str()].into_iter(), 1)
}

fn offered(heading: &UnmappedHeading) -> String {
    let likely = (1..).zip(&heading.likely);
    let offered: String = likely
        .map(|(number, likely)| format!("  {number}  {}  ({})\n", likely.name, likely.reason))
        .collect();
    format!("\n{offered}")
}

fn sides(card: &PairCard, most: usize) -> String {
    card.sides.iter().map(|shown| side(shown, most)).collect()
}

fn side(side: &Side, most: usize) -> String {
    let declared = if side.declared { "in companies.toml" } else { "found in the data" };
    let sector = side.sector.as_deref().map_or_else(String::new, |sector| format!("{sector}, "));
    let mut text = format!("\n  {}   ({sector}{declared})\n", side.name);
    if !side.also.is_empty() {
        text += &lines("also", [side.also.join(", ").as_str()].into_iter(), 1);
    }
    text += &lines("told of by", side.told.iter().map(String::as_str), most);
    let quotes: Vec<String> = side.witnesses.iter().map(quoted).collect();
    text + &lines("", quotes.iter().map(String::as_str), most.min(quotes.len()).max(1))
}

fn quoted(quote: &Quote) -> String {
    let printed = if quote.passage.is_empty() { quote.printed.as_str() } else { quote.passage.as_str() };
    let parts = [quote.category.as_str(), quote.title.as_str(), quote.url.as_str()];
    let rest: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("“{printed}” {}", rest.join(" · "))
}

/// Lines below a label, at most so many, and how many more there are.
fn lines<'a>(label: &str, lines: impl ExactSizeIterator<Item = &'a str>, most: usize) -> String {
    let mut text = String::new();
    let more = lines.len().saturating_sub(most);
    for (position, line) in lines.take(most).enumerate() {
        let label = if position == 0 { label } else { "" };
        let _ = writeln!(text, "  {label:>13}  {line}");
    }
    if more > 0 {
        let _ = writeln!(text, "  {:>13}  … and {more} more (w)", "");
    }
    text
}

fn noted(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!("{note}\n\n") }
}

/// Reads keys one by one from a terminal, which is given back as it was found, or as the first letters of lines from
/// anything else.
pub struct KeyReader {
    /// The terminal as it was found, if there is one.
    found: Option<Termios>,
}

/// Empties a terminal and goes to its first line.
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";

const ESCAPE: u8 = 0x1b;

/// Ctrl-C and Ctrl-D, as bytes: in single-key mode a terminal sends them instead of acting on them.
const STOP: [u8; 2] = [3, 4];

impl KeyReader {
    pub fn open() -> Result<Self> {
        if !io::stdin().is_terminal() {
            return Ok(Self { found: None });
        }
        let found = tcgetattr(io::stdin()).context("cannot read single keys from this terminal")?;
        let keys = Self { found: Some(found) };
        keys.listen_to_keys()?;
        Ok(keys)
    }

    /// The top of a screen: nothing of the one before but what was done there.
    pub fn top(&self, note: &str) -> String {
        let clear = if self.found.is_some() { CLEAR } else { "" };
        clear.to_owned() + &noted(note)
    }

    fn listen_to_keys(&self) -> Result<()> {
        let Some(mut single) = self.found.clone() else { return Ok(()) };
        single.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
        tcsetattr(io::stdin(), OptionalActions::Now, &single).context("cannot read single keys")
    }

    fn give_back(&self) -> Result<()> {
        let Some(found) = &self.found else { return Ok(()) };
        tcsetattr(io::stdin(), OptionalActions::Now, found).context("cannot give the terminal back")
    }

    /// The next key; nothing at the end of the input.
    pub fn next(&mut self) -> Result<Option<u8>> {
        let key = if self.found.is_some() {
            pressed(io::stdin().lock().bytes()).context("cannot read a key")?
        } else {
            typed_line()?.map(|line| line.bytes().next().unwrap_or(b' '))
        };
        Ok(key.filter(|key| !STOP.contains(key)))
    }

    /// A line of text, without blanks around it.
    pub fn line(&mut self) -> Result<String> {
        self.give_back()?;
        let line = typed_line()?;
        self.listen_to_keys()?;
        Ok(line.unwrap_or_default())
    }
}

/// The key that was pressed; a blank for arrow and function keys. They send several bytes, and the digit within
/// `ESC [ 1 ; 5 D` must not file a heading.
fn pressed(mut bytes: impl Iterator<Item = io::Result<u8>>) -> io::Result<Option<u8>> {
    let mut key = bytes.next().transpose()?;
    while key == Some(ESCAPE) {
        key = bytes.next().transpose()?;
        if matches!(key, Some(b'[' | b'O')) {
            for byte in bytes {
                if (b'@'..=b'~').contains(&byte?) {
                    break;
                }
            }
            return Ok(Some(b' '));
        }
    }
    Ok(key)
}

impl Drop for KeyReader {
    fn drop(&mut self) {
        // The terminal may be gone by now, and then nobody misses its echo.
        let _ = self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_key_is_no_answer_whatever_it_sends() {
        let mut sent = b"\x1b[Ds\x1b[1;5D\x1bOA\x1b1".iter().map(|byte| Ok(*byte));
        let keys: Vec<u8> = std::iter::from_fn(|| pressed(&mut sent).unwrap()).collect();
        assert_eq!(keys, b" s  1");
    }
}
