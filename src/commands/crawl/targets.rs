//! Which pages are visited; of those that tell of new editions also what the archive holds.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::commands::named::sources_named;
use crate::commands::pages::{self, editions};
use archive::{Archive, Entry};
use crawl::Target;
use model::{Address, Day, Edition, Exchange, Label, Lead, LeadPlace, Moment, Source, Year};
use read::find::{self, LeadPage};
use read::media;
use workspace::Catalog;

/// An edition that was handed over more than this long ago no longer changes.
const FRESH: Duration = Duration::from_secs(400 * DAY);

/// A fresh edition is looked at again after this long.
const AGAIN: Duration = Duration::from_secs(DAY);

const DAY: u64 = 24 * 3600;

#[derive(Debug, Args)]
pub struct CrawlArgs {
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
    pub from_archive: bool,
}

/// Which of the pages that we have already are fetched again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refetch {
    /// Those of which the server says that they changed.
    Changed,
    All,
}

impl CrawlArgs {
    pub fn refetch(&self) -> Refetch {
        if self.refresh { Refetch::All } else { Refetch::Changed }
    }
}

/// The pages of the editions asked for, and where new ones may be announced.
pub fn asked(catalog: &Catalog, archive: &Archive, asked: &CrawlArgs, today: Year) -> Result<Vec<Target>> {
    let sources = sources_named(&catalog.sources, &asked.sources)?;
    let label = asked.edition.as_deref().map(Label::new);
    let told_of = sources.iter().copied().filter(|_| label.is_none());
    let leads = of_leads(told_of, archive, today)?;
    let of_label = editions(sources.iter().copied())
        .filter(|(_, edition)| label.as_ref().is_none_or(|label| edition.label == *label));
    Ok(leads.into_iter().chain(of_label.filter_map(|(source, edition)| target(source, edition))).collect())
}

/// The pages of editions that the archive has not, or all with `Refetch::All`, with the day that a capture should follow.
pub fn wanted(
    catalog: &Catalog,
    archive: &Archive,
    targets: Vec<Target>,
    refetch: Refetch,
) -> Vec<(Target, Option<Day>)> {
    let declared = pages::declared_pages(catalog);
    let had = |address: &Address| {
        let places = pages::places(&declared, archive, address);
        places.iter().flat_map(|place| archive.visits(place)).any(Entry::is_good)
    };
    let missing = |target: &Target| refetch == Refetch::All || !had(&target.address);
    let wanted = targets.into_iter().filter(missing).filter_map(|target| {
        let source = catalog.sources.get(&target.source)?;
        let edition = source.editions.get(target.edition.as_ref()?)?;
        let awarded = pages::first_day(source, edition);
        Some((target, awarded))
    });
    wanted.collect()
}

/// The pages never had, those of fresh editions not looked at lately, and those that announce new editions.
pub fn due(catalog: &Catalog, archive: &Archive, today: Year, now: Moment) -> Result<Vec<Target>> {
    let due = editions(catalog.sources.values()).filter_map(|(source, edition)| {
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
        let addresses = lead_addresses(source, archive, today)?.into_iter();
        targets.extend(addresses.map(|address| Target { source: source.id, edition: None, address }));
    }
    Ok(targets)
}

fn target(source: &Source, edition: &Edition) -> Option<Target> {
    Some(Target { source: source.id, edition: Some(edition.label), address: edition.address()? })
}

/// The addresses that the lead of a source asks to be visited, those included that a known index of sitemaps names.
pub fn lead_addresses(source: &Source, archive: &Archive, today: Year) -> Result<Vec<Address>> {
    let Some(lead) = &source.find else { return Ok(Vec::new()) };
    let mut addresses = find::addresses(lead, &find::awaited(source, today));
    if let Lead::Listed { place: LeadPlace::Sitemap(index), .. } = lead {
        addresses.extend(lead_page(archive, index)?.iter().flat_map(find::sitemaps));
    }
    Ok(addresses)
}

/// What the archive holds of a page, where it moved to.
pub fn lead_page(archive: &Archive, address: &Address) -> Result<Option<LeadPage>> {
    let Some(entry) = archive.page(address) else { return Ok(None) };
    let Some(snapshot) = archive.sound(entry)? else { return Ok(None) };
    let content_type = snapshot.header("content-type").unwrap_or_default();
    Ok(Some(read_lead(&entry.address, &snapshot.body, content_type)))
}

/// Names a Chrome or Chromium that is not found by itself.
const BROWSER: &str = "PALMARES_BROWSER";

const BROWSERS: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/// The Chromium of this machine: the one named, or the first that is found.
pub fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os(BROWSER) {
        return Some(PathBuf::from(named)).filter(|program| program.is_file());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let usual = BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let on_a_mac =
        ["Google Chrome", "Chromium"].map(|name| format!("/Applications/{name}.app/Contents/MacOS/{name}"));
    usual.chain(on_a_mac.map(PathBuf::from)).find(|program| program.is_file())
}

/// The pages that a script draws: those that are declared, and among the asked ones those of an edition that is new.
pub fn drawn(catalog: &Catalog, asked: &[Target]) -> BTreeSet<Address> {
    let of_edition = |asked: &&Target| asked.edition.is_some() && catalog.sources[&asked.source].render;
    let new = asked.iter().filter(of_edition).map(|asked| asked.address.clone());
    let sources = catalog.sources.values().filter(|source| source.render);
    editions(sources)
        .filter_map(|(source, edition)| Some(target(source, edition)?.address))
        .chain(new)
        .collect()
}

/// Where an answer leads on to, when it is an index of sitemaps.
pub fn follow(answer: &Exchange) -> Vec<Address> {
    let content_type = answer.header("content-type").unwrap_or_default();
    find::sitemaps(&read_lead(&answer.address, &answer.body, content_type))
}

fn read_lead(address: &Address, body: &[u8], content_type: &str) -> LeadPage {
    let tld = address.host().rsplit('.').next().unwrap_or_default();
    LeadPage { address: address.clone(), text: media::decode(&media::unpacked(body), content_type, tld) }
}
