//! `palmares try SOURCE --repair`: a rule for a page that moved, held against every copy of the archive.

use anyhow::{Context as _, Result, anyhow, bail};

use super::{TryArgs, shown};
use crate::commands::crawl::ARCHIVE;
use crate::commands::pages::{Copy, PageHistory, PageReader};
use crate::commands::{Outcome, Shell};
use archive::Archive;
use model::Edition;
use read::{self, Extraction, Proposal};
use workspace::Catalog;
use workspace::Rule;

/// An edition, the rule that reads its page, and the copies of it, the oldest first.
struct Shelf<'c> {
    edition: &'c Edition,
    rule: &'c Rule,
    copies: Vec<Copy>,
    /// The records known, where the newest copy is not read as they were.
    known: Option<Extraction>,
    /// Whether a copy is held and none was ever read well.
    never_read: bool,
}

/// Searches a rule that reads the newest copy of the page as the last good one was read.
pub fn repair(shell: &Shell, catalog: &Catalog, asked: &TryArgs) -> Result<Outcome> {
    let shelves = shelves(shell, catalog, &asked.target)?;
    let asked_for = |shelf: &&Shelf<'_>| {
        asked.edition.as_deref().is_none_or(|label| label == shelf.edition.label.as_str())
    };
    let broken =
        shelves.iter().filter(asked_for).rev().find_map(|shelf| Some((shelf, shelf.known.as_ref()?)));
    let Some((shelf, known)) = broken else {
        if let Some(Shelf { edition, .. }) = shelves.iter().filter(asked_for).rfind(|shelf| shelf.never_read)
        {
            let (id, label) = (&asked.target, &edition.label);
            bail!(
                "no copy of {id} {label} was ever read well, so there is nothing to hold a mended rule against; next: \
                 palmares try {id} --edition {label} --learn \"A WINNER\" \"ANOTHER WINNER\""
            )
        }
        shell.console.say("the rules read every copy of the archive as before; there is nothing to repair");
        return Ok(Outcome::Done);
    };
    let (id, label, rule) = (&asked.target, &shelf.edition.label, &shelf.rule.name);
    let same_rule = shelves.iter().filter(|other| &other.rule.name == rule);
    let all: Vec<&Copy> = same_rule.flat_map(|shelf| &shelf.copies).collect();
    let Some(found) = search(shelf, known, &all)? else {
        bail!(
            "{id} {label}: no rule was found that gives the {} records known and still reads the older copies; \
             the page may say something else now: see it with palmares try {id} --edition {label}",
            known.records.len()
        )
    };
    let answer = format!("{}\n{}", read::written(&found.rule, rule), shown::records(&found.reading));
    shell.console.answer(&answer)?;
    shell.console.say(&format!(
        "{id} {label}: replayed on {} copies of the archive; paste the table over [rule.{rule}] in sources.toml",
        all.len()
    ));
    Ok(Outcome::Done)
}

/// The editions of a source that name a rule.
fn shelves<'c>(shell: &Shell, catalog: &'c Catalog, id: &str) -> Result<Vec<Shelf<'c>>> {
    let source = catalog.sources.values().find(|source| source.id.as_str() == id);
    let source = source.with_context(|| format!("{id} is no source; name one of sources.toml"))?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let shelf = |PageHistory { edition, copies, settled, .. }: PageHistory<'c>| {
        let rule = catalog.rule_for(&source.id, &edition.label)?;
        let never_read = settled.live.is_none() && !settled.held.is_empty();
        let known = settled.live.filter(|_| !settled.held.is_empty()).map(|live| live.reading);
        Some(Shelf { edition, rule, copies, known, never_read })
    };
    Ok(PageReader::new(catalog, &archive).histories(source)?.into_iter().filter_map(shelf).collect())
}

fn search(shelf: &Shelf<'_>, known: &Extraction, all: &[&Copy]) -> Result<Option<Proposal>> {
    let newest = shelf.copies.last().context("there is no copy")?;
    let page = newest.opened.page().map_err(|why| anyhow!("the page cannot be opened: {why}"))?;
    let replay = |mended: &Rule| all.iter().all(|copy| reads_as_before(copy, shelf.rule, mended));
    Ok(read::repair(page, shelf.rule, known, &newest.context, replay))
}

/// Whether a rule gives of a copy that was read cleanly the records it gave before.
fn reads_as_before(copy: &Copy, rule: &Rule, mended: &Rule) -> bool {
    let before = copy.opened.read(rule, &copy.context);
    let after = copy.opened.read(mended, &copy.context);
    !before.is_clean() || after.is_clean() && read::change(&before, &after).is_none()
}
