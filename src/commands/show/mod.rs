//! `palmares show`: any published figure in the terminal.

mod benchmark;
mod calendar;
mod company;
mod coverage;
mod explanation;
mod matching;
mod query;

mod ranking;
mod sector;
mod source;
mod sureness;
mod trend;

use anyhow::Result;
use clap::Subcommand;
use serde::Serialize;
use serde_json::{Value, json};

use super::book::Book;
pub use super::table::Format;
use super::table::Table;
use super::{Outcome, Shell};
pub use coverage::words as coverage_in_words;
use site::About;

/// What can be shown.
#[derive(Debug, Subcommand)]
pub enum Show {
    /// Who won the most, in a year, over years, or ever
    Ranking(ranking::Asked),
    /// What a company won, by its identifier or any of its names
    Company(company::Asked),
    /// Who leads a sector
    Sector(sector::Asked),
    /// The sources, or one of them with its editions
    Source(source::Asked),
    /// One award with the pages that state it
    Award(company::AskedAward),
    /// Companies, newcomers and distinctions over the years
    Trend(trend::Asked),
    /// What was measured, by source, sector or company
    Benchmark(benchmark::Asked),
    /// What we have of each source in each year
    Coverage(coverage::Asked),
    /// When the next edition of each source is expected
    Calendar(calendar::Asked),
    /// Whether two names are one company, and how strongly a person would be asked
    Match(matching::Asked),
}

/// A sector by its identifier, or a company by its identifier or any of its names.
pub fn subject(book: &Book, named: &str) -> Result<About> {
    if let Some(sector) = book.register.sectors.keys().find(|sector| sector.as_str() == named) {
        return Ok(About::Sector(*sector));
    }
    company::find(&book.register, named).map(|company| About::Company(company.id))
}

/// An answer, for people and for programs.
struct Answer {
    table: Table,
    json: Value,
}

/// The word that stands for a closed choice.
fn word<T: Serialize>(choice: &T) -> String {
    json!(choice).as_str().map(str::to_owned).unwrap_or_default()
}

/// Shows a figure.
pub fn show(shell: &Shell, what: &Show, format: Format) -> Result<Outcome> {
    let book = || Book::open(shell);
    let answer = match what {
        Show::Ranking(asked) => ranking::answer(shell, &book()?, asked)?,
        Show::Company(asked) => company::answer(&book()?, asked)?,
        Show::Sector(asked) => sector::answer(&book()?, asked)?,
        Show::Source(asked) => source::answer(&book()?, asked)?,
        Show::Award(asked) => company::award(&book()?, asked)?,
        Show::Trend(asked) => trend::answer(&book()?, asked)?,
        Show::Benchmark(asked) => benchmark::answer(&book()?, asked)?,
        Show::Coverage(asked) => coverage::answer(&book()?, asked)?,
        Show::Calendar(asked) if asked.ics => return calendar::file(shell, &book()?).map(|()| Outcome::Done),
        Show::Calendar(_) => calendar::answer(&book()?),
        // Two names need the companies and the decisions only: a mistake elsewhere is told beside the answer.
        Show::Match(asked) => {
            return matching::show(shell, &Book::read_in_part(shell), asked, format).map(|()| Outcome::Done);
        }
    };
    shell.console.answer(&answer.table.answer(format, &answer.json)?)?;
    Ok(Outcome::Done)
}
