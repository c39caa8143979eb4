//! `palmares freeze`: a leaderboard or chart to embed as it is today, at an address whose bytes no later build changes.
//!
//! The frozen page is a file of the workspace, to be kept under version control: it cannot be derived again once the
//! data have changed. Every build hands it on.

use anyhow::{Context, Result, ensure};

use super::book::Book;
use super::{Outcome, Shell, build, output};
use site::frozen;

/// Keeps what the page at an address of the site gives to embed.
pub fn freeze(shell: &Shell, address: &str) -> Result<Outcome> {
    let book = Book::open(shell)?;
    let base = &book.catalog.settings.site.base_url;
    let path = address.strip_prefix(base.as_str()).unwrap_or(address);
    let overrides = build::overrides(&shell.workspace)?;
    let page = frozen::page(&build::input(shell, &book, &overrides), path)?.with_context(|| {
        format!("{path} shows nothing to embed; give the address of a leaderboard, classement/….html, or of a chart, …#name")
    })?;
    let kept = shell.workspace.join(build::FROZEN).join(&page.path);
    ensure!(!kept.exists(), "{} is there already: what is frozen stays as it is", kept.display());
    output::write_new(&kept, &page.bytes)?;
    shell.console.say(&format!("frozen    {}: keep it under version control, and build", kept.display()));
    shell.console.answer(&format!("{base}{}\n", frozen::address(&page.path)))?;
    Ok(Outcome::Done)
}
