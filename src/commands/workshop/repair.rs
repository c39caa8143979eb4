//! `palmares try SOURCE --repair`: a rule for a page that moved, held against every copy of the archive.

use anyhow::{Context as _, Result, bail};

use super::{Asked, shown};
use crate::archive::Archive;
use crate::catalog::Catalog;
use crate::commands::crawl::ARCHIVE;
use crate::commands::pages::{self, Copy};
use crate::commands::{Outcome, Shell};
use crate::extract::{self, Extraction};
use crate::model::{Edition, Rule};

/// Searches a rule that reads the newest copy of the page as the last good one was read.
pub fn repair(shell: &Shell, catalog: &Catalog, asked: &Asked) -> Result<Outcome> {
    let source = catalog.sources.values().find(|source| source.id.as_str() == asked.target);
    let source =
        source.with_context(|| format!("{} is no source; name one of sources.toml", asked.target))?;
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let mut copies = Vec::new();
    for edition in source.editions.values() {
        let Some(rule) = catalog.rule_for(&source.id, &edition.label) else { continue };
        copies.push((edition, rule, pages::copies(source, edition, &archive)?));
    }
    let asked_for =
        |edition: &Edition| asked.edition.as_ref().is_none_or(|label| label == edition.label.as_str());
    let broken = copies.iter().filter(|(edition, ..)| asked_for(edition));
    let broken = broken.filter_map(|(edition, rule, copies)| {
        Some((*edition, *rule, broken_in(catalog, edition, rule, copies)?))
    });
    let Some((edition, rule, (known, newest))) = broken.last() else {
        shell.console.say("the rules read every copy of the archive as before; there is nothing to repair");
        return Ok(Outcome::Done);
    };
    let page = newest.opened.page().map_err(|why| anyhow::anyhow!("the page cannot be opened: {why}"))?;
    let all: Vec<&Copy> = copies
        .iter()
        .filter(|(_, other, _)| other.name == rule.name)
        .flat_map(|(.., copies)| copies)
        .collect();
    let Some(found) =
        extract::repair(page, rule, &known, &newest.context, |mended| replayed(&all, rule, mended))
    else {
        bail!(
            "{} {}: no rule was found that gives the {} records known and still reads the older copies; \
             the page may say something else now: see it with palmares try {} --edition {}",
            source.id,
            edition.label,
            known.records.len(),
            source.id,
            edition.label
        )
    };
    let mut out = extract::written(&found.rule, &rule.name);
    out.push('\n');
    out.push_str(&shown::records(&found.reading)?);
    shell.console.answer(&out)?;
    shell.console.say(&format!(
        "{} {}: replayed on {} copies of the archive; paste the table over [rule.{}] in sources.toml",
        source.id,
        edition.label,
        all.len(),
        rule.name
    ));
    Ok(Outcome::Done)
}

/// The records known and the newest copy, where it is not read as they were.
fn broken_in<'c>(
    catalog: &Catalog,
    edition: &Edition,
    rule: &Rule,
    copies: &'c [Copy],
) -> Option<(Extraction, &'c Copy)> {
    let settled = pages::settled(catalog, edition, rule, copies);
    settled.newest.as_ref()?;
    Some((settled.live?, copies.last()?))
}

/// Whether a rule gives of every copy that was read cleanly the records it gave before.
fn replayed(copies: &[&Copy], rule: &Rule, mended: &Rule) -> bool {
    copies.iter().all(|copy| {
        let before = copy.opened.read(rule, &copy.context);
        let after = copy.opened.read(mended, &copy.context);
        let (removed, added) = extract::change(&before, &after);
        !before.is_clean() || after.is_clean() && removed.is_empty() && added.is_empty()
    })
}
