//! Award pages become a leaderboard: crawl → read → resolve → rank → site.
//!
//! The stages are the crates below `crates/`; they meet in [`commands`] alone, one file a verb.

mod cli; // words typed → one command
mod commands; // stages called in turn; the only place that reads the clock

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
