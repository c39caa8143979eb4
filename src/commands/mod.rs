//! One file a verb; the only place where stages meet, and where the clock is read.

pub mod accept;
pub mod archive;
pub mod badge;
pub mod build;
pub mod check;
pub mod citations;
pub mod claim;
pub mod crawl;
pub mod desk;
pub mod doctor;
pub mod draft;
pub mod editions;
#[cfg(feature = "parquet")]
pub mod export;
pub mod init;
pub mod judge;
pub mod output;
pub mod pages;
pub mod plan;
pub mod publish;
pub mod serve;
pub mod show;
pub mod site_folder;
pub mod verify;
pub mod workshop;

mod beside;
mod named;
mod open_workspace;
mod own_page;
mod preview;
mod progress;

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use jiff::tz::TimeZone;

use model::Day;

/// How a command ended: the exit code of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ExitStatus {
    Done = 0,
    /// It could not go on.
    Failed = 1,
    /// Done, but something needs a person.
    Issues = 2,
    /// Done, and something that was asked about is no more.
    Withdrawn = 3,
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

/// How `check` and `crawl` answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    Text,
    Json,
}

/// What every command needs to know of the world.
#[derive(Debug, Clone)]
pub struct Shell {
    pub workspace: PathBuf,
    /// The day of which the figures speak.
    pub as_of: Day,
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

/// Reads a file that somebody names, which others may have sent: a pipe would be waited on for ever, a device never ends.
pub fn read_named(path: &Path, most: u64) -> Result<Vec<u8>> {
    let failed = || format!("cannot read {}", path.display());
    let about = fs::metadata(path).with_context(failed)?;
    ensure!(about.is_file(), "{} is no ordinary file", path.display());
    ensure!(about.len() <= most, "{} has {} bytes, and at most {most} are read", path.display(), about.len());
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).with_context(failed)?;
    Ok(bytes)
}

/// Takes hold of what many threads share, whether or not one of them panicked meanwhile.
pub fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What many threads shared, once they have ended.
pub fn unlocked<T>(shared: Mutex<T>) -> T {
    shared.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A line that a person types, or nothing at the end of the input. What a pipe sends may have no line breaks.
pub fn typed_line() -> Result<Option<String>> {
    const LONGEST: u64 = 1 << 16;
    let mut line = Vec::new();
    let read = io::stdin().lock().take(LONGEST).read_until(b'\n', &mut line).context("cannot read a line")?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&line).trim().to_owned()))
}

/// Today in UTC, so that two machines at one moment agree.
fn today() -> Result<Day> {
    let date = jiff::Timestamp::now().to_zoned(TimeZone::UTC).date();
    date.to_string().parse().context("the clock of this machine is off; set it, or give --as-of DATE")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    Quiet,
    Normal,
    Verbose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    On,
    Off,
}

impl Colour {
    /// On when the standard error is a terminal and `NO_COLOR` is not set (<https://no-color.org>).
    pub fn of_terminal() -> Self {
        let asked_not_to = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stderr().is_terminal() && !asked_not_to { Self::On } else { Self::Off }
    }
}

/// The two streams of a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    pub volume: Volume,
    pub colour: Colour,
}

impl Console {
    pub fn new(volume: Volume, colour: Colour) -> Self {
        Self { volume, colour }
    }

    /// Tells what was done.
    pub fn say(&self, words: &str) {
        if self.volume >= Volume::Normal {
            // Nobody listens any more: the work itself is not less done for it.
            let _ = writeln!(io::stderr().lock(), "{words}");
        }
    }

    /// Tells what only somebody asks who looks closer.
    pub fn detail(&self, words: &str) {
        if self.volume >= Volume::Verbose {
            self.say(words);
        }
    }

    /// Answers on the standard output. A reader that has seen enough (`| head`) is no failure.
    pub fn answer(&self, data: &(impl AsRef<[u8]> + ?Sized)) -> Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(data.as_ref()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.context("cannot write the answer"),
        }
    }

    /// Tells why the run could not go on.
    pub fn failed(&self, error: &anyhow::Error) -> ExitStatus {
        let _ = writeln!(io::stderr().lock(), "palmares: {error:#}");
        ExitStatus::Failed
    }
}

/// A number and what is counted, in the form for one or for several.
pub fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
