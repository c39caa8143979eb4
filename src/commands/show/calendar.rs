//! `show calendar`: when the next edition of each source is expected, with the `.ics` file to subscribe to.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::Answer;
use crate::commands::book::Book;
use crate::commands::table::Table;
use crate::commands::{Shell, build};

/// Which form.
#[derive(Debug, Args)]
pub struct Asked {
    /// As a calendar file (iCalendar, RFC 5545) instead of a table
    #[arg(long)]
    pub ics: bool,
}

/// One row a source that is still held, soonest first.
pub fn answer(book: &Book) -> Answer {
    let mut table = Table::new(&["source", "last", "expected from", "to", "state"]);
    for one in &book.due {
        table.push([
            one.source.to_string(),
            one.last.to_string(),
            one.window.0.to_string(),
            one.window.1.to_string(),
            one.state.word().to_owned(),
        ]);
    }
    let json = book.due.iter().map(|one| {
        json!({ "source": one.source, "last": one.last, "from": one.window.0, "to": one.window.1,
                "state": one.state.word() })
    });
    Answer { table, json: json.collect() }
}

/// The calendar file of the site, in its first language.
pub fn file(shell: &Shell, book: &Book) -> Result<()> {
    let overrides = build::overrides(&shell.workspace)?;
    let language = *book.catalog.settings.site.languages.first().expect("a site has a language");
    let file = site::calendar(&build::input(shell, book, &overrides), language)?;
    shell.console.answer(&String::from_utf8_lossy(&file.bytes))
}
