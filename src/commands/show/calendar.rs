//! `show calendar`: when the next edition of each source is expected, with the `.ics` file to subscribe to.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::calendar;
use crate::catalog::Language;
use crate::commands::Shell;
use crate::commands::book::Book;
use crate::commands::table::Table;

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
    let due = calendar::due(&book.register, shell.as_of);
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

/// The calendar file, in the first language of the site.
pub fn file(shell: &Shell, book: &Book) -> Result<()> {
    let due = calendar::due(&book.register, shell.as_of);
    let language = book.catalog.settings.site.languages.first().copied().unwrap_or(Language::Fr);
    shell.console.answer(&calendar::ics(&due, &book.register, language, shell.as_of))
}
