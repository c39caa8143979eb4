//! `palmares freeze`: a leaderboard or chart to embed as it is today, at an address whose bytes no later build changes.
//!
//! The frozen page is a file of the workspace, to be kept under version control: it cannot be derived again once the
//! data have changed. Every build hands it on.

use anyhow::{Context, Result, ensure};

use super::book::Book;
use super::{Outcome, Shell, build, output, publish};
use site::frozen;

/// Keeps the page to embed that stands at an address of the site.
pub fn freeze(shell: &Shell, address: &str) -> Result<Outcome> {
    let book = Book::open(shell)?;
    let base = &book.catalog.settings.site.base_url;
    let path = address.strip_prefix(base.as_str()).unwrap_or(address);
    let earlier = build::place(shell, None).map(|place| publish::pictures(&place)).unwrap_or_default();
    let pages = build::pages(shell, &book, &earlier)?;
    let page = pages.iter().find(|page| page.path == path);
    let found = page.and_then(|page| Some((page, frozen::name(path, shell.as_of)?)));
    let (page, name) = found.with_context(|| {
        format!("{path} is no page to embed; copy its address, integrer/….html, from the page that offers it")
    })?;
    let kept = shell.workspace.join(build::FROZEN).join(&name);
    ensure!(!kept.exists(), "{} is there already: what is frozen stays as it is", kept.display());
    output::write_new(&kept, &page.bytes)?;
    shell.console.say(&format!("frozen    {}: keep it under version control, and build", kept.display()));
    shell.console.answer(&format!("{base}{}\n", frozen::address(&name)))?;
    Ok(Outcome::Done)
}
