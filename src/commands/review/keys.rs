//! Keys: read one by one from a terminal, or as the first letters of lines from anything else.

use std::io::{self, BufRead, IsTerminal, Read};

use anyhow::{Context, Result};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// What a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The two are one company.
    Same,
    /// The two are two companies.
    Different,
    /// Ask another day.
    Skip,
    /// Take the last step back.
    Undo,
    /// See everything, and say why.
    Why,
    /// One of the sectors offered, from 0.
    Choice(usize),
    /// Each company keeps its own sector.
    Each,
    /// Stop; also the end of the input.
    Quit,
    /// Anything else.
    Unknown,
}

/// Where keys come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A terminal, key by key.
    Terminal,
    /// A file or pipe, line by line.
    Lines,
}

/// Reads keys. A terminal is given back as it was found.
pub struct Keys {
    found: Option<Termios>,
}

/// Ctrl-C and Ctrl-D, as bytes.
const STOP: [u8; 2] = [3, 4];

impl Keys {
    /// Takes over the terminal, if there is one.
    pub fn open() -> Result<Self> {
        if !io::stdin().is_terminal() {
            return Ok(Self { found: None });
        }
        let found = tcgetattr(io::stdin()).context("cannot read single keys from this terminal")?;
        let keys = Self { found: Some(found) };
        keys.listen_to_keys()?;
        Ok(keys)
    }

    /// Where keys come from.
    pub fn kind(&self) -> Kind {
        if self.found.is_some() { Kind::Terminal } else { Kind::Lines }
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

    /// The next key.
    pub fn next(&mut self) -> Result<Key> {
        let byte = match self.kind() {
            Kind::Terminal => {
                let mut byte = [0];
                let read = io::stdin().lock().read(&mut byte).context("cannot read a key")?;
                (read == 1).then_some(byte[0])
            }
            Kind::Lines => {
                let mut line = String::new();
                let read = io::stdin().lock().read_line(&mut line).context("cannot read a line")?;
                (read > 0).then(|| line.trim().bytes().next().unwrap_or(b' '))
            }
        };
        Ok(byte.map_or(Key::Quit, key))
    }

    /// A line of text, without blanks around it.
    pub fn line(&mut self) -> Result<String> {
        self.give_back()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).context("cannot read a line")?;
        self.listen_to_keys()?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // The terminal may be gone by now, and then nobody misses its echo.
        let _ = self.give_back();
    }
}

/// Small letters only: the arrow keys send capitals.
fn key(byte: u8) -> Key {
    match byte {
        b's' => Key::Same,
        b'd' => Key::Different,
        b'k' => Key::Skip,
        b'u' => Key::Undo,
        b'w' => Key::Why,
        b'e' => Key::Each,
        b'1'..=b'9' => Key::Choice(usize::from(byte - b'1')),
        b'q' => Key::Quit,
        stop if STOP.contains(&stop) => Key::Quit,
        _ => Key::Unknown,
    }
}
