//! Which pages are visited.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::commands::{leads, pages};
use archive::{Archive, Entry};
use crawl::Target;
use crawl::Wanted;
use model::{Address, Edition, Label, Moment, Source, Year};
use workspace::Catalog;

/// An edition that was handed over more than this long ago no longer changes.
const FRESH: Duration = Duration::from_secs(400 * DAY);

/// A fresh edition is looked at again after this long.
const AGAIN: Duration = Duration::from_secs(DAY);

const DAY: u64 = 24 * 3600;

/// What to visit.
#[derive(Debug, Args)]
pub struct Asked {
    /// Sources, by identifier; all when none
    sources: Vec<String>,
    /// Only editions with this label
    #[arg(long, value_name = "LABEL")]
    edition: Option<String>,
    /// Fetch everything anew instead of asking whether it changed
    #[arg(long)]
    refresh: bool,
    /// Ask a web archive for the pages that could not be had where they were
    #[arg(long)]
    from_archive: bool,
}

/// Where pages are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whence {
    /// Where they are.
    Site,
    /// Where they were, from a web archive.
    WebArchive,
}

/// Whether the archive's knowledge is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Servers are asked whether a page changed.
    Remembered,
    /// Every page is fetched.
    Anew,
}

impl Asked {
    /// Whether the archive's knowledge is used.
    pub fn memory(&self) -> Due {
        if self.refresh { Due::Anew } else { Due::Remembered }
    }
    /// Where pages are asked for.
    pub fn whence(&self) -> Whence {
        if self.from_archive { Whence::WebArchive } else { Whence::Site }
    }
}

/// The pages of the editions asked for, and where new ones may be announced.
pub fn asked(catalog: &Catalog, archive: &Archive, asked: &Asked, today: Year) -> Result<Vec<Target>> {
    if let Some(unknown) =
        asked.sources.iter().find(|id| !catalog.sources.values().any(|s| s.id.as_str() == *id))
    {
        bail!("no source `{unknown}`; `palmares show source` lists them");
    }
    let wanted = |source: &&Source| {
        asked.sources.is_empty() || asked.sources.iter().any(|id| source.id.as_str() == id)
    };
    let label = asked.edition.as_deref().map(Label::new);
    let sources = catalog.sources.values().filter(wanted);
    let editions = sources.flat_map(|source| source.editions.values().map(move |edition| (source, edition)));
    let told_of = catalog.sources.values().filter(wanted).filter(|_| label.is_none());
    let leads = of_leads(told_of, archive, today)?;
    let of_label = editions.filter(|(_, edition)| label.as_ref().is_none_or(|label| edition.label == *label));
    Ok(leads.into_iter().chain(of_label.filter_map(|(source, edition)| target(source, edition))).collect())
}

/// The pages of editions that the archive has not, or all with `Due::Anew`, with the day that a capture should follow.
pub fn wanted(catalog: &Catalog, archive: &Archive, targets: Vec<Target>, due: Due) -> Vec<Wanted> {
    let had = |address: &Address| {
        let places = pages::places(catalog, archive, address);
        places.iter().flat_map(|place| archive.visits(place)).any(Entry::is_good)
    };
    let missing = |target: &Target| due == Due::Anew || !had(&target.address);
    let wanted = targets.into_iter().filter(missing).filter_map(|target| {
        let source = catalog.sources.get(&target.source)?;
        let edition = source.editions.get(target.edition.as_ref()?)?;
        Some(Wanted { awarded: pages::first_day(source, edition), target })
    });
    wanted.collect()
}

/// The pages that were never had, those of fresh editions that were not looked at lately, and where new editions are
/// announced.
pub fn due(catalog: &Catalog, archive: &Archive, today: Year, now: Moment) -> Result<Vec<Target>> {
    let editions = catalog
        .sources
        .values()
        .flat_map(|source| source.editions.values().map(move |edition| (source, edition)));
    let due = editions.filter_map(|(source, edition)| {
        let target = target(source, edition)?;
        let seen = archive.visits(&target.address).map(|entry| entry.at).max();
        let again = |seen: Moment| is_fresh(source, edition, now) && now.since(seen) >= AGAIN;
        seen.is_none_or(again).then_some(target)
    });
    let seen_lately = |target: &Target| {
        let seen = archive.visits(&target.address).map(|entry| entry.at).max();
        seen.is_some_and(|seen| now.since(seen) < AGAIN)
    };
    let leads = of_leads(catalog.sources.values(), archive, today)?;
    Ok(leads.into_iter().filter(|target| !seen_lately(target)).chain(due).collect())
}

fn is_fresh(source: &Source, edition: &Edition, now: Moment) -> bool {
    let label = edition.label.year().map(|year| year.plus(source.label_offset));
    let year = edition.awarded.map(|day| day.year()).or(label);
    year.is_none_or(|year| now.since(Moment::from_unix((year.get() + 1 - 1970) * 31_556_952)) <= FRESH)
}

/// Where the new editions of sources are announced.
fn of_leads<'a>(
    sources: impl Iterator<Item = &'a Source>,
    archive: &Archive,
    today: Year,
) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for source in sources {
        let addresses = leads::addresses(source, archive, today)?.into_iter();
        targets.extend(addresses.map(|address| Target { source: source.id, edition: None, address }));
    }
    Ok(targets)
}

fn target(source: &Source, edition: &Edition) -> Option<Target> {
    let address = edition.url.as_deref()?.parse().ok()?;
    Some(Target { source: source.id, edition: Some(edition.label), address })
}
