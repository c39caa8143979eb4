//! `palmares badge verify`: whether a badge that somebody shows is ours, and still says what the site says.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;

use super::open_workspace::OpenWorkspace;
use super::{ExitStatus, Shell, build, read_named};
use site::BadgeState;

/// A badge has a few kilobytes, in bytes.
const LARGEST: u64 = 1 << 20;

#[derive(Debug, Subcommand)]
pub enum BadgeCommand {
    /// Tell whether a badge is as we made it, altered, or outdated
    Verify {
        /// The picture, as it was found
        file: PathBuf,
    },
}

/// Ends with 2 unless the badge is ours and says what the site says today.
pub fn badge(shell: &Shell, what: &BadgeCommand) -> Result<ExitStatus> {
    let BadgeCommand::Verify { file } = what;
    let svg = read_named(file, LARGEST)?;
    let svg = String::from_utf8(svg).with_context(|| format!("{} is not UTF-8", file.display()))?;
    let workspace = OpenWorkspace::open(shell)?;
    let overrides = build::overrides(&shell.workspace)?;
    let input = build::input(shell, &workspace, &overrides, &site::NO_EDITIONS);
    let state = site::open(&input, &|_: &str| None, |site| site.verify_badge(&svg)).flatten();
    let state = state.context("cannot make the badges again")?;
    let said = match &state {
        BadgeState::Current => "current   it is as we made it, and the site still says so".to_owned(),
        BadgeState::Outdated => "outdated  we made it, and the site says something else by now".to_owned(),
        BadgeState::Withdrawn => "withdrawn we made it, and the site gives no such badge any more".to_owned(),
        BadgeState::Altered => {
            "altered   it names a badge of ours, and was changed since we made it".to_owned()
        }
        BadgeState::Foreign => "foreign   it names no badge of ours".to_owned(),
    };
    shell.console.answer(&format!("{said}\n"))?;
    Ok(if state == BadgeState::Current { ExitStatus::Done } else { ExitStatus::Issues })
}
