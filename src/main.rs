//! Award pages become a leaderboard: crawl → read → resolve → rank → site.
//!
//! The stages are the crates below `crates/`; they meet in [`commands`] alone, one file a verb.

mod cli; // words typed → one command
mod commands; // stages called in turn; the only place that reads the clock

use std::process::ExitCode;

/// Rows are read on one thread and let go on another. The system's allocator keeps what was let go so; this one gives
/// it back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
