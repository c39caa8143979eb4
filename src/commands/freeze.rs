//! `palmares freeze`: a leaderboard or chart to embed as it is today, at an address whose bytes no later build changes.
//!
//! The frozen page is a file of the workspace, to be kept under version control: it cannot be derived again once the
//! data have changed. Every build hands it on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::book::Book;
use super::{Outcome, Shell, build};
use crate::site::Page;

/// Where frozen pages are kept, in the workspace.
const KEPT: &str = "frozen";

/// Where the site shows them, from its root.
const SHOWN: &str = "integrer/fige/";

/// Keeps the page to embed that stands at an address of the site.
pub fn freeze(shell: &Shell, address: &str) -> Result<Outcome> {
    let book = Book::open(shell)?;
    let base = &book.catalog.settings.site.base_url;
    let path = address.strip_prefix(base.as_str()).unwrap_or(address);
    let pages = build::pages(shell, &book, &shell.workspace.join(build::SITE))?;
    let page = pages.iter().find(|page| page.path == path && is_to_embed(path));
    let page = page.with_context(|| {
        format!("{path} is no page to embed; copy its address, integrer/….html, from the page that offers it")
    })?;
    let name = name(path, &shell.as_of.to_string());
    let kept = shell.workspace.join(KEPT).join(&name);
    ensure!(!kept.exists(), "{} is there already: what is frozen stays as it is", kept.display());
    fs::create_dir_all(shell.workspace.join(KEPT))
        .and_then(|()| fs::write(&kept, &page.bytes))
        .with_context(|| format!("cannot write {}", kept.display()))?;
    shell.console.say(&format!("frozen    {}: keep it under version control, and build", kept.display()));
    shell.console.answer(&format!("{base}{SHOWN}{name}\n"))?;
    Ok(Outcome::Done)
}

fn is_to_embed(path: &str) -> bool {
    path.contains("integrer/") && path.ends_with(".html")
}

/// `en/integrer/classement-2012.html` frozen on a day: `en-classement-2012-2026-11-21.html`.
fn name(path: &str, day: &str) -> String {
    let stem = path.trim_end_matches(".html").replace("integrer/", "").replace('/', "-");
    format!("{stem}-{day}.html")
}

/// The frozen pages of a workspace, where the site shows them, by name.
pub fn frozen(workspace: &Path) -> Result<Vec<Page>> {
    let folder = workspace.join(KEPT);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unread = || format!("cannot read {}", folder.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder).with_context(unread)? {
        let path = entry.with_context(unread)?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|end| end == "html")) {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            pages.push(Page { path: format!("{SHOWN}{}", name.to_string_lossy()), bytes });
        }
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_frozen_page_is_named_by_what_it_shows_and_its_day() {
        assert_eq!(name("integrer/tendances-race.html", "2026-11-21"), "tendances-race-2026-11-21.html");
        assert_eq!(
            name("en/integrer/classement-2012.html", "2026-11-21"),
            "en-classement-2012-2026-11-21.html"
        );
    }
}
