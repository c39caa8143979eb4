//! Where words go: data to the standard output, all else to the standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

use anyhow::{Context, Result};

use super::Outcome;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Only errors.
    Quiet,
    /// What was done.
    Normal,
    /// In detail.
    Verbose,
}

/// Whether messages carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Yes.
    On,
    /// No.
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
    /// How much is said.
    pub volume: Volume,
    /// Whether messages carry colours.
    pub colour: Colour,
}

impl Console {
    /// A console of this volume.
    pub fn new(volume: Volume, colour: Colour) -> Self {
        Self { volume, colour }
    }

    /// Tells what was done.
    pub fn say(&self, words: &str) {
        self.tell(Volume::Normal, words);
    }

    fn tell(&self, volume: Volume, words: &str) {
        if self.volume >= volume {
            // Nobody listens any more: the work itself is not less done for it.
            let _ = writeln!(io::stderr().lock(), "{words}");
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
    pub fn failed(&self, error: &anyhow::Error) -> Outcome {
        let _ = writeln!(io::stderr().lock(), "palmares: {error:#}");
        Outcome::Failed
    }
}
