//! `show calendar`: when the next edition of each source is expected, with the `.ics` file to subscribe to.

use std::collections::BTreeSet;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::calendar::{self, Due, History};
use crate::commands::Shell;
use crate::commands::book::Book;
use crate::commands::table::Table;
use crate::model::{Day, Register, Source, Window, Year};

/// Which form.
#[derive(Debug, Args)]
pub struct Asked {
    /// As a calendar file (iCalendar, RFC 5545) instead of a table
    #[arg(long)]
    pub ics: bool,
}

/// One row a source that is still held, soonest first.
pub fn answer(shell: &Shell, book: &Book) -> Answer {
    let mut table = Table::new(&["source", "last", "expected from", "to", "state"]);
    let due = due(&book.register, shell.as_of);
    for one in &due {
        table.push([
            one.source.to_string(),
            one.last.to_string(),
            one.window.0.to_string(),
            one.window.1.to_string(),
            one.state.word().to_owned(),
        ]);
    }
    let json = due.iter().map(|one| {
        json!({ "source": one.source, "last": one.last, "from": one.window.0, "to": one.window.1,
                "state": one.state.word() })
    });
    Answer { table, json: json.collect() }
}

/// The calendar file.
pub fn file(shell: &Shell, book: &Book) -> Result<()> {
    let name = |due: &Due| book.register.source(&due.source).name.clone();
    shell.console.answer(&calendar::ics(&due(&book.register, shell.as_of), name, shell.as_of))
}

fn due(register: &Register, today: Day) -> Vec<Due> {
    calendar::due(register.sources.values().map(|source| history(register, source)).collect(), today)
}

/// The days of the editions declared and of the awards known.
fn history(register: &Register, source: &Source) -> History {
    let declared = source.editions.values().filter_map(|edition| edition.awarded);
    let known = register.awards.iter().filter(|award| award.source == source.id).map(|award| award.awarded);
    let days: BTreeSet<Day> = declared.chain(known).collect();
    let running = |window: &Window| window.to < Year::LAST;
    let until = source.held.filter(running).map(|window| window.to);
    History { source: source.id.clone(), until, days: days.into_iter().collect() }
}
