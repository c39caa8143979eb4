//! `palmares run`: fetch what is due, then build.

use anyhow::Result;

use super::{Network, Outcome, Shell, Strictness, build};

/// Fetches what is due, then builds.
pub fn run(shell: &Shell, network: Network, strictness: Strictness) -> Result<Outcome> {
    match network {
        Network::Refused => shell.console.say("crawl     offline: building from archive and data"),
        Network::Allowed => {
            shell.console.say("crawl     no page is declared to be fetched: building from data")
        }
    }
    build::build(shell, None, strictness)
}
