//! Sector headings, asked before names: one answer files all titles under it.

use std::collections::BTreeSet;
use std::fmt::Write;

use anyhow::Result;

use super::keys::{Key, Keys};
use super::screen;
use crate::commands::Shell;
use crate::commands::clerk::Clerk;
use rank::questions::UnmappedHeading;

/// How many of the names under a heading are shown.
const NAMES: usize = 12;

/// What a person makes of the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// None is left that was not skipped.
    Asked,
    /// The person stopped.
    Stopped,
}

/// The headings that a session has still to ask about.
#[derive(Debug, Default)]
pub struct Skipped(BTreeSet<(String, String)>);

impl Skipped {
    /// The first heading that was not skipped, and how many wait.
    pub fn first(&self, clerk: &Clerk) -> Option<(UnmappedHeading, usize)> {
        let mut open = clerk.headings();
        open.retain(|h| !self.0.contains(&(h.source.to_string(), h.printed.clone())));
        let left = open.len();
        open.into_iter().next().map(|heading| (heading, left))
    }

    /// Asks about a heading another day.
    pub fn skip(&mut self, source: &str, printed: &str) {
        self.0.insert((source.to_owned(), printed.to_owned()));
    }
}

/// Asks heading after heading.
pub fn ask(shell: &Shell, clerk: &mut Clerk, keys: &mut Keys) -> Result<Ended> {
    let mut skipped = Skipped::default();
    let mut note = String::new();
    while let Some((heading, left)) = skipped.first(clerk) {
        shell.console.answer(&(screen::top(&note, keys.kind()) + &question(&heading, left)))?;
        let key = keys.next()?;
        let sector = match key {
            Key::Choice(number) => heading.likely.get(number).map(|likely| likely.sector.as_str()),
            Key::Each => Some("each-company"),
            Key::Skip | Key::Same | Key::Different | Key::Undo | Key::Why | Key::Unknown => None,
            Key::Quit => return Ok(Ended::Stopped),
        };
        note = match sector {
            Some(sector) => filed(clerk, &heading, sector),
            None => String::new(),
        };
        if key == Key::Skip {
            skipped.skip(heading.source.as_str(), &heading.printed);
        }
    }
    if !note.is_empty() {
        shell.console.say(&note);
    }
    Ok(Ended::Asked)
}

/// Files a heading as a person who was shown it decided, and says so; a refusal is told the same way.
pub fn filed(clerk: &mut Clerk, heading: &UnmappedHeading, sector: &str) -> String {
    let likely = heading.likely.iter().find(|likely| likely.sector.as_str() == sector);
    let why =
        likely.map_or_else(|| "judged in review".to_owned(), |l| format!("judged in review; {}", l.reason));
    let done = clerk.file(heading.source.as_str(), &heading.printed, sector, &why);
    done.map_or_else(|refused| format!("{refused:#}"), |filing| filing.to_string())
}

fn question(heading: &UnmappedHeading, left: usize) -> String {
    let UnmappedHeading { source_name, printed, editions, names, likely, .. } = heading;
    let editions: Vec<&str> = editions.iter().map(|label| label.as_str()).collect();
    let plural = if left == 1 { "heading is" } else { "headings are" };
    let mut text = format!("{left} {plural} of no sector. Which sector is this?\n\n  {printed}\n");
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    let more = if names.len() > NAMES { format!(" and {} more", names.len() - NAMES) } else { String::new() };
    let _ = writeln!(text, "  {:>13}  {source_name} {}", "printed by", editions.join(", "));
    let _ = writeln!(text, "  {:>13}  {}{more}\n", "above", shown.join(", "));
    for (number, likely) in (1..).zip(likely) {
        let _ = writeln!(text, "  {number}  {}  ({})", likely.name, likely.reason);
    }
    let number = if likely.is_empty() { "" } else { "1 to 3 that sector   " };
    let _ = writeln!(
        text,
        "\n{number}e each company keeps its own   k skip   q quit\n\
         another sector: palmares decide heading {} \"{printed}\" SECTOR --why …",
        heading.source
    );
    text
}
