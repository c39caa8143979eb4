//! `palmares run`: fetch what is due, then build.

use anyhow::Result;

use super::book::Book;
use super::{Network, Outcome, Shell, Strictness, build, crawl};

/// Fetches what is due, then builds.
pub fn run(shell: &Shell, network: Network, strictness: Strictness) -> Result<Outcome> {
    // A site that cannot be written is told before an hour of fetching.
    build::place(shell, None)?;
    match network {
        Network::Refused => shell.console.say("crawl     offline: building from archive and data"),
        Network::Allowed => crawl::crawl_due(shell, &Book::read(shell)?)?,
    }
    build::build(shell, None, strictness)
}
