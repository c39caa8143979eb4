//! One file a verb; the only place where stages meet, and where the clock is read.

pub mod archive;
pub mod build;
pub mod check;
pub mod crawl;
pub mod draft;
pub mod freeze;
pub mod init;
pub mod judge;
pub mod output;
pub mod pages;
pub mod publish;
pub mod run;
pub mod schema;
pub mod serve;
pub mod show;
pub mod workshop;

mod beside;
mod book;
mod console;
mod leads;

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;

pub use console::{Colour, Console, Volume};

use model::Day;

/// How a command ended: the exit code of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// Done.
    Done = 0,
    /// It could not go on.
    Failed = 1,
    /// Done, but something needs a person.
    Issues = 2,
}

/// Whether the network may be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Pages that are due are fetched.
    Allowed,
    /// Archive and data alone.
    Refused,
}

/// How much needs a person before the exit code says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Only what cannot be understood.
    Lenient,
    /// Also what is incomplete.
    Strict,
}

/// What every command needs to know of the world.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The folder with `sources.toml`.
    pub workspace: PathBuf,
    /// The day of which the figures speak.
    pub as_of: Day,
    /// Where messages go.
    pub console: Console,
}

impl Shell {
    /// Finds the workspace: the one named, or the nearest folder upward with a `sources.toml`.
    pub fn open(workspace: Option<PathBuf>, as_of: Option<Day>, console: Console) -> Result<Self> {
        let workspace = match workspace {
            Some(named) => named,
            None => {
                let here = env::current_dir().context("cannot tell the current folder")?;
                workspace::find_workspace(&here).with_context(|| no_workspace(&here.display().to_string()))?
            }
        };
        let as_of = as_of.map_or_else(today, Ok)?;
        Ok(Self { workspace, as_of, console })
    }
}

fn no_workspace(here: &str) -> String {
    format!("no sources.toml in {here} or above; go to a workspace, or name one with --workspace DIR")
}

/// Today in UTC, so that two machines at one moment agree.
fn today() -> Result<Day> {
    let date = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    date.to_string().parse().context("the clock of this machine is off; set it, or give --as-of DATE")
}
