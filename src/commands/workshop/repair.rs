//! `palmares try SOURCE --repair`: a rule for a page that moved, held against every copy of the archive.

use anyhow::{Context as _, Result, anyhow, bail};

use super::{TryArgs, shown};
use crate::commands::crawl::ARCHIVE;
use crate::commands::named::source_named;
use crate::commands::pages::{Copy, PageHistory, PageReader};
use crate::commands::{ExitStatus, Shell};
use archive::Archive;
use read::{self, Extraction};
use workspace::{Catalog, Rule};

/// Searches a rule that reads the newest copy of the page as the last good one was read.
pub fn repair(shell: &Shell, catalog: &Catalog, asked: &TryArgs) -> Result<ExitStatus> {
    let histories = histories(shell, catalog, &asked.target)?;
    let waiting = || {
        histories.iter().filter(|PageHistory { edition, settled, .. }| {
            let wanted = asked.edition.as_deref().is_none_or(|label| label == edition.label.as_str());
            wanted && !settled.held.is_empty()
        })
    };
    let broken = waiting().rev().find_map(|page| Some((page, &page.settled.live.as_ref()?.reading)));
    let Some((page, known)) = broken else {
        if let Some(PageHistory { edition, .. }) = waiting().next_back() {
            let (id, label) = (&asked.target, &edition.label);
            bail!(
                "no copy of {id} {label} was ever read well, so there is nothing to hold a mended rule against; next: \
                 palmares try {id} --edition {label} --learn \"A WINNER\" \"ANOTHER WINNER\""
            )
        }
        shell.console.say("the rules read every copy of the archive as before; there is nothing to repair");
        return Ok(ExitStatus::Done);
    };
    let (id, label, rule) = (&asked.target, &page.edition.label, &page.rule.name);
    let same_rule = histories.iter().filter(|other| &other.rule.name == rule);
    let all: Vec<&Copy> = same_rule.flat_map(|page| &page.copies.readable).collect();
    let Some((mended, reading)) = search(page, known, &all)? else {
        bail!(
            "{id} {label}: no rule was found that gives the {} records known and still reads the older copies; \
             the page may say something else now: see it with palmares try {id} --edition {label}",
            known.records.len()
        )
    };
    let answer = format!("{}\n{}", read::written(&mended, rule), shown::records(&reading));
    shell.console.answer(&answer)?;
    shell.console.say(&format!(
        "{id} {label}: replayed on {} copies of the archive; paste the table over [rule.{rule}] in sources.toml",
        all.len()
    ));
    Ok(ExitStatus::Done)
}

/// The editions of a source that name a rule.
fn histories<'c>(shell: &Shell, catalog: &'c Catalog, id: &str) -> Result<Vec<PageHistory<'c>>> {
    let source = source_named(&catalog.sources, id)?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    PageReader::new(catalog, &archive).histories(source)
}

fn search(page: &PageHistory<'_>, known: &Extraction, all: &[&Copy]) -> Result<Option<(Rule, Extraction)>> {
    let newest = page.copies.readable.last().context("there is no copy")?;
    let opened = newest.opened.page().map_err(|why| anyhow!("the page cannot be opened: {why}"))?;
    let replay = |mended: &Rule| all.iter().all(|copy| reads_as_before(copy, page.rule, mended));
    Ok(read::repair(opened, page.rule, known, &newest.context, replay))
}

/// Whether a rule gives of a copy that was read cleanly the records it gave before.
fn reads_as_before(copy: &Copy, rule: &Rule, mended: &Rule) -> bool {
    let before = copy.opened.read(rule, &copy.context);
    let after = copy.opened.read(mended, &copy.context);
    !before.is_clean() || after.is_clean() && read::change(&before, &after).is_none()
}
