//! `palmares try`: what a rule reads from a page, and what it leaves unread.

mod repair;
mod shown;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;

use super::crawl::ARCHIVE;
use super::open_workspace::{read_catalog, read_catalog_in_part};
use super::pages::{Copy, OpenedPage, declared_pages, editions, places};
use super::{ExitStatus, Shell, read_named};
use archive::{Archive, ArchiveError};
use model::{Address, Digest, Issue, Kind, Label, Snapshot, SourceId};
use read::{self, Context, Known};
use workspace::Catalog;
use workspace::Rule;

#[derive(Debug, Args)]
pub struct TryArgs {
    /// A file, an address that the archive holds, or a source of the workspace
    target: String,
    /// The rule to try [default: the one that the edition names]
    #[arg(long, value_name = "NAME")]
    rule: Option<String>,
    /// Winners that the page names: a rule is proposed that reads the whole list
    #[arg(long, value_name = "NAME", num_args = 2.., conflicts_with = "rule")]
    learn: Vec<String>,
    /// Search a rule that reads the newest copy of a source's page, and all older copies as before
    #[arg(long, conflicts_with_all = ["rule", "learn"])]
    repair: bool,
    /// The edition that the page tells about
    #[arg(long, value_name = "LABEL")]
    edition: Option<String>,
}

/// Reads one page, and shows what was read.
pub fn try_rule(shell: &Shell, asked: &TryArgs) -> Result<ExitStatus> {
    if asked.repair {
        return repair::repair(shell, &read_catalog(shell)?, asked);
    }
    let catalog = read_catalog_in_part(shell);
    let (trial, damaged) = trial(shell, &catalog, asked)?;
    if !asked.learn.is_empty() {
        return propose(shell, &trial, &asked.learn);
    }
    let rule = rule(&catalog, asked, &trial)?;
    let began = Instant::now();
    let read = trial.opened.read(&rule, &trial.context);
    let took = began.elapsed();
    let mut out = shown::page(&read, shell.console.colour);
    out.push_str(&shown::records(&read));
    out.push_str(&shown::held(&read));
    out.push_str(&shown::unread(&read));
    for damage in &damaged {
        writeln!(out, "{damage}\n  → {}", damage.remedy())?;
    }
    let records = read.records.len();
    writeln!(
        out,
        "{records} records, {} held, {} unread, {} troubles, read in {took:.1?}",
        read.held.len(),
        read.unread.len(),
        read.troubles.len()
    )?;
    shell.console.answer(&out)?;
    let whole = read.is_clean() && damaged.is_empty();
    Ok(if whole && (records > 0 || read.declares_none) { ExitStatus::Done } else { ExitStatus::Issues })
}

/// Proposes a rule that reads the whole list of which some winners are known.
fn propose(shell: &Shell, trial: &Copy, names: &[String]) -> Result<ExitStatus> {
    let page = trial.opened.page().map_err(|why| anyhow!("the page cannot be opened: {why}"))?;
    let (rule, reading) = match read::learn(page, names, &trial.context) {
        Ok(learned) => learned,
        Err(doubts) => {
            let told: String = doubts.iter().map(|doubt| format!("\n  {doubt}")).collect();
            bail!(
                "no rule is proposed that reads {} and leaves nothing unread; what looked doubtful:{told}\nname other \
                 winners, spelt as on the page, or write the rule by hand: docs/rules.md",
                names.join(", ")
            )
        }
    };
    let mut out = read::written(&rule, "learned");
    out.push('\n');
    out.push_str(&shown::records(&reading));
    shell.console.answer(&out)?;
    shell.console.say("paste the table into sources.toml under a name of your own, and name it in the edition: read = \"…\"");
    Ok(ExitStatus::Done)
}

/// The page to try a rule on, and the newer copies of it that were damaged.
fn trial(shell: &Shell, catalog: &Catalog, asked: &TryArgs) -> Result<(Copy, BTreeSet<Issue>)> {
    let edition = Label::new(asked.edition.as_deref().unwrap_or("try"));
    let source = SourceId::new("try").expect("a plain word");
    let known = Arc::new(Known::new(catalog.companies.values()));
    let path = Path::new(&asked.target);
    if path.is_file() {
        let bytes = read_named(path, read::LARGEST as u64)?;
        let digest = Digest::of(&bytes);
        let named = edition_of(catalog, |_, url| url == asked.target);
        let (source, kind) = named.map_or((source, Kind::Ranking), |(source, _, kind)| (source, kind));
        let (url, seen) = (asked.target.clone(), SystemTime::now().into());
        let context = Context { source, kind, scale: None, edition, url, digest, seen, known };
        let opened = OpenedPage::new(bytes, "", &asked.target);
        return Ok((Copy { opened, context }, BTreeSet::new()));
    }
    let wanted = |id: &SourceId, label: &Label| {
        id.as_str() == asked.target && asked.edition.as_ref().is_none_or(|wanted| wanted == label.as_str())
    };
    let found = editions(catalog.sources.values())
        .filter(|(source, edition)| {
            wanted(&source.id, &edition.label) || edition.url.as_ref() == Some(&asked.target)
        })
        .filter_map(|(source, edition)| Some((source, edition, edition.url.clone()?)))
        .last();
    let url = found.as_ref().map_or(asked.target.clone(), |(_, _, url)| url.clone());
    let Ok(address) = url.parse() else {
        bail!("{} is no file, no source with a page, and no address; name one of these", asked.target)
    };
    let archive = Archive::open(&shell.workspace.join(ARCHIVE))?;
    let (whole, damaged) = newest_whole(&archive, &places(&declared_pages(catalog), &archive, &address))?;
    let Some(snapshot) = whole else {
        if let Some(damage) = damaged.first() {
            bail!("the archive holds no whole page of {url}: {damage}; {}", damage.remedy())
        }
        bail!("the archive holds no page of {url}; fetch it with palmares crawl, or save it and try the file")
    };
    let (source, kind, edition) =
        found.map_or((source, Kind::Ranking, edition), |(s, e, _)| (s.id, s.kind, e.label));
    let (digest, seen) = (snapshot.digest, snapshot.seen);
    let opened = OpenedPage::of_copy(snapshot, &url);
    let context = Context { source, kind, scale: None, edition, url, digest, seen, known };
    Ok((Copy { opened, context }, damaged))
}

/// The newest copy of a page that is whole, and the newer ones that were damaged.
fn newest_whole(archive: &Archive, places: &[Address]) -> Result<(Option<Snapshot>, BTreeSet<Issue>)> {
    let visits = places.iter().flat_map(|place| archive.visits(place));
    let mut good: Vec<_> = visits.filter(|visit| visit.is_good()).collect();
    good.sort_by_key(|visit| visit.at);
    let mut damaged = BTreeSet::new();
    for entry in good.into_iter().rev() {
        match archive.snapshot(entry) {
            Ok(None) => {}
            Ok(found) => return Ok((found, damaged)),
            Err(ArchiveError::Damaged { file, offset }) => {
                damaged.insert(Issue::Damaged { file, offset });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((None, damaged))
}

fn edition_of(catalog: &Catalog, is: impl Fn(&SourceId, &str) -> bool) -> Option<(SourceId, Label, Kind)> {
    let found = editions(catalog.sources.values())
        .find(|(source, edition)| edition.url.as_deref().is_some_and(|url| is(&source.id, url)));
    found.map(|(source, edition)| (source.id, edition.label, source.kind))
}

/// The rule named, the rule of the edition, or none: then the page is only shown.
fn rule(catalog: &Catalog, asked: &TryArgs, trial: &Copy) -> Result<Rule> {
    let known = || catalog.rules.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    match &asked.rule {
        Some(name) => {
            let found = catalog.rules.get(name).cloned();
            found.with_context(|| format!("sources.toml has no [rule.{name}]; it has: {}", known()))
        }
        None => {
            Ok(catalog.rule_for(&trial.context.source, &trial.context.edition).cloned().unwrap_or_default())
        }
    }
}
