//! `palmares show`: any published figure in the terminal.
//!
//! An answer is a table, written by the crate that writes the files of the site: what the site offers as JSON or CSV is
//! the same here.

mod benchmark;
mod company;
mod explanation;
mod figure;
mod matching;
pub mod query;
mod ranking;
mod source;
mod years;

use anyhow::Result;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use serde_json::json;

use super::open_workspace::{OpenWorkspace, read_catalog_in_part};
use super::{ExitStatus, Shell};
pub use company::find as company_named;
use model::{FigureId, Year};
use tables::Format;
pub use years::coverage_in_words;

#[derive(Debug, Subcommand)]
pub enum Show {
    /// Who won the most, in a year, over years, or ever
    Ranking(ranking::RankingArgs),
    /// What a company won, by its identifier or any of its names
    Company(company::CompanyArgs),
    /// Who leads a sector
    Sector(ranking::SectorArgs),
    /// The sources, or one of them with its editions
    Source(source::SourceArgs),
    /// One award with the pages that state it
    Award {
        /// Its identifier, as `show company --format json` gives it
        id: String,
    },
    /// One published figure by its id, with its rule, its inputs and the pages behind it
    Figure {
        /// Its id, as the site shows and exports carry it
        id: FigureId,
    },
    /// Companies, newcomers and distinctions over the years
    Trend {
        /// Sources of all countries instead of the default one
        #[arg(long)]
        all_countries: bool,
    },
    /// What was measured, by source, sector or company
    Benchmark(benchmark::BenchmarkArgs),
    /// What we have of each source in each year
    Coverage {
        /// Only one year
        #[arg(long, value_name = "YYYY")]
        year: Option<Year>,
    },
    /// When the next edition of each source is expected
    Calendar {
        /// As a calendar file (iCalendar, RFC 5545) instead of a table
        #[arg(long)]
        ics: bool,
    },
    /// Whether two names are one company, and how strongly a person would be asked
    Match(matching::MatchArgs),
}

/// Reads one of these words.
pub fn choice<T: Copy + Send + Sync>(
    words: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    by_word(words, |(word, _)| word).map(|(_, meant)| meant)
}

/// Reads one of these by its word.
pub fn by_word<T: Copy + Send + Sync>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let find = move |given: String| all.iter().copied().find(|one| word(*one) == given);
    PossibleValuesParser::new(all.iter().map(move |one| word(*one)))
        .map(move |given| find(given).expect("one of the possible values"))
}

/// The word that stands for a closed choice.
fn word<T: Serialize>(choice: &T) -> String {
    json!(choice).as_str().map(str::to_owned).unwrap_or_default()
}

pub fn show(shell: &Shell, what: &Show, format: Format) -> Result<ExitStatus> {
    let workspace = || OpenWorkspace::open(shell);
    let answer = match what {
        Show::Ranking(asked) => ranking::answer(shell, &workspace()?, asked, format)?,
        Show::Company(asked) => company::answer(&workspace()?, asked, format)?,
        Show::Sector(asked) => ranking::sector(shell, &workspace()?, asked, format)?,
        Show::Source(asked) => source::answer(&OpenWorkspace::with_rows(shell)?, asked, format)?,
        Show::Award { id } => company::award(&workspace()?, id, format)?,
        Show::Figure { id } => figure::answer(shell, &workspace()?, *id, format)?,
        Show::Trend { all_countries } => {
            years::trend(&workspace()?, |country| country.is_none() == *all_countries, format)?
        }
        Show::Benchmark(asked) => benchmark::answer(&workspace()?, asked, format)?,
        Show::Coverage { year } => years::coverage(&workspace()?, *year, format),
        Show::Calendar { ics: true } => years::calendar_file(shell, &workspace()?)?,
        Show::Calendar { ics: false } => years::calendar(&workspace()?, format),
        // Two names need the companies and the decisions only: a mistake elsewhere is told beside the answer.
        Show::Match(asked) => matching::answer(&read_catalog_in_part(shell), asked, format)?,
    };
    shell.console.answer(&answer)?;
    Ok(ExitStatus::Done)
}
